//! Nominating, agreeing, testifying, answering.

use entity::{AccountId, NominationId, NominationState, OfferCause, OfferState, Rank, RankEventKind};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::queries::{self, Nomination};
use crate::ambassadors::measure::{self, Member};
use crate::ambassadors::steps::{self, New};
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::reputation::versions;
use crate::standing::letters::{self, Step};
use crate::ui::when;
use crate::{db, values};

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody of this name can be nominated.
    Nobody,
    Oneself,
    TooYoung(i64),
    /// They are an ambassador, or an offer is on its way.
    Already,
    /// They declined the last one, or let it lapse.
    Recently(i64),
    /// A nomination of them is open.
    Open,
    /// One of the two spoke for the other before.
    Mutual,
    NotHelped,
    Enough(i64),
    Twice,
    NoLonger,
}

impl Refusal {
    pub fn message(self, lang: Lang) -> String {
        match self {
            Refusal::Nobody => lang.nominations_nobody().into(),
            Refusal::Oneself => lang.nominations_oneself().into(),
            Refusal::TooYoung(days) => lang.nominations_too_young(days),
            Refusal::Already => lang.nominations_already().into(),
            Refusal::Recently(days) => lang.nominations_recently(days),
            Refusal::Open => lang.nominations_open_already().into(),
            Refusal::Mutual => lang.nominations_mutual().into(),
            Refusal::NotHelped => lang.nominations_not_helped().into(),
            Refusal::Enough(n) => lang.nominations_enough(n),
            Refusal::Twice => lang.nominations_twice().into(),
            Refusal::NoLonger => lang.nominations_no_longer().into(),
        }
    }
}

/// Proposes somebody. They are asked first.
pub async fn nominate(tx: &DatabaseTransaction, config: &Config, by: &Member, nominee: &Member, words: &str, now: Millis) -> Result<std::result::Result<NominationId, Refusal>> {
    #[derive(FromQueryResult)]
    struct New {
        id: NominationId,
    }
    let rules = versions::current(tx).await?.numbers.programme;
    if by.id == nominee.id {
        return Ok(Err(Refusal::Oneself));
    }
    if now - by.created_at < rules.testify_age_days * DAY {
        return Ok(Err(Refusal::TooYoung(rules.testify_age_days)));
    }
    db::lock_all(tx, "account", "id IN ($1, $2)", values![by.id.0, nominee.id.0]).await?;
    if !nominee.may_take_part(now) {
        return Ok(Err(Refusal::Nobody));
    }
    let offered = measure::offer(tx, nominee.id).await?.is_some();
    if nominee.rank == Rank::Ambassador || offered {
        return Ok(Err(Refusal::Already));
    }
    if queries::spoke_for(tx, nominee.id, by.id).await? {
        return Ok(Err(Refusal::Mutual));
    }
    let days = rules.offer_again_days;
    if queries::declined_since(tx, by.id, nominee.id, now - days * DAY).await? {
        return Ok(Err(Refusal::Recently(days)));
    }
    let made: Option<New> = db::row(
        tx,
        "INSERT INTO nomination (nominee_id, by_id, words, state, made_at, reason) VALUES ($1, $2, $3, 'asked', $4, '') ON CONFLICT DO NOTHING RETURNING id",
        values![nominee.id.0, by.id.0, words, now],
    )
    .await?;
    let Some(made) = made else { return Ok(Err(Refusal::Open)) };
    letters::tell(tx, config, nominee.id, &Step::Nominated { by: &by.display_name, words }, now).await?;
    Ok(Ok(made.id))
}

async fn turn(tx: &DatabaseTransaction, id: NominationId, from: &str, to: NominationState, set: &str, values: impl IntoIterator<Item = sea_orm::Value>) -> Result<()> {
    let all = values![id.0, to.word()].into_iter().chain(values);
    match db::run(tx, &format!("UPDATE nomination SET state = $2{set} WHERE id = $1 AND state IN ({from})"), all).await? {
        0 => Err(Error::Conflict("the nomination was decided meanwhile")),
        _ => Ok(()),
    }
}

/// The nominee's word.
pub async fn consent(tx: &DatabaseTransaction, config: &Config, n: &Nomination, yes: bool, now: Millis) -> Result<()> {
    let (to, step) = match yes {
        true => (NominationState::Open, Step::NomineeAgreed { nominee: &n.nominee_name }),
        false => (NominationState::Declined, Step::NomineeDeclined { nominee: &n.nominee_name }),
    };
    let from = if yes { "'asked'" } else { "'asked', 'open', 'complete'" };
    turn(tx, n.id, from, to, ", consented_at = $3, decided_at = CASE WHEN $2 = 'declined' THEN $3 ELSE NULL END", values![now]).await?;
    Ok(letters::tell(tx, config, n.by_id, &step, now).await?)
}

/// The month of a moment in a zone, since year 0.
pub fn month(zone: &str, at: Millis) -> i64 {
    when::month_of(zone, at)
}

/// What somebody they helped says. The last one that is needed hands the nomination to the managers.
pub async fn testify(tx: &DatabaseTransaction, n: &Nomination, me: &Member, words: &str, now: Millis) -> Result<std::result::Result<(), Refusal>> {
    let version = versions::current(tx).await?;
    let rules = version.numbers.programme;
    db::lock(tx, "account", me.id.0).await?;
    db::lock(tx, "nomination", n.id.0).await?;
    if me.id == n.nominee_id {
        return Ok(Err(Refusal::Oneself));
    }
    if now - me.created_at < rules.testify_age_days * DAY {
        return Ok(Err(Refusal::TooYoung(rules.testify_age_days)));
    }
    if queries::spoke_for(tx, n.nominee_id, me.id).await? {
        return Ok(Err(Refusal::Mutual));
    }
    if !queries::helped(tx, n.nominee_id, me.id).await? {
        return Ok(Err(Refusal::NotHelped));
    }
    let month = month(&version.zone, now);
    let written = db::count(tx, "SELECT COUNT(*) AS n FROM testimonial WHERE author_id = $1 AND month = $2 AND nomination_id <> $3", values![me.id.0, month, n.id.0]).await?;
    if written >= rules.testimonials_per_month {
        return Ok(Err(Refusal::Enough(rules.testimonials_per_month)));
    }
    let open = db::count(tx, "SELECT COUNT(*) AS n FROM nomination WHERE id = $1 AND state IN ('open', 'complete')", values![n.id.0]).await?;
    if open == 0 {
        return Ok(Err(Refusal::NoLonger));
    }
    let added = db::run(
        tx,
        "INSERT INTO testimonial (nomination_id, nominee_id, author_id, words, at, month) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        values![n.id.0, n.nominee_id.0, me.id.0, words, now, month],
    )
    .await?;
    if added == 0 {
        return Ok(Err(Refusal::Twice));
    }
    db::run(
        tx,
        "UPDATE nomination SET state = 'complete', complete_at = $2, due_at = $3 WHERE id = $1 AND state = 'open' AND (SELECT COUNT(*) FROM testimonial t WHERE t.nomination_id = $1) >= $4",
        values![n.id.0, now, now + rules.nomination_answer_days * DAY, rules.testimonials],
    )
    .await?;
    Ok(Ok(()))
}

/// A manager's answer, with its reason. Yes is an offer, below the numbers or not.
pub async fn answer(tx: &DatabaseTransaction, config: &Config, n: &Nomination, yes: bool, by: AccountId, reason: &str, now: Millis) -> Result<()> {
    let to = if yes { NominationState::Granted } else { NominationState::Refused };
    let who = steps::held(tx, n.nominee_id).await?;
    turn(tx, n.id, "'complete'", to, ", decided_at = $3, decided_by = $4, reason = $5", values![now, by.0, reason]).await?;
    if yes {
        // an offer that is there already, or accepted, is what was asked for
        match measure::offer(tx, n.nominee_id).await? {
            _ if who.rank == Rank::Ambassador => {}
            Some(offer) if offer.state == OfferState::ToConfirm => steps::confirm(tx, config, n.nominee_id, by, reason, now).await?,
            Some(_) => {}
            None => {
                let new = New { member: n.nominee_id, cause: OfferCause::Nomination, kind: RankEventKind::Invited, by: Some(by), reason, confirmed: true };
                steps::make(tx, config, &new, now).await?;
            }
        }
        letters::tell(tx, config, n.by_id, &Step::NominationGranted { nominee: &n.nominee_name, reason }, now).await?;
    } else {
        crate::ambassadors::recorded(tx, &who, RankEventKind::Declined, who.rank, Some(by), reason, now).await?;
        letters::tell(tx, config, n.nominee_id, &Step::YourNominationRefused { reason }, now).await?;
        letters::tell(tx, config, n.by_id, &Step::NominationRefused { nominee: &n.nominee_name, reason }, now).await?;
    }
    Ok(())
}

/// Whoever was asked and never answered is not asked for ever: others may propose them again.
pub async fn lapse(tx: &DatabaseTransaction, now: Millis) -> Result<()> {
    let days = versions::current(tx).await?.numbers.programme.nomination_answer_days * 2;
    let text = "UPDATE nomination SET state = 'withdrawn', decided_at = $1 WHERE state = 'asked' AND made_at <= $2";
    db::run(tx, text, values![now, now - days * DAY]).await?;
    Ok(())
}
