//! What a person's click does to a rank: each is one transaction, under the lock of the member's row, and one event.

use entity::{AccountId, CategoryId, OfferCause, OfferId, OfferState, Rank, RankEventKind, Role, TermId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::measure::{self, Member, Offer};
use super::{charter, recorded};
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::reputation::versions;
use crate::rules::numbers::Numbers;
use crate::rules::standing::{begins, hold, must_be_read};
use crate::standing::letters::{self, Figure, Step};
use crate::standing::queries::{leaves, topic};
use crate::standing::{jobs, sanctions, seats};
use crate::{db, values};

/// Holds a member's row and reads who they are now.
pub async fn held(tx: &DatabaseTransaction, member: AccountId) -> Result<Member> {
    db::lock(tx, "account", member.0).await?;
    measure::member(tx, member).await?.ok_or(Error::NotFound)
}

/// So many months later, at the same hour of the community's clock.
pub fn months_after(zone: &str, at: Millis, months: i64) -> Millis {
    let later = jiff::Timestamp::from_millisecond(at)
        .ok()
        .and_then(|t| t.in_tz(zone).ok())
        .and_then(|t| t.checked_add(jiff::Span::new().try_months(months).ok()?).ok());
    later.map_or(at + months * 30 * DAY, |t| t.timestamp().as_millisecond())
}

/// A running term.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Term {
    pub id: TermId,
    pub category_id: Option<CategoryId>,
    pub began_at: i64,
    pub ends_at: i64,
    pub renewed_at: Option<i64>,
}

pub async fn term(db: &impl ConnectionTrait, member: AccountId) -> Result<Option<Term>, DbErr> {
    db::row(db, "SELECT id, category_id, began_at, ends_at, renewed_at FROM term WHERE member_id = $1 AND ended_at IS NULL", values![member.0]).await
}

/// Turns an offer, once: `false` when it was decided or lapsed meanwhile.
async fn turn(tx: &DatabaseTransaction, offer: OfferId, from: OfferState, to: OfferState, by: AccountId, reason: &str, now: Millis) -> Result<bool> {
    let text = "UPDATE offer SET state = $3, decided_at = $4, decided_by = $5, reason = CASE WHEN $6 = '' THEN reason ELSE $6 END
        WHERE id = $1 AND state = $2 AND (state <> 'open' OR expires_at IS NULL OR expires_at > $4)";
    Ok(db::run(tx, text, values![offer.0, from.word(), to.word(), now, by.0, reason]).await? > 0)
}

/// The offer that is open to a member now.
async fn open_offer(tx: &DatabaseTransaction, member: AccountId) -> Result<Offer> {
    measure::offer(tx, member).await?.filter(|o| o.state == OfferState::Open).ok_or(Error::Conflict("there is no open offer"))
}

/// Is there a sanction in the window that nobody overturned? As the table says now, counted already or not.
pub async fn sanctioned(db: &impl ConnectionTrait, member: AccountId, n: &Numbers, now: Millis) -> Result<bool, DbErr> {
    let from = begins(now, n.standing.window_days, &leaves(db, member).await?);
    let text = "SELECT COUNT(*) AS n FROM sanction WHERE member_id = $1 AND began_at >= $2 AND overturned_at IS NULL";
    Ok(db::count(db, text, values![member.0, from]).await? > 0)
}

/// Yes to the charter: the promotion.
pub async fn accept(tx: &DatabaseTransaction, config: &Config, me: AccountId, now: Millis) -> Result<()> {
    let who = held(tx, me).await?;
    if !who.may_take_part(now) || who.rank == Rank::Ambassador {
        return Err(Error::Conflict("this account cannot accept an offer now"));
    }
    let version = versions::current(tx).await?;
    if sanctioned(tx, me, &version.numbers, now).await? {
        return Err(Error::Conflict("a sanction stands in the way of an offer"));
    }
    let offer = open_offer(tx, me).await?;
    if !turn(tx, offer.id, OfferState::Open, OfferState::Accepted, me, "", now).await? {
        return Err(Error::Conflict("the offer is no longer open"));
    }
    let rules = &version.numbers.programme;
    let until = months_after(&version.zone, now, rules.term_months);
    let text = charter::charter(Lang::default(), config, rules).hash;
    db::run(
        tx,
        "INSERT INTO term (member_id, category_id, charter, began_at, ends_at, end_reason) VALUES ($1, $2, $3, $4, $5, '')",
        values![me.0, offer.category_id.map(|c| c.0), text, now, until],
    )
    .await?;
    db::run(tx, "UPDATE notice SET closed_at = $2, outcome = 'promoted' WHERE member_id = $1 AND closed_at IS NULL", values![me.0, now]).await?;
    recorded(tx, &who, RankEventKind::Accepted, Rank::Ambassador, Some(me), "", now).await?;
    letters::tell(tx, config, me, &Step::Accepted { until }, now).await?;
    Ok(())
}

/// No, thank you.
pub async fn decline(tx: &DatabaseTransaction, config: &Config, me: AccountId, now: Millis) -> Result<()> {
    let who = held(tx, me).await?;
    let offer = open_offer(tx, me).await?;
    if !turn(tx, offer.id, OfferState::Open, OfferState::Declined, me, "", now).await? {
        return Err(Error::Conflict("the offer is no longer open"));
    }
    let version = versions::current(tx).await?;
    recorded(tx, &who, RankEventKind::Declined, who.rank, Some(me), "", now).await?;
    let again = now + version.numbers.programme.offer_again_days * DAY;
    letters::tell(tx, config, me, &Step::Declined { again }, now).await?;
    next_in_line(tx, config, offer.category_id, now).await
}

/// An offer to make.
pub struct New<'a> {
    pub member: AccountId,
    pub cause: OfferCause,
    pub kind: RankEventKind,
    pub by: Option<AccountId>,
    pub reason: &'a str,
    /// Somebody of the brand said yes already.
    pub confirmed: bool,
}

/// Makes an offer: to confirm first, in line, or open. A member has one at a time.
pub async fn make(tx: &DatabaseTransaction, config: &Config, new: &New<'_>, now: Millis) -> Result<OfferState> {
    let who = held(tx, new.member).await?;
    if !who.may_take_part(now) || who.rank == Rank::Ambassador {
        return Err(Error::Conflict("this member cannot be offered it now"));
    }
    let version = versions::current(tx).await?;
    let rules = &version.numbers;
    if sanctioned(tx, new.member, rules, now).await? {
        return Err(Error::Conflict("a sanction stands in the way of an offer"));
    }
    let category = topic(tx, new.member, now - rules.standing.window_days * DAY).await?;
    let confirm = !new.confirmed && must_be_read(&who.window(now), rules);
    let state = match confirm {
        true => OfferState::ToConfirm,
        false if seats::free(tx, category).await? => OfferState::Open,
        false => OfferState::Queued,
    };
    let expires = (state == OfferState::Open).then(|| now + rules.programme.offer_days * DAY);
    let made = db::run(
        tx,
        "INSERT INTO offer (member_id, category_id, cause, state, made_at, opened_at, expires_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        values![new.member.0, category.map(|c| c.0), new.cause.word(), state.word(), now, expires.map(|_| now), expires, new.reason],
    )
    .await?;
    if made == 0 {
        return Err(Error::Conflict("this member has an offer already"));
    }
    recorded(tx, &who, new.kind, who.rank, new.by, new.reason, now).await?;
    let figures = who.asked(rules, now);
    let reason = (new.by.is_some() && new.by != Some(new.member) && !new.reason.is_empty()).then_some(new.reason);
    tell(tx, config, new.member, state, expires, &figures, reason, now).await?;
    Ok(state)
}

#[allow(clippy::too_many_arguments, reason = "one sentence of a mail")]
async fn tell(tx: &DatabaseTransaction, config: &Config, member: AccountId, state: OfferState, expires: Option<Millis>, figures: &[Figure], reason: Option<&str>, now: Millis) -> Result<()> {
    let step = match (state, expires) {
        (OfferState::Open, Some(until)) => Step::Offered { until, figures: if reason.is_some() { &[] } else { figures }, reason },
        (OfferState::ToConfirm, _) => Step::ToConfirm { figures },
        _ => Step::Queued { figures },
    };
    Ok(letters::tell(tx, config, member, &step, now).await?)
}

/// The brand confirms an offer that waits for it.
pub async fn confirm(tx: &DatabaseTransaction, config: &Config, member: AccountId, by: AccountId, reason: &str, now: Millis) -> Result<()> {
    let who = held(tx, member).await?;
    let offer = measure::offer(tx, member).await?.filter(|o| o.state == OfferState::ToConfirm).ok_or(Error::Conflict("nothing waits to be confirmed"))?;
    let version = versions::current(tx).await?;
    let state = if seats::free(tx, offer.category_id).await? { OfferState::Open } else { OfferState::Queued };
    let expires = (state == OfferState::Open).then(|| now + version.numbers.programme.offer_days * DAY);
    let done = db::run(
        tx,
        "UPDATE offer SET state = $2, opened_at = $3, expires_at = $4 WHERE id = $1 AND state = 'to_confirm'",
        values![offer.id.0, state.word(), expires.map(|_| now), expires],
    )
    .await?;
    if done == 0 {
        return Err(Error::Conflict("somebody else decided"));
    }
    recorded(tx, &who, RankEventKind::Confirmed, who.rank, Some(by), reason, now).await?;
    let figures = who.asked(&version.numbers, now);
    tell(tx, config, member, state, expires, &figures, None, now).await
}

/// The brand takes back an offer that nobody accepted yet, or does not confirm it.
pub async fn withdraw(tx: &DatabaseTransaction, config: &Config, member: AccountId, by: AccountId, reason: &str, now: Millis) -> Result<()> {
    let who = held(tx, member).await?;
    let offer = measure::offer(tx, member).await?.ok_or(Error::Conflict("there is no offer"))?;
    if !turn(tx, offer.id, offer.state, OfferState::Withdrawn, by, reason, now).await? {
        return Err(Error::Conflict("somebody else decided"));
    }
    recorded(tx, &who, RankEventKind::Declined, who.rank, Some(by), reason, now).await?;
    letters::tell(tx, config, member, &Step::NotConfirmed { reason }, now).await?;
    if offer.state == OfferState::Open { next_in_line(tx, config, offer.category_id, now).await } else { Ok(()) }
}

/// Whoever stands first in line for a category is offered the seat, as long as there is one.
pub async fn next_in_line(tx: &DatabaseTransaction, config: &Config, category: Option<CategoryId>, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct First {
        id: OfferId,
        member_id: AccountId,
    }
    let Some(category) = category else { return Ok(()) };
    let days = versions::current(tx).await?.numbers.programme.offer_days;
    while seats::free(tx, Some(category)).await? {
        let first: Option<First> = db::row(tx, "SELECT id, member_id FROM offer WHERE category_id = $1 AND state = 'queued' ORDER BY made_at, id LIMIT 1", values![category.0]).await?;
        let Some(first) = first else { return Ok(()) };
        let until = now + days * DAY;
        let opened = db::run(tx, "UPDATE offer SET state = 'open', opened_at = $2, expires_at = $3 WHERE id = $1 AND state = 'queued'", values![first.id.0, now, until]).await?;
        if opened > 0 {
            letters::tell(tx, config, first.member_id, &Step::Offered { until, figures: &[], reason: None }, now).await?;
        }
    }
    Ok(())
}

/// Ends a running term and gives its seat on.
pub async fn end_term(tx: &DatabaseTransaction, config: &Config, member: AccountId, why: &str, now: Millis) -> Result<Option<TermId>> {
    let Some(term) = term(tx, member).await? else { return Ok(None) };
    db::run(tx, "UPDATE term SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL", values![term.id.0, now, why]).await?;
    db::run(tx, "UPDATE time_off SET until_at = $2 WHERE member_id = $1 AND until_at > $2 AND from_at <= $2", values![member.0, now]).await?;
    db::run(tx, "UPDATE notice SET closed_at = $2, outcome = $3 WHERE member_id = $1 AND closed_at IS NULL", values![member.0, now, why]).await?;
    next_in_line(tx, config, term.category_id, now).await?;
    Ok(Some(term.id))
}

/// Days before its end in which a term can be renewed.
pub const RENEW_DAYS: i64 = 60;

/// One click, on the keeping numbers, near the end of the term.
pub async fn renew(tx: &DatabaseTransaction, config: &Config, me: AccountId, now: Millis) -> Result<()> {
    let who = held(tx, me).await?;
    let term = term(tx, me).await?.filter(|_| who.rank == Rank::Ambassador).ok_or(Error::Conflict("there is no term to renew"))?;
    let version = versions::current(tx).await?;
    let rules = &version.numbers;
    let due = term.ends_at - now <= RENEW_DAYS * DAY;
    if !due || !hold(&who.kept(rules, now)) {
        return Err(Error::Conflict("the term cannot be renewed now"));
    }
    let until = months_after(&version.zone, term.ends_at.max(now), rules.programme.term_months);
    db::run(tx, "UPDATE term SET ends_at = $2, renewed_at = $3 WHERE id = $1 AND ended_at IS NULL", values![term.id.0, until, now]).await?;
    recorded(tx, &who, RankEventKind::Renewed, who.rank, Some(me), "", now).await?;
    Ok(letters::tell(tx, config, me, &Step::Renewed { until }, now).await?)
}

/// Leaves the programme, as anyone may at any moment.
pub async fn step_down(tx: &DatabaseTransaction, config: &Config, me: AccountId, now: Millis) -> Result<()> {
    let who = held(tx, me).await?;
    if who.rank != Rank::Ambassador {
        return Err(Error::Conflict("there is nothing to step down from"));
    }
    recorded(tx, &who, RankEventKind::Left, Rank::Emeritus, Some(me), "", now).await?;
    end_term(tx, config, me, "left", now).await?;
    Ok(letters::tell(tx, config, me, &Step::Left, now).await?)
}

/// Did somebody of the brand take the last offer back, so short a time ago that asking is not possible yet?
pub async fn taken_back(db: &impl ConnectionTrait, member: AccountId, n: &Numbers, now: Millis) -> Result<bool, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM offer WHERE state = 'withdrawn' AND decided_by IS NOT NULL AND decided_by <> member_id AND decided_at > $2
        AND id = (SELECT MAX(o.id) FROM offer o WHERE o.member_id = $1 AND o.state NOT IN ('to_confirm', 'queued', 'open'))";
    Ok(db::count(db, text, values![member.0, now - n.programme.offer_again_days * DAY]).await? > 0)
}

/// Asks for the offer again, after a decline, while the numbers hold: counted at this moment, not as they last were.
pub async fn ask_again(tx: &DatabaseTransaction, config: &Config, me: AccountId, now: Millis) -> Result<()> {
    held(tx, me).await?;
    let version = versions::current(tx).await?;
    jobs::recount(tx, config, me, now).await?;
    let who = measure::member(tx, me).await?.ok_or(Error::NotFound)?;
    if !who.deserves(&version.numbers, now) {
        return Err(Error::Conflict("the numbers do not hold now"));
    }
    if taken_back(tx, me, &version.numbers, now).await? {
        return Err(Error::Conflict("the offer was taken back a short time ago"));
    }
    make(tx, config, &New { member: me, cause: OfferCause::Request, kind: RankEventKind::Offered, by: Some(me), reason: "", confirmed: false }, now).await?;
    Ok(())
}

/// The word of such a sanction.
pub const RANK: &str = "rank";

/// Suspends a rank at once. It is a sanction: nothing is earned back before it leaves the window, unless an appeal finds
/// it wrong.
pub async fn suspend(tx: &DatabaseTransaction, config: &Config, member: AccountId, by: AccountId, reason: &str, now: Millis) -> Result<()> {
    let who = held(tx, member).await?;
    if who.role != Role::Customer || matches!(who.rank, Rank::Member | Rank::Emeritus) {
        return Err(Error::Conflict("there is no rank to suspend"));
    }
    sanctions::record(tx, member, RANK, reason, None, Some(by), now).await?;
    recorded(tx, &who, RankEventKind::Suspended, Rank::Member, Some(by), reason, now).await?;
    db::run(
        tx,
        "UPDATE offer SET state = 'withdrawn', decided_at = $2, decided_by = $3 WHERE member_id = $1 AND state IN ('to_confirm', 'queued', 'open')",
        values![member.0, now, by.0],
    )
    .await?;
    end_term(tx, config, member, "suspended", now).await?;
    Ok(letters::tell(tx, config, member, &Step::Suspended { rank: who.rank, reason }, now).await?)
}
