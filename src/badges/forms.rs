//! What a manager typed.

use sea_orm::{ConnectionTrait, DbErr};
use serde::Deserialize;

use super::queries;
use crate::i18n::Lang;
use crate::rules::badges::{Badge, Per};
use crate::rules::text::Reason;
use crate::ui::form::Errors;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub badge: String,
    pub topic: String,
    pub reason: String,
}

/// A badge to be given.
pub struct Grant {
    pub badge: Badge,
    pub cause: String,
    pub post: Option<i64>,
    pub reason: String,
}

impl Raw {
    /// Parses, and looks up what the badge is for.
    pub async fn parse(&self, db: &impl ConnectionTrait, lang: Lang) -> Result<Result<Grant, Errors>, DbErr> {
        let mut errors = Errors::new();
        let badge = Badge::from_word(&self.badge);
        if badge.is_none() {
            errors.add("badge", lang.badges_grant_choose());
        }
        let cause = match badge {
            Some(badge) => self.cause(db, badge).await?,
            None => Some((String::new(), None)),
        };
        if cause.is_none() {
            errors.add("topic", lang.badges_grant_topic_wrong());
        }
        let reason = Reason::parse(&self.reason).map_err(|e| errors.add("reason", e.message(lang))).ok();
        Ok(match (badge, cause, reason) {
            (Some(badge), Some((cause, post)), Some(reason)) => Ok(Grant { badge, cause, post, reason: reason.into_string() }),
            _ => Err(errors),
        })
    }

    /// What makes it another of the same badge, if that is here.
    async fn cause(&self, db: &impl ConnectionTrait, badge: Badge) -> Result<Option<(String, Option<i64>)>, DbErr> {
        let topic = self.topic.trim();
        if topic.contains('\0') {
            return Ok(None);
        }
        let whole = format!("{}{topic}", badge.per().prefix());
        Ok(match badge.per() {
            Per::Member => Some((String::new(), None)),
            Per::Year => topic.parse::<u16>().ok().filter(|y| (1990..=2200).contains(y)).map(|_| (whole, None)),
            Per::Tag => queries::exists(db, "tag", "name", topic.into()).await?.then_some((whole, None)),
            Per::Category => queries::exists(db, "category", "slug", topic.into()).await?.then_some((whole, None)),
            Per::Post => match topic.parse::<i64>() {
                Ok(id) if queries::exists(db, "post", "id", id.into()).await? => Some((format!("{}{id}", Per::Post.prefix()), Some(id))),
                _ => None,
            },
        })
    }
}
