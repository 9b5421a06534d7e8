//! The mail that asks for a decision. It says that there is one to take; what it is about stays on the team's page.

use entity::GestureId;
use sea_orm::DatabaseTransaction;

use super::queries;
use crate::accounts::people;
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines::departments;
use crate::error::Result;
use crate::mail::{self, Letter, Mail, inert};
use crate::ui::when;
use crate::web::paths;

/// To every manager but whoever proposed it. `late`: the moment to decide by has passed.
pub async fn to_decide(tx: &DatabaseTransaction, config: &Config, id: GestureId, late: bool, now: Millis) -> Result<()> {
    let Some(g) = queries::one(tx, id).await? else { return Ok(()) };
    for manager in departments::other_managers(tx, g.proposed_by, now).await? {
        let Some(person) = people::by_id(tx, manager).await? else { continue };
        let Some(email) = person.address(config) else { continue };
        let lang = person.lang(config);
        let (who, title) = (inert(&g.proposer), inert(&g.title));
        let due = when::full(lang, config.get("timezone"), g.due_at.unwrap_or(now));
        let (subject, opening) = if late { (lang.gestures_mail_late_subject(&title), lang.gestures_mail_late(who, &title, due)) } else { (lang.gestures_mail_subject(&title), lang.gestures_mail(who, &title, due)) };
        let letter = Letter {
            subject,
            opening: vec![opening],
            button: Some((lang.gestures_mail_button().into(), format!("{}{}", config.base_url(), paths::StaffGestures))),
            why: lang.gestures_mail_why(config.get("brand.name")),
            ..Letter::default()
        };
        mail::queue(tx, config, Mail { account: Some(person.id), to: email.to_owned(), kind: "gesture", lang, letter }, now).await?;
    }
    Ok(())
}
