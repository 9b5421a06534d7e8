//! Numbers beside lists, counted at most once a minute: they are the same for everyone and need not be of this second.
//! The names among them are: [`Memory`] forgets them with whatever takes a name, a category or a post away.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{DbErr, FromQueryResult};

use crate::app::App;
use crate::bus::Memory;
use crate::clock::{DAY, Millis};
use crate::db::{self, Db};
use crate::error::Result;
use crate::values;

/// Counts stop here and become "1,000+".
pub const MANY: i64 = 1_000;
/// Helpers and tags named beside the lists.
const NAMED: usize = 5;
const TAGS: usize = 12;
const WEEK: Millis = 7 * DAY;

/// What is kept between requests.
pub struct Remembered {
    side: Memory<(), Side>,
    categories: Memory<(), Vec<Category>>,
    people: Memory<i64, Deeds>,
}

impl Default for Remembered {
    fn default() -> Remembered {
        let minute = Duration::from_secs(60);
        Remembered { side: Memory::new(2, Duration::from_secs(10)), categories: Memory::new(2, minute), people: Memory::new(5_000, minute) }
    }
}

/// What stands beside the list of all questions.
#[derive(Debug, Default)]
pub struct Side {
    pub unanswered: i64,
    pub helpers: Vec<Helper>,
    pub tags: Vec<String>,
}

/// Someone who helped this week.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Helper {
    pub username: String,
    pub display_name: String,
    pub rank: String,
    pub role: String,
    pub solutions: i64,
    pub helped: i64,
}

/// A product with how its questions stand.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Category {
    pub id: i64,
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
    pub description_en: String,
    pub description_fr: String,
    pub questions: i64,
    pub solved: i64,
    pub unanswered: i64,
    /// For ambassadors and the team alone.
    pub reserved: bool,
}

/// What somebody did here.
#[derive(Clone, Debug, Default, FromQueryResult)]
pub struct Deeds {
    pub answers: i64,
    pub questions: i64,
    pub accepted: i64,
    pub helped: i64,
}

/// What stands beside the list of all questions.
pub async fn side(app: &App) -> Result<Arc<Side>> {
    let now = app.clock.now();
    app.remembered.side.get(&app.bus, &app.db, (), read_side(&app.db, now)).await
}

async fn read_side(db: &Db, now: Millis) -> Result<Side, DbErr> {
    #[derive(FromQueryResult)]
    struct Tag {
        name: String,
    }
    let unanswered = db::count(db.read(), &format!("SELECT COUNT(*) AS n FROM (SELECT 1 FROM question WHERE state = 'visible' AND peer_answer_count = 0 LIMIT {MANY}) q"), []).await?;
    let helpers = db::rows(
        db.read(),
        &format!(
            "SELECT a.username, a.display_name, a.rank, a.role, SUM(h.solution) AS solutions, SUM(1 - h.solution) AS helped FROM (
                SELECT p.author_id, 1 AS solution FROM acceptance c JOIN post p ON p.id = c.post_id WHERE c.at > $1 AND c.withdrawn_at IS NULL AND p.state = 'visible' AND p.author_id <> c.actor_id
                UNION ALL
                SELECT p.author_id, 0 AS solution FROM vote v JOIN post p ON p.id = v.post_id WHERE v.at > $1 AND v.withdrawn_at IS NULL AND p.state = 'visible' AND p.kind = 'answer') h
             JOIN account a ON a.id = h.author_id WHERE a.deleted_at IS NULL AND a.placeholder = FALSE AND a.role = 'customer'
             GROUP BY a.id, a.username, a.display_name, a.rank, a.role ORDER BY 5 DESC, 6 DESC, a.id LIMIT {NAMED}"
        ),
        values![now - WEEK],
    )
    .await?;
    let tags: Vec<Tag> = db::rows(db.read(), &format!("SELECT name FROM tag WHERE question_count > 0 ORDER BY question_count DESC, id LIMIT {TAGS}"), []).await?;
    Ok(Side { unanswered, helpers, tags: tags.into_iter().map(|t| t.name).collect() })
}

/// All products, in their order.
pub async fn categories(app: &App) -> Result<Arc<Vec<Category>>> {
    let text = "SELECT c.id, c.slug, c.name_en, c.name_fr, c.description_en, c.description_fr,
                (SELECT COUNT(*) FROM question q WHERE q.category_id = c.id AND q.state = 'visible') AS questions,
                (SELECT COUNT(*) FROM question q WHERE q.category_id = c.id AND q.state = 'visible' AND q.solved_at IS NOT NULL) AS solved,
                (SELECT COUNT(*) FROM question q WHERE q.category_id = c.id AND q.state = 'visible' AND q.peer_answer_count = 0) AS unanswered, FALSE AS reserved
             FROM category c WHERE c.audience = 'public' ORDER BY c.position, c.id";
    app.remembered.categories.get(&app.bus, &app.db, (), db::rows(app.db.read(), text, [])).await
}

/// What somebody did here.
pub async fn deeds(app: &App, account: i64) -> Result<Arc<Deeds>> {
    let read = async {
        let text = "SELECT
                (SELECT COUNT(*) FROM post WHERE author_id = $1 AND kind = 'answer' AND state = 'visible') AS answers,
                (SELECT COUNT(*) FROM post WHERE author_id = $1 AND kind = 'question' AND state = 'visible') AS questions,
                (SELECT COUNT(DISTINCT c.post_id) FROM post p JOIN acceptance c ON c.post_id = p.id WHERE p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND c.withdrawn_at IS NULL AND c.actor_id <> p.author_id) AS accepted,
                (SELECT CAST(COALESCE(SUM(score), 0) AS BIGINT) FROM post WHERE author_id = $1 AND kind = 'answer' AND state = 'visible' AND score > 0) AS helped";
        Ok(db::row(app.db.read(), text, values![account]).await?.unwrap_or_default())
    };
    app.remembered.people.get(&app.bus, &app.db, account, read).await
}
