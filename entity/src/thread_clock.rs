//! The moments a live thread was promised, and when to look at it next.

use sea_orm::entity::prelude::*;

use crate::{PostId, WaitingOn};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "thread_clock")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: PostId,
    pub waiting_on: WaitingOn,
    /// It came back from where nobody was waited for; its clocks began anew.
    pub resumed_at: Option<i64>,
    /// It was solved, let be, or not published yet, since then: coming back, its clocks begin anew.
    pub rested_at: Option<i64>,
    /// Peers have the word until then; none where only the brand can settle.
    pub window_ends_at: Option<i64>,
    pub first_due_at: Option<i64>,
    pub first_near_at: Option<i64>,
    /// Somebody but the asker answered.
    pub first_met_at: Option<i64>,
    /// The asker has the last word since then.
    pub next_from_at: Option<i64>,
    pub next_due_at: Option<i64>,
    pub next_near_at: Option<i64>,
    pub resolution_due_at: Option<i64>,
    pub resolution_near_at: Option<i64>,
    /// Business milliseconds the resolution clock has run.
    pub resolution_spent: i64,
    /// Details are waited for since then.
    pub paused_since: Option<i64>,
    /// Answered, and the asker let the follow-up pass.
    pub unconfirmed_at: Option<i64>,
    /// A word of danger was published then, and nobody of the team has answered it.
    pub danger_at: Option<i64>,
    /// The same for a word of the law.
    pub legal_at: Option<i64>,
    /// None while only an act can change anything.
    pub next_look_at: Option<i64>,
    pub settled_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
