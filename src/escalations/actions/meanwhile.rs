//! What a page showed may no longer be so: whoever presses there reads what happened meanwhile, and nothing is done.

use entity::{AccountId, EscalationId, EscalationOutcome, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{No, Tried};
use crate::deadlines::record;
use crate::escalations::words;
use crate::i18n::Lang;
use crate::questions::refresh;
use crate::{db, values};

/// The escalation that was open on the page; `None`: there was none.
pub type Shown = Option<EscalationId>;

/// What happened meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meanwhile {
    /// It ended: by whom (none: by rule), how. `again`: another one is open since.
    Ended { by: Option<String>, how: Option<EscalationOutcome>, again: bool },
    /// The thread was brought before the team, or a colleague took it.
    Opened { owner: Option<String> },
}

impl Meanwhile {
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Meanwhile::Opened { owner: Some(name) } => lang.esc_no_taken_meanwhile(name),
            Meanwhile::Opened { owner: None } => lang.esc_no_opened_meanwhile().into(),
            Meanwhile::Ended { by, how, again } => {
                let ended = match (by, how.map(|o| words::outcome(lang, o))) {
                    (Some(name), Some(how)) => lang.esc_no_ended_by(name, how),
                    (None, Some(how)) => lang.esc_no_ended(how),
                    (_, None) => lang.esc_no_gone().into(),
                };
                if *again { format!("{ended} {}", lang.esc_no_again()) } else { ended }
            }
        }
    }
}

/// Takes the lock of the question: is what this person was shown what is? What they opened themselves since is no surprise.
pub async fn still(tx: &DatabaseTransaction, question: PostId, shown: Shown, by: AccountId) -> Tried<()> {
    #[derive(FromQueryResult)]
    struct Name {
        display_name: String,
    }
    #[derive(FromQueryResult)]
    struct Ended {
        who: Option<String>,
        how: Option<EscalationOutcome>,
    }
    refresh::lock(tx, question).await?;
    let open = record::current(tx, question).await?;
    let Some(shown) = shown else {
        let Some(open) = open.filter(|o| o.owner_id != Some(by)) else { return Ok(Ok(())) };
        let owner: Option<Name> = match open.owner_id {
            Some(owner) => db::row(tx, "SELECT display_name FROM account WHERE id = $1", values![owner.0]).await?,
            None => None,
        };
        return Ok(Err(No::Meanwhile(Meanwhile::Opened { owner: owner.map(|o| o.display_name) })));
    };
    if open.as_ref().is_some_and(|o| o.id == shown) {
        return Ok(Ok(()));
    }
    let text = "SELECT a.display_name AS who, e.outcome AS how FROM escalation e LEFT JOIN account a ON a.id = e.ended_by WHERE e.id = $1 AND e.question_id = $2";
    let ended: Option<Ended> = db::row(tx, text, values![shown.0, question.0]).await?;
    let (by, how) = ended.map_or((None, None), |e| (e.who, e.how));
    Ok(Err(No::Meanwhile(Meanwhile::Ended { by, how, again: open.is_some() })))
}
