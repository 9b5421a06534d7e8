//! What a decision of the rules does: rows, the event, the mail. Each in the member's transaction, under the lock of their row.

use entity::{AccountId, CategoryId, OfferCause, OfferId, OfferState, Rank, RankEventKind};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::letters::{self, Step as Told};
use super::queries::{self, OfferRow, Rules};
use super::ranks::{self, Event};
use super::seats;
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::error::Result;
use crate::rules::policy;
use crate::rules::standing::{self as rules, Criterion, Step, Window};
use crate::{db, values};

/// Why a term ended: a notice passed; its time was over.
pub const NOTICE: &str = "notice";
pub const TERM: &str = "term";
/// The account is gone.
const GONE: &str = "gone";

/// A member for whom a step is taken.
pub struct Subject<'a> {
    pub config: &'a Config,
    pub rules: &'a Rules,
    pub id: AccountId,
    pub window: &'a Window,
    pub offer: Option<&'a OfferRow>,
    /// Where they would sit.
    pub category: Option<CategoryId>,
    pub now: Millis,
}

impl Subject<'_> {
    async fn event(&self, tx: &DatabaseTransaction, kind: RankEventKind, to: Option<policy::Rank>, reason: &str) -> Result<()> {
        let event = Event { member: self.id, kind, to: to.map(Rank::from), numbers: Some(self.window), by: None, reason };
        ranks::record(tx, &event, self.now).await?;
        Ok(())
    }

    async fn tell(&self, tx: &DatabaseTransaction, step: Told<'_>) -> Result<()> {
        Ok(letters::tell(tx, self.config, self.id, &step, self.now).await?)
    }

    /// What a rank asks for, with what there is.
    fn asked(&self, rank: policy::Rank) -> Vec<Criterion> {
        let s = &self.rules.version.numbers.standing;
        rules::ask(rank, s).map(|ask| rules::criteria(self.window, &ask, s)).unwrap_or_default()
    }

    /// What is missing to keep a rank.
    fn missing(&self, rank: policy::Rank) -> Vec<Criterion> {
        rules::keeping(self.window, rank, &self.rules.version.numbers.standing).into_iter().filter(|c| !c.met).collect()
    }

    fn again(&self) -> Millis {
        self.now + self.rules.version.numbers.programme.offer_again_days * DAY
    }

    async fn offer(&self, tx: &DatabaseTransaction, state: OfferState, expires: Option<Millis>) -> Result<bool> {
        let made = db::run(
            tx,
            "INSERT INTO offer (member_id, category_id, cause, state, made_at, opened_at, expires_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, '') ON CONFLICT DO NOTHING",
            values![self.id.0, self.category.map(|c| c.0), OfferCause::Numbers.word(), state.word(), self.now, expires.map(|_| self.now), expires],
        )
        .await?;
        Ok(made > 0)
    }

    async fn settle_offer(&self, tx: &DatabaseTransaction, id: OfferId, state: OfferState) -> Result<()> {
        let text = "UPDATE offer SET state = $2, decided_at = $3 WHERE id = $1 AND state IN ('to_confirm', 'queued', 'open')";
        db::run(tx, text, values![id.0, state.word(), self.now]).await?;
        Ok(())
    }

    async fn close_notice(&self, tx: &DatabaseTransaction, outcome: &str) -> Result<()> {
        db::run(tx, "UPDATE notice SET closed_at = $2, outcome = $3 WHERE member_id = $1 AND closed_at IS NULL", values![self.id.0, self.now, outcome]).await?;
        Ok(())
    }

    async fn end_term(&self, tx: &DatabaseTransaction, reason: &str) -> Result<()> {
        db::run(tx, "UPDATE term SET ended_at = $2, end_reason = $3 WHERE member_id = $1 AND ended_at IS NULL", values![self.id.0, self.now, reason]).await?;
        Ok(())
    }
}


/// Takes a step.
pub async fn take(tx: &DatabaseTransaction, s: &Subject<'_>, step: Step) -> Result<()> {
    match step {
        Step::Promote { to } => {
            s.event(tx, RankEventKind::Promoted, Some(to), "").await?;
            s.tell(tx, Told::Promoted { rank: to.into(), figures: &s.asked(to) }).await
        }
        Step::Offer { expires } => {
            if s.offer(tx, OfferState::Open, Some(expires)).await? {
                offered(tx, s, expires).await?;
            }
            Ok(())
        }
        Step::OfferToConfirm => {
            if s.offer(tx, OfferState::ToConfirm, None).await? {
                s.tell(tx, Told::ToConfirm { figures: &s.asked(policy::Rank::Ambassador) }).await?;
            }
            Ok(())
        }
        Step::OfferQueued => {
            if s.offer(tx, OfferState::Queued, None).await? {
                s.tell(tx, Told::Queued { figures: &s.asked(policy::Rank::Ambassador) }).await?;
            }
            Ok(())
        }
        Step::OpenOffer { expires } => {
            let Some(offer) = s.offer else { return Ok(()) };
            let text = "UPDATE offer SET state = 'open', opened_at = $2, expires_at = $3 WHERE id = $1 AND state = 'queued'";
            if db::run(tx, text, values![offer.id.0, s.now, expires]).await? > 0 {
                offered(tx, s, expires).await?;
            }
            Ok(())
        }
        Step::WithdrawOffer => {
            let Some(offer) = s.offer else { return Ok(()) };
            s.settle_offer(tx, offer.id, OfferState::Withdrawn).await
        }
        Step::LapseOffer => {
            let Some(offer) = s.offer else { return Ok(()) };
            s.settle_offer(tx, offer.id, OfferState::Lapsed).await?;
            s.event(tx, RankEventKind::Lapsed, None, "").await?;
            s.tell(tx, Told::Lapsed { again: s.again() }).await
        }
        Step::Notice { rank, ends } => {
            let text = "INSERT INTO notice (member_id, rank, began_at, ends_at, outcome) VALUES ($1, $2, $3, $4, '') ON CONFLICT DO NOTHING";
            if db::run(tx, text, values![s.id.0, Rank::from(rank).word(), s.now, ends]).await? > 0 {
                s.event(tx, RankEventKind::Notice, None, "").await?;
                s.tell(tx, Told::Notice { rank: rank.into(), until: ends, figures: &s.missing(rank) }).await?;
            }
            Ok(())
        }
        Step::EndNotice { rank } => {
            s.close_notice(tx, "held").await?;
            s.event(tx, RankEventKind::NoticeEnded, None, "").await?;
            s.tell(tx, Told::NoticeEnded { rank: rank.into() }).await
        }
        Step::Lose { from, to } => {
            s.close_notice(tx, "lost").await?;
            s.end_term(tx, NOTICE).await?;
            s.event(tx, RankEventKind::Lost, Some(to), "").await?;
            s.tell(tx, Told::Lost { rank: from.into(), now: to.into(), figures: &s.missing(from) }).await
        }
        Step::Return { .. } => come_back(tx, s).await,
        Step::RemindTerm { ends } => s.tell(tx, Told::TermEnding { until: ends }).await,
        Step::EndTerm => {
            s.close_notice(tx, "term").await?;
            s.end_term(tx, TERM).await?;
            s.event(tx, RankEventKind::Lost, Some(policy::Rank::Emeritus), "").await?;
            s.tell(tx, Told::TermEnded).await
        }
        Step::Close => {
            if let Some(offer) = s.offer {
                s.settle_offer(tx, offer.id, OfferState::Withdrawn).await?;
            }
            s.close_notice(tx, GONE).await?;
            s.end_term(tx, GONE).await?;
            s.event(tx, RankEventKind::Left, Some(policy::Rank::Member), "").await
        }
    }
}

async fn offered(tx: &DatabaseTransaction, s: &Subject<'_>, expires: Millis) -> Result<()> {
    s.event(tx, RankEventKind::Offered, None, "").await?;
    s.tell(tx, Told::Offered { until: expires, figures: &s.asked(policy::Rank::Ambassador), reason: None }).await
}

/// The term that a notice cut short goes on.
async fn come_back(tx: &DatabaseTransaction, s: &Subject<'_>) -> Result<()> {
    let text = "UPDATE term SET ended_at = NULL, end_reason = '' WHERE id = (SELECT MAX(id) FROM term WHERE member_id = $1) AND ended_at IS NOT NULL";
    db::run(tx, text, values![s.id.0]).await?;
    s.event(tx, RankEventKind::Returned, Some(policy::Rank::Ambassador), "").await?;
    s.tell(tx, Told::Returned { rank: Rank::Ambassador }).await
}

/// Is there room for them? Whoever waits longer goes first.
pub async fn seat(tx: &DatabaseTransaction, offer: Option<&OfferRow>, category: Option<CategoryId>) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Waiting {
        id: OfferId,
    }
    if !seats::free(tx, category).await? {
        return Ok(false);
    }
    let first: Option<Waiting> =
        db::row(tx, "SELECT id FROM offer WHERE state = 'queued' AND category_id = $1 ORDER BY made_at, id LIMIT 1", values![category.map(|c| c.0)]).await?;
    Ok(first.is_none_or(|w| offer.is_some_and(|o| o.id == w.id)))
}

/// Where they would sit: as the offer says, else where their answers solved most.
pub async fn category(tx: &DatabaseTransaction, offer: Option<&OfferRow>, id: AccountId, since: Millis) -> Result<Option<CategoryId>> {
    match offer {
        Some(offer) => Ok(offer.category_id),
        None => Ok(queries::topic(tx, id, since).await?),
    }
}
