//! What people are told of their rank and of the programme, each step by mail, in numbers. Queued in the transaction of
//! the step; only to people with a confirmed address who can sign in.

use entity::{AccountId, Rank};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{self, Letter, Mail, inert, inert_text};
pub use crate::rules::standing::{Criterion as Figure, What};
use crate::standing::reasons;
use crate::ui::when;
use crate::web::paths;
use crate::{db, values};

/// Something happened.
#[derive(Clone, Debug)]
pub enum Step<'a> {
    /// Helper or expert, by the numbers.
    Promoted { rank: Rank, figures: &'a [Figure] },
    /// An offer stands open. `reason`: who invited them says why.
    Offered { until: Millis, figures: &'a [Figure], reason: Option<&'a str> },
    /// The numbers hold; somebody of the brand confirms first.
    ToConfirm { figures: &'a [Figure] },
    /// The numbers hold; every seat is taken.
    Queued { figures: &'a [Figure] },
    /// The brand did not confirm, or took the offer back.
    NotConfirmed { reason: &'a str },
    /// Accepted: an ambassador until then.
    Accepted { until: Millis },
    /// Declined, or let pass; it returns then at the earliest.
    Declined { again: Millis },
    Lapsed { again: Millis },
    /// A rank will be lost then, unless the numbers hold again: here is what is missing.
    Notice { rank: Rank, until: Millis, figures: &'a [Figure] },
    /// The numbers hold again.
    NoticeEnded { rank: Rank },
    /// The notice passed: what one is now, with the numbers.
    Lost { rank: Rank, now: Rank, figures: &'a [Figure] },
    /// Back, by the keeping numbers.
    Returned { rank: Rank },
    /// The term ends soon and can be renewed.
    TermEnding { until: Millis },
    /// It ended without.
    TermEnded,
    Renewed { until: Millis },
    Left,
    TimeOff { until: Millis },
    TimeOffEnded { until: Millis },
    Suspended { rank: Rank, reason: &'a str },
    Reinstated { rank: Rank, reason: &'a str },
    /// The decision was wrong, and the rank of today stays.
    Overturned { rank: Rank, reason: &'a str },
    AppealRefused { reason: &'a str },
    /// Somebody nominates them: do they agree?
    Nominated { by: &'a str, words: &'a str },
    /// To who nominated: the nominee's answer, and the brand's.
    NomineeAgreed { nominee: &'a str },
    NomineeDeclined { nominee: &'a str },
    NominationGranted { nominee: &'a str, reason: &'a str },
    NominationRefused { nominee: &'a str, reason: &'a str },
    /// To the nominee.
    YourNominationRefused { reason: &'a str },
}

#[derive(FromQueryResult)]
struct To {
    email: String,
    lang: Option<String>,
}

/// Mails a member what happened, if they can be mailed.
pub async fn tell(tx: &DatabaseTransaction, config: &Config, member: AccountId, step: &Step<'_>, now: Millis) -> Result<(), DbErr> {
    let to: Option<To> = db::row(
        tx,
        "SELECT email, lang FROM account WHERE id = $1 AND email IS NOT NULL AND email_verified_at IS NOT NULL AND placeholder = FALSE AND deleted_at IS NULL",
        values![member.0],
    )
    .await?;
    let Some(to) = to else { return Ok(()) };
    let lang = to.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default();
    let letter = letter(config, lang, step);
    mail::queue(tx, config, Mail { account: Some(member), to: to.email, kind: "programme", lang, letter }, now).await
}

/// "accepted or verified answers: 7, where 9 are asked for".
pub fn figure(lang: Lang, f: &Figure) -> String {
    let (have, need) = match f.what {
        What::Share | What::Clarity => (lang.programme_percent(f.have), lang.programme_percent(f.need)),
        _ => (lang.number(f.have), lang.number(f.need)),
    };
    match f.what {
        What::Sanctions => lang.programme_figure_none(f.what.label(lang), have),
        _ => lang.programme_figure(f.what.label(lang), have, need),
    }
}

impl What {
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            What::Solved => lang.programme_solved(),
            What::Askers => lang.programme_askers(),
            What::Days => lang.programme_days(),
            What::Share => lang.programme_share(),
            What::Clarity => lang.programme_clarity(),
            What::Age => lang.programme_age(),
            What::Sanctions => lang.programme_sanctions(),
            What::Reputation => lang.programme_reputation(),
        }
    }
}

/// The name of a rank inside a sentence.
pub fn rank(lang: Lang, rank: Rank) -> &'static str {
    match rank {
        Rank::Member => lang.programme_rank_member(),
        Rank::Helper => lang.programme_rank_helper(),
        Rank::Expert => lang.programme_rank_expert(),
        Rank::Ambassador => lang.programme_rank_ambassador(),
        Rank::Emeritus => lang.programme_rank_emeritus(),
    }
}

fn letter(config: &Config, lang: Lang, step: &Step<'_>) -> Letter {
    let brand = config.get("brand.name");
    let day = |at: Millis| when::date(lang, config.get("timezone"), at);
    let lines = |figures: &[Figure]| -> Vec<String> { figures.iter().filter(|f| f.asked).map(|f| figure(lang, f)).collect() };
    let because = |reason: &str| lang.mail_step_reason(inert_text(&reasons::shown(lang, reason)));
    let one = |text: String| vec![text];
    let with = |text: String, more: Vec<String>| std::iter::once(text).chain(more).collect::<Vec<_>>();
    let (subject, opening) = match step {
        Step::Promoted { rank: r, figures } => (lang.mail_step_promoted_subject(rank(lang, *r), brand), with(lang.mail_step_promoted(rank(lang, *r)), lines(figures))),
        Step::Offered { until, figures, reason } => {
            let mut said = vec![match reason {
                Some(_) => lang.mail_step_invited(brand),
                None => lang.mail_step_offered(brand),
            }];
            said.extend(reason.map(because));
            said.extend(lines(figures));
            said.push(lang.mail_step_offer_until(day(*until)));
            (lang.mail_step_offered_subject(brand), said)
        }
        Step::ToConfirm { figures } => (lang.mail_step_confirm_subject(brand), with(lang.mail_step_confirm().into(), lines(figures))),
        Step::Queued { figures } => (lang.mail_step_queued_subject(brand), with(lang.mail_step_queued().into(), lines(figures))),
        Step::NotConfirmed { reason } => (lang.mail_step_not_confirmed_subject(brand), vec![lang.mail_step_not_confirmed().into(), because(reason)]),
        Step::Accepted { until } => (lang.mail_step_accepted_subject(brand), one(lang.mail_step_accepted(day(*until)))),
        Step::Declined { again } => (lang.mail_step_declined_subject(brand), one(lang.mail_step_declined(day(*again)))),
        Step::Lapsed { again } => (lang.mail_step_lapsed_subject(brand), one(lang.mail_step_lapsed(day(*again)))),
        Step::Notice { rank: r, until, figures } => (
            lang.mail_step_notice_subject(rank(lang, *r), brand),
            with(lang.mail_step_notice(rank(lang, *r), day(*until)), lines(figures)),
        ),
        Step::NoticeEnded { rank: r } => (lang.mail_step_notice_ended_subject(rank(lang, *r), brand), one(lang.mail_step_notice_ended(rank(lang, *r)))),
        Step::Lost { rank: r, now, figures } => {
            let said = match now {
                Rank::Emeritus => lang.mail_step_emeritus().to_owned(),
                now => lang.mail_step_lost(rank(lang, *r), rank(lang, *now)),
            };
            (lang.mail_step_lost_subject(rank(lang, *now), brand), with(said, lines(figures)))
        }
        Step::Returned { rank: r } => (lang.mail_step_returned_subject(rank(lang, *r), brand), one(lang.mail_step_returned(rank(lang, *r)))),
        Step::TermEnding { until } => (lang.mail_step_term_ending_subject(day(*until), brand), one(lang.mail_step_term_ending(day(*until)))),
        Step::TermEnded => (lang.mail_step_term_ended_subject(brand), one(lang.mail_step_term_ended().into())),
        Step::Renewed { until } => (lang.mail_step_renewed_subject(brand), one(lang.mail_step_renewed(day(*until)))),
        Step::Left => (lang.mail_step_left_subject(brand), one(lang.mail_step_left().into())),
        Step::TimeOff { until } => (lang.mail_step_time_off_subject(brand), one(lang.mail_step_time_off(day(*until)))),
        Step::TimeOffEnded { until } => (lang.mail_step_back_subject(brand), one(lang.mail_step_back(day(*until)))),
        Step::Suspended { rank: r, reason } => (
            lang.mail_step_suspended_subject(rank(lang, *r), brand),
            vec![lang.mail_step_suspended(rank(lang, *r)), because(reason), lang.mail_step_appeal().into()],
        ),
        Step::Reinstated { rank: r, reason } => (lang.mail_step_reinstated_subject(rank(lang, *r), brand), vec![lang.mail_step_reinstated(rank(lang, *r)), because(reason)]),
        Step::Overturned { rank: r, reason } => (lang.mail_step_appeal_refused_subject(brand), vec![lang.mail_step_overturned(rank(lang, *r)), because(reason)]),
        Step::AppealRefused { reason } => (lang.mail_step_appeal_refused_subject(brand), vec![lang.mail_step_appeal_refused().into(), because(reason)]),
        Step::Nominated { by, words } => (lang.mail_step_nominated_subject(brand), vec![lang.mail_step_nominated(inert(by)), because(words), lang.mail_step_nominated_consent().into()]),
        Step::NomineeAgreed { nominee } => (lang.mail_step_agreed_subject(inert(nominee), brand), one(lang.mail_step_agreed(inert(nominee)))),
        Step::NomineeDeclined { nominee } => (lang.mail_step_refused_consent_subject(inert(nominee), brand), one(lang.mail_step_refused_consent(inert(nominee)))),
        Step::NominationGranted { nominee, reason } => (lang.mail_step_granted_subject(brand), vec![lang.mail_step_granted(inert(nominee)), because(reason)]),
        Step::NominationRefused { nominee, reason } => (lang.mail_step_refused_subject(brand), vec![lang.mail_step_refused(inert(nominee)), because(reason)]),
        Step::YourNominationRefused { reason } => (lang.mail_step_yours_refused_subject(brand), vec![lang.mail_step_yours_refused().into(), because(reason)]),
    };
    let (label, path) = match step {
        Step::NomineeAgreed { .. } | Step::NomineeDeclined { .. } | Step::NominationGranted { .. } | Step::NominationRefused { .. } => (lang.mail_step_button_programme(), paths::Ambassadors.to_string()),
        Step::Nominated { .. } => (lang.mail_step_button_answer(), paths::AmbassadorsMe.to_string()),
        _ => (lang.mail_step_button(), paths::AmbassadorsMe.to_string()),
    };
    Letter {
        subject,
        opening,
        button: Some((label.into(), format!("{}{path}", config.base_url()))),
        why: lang.mail_account_why(brand),
        ..Letter::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_says_what_is_missing() {
        let config = Config::defaults();
        let figures = [Figure { what: What::Solved, have: 7, need: 9, met: false, asked: true }, Figure { what: What::Clarity, have: 60, need: 70, met: false, asked: true }];
        let step = Step::Notice { rank: Rank::Ambassador, until: 1_795_510_800_000, figures: &figures };
        let said = letter(&config, Lang::En, &step).text(&config, Lang::En);
        for words in ["7", "9", "60", "70", "24 November 2026", "ambassador"] {
            assert!(said.contains(words), "{words} is not said:\n{said}");
        }
        assert!(!letter(&config, Lang::Fr, &step).subject.is_empty());
    }
}
