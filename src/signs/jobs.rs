//! The end of an incident is told once to whoever follows one of its threads.

use entity::{AccountId, IncidentId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::incidents::queries;
use crate::app::App;
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines;
use crate::i18n::Lang;
use crate::mail::{self, Letter, Mail};
use crate::web::paths;
use crate::{db, values};

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    for id in queries::over(app.db.read(), now).await? {
        end(app, id, now).await?;
    }
    Ok(())
}

/// Tells its followers; each of its threads is looked at again.
pub async fn end(app: &App, id: IncidentId, now: Millis) -> anyhow::Result<()> {
    let threads = queries::threads_of(app.db.read(), id).await?;
    let tx = app.db.write().await?;
    if db::run(&tx, "UPDATE incident SET told_at = $2 WHERE id = $1 AND told_at IS NULL AND ends_at <= $2", values![id.0, now]).await? > 0 {
        tell(&tx, &app.config, id, now).await?;
    }
    tx.commit().await?;
    super::changed(app).await;
    for question in threads {
        let tx = app.db.write().await?;
        db::lock(&tx, "question", question.0).await?;
        deadlines::settle(&tx, question, None, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Told {
    id: AccountId,
    email: String,
    lang: Option<String>,
    /// One of the threads they follow.
    question_id: PostId,
}

async fn tell(tx: &DatabaseTransaction, config: &Config, id: IncidentId, now: Millis) -> anyhow::Result<()> {
    let Some(incident) = queries::one(tx, id).await? else { return Ok(()) };
    let people: Vec<Told> = db::rows(
        tx,
        "SELECT a.id, a.email, a.lang, MIN(f.question_id) AS question_id FROM follow f JOIN account a ON a.id = f.account_id
         WHERE (f.question_id IN (SELECT t.question_id FROM incident_thread t WHERE t.incident_id = $1) OR f.question_id = (SELECT i.canonical_id FROM incident i WHERE i.id = $1))
            AND a.deleted_at IS NULL AND a.placeholder = FALSE AND a.email IS NOT NULL AND (a.email_verified_at IS NOT NULL OR $2) AND a.role = 'customer'
         GROUP BY a.id, a.email, a.lang ORDER BY a.id",
        values![id.0, !config.sends_mail()],
    )
    .await?;
    let default = Lang::from_code(config.get("default_language")).unwrap_or_default();
    for p in people {
        let lang = p.lang.as_deref().and_then(Lang::from_code).unwrap_or(default);
        let title = if lang == Lang::Fr { &incident.title_fr } else { &incident.title_en };
        let letter = Letter {
            subject: lang.signs_mail_subject(title),
            opening: vec![lang.signs_mail_over(title), lang.signs_mail_still().into()],
            button: Some((lang.signs_mail_button().into(), format!("{}{}", config.base_url(), paths::QuestionShort { id: p.question_id }))),
            why: lang.signs_mail_why(config.get("brand.name")),
            ..Letter::default()
        };
        mail::queue(tx, config, Mail { account: Some(p.id), to: p.email, kind: "incident", lang, letter }, now).await?;
    }
    Ok(())
}
