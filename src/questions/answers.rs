//! `POST /questions/{id}/answers`.
//!
//! What must stay true: whatever stops an answer, its author finds the text again; the draft goes in the transaction
//! that publishes it; a form that is sent twice makes one answer.

use std::sync::Arc;

use axum::response::Response;
use entity::{PostId, PostKind};
use serde::Deserialize;

use crate::error::{Error, Result};
use crate::photos::form::PhotoForm;
use crate::photos::{self, Shown};
use crate::questions::{answering, clean_form_key};
use crate::questions::drafts;
use crate::questions::facts::scene;
use crate::questions::limits::{self, Taker};
use crate::questions::masking_review::{self, Decision, Part};
use crate::questions::publish::{self, NewAnswer, Published};
use crate::questions::refresh;
use crate::questions::thread::{fragments, queries};
use crate::questions::thread::routes::{Typed, enough, overtaken, refused, review, with_errors};
use crate::rules::daily::Act;
use crate::rules::policy::{Denied, Facts, Verb, may};
use crate::rules::spam::Text;
use crate::rules::text::Body;
use crate::screening::{self, Verdict};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub body: String,
    pub form_key: String,
    /// Staff: without the brand's label.
    pub as_member: String,
    /// The newest answer when the form was made.
    pub seen: String,
    pub seal: String,
    pub show: Vec<String>,
    /// Photos sent already.
    pub photo: Vec<String>,
    /// "Change my text" on the review page.
    pub change: String,
}

impl Raw {
    fn typed(&self) -> Typed {
        self.overtaken_by(0)
    }

    fn overtaken_by(&self, arrived: usize) -> Typed {
        Typed::Answer { arrived, body: self.body.clone(), form_key: self.form_key.clone(), as_member: !self.as_member.is_empty(), photos: Shown::of(&self.photo) }
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let text = vec![("body", self.body.clone()), ("form_key", self.form_key.clone()), ("as_member", self.as_member.clone())];
        text.into_iter().chain(self.photo.iter().map(|p| ("photo", p.clone()))).collect()
    }
}

/// `POST /questions/{id}/answers`
pub async fn post(member: Member, Id(question): Id<PostId>, PhotoForm { form: mut raw, sent }: PhotoForm<Raw>) -> Result<Response> {
    let (ctx, me) = (&member.ctx, &member.me);
    let actor = ctx.actor();
    let scene = scene::scene(ctx.app.db.read(), question).await?.seen_by(&actor)?;
    if scene.kind != PostKind::Question {
        return Err(Error::NotFound);
    }
    if let Err(denied) = may(&actor, Verb::Answer, &scene.facts()) {
        return refused(ctx, question, raw.typed(), denied).await;
    }
    let photos = match photos::of_form(ctx, me.id, &clean_form_key(&raw.form_key), &mut raw.photo, &sent).await? {
        Ok(photos) => photos,
        Err(wrong) => return with_errors(ctx, question, raw.typed(), &wrong).await,
    };
    let body = match Body::parse(&raw.body) {
        Ok(body) => body,
        Err(e) => return with_errors(ctx, question, raw.typed(), &[("body", e.message(ctx.lang))]).await,
    };
    if !raw.change.is_empty() {
        return with_errors(ctx, question, raw.typed(), &[]).await;
    }
    // once: whoever sends it again, or decided on personal data meanwhile, has read enough
    if let (Ok(seen), true) = (raw.seen.parse(), raw.seal.is_empty()) {
        let new = queries::answers_since(ctx.app.db.read(), question, seen, me.id).await?;
        if let Some(first) = new.first() {
            return overtaken(ctx, *first, raw.overtaken_by(new.len())).await;
        }
    }
    let part = Part::markdown("body", body.as_str());
    let masked = if me.is_staff() {
        masking_review::untouched(&[part])
    } else {
        let decision = Decision { seal: raw.seal.clone(), show: raw.show.clone() };
        match masking_review::judge(&[part], &masking_review::own(&ctx.app.config), &decision) {
            Ok(masked) => masked,
            Err(found) => return Ok(review(ctx, &found, paths::QuestionAnswers { id: question }.to_string(), raw.fields())),
        }
    };
    let source = masked.texts.into_iter().next().unwrap_or_default();
    let mut text = publish::prepare(ctx.app.db.read(), source, "", ctx.lang, vec![masked.originals]).await?;
    if let Err(denied) = may(&actor, Verb::Answer, &Facts { links: text.links, mentions: text.mentions.len(), ..scene.facts() }) {
        return refused(ctx, question, raw.typed(), denied).await;
    }
    match screening::screen(ctx.app.db.read(), &actor, &Text { title: &Shown::words(&photos), body: &text.source, links: text.links }, ctx.now).await? {
        Verdict::Stop(message) => return with_errors(ctx, question, raw.typed(), &[("body", message)]).await,
        Verdict::Pass(screened) => text.screened = screened,
    }
    let new = NewAnswer {
        question,
        author: me.id,
        text: Arc::new(text),
        official: me.is_staff() && raw.as_member.is_empty(),
        photos,
        even_closed: me.is_staff(),
        form_key: raw.form_key.clone(),
        now: ctx.now,
    };
    let tx = ctx.app.db.write().await?;
    refresh::lock(&tx, question).await?;
    let taker = Taker::new(&ctx.app.config, &actor, ctx.now);
    let here = limits::answers_here(&tx, taker, question, scene.asker_id).await?;
    let made = match publish::answer(&tx, &new).await {
        Err(Error::Denied(denied)) => {
            drop(tx); // closed a moment ago: the text is not lost
            return refused(ctx, question, raw.typed(), denied).await;
        }
        made => made?,
    };
    // the second copy of the day's last answer is no answer too many
    if let Some(id) = made.id() {
        if let Some(max) = here {
            drop(tx);
            return refused(ctx, question, raw.typed(), Denied::AnswersHere { max }).await;
        }
        let reached = match limits::take(&tx, taker, Act::Answer).await? {
            None => limits::same(&tx, taker, Act::Answer, id).await?,
            reached => reached,
        };
        if let Some(reached) = reached {
            drop(tx);
            return enough(ctx, question, raw.typed(), reached).await;
        }
    }
    drafts::done(&tx, me.id, &raw.form_key).await?;
    answering::stop(&tx, question, me.id).await?;
    tx.commit().await?;
    let to = match &made {
        Published::New { id, question, slug, .. } => fragments::answer_address(ctx, *question, slug, *id).await?,
        Published::Before { location } => location.clone(),
    };
    Ok(respond::see_other_saying(to, if made.is_held() { "held" } else { "answered" }))
}
