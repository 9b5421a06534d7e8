//! Two hundred people who do a hundred things each, all at once.

#[path = "../it/reputation/crowd.rs"]
mod crowd;
#[path = "../it/reputation/reference.rs"]
mod reference;

both! {
    with [("limits.member_times", "10000"), ("limits.gaps", "0")]
    async fn two_hundred_people_a_hundred_times(app) {
        let begin = std::time::Instant::now();
        crowd::at_once(app, 100).await;
        println!("{:?}: 20,000 deeds of 200 people in {:.1} s, everything adds up", app.engine, begin.elapsed().as_secs_f64());
    }
}
