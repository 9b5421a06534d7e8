//! What the small forms under a post say.

use entity::DidNotWorkReason;
use serde::Deserialize;

use crate::error::Error;
use crate::rules::text::{Reason, TextError, optional};

/// `direction` = `up` ("this helped me") or `none`; `state` = `on` or `off` for what is no vote.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Switch {
    pub direction: String,
    pub state: String,
}

impl Switch {
    /// Given or taken back; nothing said means given.
    pub fn on(&self) -> Result<bool, Error> {
        match (self.direction.as_str(), self.state.as_str()) {
            ("" | "up", "" | "on") => Ok(true),
            ("none", "") | ("", "off") => Ok(false),
            _ => Err(Error::BadRequest("direction is up or none, state is on or off")),
        }
    }
}

/// `reason` of contract; `none` takes it back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DidNotWorkRaw {
    pub reason: String,
    pub details: String,
}

/// What was meant.
pub enum DidNotWork {
    TakenBack,
    Said { reason: DidNotWorkReason, details: Option<Reason> },
}

/// Why a form cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No reason was chosen.
    Reason,
    Details(TextError),
}

impl DidNotWorkRaw {
    pub fn parse(&self) -> Result<DidNotWork, Wrong> {
        if self.reason == "none" {
            return Ok(DidNotWork::TakenBack);
        }
        let reason = DidNotWorkReason::from_word(&self.reason).ok_or(Wrong::Reason)?;
        let details = optional(&self.details, Reason::parse).map_err(Wrong::Details)?;
        Ok(DidNotWork::Said { reason, details })
    }
}

/// "Solved elsewhere": how, in a line that may stay empty; `state=off` takes it back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Elsewhere {
    pub state: String,
    pub note: String,
}

impl Elsewhere {
    pub fn on(&self) -> Result<bool, Error> {
        Switch { state: self.state.clone(), ..Switch::default() }.on()
    }


    pub fn note(&self) -> Result<Option<Reason>, TextError> {
        optional(&self.note, |raw| Reason::parse(&raw.replace(['\r', '\n'], " ")))
    }
}
