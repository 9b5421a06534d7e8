//! Appeals: made once, within six months, decided by somebody who took no part.

use entity::{AccountId, ContentNoticeId, DecisionAppealId, DecisionId, ItemKind};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::queries::{self, Decision};
use super::reverse::{self, How};
use crate::audit::{self, Deed};
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::deadlines::calendars;
use crate::error::{Error, Result};
use crate::rules::moderation::{ANSWER_DAYS, APPEAL_WITHIN, Judge, Judging, judging, weight};
use crate::screening::decisions::is_against;
use crate::screening::letters;
use crate::screening::queue::{self, Object};
use crate::{db, values};

/// An appeal, whoever made it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Appeal {
    pub id: DecisionAppealId,
    pub decision_id: Option<DecisionId>,
    pub notice_id: Option<ContentNoticeId>,
    pub member_id: Option<AccountId>,
    pub words: String,
    pub made_at: i64,
    pub due_at: i64,
    pub overturned: Option<bool>,
    pub no_second: bool,
    pub answer: String,
}

const APPEAL: &str = "SELECT id, decision_id, notice_id, member_id, words, made_at, due_at, overturned, no_second, answer FROM decision_appeal WHERE";

pub async fn one(db: &impl ConnectionTrait, id: i64) -> Result<Option<Appeal>, DbErr> {
    db::row(db, &format!("{APPEAL} id = $1"), values![id]).await
}

pub async fn of_decision(db: &impl ConnectionTrait, id: DecisionId) -> Result<Option<Appeal>, DbErr> {
    db::row(db, &format!("{APPEAL} decision_id = $1"), values![id.0]).await
}

pub async fn of_notice(db: &impl ConnectionTrait, id: ContentNoticeId) -> Result<Option<Appeal>, DbErr> {
    db::row(db, &format!("{APPEAL} notice_id = $1"), values![id.0]).await
}

/// Can a decision still be appealed against by whom it concerns?
pub fn open_to(of: &Decision, now: Millis) -> bool {
    is_against(of.act) && of.holds() && now - of.decided_at < APPEAL_WITHIN
}

/// What an appeal is against.
#[derive(Clone, Copy, Debug)]
pub enum Against {
    Decision(DecisionId, AccountId),
    /// The answer to a notice; whose text it was about.
    Notice(ContentNoticeId, Option<AccountId>),
}

/// Appeals, once.
pub async fn make(tx: &DatabaseTransaction, against: Against, words: &str, now: Millis) -> Result<()> {
    let (decision, notice, member, about) = match against {
        Against::Decision(id, member) => (Some(id.0), None, Some(member.0), Some(member)),
        Against::Notice(id, author) => (None, Some(id.0), None, author),
    };
    #[derive(FromQueryResult)]
    struct Made {
        id: i64,
    }
    let due = due(tx, now).await?;
    let made: Option<Made> = db::row(
        tx,
        "INSERT INTO decision_appeal (decision_id, notice_id, member_id, words, made_at, due_at, no_second, answer) VALUES ($1, $2, $3, $4, $5, $6, FALSE, '') ON CONFLICT DO NOTHING RETURNING id",
        values![decision, notice, member, words, now, due],
    )
    .await?;
    let Some(made) = made else { return Err(Error::Conflict("there is an appeal already")) };
    let item = queue::Item { kind: ItemKind::Appeal, object: Object::Appeal(made.id), question: None, about, weight: weight::APPEAL, why: "", due: Some(due) };
    Ok(queue::open(tx, &item, now).await?)
}

/// Five business days from now.
async fn due(db: &impl ConnectionTrait, now: Millis) -> Result<Millis> {
    let calendar = calendars::default(db).await?;
    Ok(calendar.add(now, ANSWER_DAYS * calendar.day()).unwrap_or(now + (ANSWER_DAYS + 2) * DAY))
}

/// May this person decide on it?
pub async fn may_judge(db: &impl ConnectionTrait, appeal: &Appeal, by: AccountId, now: Millis) -> Result<Judging> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        leads: bool,
        took_part: bool,
    }
    #[derive(FromQueryResult)]
    struct Decider {
        decided_by: Option<i64>,
    }
    let against = queries::AGAINST;
    let text = format!("SELECT COALESCE(d.decided_by, n.decided_by) AS decided_by FROM decision_appeal x {against} WHERE x.id = $1");
    let decider: Option<Decider> = db::row(db, &text, values![appeal.id.0]).await?;
    let decider = decider.ok_or(Error::NotFound)?;
    let (took_part, able) = (queries::took_part("a.id"), queries::able("a", "$2"));
    let text = format!("SELECT a.id, (a.role IN ('manager', 'admin')) AS leads, {took_part} AS took_part FROM account a JOIN decision_appeal x ON x.id = $1 {against} WHERE {able}");
    let rows: Vec<Row> = db::rows(db, &text, values![appeal.id.0, now]).await?;
    let judges: Vec<Judge> = rows.into_iter().map(|r| Judge { id: r.id, leads: r.leads, took_part: r.took_part }).collect();
    Ok(judging(&judges, decider.decided_by, by.0, now - appeal.made_at))
}

/// The decision stays, or it was wrong. Gives whom it concerned.
pub async fn decide(tx: &DatabaseTransaction, config: &Config, appeal: &Appeal, by: AccountId, overturn: bool, answer: &str, now: Millis) -> Result<Option<AccountId>> {
    let decision = match appeal.decision_id {
        Some(id) => queries::decision(tx, id).await?,
        None => None,
    };
    let case = match &decision {
        Some(of) => reverse::held(tx, of).await?,
        None => None,
    };
    let judging = may_judge(tx, appeal, by, now).await?;
    if judging == Judging::No {
        return Err(Error::Conflict("somebody else decides on this appeal"));
    }
    let done = db::run(
        tx,
        "UPDATE decision_appeal SET decided_at = $2, decided_by = $3, overturned = $4, no_second = $5, answer = $6 WHERE id = $1 AND decided_at IS NULL",
        values![appeal.id.0, now, by.0, overturn, judging == Judging::Alone, answer],
    )
    .await?;
    if done == 0 {
        return Err(Error::Conflict("somebody else decided"));
    }
    queue::done(tx, Object::Appeal(appeal.id.0), by, now).await?;
    let action = if overturn { "appeal_overturned" } else { "appeal_refused" };
    audit::record(tx, Deed { actor: Some(by), action, object: "decision_appeal", object_id: appeal.id.0, note: "" }, now).await?;
    if let Some(id) = appeal.notice_id {
        super::notices::contested(tx, config, id, overturn, answer, now).await?;
        return Ok(None);
    }
    let Some(of) = decision else { return Ok(None) };
    if overturn && of.holds() {
        db::run(tx, "UPDATE moderation_decision SET overturned_at = $2 WHERE id = $1 AND overturned_at IS NULL", values![of.id.0, now]).await?;
        reverse::put_back(tx, &of, case.as_ref(), by, How::Overturned, now).await?;
    }
    if let Some(member) = appeal.member_id {
        let said = |lang: crate::i18n::Lang| {
            let mut said = vec![if overturn { lang.moderation_appeal_overturned().to_owned() } else { lang.moderation_appeal_upheld().to_owned() }];
            if judging == Judging::Alone {
                said.push(lang.moderation_appeal_alone().into());
            }
            said.push(lang.mail_moderation_answer(crate::mail::inert_text(answer)));
            said
        };
        letters::further(tx, config, member, of.id, said, now).await?;
    }
    Ok(of.member_id)
}
