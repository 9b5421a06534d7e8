//! `POST /staff/threads/{id}/canned`: the page again, with a canned answer in the official answer's field, to be changed
//! there; and whatever it does besides is done, but for what the asker would read: that is put into its own form.

use axum::http::StatusCode;
use axum::response::Response;
use entity::{DepartmentId, PostId};
use sea_orm::DatabaseTransaction;

use super::acts::{begin, outdated, refused};
use super::{At, allowed, desk, remember};
use crate::canned::Act;
use crate::canned::actions::{confirm, hold_all, used};
use crate::canned::queries::{self as canned, Canned};
use crate::clock::MINUTE;
use crate::error::Result;
use crate::escalations::actions::notes::Written;
use crate::escalations::actions::{self, No};
use crate::escalations::forms::Typed;
use crate::photos::form::PhotoForm;
use crate::questions::{Fields, publish, refresh};
use crate::rules::policy::Verb;
use crate::ui::chrome::Brand;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::paths;

/// The field that names the page a text was chosen on, so that what it does besides is done once.
pub const KEY: &str = "canned_key";

pub async fn insert(m: Member, at: At, PhotoForm { form: mut fields, .. }: PhotoForm<Fields>) -> Result<Response> {
    let (ctx, q) = (&m.ctx, at.question);
    allowed(ctx, q, Verb::Handle).await?;
    let db = ctx.app.db.read();
    let chosen = match fields.get("canned").parse() {
        Ok(id) => canned::one(db, id).await?.filter(|c| c.retired_at.is_none()),
        Err(_) => None,
    };
    let config = &ctx.app.config;
    let team = Brand::new(config.get("brand.name"), config.get("brand.team")).team;
    let about = canned::about(db, q, &m.me.display_name, &team, &config.base_url()).await?;
    let (Some(chosen), Some((about, lang))) = (chosen, about) else { return desk::again(&m, q, StatusCode::OK, Typed::of("reply", fields)).await };
    // in the asker's language where there is a text in it
    let source = if (lang == "fr" && !chosen.body_fr.is_empty()) || chosen.body_en.is_empty() { &chosen.body_fr } else { &chosen.body_en };
    let text = about.fill(source);
    let before = fields.get("body").trim_end().to_owned();
    let body = if before.is_empty() { text.clone() } else { format!("{before}\n\n{text}") };
    fields.0.retain(|(name, _)| name != "body" && name != "words");
    fields.0.push(("body".into(), body));
    let why = Written::new(db, &ctx.lang.canned_handed(&chosen.name), ctx.lang).await?;
    let acts = Act::all_in(&chosen.acts);
    if acts.contains(&Act::AskDetails) {
        // it is asked from its own form, where its words can be read and changed first
        fields.0.push(("words".into(), text.chars().take(500).collect()));
    }
    let tx = begin(&m, q).await?;
    refresh::lock(&tx, q).await?;
    // the answer keeps its own key: this one is of the text alone, and the page that comes back has another
    let key = fields.get(KEY).to_owned();
    if publish::led(&tx, m.me.id, &key).await?.is_some() {
        drop(tx);
        return desk::again(&m, q, StatusCode::OK, Typed::of("reply", fields)).await;
    }
    if !acts.is_empty()
        && let Some(no) = outdated(&m, &tx, at, &fields).await?
    {
        drop(tx);
        return refused(&m, q, &no, Typed::of("reply", fields)).await;
    }
    if acts.contains(&Act::Verify) {
        // everybody it concerns before any of them, in one order
        hold_all(&tx, q, m.me.id).await?;
    }
    for act in acts {
        match act {
            Act::AskDetails => {}
            Act::Verify => {
                if !confirm(&tx, &ctx.actor(), q, fields.get("shown").parse().ok(), m.me.id, ctx.now).await? {
                    drop(tx);
                    let errors = Errors::one("canned", ctx.lang.canned_error_shown());
                    return desk::again(&m, q, StatusCode::CONFLICT, Typed::wrong("reply", fields, errors)).await;
                }
            }
            _ => {
                if let Err(no) = perform(&m, &tx, q, act, &chosen, &why).await? {
                    drop(tx);
                    return refused(&m, q, &no, Typed::of("reply", fields)).await;
                }
            }
        }
    }
    used(&tx, chosen.id, q, m.me.id, ctx.now).await?;
    remember(&tx, m.me.id, &key, &paths::StaffThread { id: q }.to_string(), ctx.now).await?;
    tx.commit().await?;
    desk::again(&m, q, StatusCode::OK, Typed::of("reply", fields)).await
}

async fn perform(m: &Member, tx: &DatabaseTransaction, q: PostId, act: Act, chosen: &Canned, why: &Written) -> Result<std::result::Result<(), No>> {
    let (me, now) = (m.me.id, m.ctx.now);
    match act {
        Act::Claim => actions::claim(tx, q, me, now).await,
        Act::Snooze => actions::snooze(tx, q, me, chosen.snooze_minutes.map(|minutes| now + minutes * MINUTE), None, now).await,
        Act::Department => {
            let to = DepartmentId(chosen.department_id.unwrap_or_default());
            actions::hand_over(tx, &m.ctx.app.config, q, me, to, why, now).await
        }
        Act::AskDetails | Act::Verify => Ok(Ok(())),
    }
}
