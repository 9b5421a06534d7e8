//! Who they are: ambassadors and emeriti, with the topics in which they solved most.

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::app::App;
use crate::db;
use crate::i18n::Lang;
use crate::values;

/// Topics named of each person: categories, then tags.
const CATEGORIES: i64 = 2;
const TAGS: i64 = 4;
/// People on the page.
const SHOWN: usize = 200;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Person {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    /// Since the running term began, or until when the last one ran.
    pub at: Option<i64>,
    #[sea_orm(skip)]
    pub topics: Vec<Topic>,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Topic {
    pub member_id: AccountId,
    pub slug: Option<String>,
    pub category: Option<String>,
    pub tag: Option<String>,
    pub solved: i64,
}

async fn with_topics(db: &impl ConnectionTrait, lang: Lang, rank: &str, mut people: Vec<Person>) -> Result<Vec<Person>, DbErr> {
    let name = match lang {
        Lang::En => "c.name_en",
        Lang::Fr => "c.name_fr",
    };
    let text = format!(
        "SELECT t.member_id, c.slug, {name} AS category, g.name AS tag, t.solved FROM ambassador_topic t JOIN account a ON a.id = t.member_id AND a.rank = $1
         LEFT JOIN category c ON c.id = t.category_id LEFT JOIN tag g ON g.id = t.tag_id ORDER BY t.member_id, t.place"
    );
    let topics: Vec<Topic> = db::rows(db, &text, values![rank]).await?;
    for topic in topics {
        if let Some(p) = people.iter_mut().find(|p| p.id == topic.member_id) {
            p.topics.push(topic);
        }
    }
    Ok(people)
}

const HERE: &str = "a.role = 'customer' AND a.deleted_at IS NULL AND a.placeholder = FALSE";

/// Everyone who is an ambassador now, the longest serving first.
pub async fn ambassadors(db: &impl ConnectionTrait, lang: Lang) -> Result<Vec<Person>, DbErr> {
    let text = format!(
        "SELECT a.id, a.username, a.display_name, (SELECT MIN(t.began_at) FROM term t WHERE t.member_id = a.id AND t.ended_at IS NULL) AS at
         FROM account a WHERE a.rank = 'ambassador' AND {HERE} ORDER BY 4, a.id LIMIT {SHOWN}"
    );
    let people = db::rows(db, &text, values![]).await?;
    with_topics(db, lang, "ambassador", people).await
}

/// Everyone who was one, the latest first.
pub async fn emeriti(db: &impl ConnectionTrait, lang: Lang) -> Result<Vec<Person>, DbErr> {
    let text = format!(
        "SELECT a.id, a.username, a.display_name, (SELECT MAX(t.ended_at) FROM term t WHERE t.member_id = a.id) AS at
         FROM account a WHERE a.rank = 'emeritus' AND {HERE} ORDER BY 4 DESC, a.id LIMIT {SHOWN}"
    );
    let people = db::rows(db, &text, values![]).await?;
    with_topics(db, lang, "emeritus", people).await
}

#[derive(FromQueryResult)]
struct Found {
    id: i64,
    solved: i64,
}

/// Categories and tags in which somebody solved most since a moment, the first first.
pub async fn good_at(db: &impl ConnectionTrait, member: AccountId, since: i64) -> Result<(Vec<(i64, i64)>, Vec<(i64, i64)>), DbErr> {
    let solved = super::SOLVED;
    let categories = format!(
        "SELECT q.category_id AS id, COUNT(*) AS solved FROM post p JOIN question q ON q.id = p.question_id
         WHERE p.author_id = $1 AND p.kind = 'answer' AND p.created_at >= $2 AND q.category_id IS NOT NULL AND {solved} GROUP BY q.category_id ORDER BY 2 DESC, 1 LIMIT {CATEGORIES}"
    );
    let tags = format!(
        "SELECT g.tag_id AS id, COUNT(*) AS solved FROM post p JOIN question q ON q.id = p.question_id JOIN question_tag g ON g.question_id = q.id AND g.hidden = FALSE
         WHERE p.author_id = $1 AND p.kind = 'answer' AND p.created_at >= $2 AND {solved} GROUP BY g.tag_id ORDER BY 2 DESC, 1 LIMIT {TAGS}"
    );
    let pairs = |found: Vec<Found>| found.into_iter().map(|f| (f.id, f.solved)).collect();
    let categories = db::rows(db, &categories, values![member.0, since]).await?;
    let tags = db::rows(db, &tags, values![member.0, since]).await?;
    Ok((pairs(categories), pairs(tags)))
}

/// Works the topics of everyone honoured out again.
pub async fn refresh(app: &App) -> anyhow::Result<()> {
    #[derive(FromQueryResult)]
    struct Who {
        id: AccountId,
    }
    let read = app.db.unhurried().await?;
    let who: Vec<Who> = db::rows(&read, &format!("SELECT a.id FROM account a WHERE a.rank IN ('ambassador', 'emeritus') AND {HERE} ORDER BY a.id"), values![]).await?;
    let mut lines: Vec<(AccountId, i64, Option<i64>, Option<i64>, i64)> = Vec::new();
    for w in who {
        let (categories, tags) = good_at(&read, w.id, 0).await?;
        let all = categories.into_iter().map(|(id, n)| (Some(id), None, n)).chain(tags.into_iter().map(|(id, n)| (None, Some(id), n)));
        lines.extend((1..).zip(all).map(|(place, (c, t, n))| (w.id, place, c, t, n)));
    }
    read.rollback().await?;
    let tx = app.db.write().await?;
    db::run(&tx, "DELETE FROM ambassador_topic", values![]).await?;
    for (member, place, category, tag, solved) in lines {
        db::run(&tx, "INSERT INTO ambassador_topic (member_id, place, category_id, tag_id, solved) VALUES ($1, $2, $3, $4, $5)", values![member.0, place, category, tag, solved]).await?;
    }
    tx.commit().await?;
    Ok(())
}
