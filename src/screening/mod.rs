//! What is looked at by a person, and what is written down about it: the part of moderation that writing needs.
//!
//! What must stay true: what looks like spam waits and is never thrown away; one thing stands in the queue once; each
//! decision about somebody's text or account is a row with its reason, told to them with the way to appeal.

pub mod decisions;
pub mod hosts;
pub mod letters;
pub mod queue;
pub mod words;

use std::collections::BTreeSet;

use entity::{AccountId, ItemKind, PostId, WatchAct};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use crate::clock::Millis;
use crate::rules::moderation::weight;
use crate::rules::policy::{Actor, Rank};
use crate::rules::spam::{self, Text};

/// What was noticed in a text before it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screened {
    /// It waits for a person.
    pub hold: bool,
    /// Why it is looked at: signs of spam, `word:…`. Not empty without `hold`: published, and looked at.
    pub why: Vec<String>,
}

/// What becomes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Pass(Screened),
    /// A watched word stops it; what its author reads.
    Stop(String),
}

/// Looks at a text of a member. The team's own pass.
pub async fn screen(db: &impl ConnectionTrait, actor: &Actor, text: &Text<'_>, now: Millis) -> Result<Verdict, DbErr> {
    screen_edit(db, actor, &Text { title: "", body: "", links: 0 }, text, now).await
}

/// Looks at what an edit brings: what stood there before was looked at before. What it says once more it brings.
pub async fn screen_edit(db: &impl ConnectionTrait, actor: &Actor, before: &Text<'_>, text: &Text<'_>, now: Millis) -> Result<Verdict, DbErr> {
    if actor.is_staff() {
        return Ok(Verdict::Pass(Screened::default()));
    }
    let mut screened = Screened::default();
    let whole = |t: &Text<'_>| spam::spaced(&format!("{} {}", t.title, t.body));
    let (was, is) = (whole(before), whole(text));
    for w in words::all(db).await?.into_iter().filter(|w| spam::times(&is, &w.word) > spam::times(&was, &w.word)) {
        match w.act {
            WatchAct::Block => return Ok(Verdict::Stop(w.message)),
            WatchAct::Hold => screened.hold = true,
            WatchAct::Flag => {}
        }
        screened.why.push(format!("word:{}", w.word));
    }
    if actor.rank == Rank::Member {
        let signs = spam::signs(text, age(actor, now));
        let new = spam::holds(&spam::added(before, text, age(actor, now))) || !spam::holds(&spam::signs(before, age(actor, now)));
        if spam::holds(&signs) && new {
            screened.hold = true;
            screened.why.extend(signs.into_iter().map(|s| s.word().to_owned()));
        }
    }
    Ok(Verdict::Pass(screened))
}

/// Whoever has no account yet will have a new one.
fn age(actor: &Actor, now: Millis) -> Millis {
    if actor.id.is_none_or(|id| id == 0) { 0 } else { now - actor.created_at }
}

/// As the queue keeps it: words with commas, each once.
pub fn joined<'a>(why: impl IntoIterator<Item = &'a str>) -> String {
    why.into_iter().map(|w| w.replace(',', " ")).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(",")
}

/// Puts what was noticed in a text into the queue.
pub async fn noticed(tx: &DatabaseTransaction, object: queue::Object, question: PostId, author: AccountId, held: bool, screened: &Screened, now: Millis) -> Result<(), DbErr> {
    let (kind, weight) = if held { (ItemKind::Held, weight::HELD) } else { (ItemKind::Flagged, weight::FLAGGED) };
    let why = joined(screened.why.iter().map(String::as_str));
    queue::open(tx, &queue::Item { kind, object, question: Some(question), about: Some(author), weight, why: &why, due: None }, now).await
}
