//! `/comments/{id}/edit`. Comments keep no versions: they say that they were edited.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use entity::{CommentId, SourceFormat};

use super::forms::{RawComment, same};
use super::queries::{self, CommentText};
use super::{drawn, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::questions::comments::actions::{self as comments, Remark};
use crate::questions::facts::scene::{self, Scene};
use crate::questions::limits::{self, Taker};
use crate::questions::masking_review::{self, Decision, Part};
use crate::questions::publish;
use crate::questions::thread::fragments;
use crate::rules::daily::Act;
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::spam::Text as Screen;
use crate::rules::text::CommentBody;
use crate::screening::queue::Object;
use crate::screening::{self, Verdict, hosts};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::respond::{self, Keep};
use crate::web::paths;
use crate::{db, deadlines, values};

/// `GET /comments/{id}/edit`
pub async fn form(Member { ctx, .. }: Member, Id(id): Id<CommentId>) -> Result<Response> {
    let (_, scene, now) = found(&ctx, id).await?;
    show(&ctx, id, &scene, &now, StatusCode::OK, now.source.clone(), now.edited_at.unwrap_or(0), Errors::new()).await
}

/// `POST /comments/{id}/edit`
pub async fn edit(Member { ctx, me }: Member, Id(id): Id<CommentId>, Form(raw): Form<RawComment>) -> Result<Response> {
    let (remark, scene, now) = found(&ctx, id).await?;
    let again = |status, errors| show(&ctx, id, &scene, &now, status, raw.body.clone(), raw.base(), errors);
    if !raw.change.is_empty() {
        return again(StatusCode::OK, Errors::new()).await;
    }
    let stale = raw.base() != now.edited_at.unwrap_or(0);
    if stale {
        return conflict(&ctx, id, &scene, &now, &raw).await;
    }
    if same(&raw.body, &now.source) {
        return done(&ctx, &scene, id, "unchanged").await;
    }
    let body = match CommentBody::parse(&raw.body) {
        Ok(body) => body,
        Err(e) => return again(StatusCode::UNPROCESSABLE_ENTITY, Errors::one("body", e.message(ctx.lang))).await,
    };
    let part = Part::markdown("body", body.as_str());
    let masked = if me.is_staff() {
        masking_review::untouched(&[part])
    } else {
        let public = masking_review::own_and_public(&ctx.app.config, &[&now.source]);
        match masking_review::judge(&[part], &public, &Decision { seal: raw.seal.clone(), show: raw.show.clone() }) {
            Ok(masked) => masked,
            Err(review) => return Ok(masking_review::page(&ctx, &review, &paths::CommentEdit { id }.to_string(), &raw.fields(), true)),
        }
    };
    let source = masked.texts.into_iter().next().unwrap_or_default();
    let text = publish::prepare(ctx.app.db.read(), source, "", ctx.lang, Vec::new()).await?;
    if let Err(denied) = may(&ctx.actor(), Verb::Edit, &Facts { links: text.links, mentions: text.mentions.len(), ..remark.facts(&scene) }) {
        return again(StatusCode::UNPROCESSABLE_ENTITY, Errors::one("body", denied.message(ctx.lang))).await;
    }
    let (was, is) = (Screen { title: "", body: &now.source, links: now.links }, Screen { title: "", body: &text.source, links: text.links });
    let screened = match screening::screen_edit(ctx.app.db.read(), &ctx.actor(), &was, &is, ctx.now).await? {
        Verdict::Stop(message) => return again(StatusCode::UNPROCESSABLE_ENTITY, Errors::one("body", message)).await,
        // a comment has no versions that could wait
        Verdict::Pass(s) if s.hold && !scene.reserved => return again(StatusCode::UNPROCESSABLE_ENTITY, Errors::one("body", ctx.lang.edit_comment_held())).await,
        Verdict::Pass(screened) => screened,
    };
    let tx = ctx.app.db.write().await?;
    let held = scene::held(&tx, scene.id).await?.seen_by(&ctx.actor())?;
    let remark = comments::remark(&tx, id).await?;
    may(&ctx.actor(), Verb::Edit, &remark.facts(&held))?;
    let leads = hosts::of(&text.html).difference(&now.hosts).cloned().collect();
    let screened = hosts::screened(&tx, me.id, &leads, &screened, ctx.now).await?;
    if screened.hold && !held.reserved {
        tx.rollback().await?;
        return again(StatusCode::UNPROCESSABLE_ENTITY, Errors::one("body", ctx.lang.edit_comment_held())).await;
    }
    // never the moment of the edit before: the next form must tell them apart
    let at = ctx.now.max(now.edited_at.unwrap_or(0) + 1);
    let changed = db::run(
        &tx,
        "UPDATE comment SET source = $2, source_format = $3, html = $4, edited_at = $5 WHERE id = $1 AND COALESCE(edited_at, 0) = $6",
        values![id.0, text.source.as_str(), SourceFormat::Markdown.word(), text.html.as_str(), at, raw.base()],
    )
    .await?;
    if changed == 0 {
        tx.rollback().await?;
        let (_, scene, now) = found(&ctx, id).await?;
        return conflict(&ctx, id, &scene, &now, &raw).await;
    }
    let act = if remark.author_id == me.id { Act::EditOwn } else { Act::EditOther };
    if let Some(reached) = limits::take(&tx, Taker::new(&ctx.app.config, &ctx.actor(), ctx.now), act).await? {
        tx.rollback().await?;
        ctx.app.limits.refused(reached.act.word(), Some(me.id));
        let mut response = again(StatusCode::TOO_MANY_REQUESTS, Errors::one("body", reached.message(ctx.lang))).await?;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(reached.seconds()));
        return Ok(response);
    }
    if !masked.originals.is_empty() {
        let text = "INSERT INTO private_detail (comment_id, author_id, body, created_at) VALUES ($1, $2, $3, $4)";
        db::run(&tx, text, values![id.0, me.id.0, masked.originals, ctx.now]).await?;
    }
    if !held.reserved && !screened.why.is_empty() {
        screening::noticed(&tx, Object::Comment(id), held.question_id, remark.author_id, false, &screened, ctx.now).await?;
    }
    if !held.reserved {
        deadlines::settle_edited(&tx, held.question_id, Some(me.id), &now.source, &text.source, ctx.now).await?;
    }
    if remark.author_id != me.id {
        audit::record(&tx, Deed { actor: Some(me.id), action: "edit", object: "comment", object_id: id.0, note: "" }, ctx.now).await?;
    }
    tx.commit().await?;
    done(&ctx, &held, id, "edited").await
}

async fn found(ctx: &Ctx, id: CommentId) -> Result<(Remark, Scene, CommentText)> {
    let db = ctx.app.db.read();
    let actor = ctx.actor();
    let remark = comments::remark(db, id).await?;
    let scene = scene::scene(db, remark.post_id).await?.seen_by(&actor)?;
    let facts = remark.facts(&scene);
    if !facts.visible && may(&actor, Verb::SeeHidden, &facts).is_err() {
        return Err(Error::NotFound);
    }
    may(&actor, Verb::Edit, &facts)?;
    Ok((remark, scene, queries::comment(db, id).await?))
}

async fn done(ctx: &Ctx, scene: &Scene, id: CommentId, said: &'static str) -> Result<Response> {
    let to = fragments::address(ctx, scene).await?;
    Ok(respond::see_other_saying(format!("{}#comment-{id}", to.split('#').next().unwrap_or(&to)), said))
}

async fn conflict(ctx: &Ctx, id: CommentId, scene: &Scene, now: &CommentText, raw: &RawComment) -> Result<Response> {
    show(ctx, id, scene, now, StatusCode::CONFLICT, raw.body.clone(), now.edited_at.unwrap_or(0), Errors::new()).await
}

#[expect(clippy::too_many_arguments, reason = "everything the one page shows")]
async fn show(ctx: &Ctx, id: CommentId, scene: &Scene, now: &CommentText, status: StatusCode, body: String, revision: i64, errors: Errors) -> Result<Response> {
    let page = views::Comment {
        id,
        about: scene.title.clone(),
        back: fragments::address(ctx, scene).await?,
        theirs: (status == StatusCode::CONFLICT).then(|| now.source.clone()),
        body,
        revision,
        errors,
    };
    let chrome = ctx.chrome();
    let markup = drawn(move || views::form::comment(&chrome, &page)).await?;
    Ok(respond::page_with(ctx, status, Keep::Never, markup))
}
