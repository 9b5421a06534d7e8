//! A person: a member, someone of the brand, or a placeholder for an imported author.

use sea_orm::entity::prelude::*;

use crate::{AccountId, Rank, Role};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub username: String,
    /// Look-alikes share one value; unique.
    #[sea_orm(column_type = "Text")]
    pub username_folded: String,
    #[sea_orm(column_type = "Text")]
    pub display_name: String,
    /// None for placeholders and deleted accounts.
    #[sea_orm(column_type = "Text", nullable)]
    pub email: Option<String>,
    /// Lower case; unique.
    #[sea_orm(column_type = "Text", nullable)]
    pub email_folded: Option<String>,
    pub email_verified_at: Option<i64>,
    /// Argon2id PHC string.
    #[sea_orm(column_type = "Text", nullable)]
    pub password_hash: Option<String>,
    pub role: Role,
    pub rank: Rank,
    /// Balance of the ledger; 1 for a new member.
    pub reputation: i64,
    /// Chosen language; none follows the browser.
    #[sea_orm(column_type = "Text", nullable)]
    pub lang: Option<String>,
    /// Light or dark; none follows the system.
    #[sea_orm(column_type = "Text", nullable)]
    pub theme: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub about: String,
    /// The key of their picture.
    pub avatar: Option<String>,
    /// Single-letter shortcuts on.
    pub shortcuts: bool,
    /// Stands for an imported person; cannot sign in or be mailed.
    pub placeholder: bool,
    /// Whose posts a claimed placeholder's became.
    pub claimed_by: Option<AccountId>,
    /// Wrong passwords in a row.
    pub failed_logins: i64,
    /// S-03: grows with wrong passwords, never for ever.
    pub login_blocked_until: Option<i64>,
    pub suspended_until: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub suspended_reason: Option<String>,
    /// May read, not write, until then.
    pub silenced_until: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub silenced_reason: Option<String>,
    /// Posts stay, as a former member.
    pub deleted_at: Option<i64>,
    pub created_at: i64,
    pub last_seen_at: Option<i64>,
    /// Where it was made: a keyed hash of the address, erased after 90 days.
    #[sea_orm(column_type = "Text", nullable)]
    pub signup_ip_hash: Option<String>,
    /// The same of its IPv6 network.
    pub signup_network_hash: Option<String>,
    /// When somebody of the team let it in, if it waited.
    pub let_in_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
