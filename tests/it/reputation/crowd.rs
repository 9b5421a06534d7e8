//! Many people at once, through the router: nobody meets an error, and everything adds up.
//!
//! Here ten deeds each, so that the suite stays short; `tests/data-run` has them do a hundred.

use crate::support::*;

/// Two hundred clients do `times` things each to twelve posts.
pub async fn at_once(app: &TestApp, times: usize) {
    let mut clients = Vec::new();
    for n in 0..200 {
        clients.push(app.member(&format!("member{n}")).await);
    }
    let mut threads = Vec::new();
    for n in 0..4 {
        let answerers = [clients[10 + n].id, clients[20 + n].id, clients[30 + n].id];
        let thread = seed(app, &format!("Question number {n} of the evening"), clients[n].id, &answerers).await;
        thread.index(app).await;
        threads.push(thread);
    }
    let threads = std::sync::Arc::new(threads);
    let hands: Vec<_> = clients
        .into_iter()
        .enumerate()
        .map(|(who, client)| {
            let threads = threads.clone();
            tokio::spawn(async move {
                for n in 0..times {
                    let dice = (who * 7_919 + n * 104_729 + n * n * 31) % 1_000;
                    let thread = &threads[dice % 4];
                    let answer = thread.answers[dice / 4 % 3];
                    let page = match dice / 12 % 10 {
                        // only the askers may; the others are refused
                        0 if who < 4 => client.post(paths::PostAccept { id: threads[who].answers[n % 3] }, &[]).await,
                        1 if who < 4 => client.post(paths::PostUnaccept { id: threads[who].answers[n % 3] }, &[]).await,
                        2 => client.post(paths::PostVote { id: answer }, &[("direction", "none")]).await,
                        3 => client.post(paths::QuestionMeToo { id: thread.id }, &[("state", if n % 2 == 0 { "on" } else { "off" })]).await,
                        4 => client.post(paths::PostVote { id: thread.id }, &[("direction", "up")]).await,
                        _ => client.post(paths::PostVote { id: answer }, &[("direction", "up")]).await,
                    };
                    let status = page.status.as_u16();
                    assert!(matches!(status, 303 | 403), "{} {}: {status}\n{}", page.method, page.path, String::from_utf8_lossy(&page.bytes));
                }
            })
        })
        .collect();
    for hand in hands {
        hand.await.expect("everyone is answered");
    }
    super::reference::must_agree(app).await;
    app.must_be_sound().await;
}

both! {
    with [("limits.member_times", "1000"), ("limits.gaps", "0")]
    async fn two_hundred_people(app) {
        at_once(app, 10).await;
    }
}
