//! Does a deed to threads, one transaction each, and writes down what was, so that it can be undone.

use std::sync::Arc;

use entity::{AccountId, EscalationOutcome, PostId, PostKind, escalation};
use sea_orm::{DatabaseTransaction, DbErr};

use super::forms::Deed;
use super::{Word, undo};
use crate::app::App;
use crate::clock::Millis;
use crate::config::Config;
use crate::db;
use crate::error::{Error, Result};
use crate::deadlines::record;
use crate::escalations::actions::notes::Written;
use crate::escalations::actions::{self, No, Outcome, Tried, Wish};
use crate::i18n::Lang;
use crate::questions::facts::scene;
use crate::questions::publish::{self, Prepared};
use crate::questions::refresh;
use crate::rules::policy::{Actor, Denied, Verb, may};
use crate::values;

/// What became of a press.
#[derive(Debug, Default)]
pub struct Made {
    pub done: Vec<PostId>,
    pub refused: Vec<(PostId, Refusal)>,
}

/// Who presses.
#[derive(Clone, Debug)]
pub struct Presser {
    pub me: AccountId,
    pub actor: Actor,
    pub lang: Lang,
}

/// Why a thread was left as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    No(No),
    Denied(Denied),
    /// Removed or hidden meanwhile, or never theirs to see.
    Gone,
    /// Somebody was faster.
    Moved,
    Failed,
}

impl Refusal {
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Refusal::No(no) => no.message(lang),
            Refusal::Denied(denied) => denied.message(lang),
            Refusal::Gone => lang.feed_refused_gone().into(),
            Refusal::Moved => lang.feed_refused_moved().into(),
            Refusal::Failed => lang.feed_refused_failed().into(),
        }
    }

    /// The same press may do it another time, or with other words.
    pub fn is_worth_another(&self) -> bool {
        !matches!(self, Refusal::Denied(_) | Refusal::Gone)
    }
}

impl From<Error> for Refusal {
    fn from(e: Error) -> Refusal {
        match e {
            Error::NotFound => Refusal::Gone,
            Error::Denied(denied) => Refusal::Denied(denied),
            Error::Conflict(_) => Refusal::Moved,
            e => {
                tracing::error!(error = ?e, "a press over a thread failed");
                Refusal::Failed
            }
        }
    }
}

/// What a deed says, made ready before any transaction.
struct Ready {
    note: Written,
    answer: Option<Arc<Prepared>>,
}

/// Does it to each of these threads, which are in ascending order. What one refuses, or cannot, the others do not wait for.
pub async fn press(app: &App, by: &Presser, word: Word, on: &[PostId], deed: &Deed, now: Millis) -> Result<Made> {
    let ready = ready(app, deed, by.lang).await?;
    let mut made = Made::default();
    let mut act = None;
    for question in on {
        match over(app, by, word, *question, deed, &ready, &mut act, now).await.unwrap_or_else(|e| Err(e.into())) {
            Ok(()) => made.done.push(*question),
            Err(refusal) => made.refused.push((*question, refusal)),
        }
    }
    app.feed.look();
    Ok(made)
}

/// One thread, in a transaction of its own. `act`: the press as it is kept, once something of it was.
#[expect(clippy::too_many_arguments, reason = "the parts of one press, over one of its threads")]
async fn over(app: &App, by: &Presser, word: Word, question: PostId, deed: &Deed, ready: &Ready, act: &mut Option<i64>, now: Millis) -> Result<Result<(), Refusal>> {
    let tx = app.db.write().await?;
    refresh::lock(&tx, question).await?;
    let scene = scene::scene(&tx, question).await?.seen_by(&by.actor)?;
    if scene.kind != PostKind::Question || scene.reserved {
        return Err(Error::NotFound);
    }
    may(&by.actor, Verb::Handle, &scene.facts())?;
    let was = record::current(&tx, question).await?;
    let before = match &was {
        Some(open) => undo::last_event(&tx, open.id).await?,
        None => 0,
    };
    if let Err(no) = one(&tx, &app.config, by.me, question, deed, ready, now).await? {
        return Ok(Err(Refusal::No(no)));
    }
    let mut kept = *act;
    if word.reversible() {
        let id = match kept {
            Some(id) => id,
            None => db::count(&tx, "INSERT INTO feed_act (actor_id, word, at) VALUES ($1, $2, $3) RETURNING id AS n", values![by.me.0, word.word(), now]).await?,
        };
        keep(&tx, id, question, was.as_ref(), before).await?;
        kept = Some(id);
    }
    tx.commit().await?;
    *act = kept;
    Ok(Ok(()))
}

async fn ready(app: &App, deed: &Deed, lang: Lang) -> Result<Ready> {
    let words = match deed {
        Deed::TakeOver { note } | Deed::Assign { note, .. } | Deed::HandOver { note, .. } => note.as_str(),
        Deed::Note { text } => text.as_str(),
        _ => "",
    };
    let note = Written::new(app.db.read(), words, lang).await?;
    let answer = match deed {
        Deed::Resolve { what: EscalationOutcome::Solved, words, post: None, .. } => Some(Arc::new(publish::prepare(app.db.read(), words.clone(), "", lang, Vec::new()).await?)),
        _ => None,
    };
    Ok(Ready { note, answer })
}

async fn one(tx: &DatabaseTransaction, config: &Config, me: AccountId, question: PostId, deed: &Deed, ready: &Ready, now: Millis) -> Tried<()> {
    let some_note = (!ready.note.source.is_empty()).then_some(&ready.note);
    match deed {
        Deed::Claim => actions::claim(tx, question, me, now).await,
        Deed::Release => actions::release(tx, question, me, now).await,
        Deed::Wake => actions::wake(tx, question, me, now).await,
        Deed::TakeOver { .. } => actions::take_over(tx, question, me, &ready.note, now).await,
        Deed::Assign { to, .. } => actions::assign(tx, question, me, *to, some_note, now).await,
        Deed::Escalate { reason } => Ok(actions::escalate(tx, question, me, Wish { reason: "other", details: reason }, now).await?.map(|_| ())),
        Deed::HandOver { department, .. } => actions::hand_over(tx, config, question, me, *department, &ready.note, now).await,
        Deed::Snooze { until, event } => actions::snooze(tx, question, me, *until, *event, now).await,
        Deed::Note { .. } => {
            actions::note(tx, question, me, &ready.note, now).await?;
            Ok(Ok(()))
        }
        Deed::Resolve { what, words, post, form_key } => {
            // whoever settles a thread has it in hand
            if let Err(no) = actions::claim(tx, question, me, now).await? {
                return Ok(Err(no));
            }
            let post = match (&ready.answer, post) {
                (Some(text), None) => match actions::reply(tx, question, me, text.clone(), form_key, false, now).await? {
                    Ok(made) => made.id(),
                    Err(no) => return Ok(Err(no)),
                },
                (_, post) => *post,
            };
            actions::resolve(tx, question, me, Outcome { what: *what, line: words_of(*what, words), post }, now).await
        }
    }
}

/// The line everyone reads; what the answer says need not be said twice.
fn words_of(what: EscalationOutcome, words: &str) -> &str {
    if what == EscalationOutcome::Solved { "" } else { words }
}

/// What there was, for an undo: nothing, or what it has to be set to. `before`: the last line of its history then.
async fn keep(tx: &DatabaseTransaction, act: i64, question: PostId, was: Option<&escalation::Model>, before: i64) -> Result<(), DbErr> {
    let was = was.map(|e| undo::was(e).to_string()).unwrap_or_default();
    db::run(
        tx,
        "INSERT INTO feed_act_row (act_id, question_id, escalation_id, was, before_id, event_id)
         SELECT $1, e.question_id, e.id, $3, $4, COALESCE((SELECT MAX(v.id) FROM escalation_event v WHERE v.escalation_id = e.id), 0) FROM escalation e WHERE e.question_id = $2 AND e.ended_at IS NULL
         ON CONFLICT DO NOTHING",
        values![act, question.0, was, before],
    )
    .await?;
    Ok(())
}
