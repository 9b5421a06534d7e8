//! Standing of a whole imported community: everybody counted again, as after a change of the rules, and the night after.

use std::time::Instant;

use entraide::clock::DAY;
use entraide::standing::jobs;
use entraide::db;

use crate::forum::Forum;
use crate::targets::{Said, Target};

/// Seconds in which a whole community is counted again.
const FULL: f64 = 60.0;
/// Seconds of a night in which little changed.
const NIGHT: f64 = 2.0;

/// Counts everybody the day after the newest of the files, when the windows are full, and the night that follows.
pub async fn measure(forum: &Forum) -> anyhow::Result<Said> {
    let tx = forum.app.db.write().await?;
    // people of an imported community are not counted before they come back: here all have
    db::run(&tx, "UPDATE account SET placeholder = FALSE WHERE placeholder = TRUE AND deleted_at IS NULL", []).await?;
    db::run(&tx, "INSERT INTO standing_mark (member_id) SELECT DISTINCT author_id FROM post WHERE kind = 'answer' ON CONFLICT DO NOTHING", []).await?;
    tx.commit().await?;
    let day = db::count(forum.app.db.read(), "SELECT MAX(activity_at) AS n FROM question", []).await? + DAY;
    let started = Instant::now();
    let everybody = jobs::everyone(&forum.app, day).await?;
    let full = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let some = jobs::everyone(&forum.app, day + DAY).await?;
    let night = started.elapsed().as_secs_f64();
    Ok(Said {
        text: format!("standing: {everybody} members counted; the next night {some} of them"),
        targets: vec![
            Target::at_most("standing, everybody counted again", full, FULL, "s"),
            Target::at_most("standing, the night that follows", night, NIGHT, "s"),
        ],
    })
}
