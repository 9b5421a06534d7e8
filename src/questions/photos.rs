//! `/posts/{id}/photos`: the photos with a post and with its comments, once they are published. Whoever sent one takes it
//! away; so does the team, which is written down. The author adds to their post.
//!
//! What must stay true: what is taken away here is nowhere any more, and its object goes with its last use.

use axum::response::Response;
use entity::{AccountId, PhotoPlace, PostId, PostState};
use maud::{Markup, html};
use serde::Deserialize;

use super::care::actions::audit;
use super::care::routes::thread;
use super::facts::scene::{self, Scene};
use crate::deadlines::departments;
use crate::error::{Error, Result};
use crate::photos::actions::{self, With};
use crate::photos::form::PhotoForm;
use crate::photos::queries::{self, Use};
use crate::photos::{self, Shown};
use crate::questions::limits::{self, Taker};
use crate::rules::daily::Act;
use crate::rules::photos::{ADDED, Refused, Share};
use crate::rules::policy::{Denied, Verb, may};
use crate::screening::queue::Object;
use crate::screening::{self, Screened};
use crate::ui::form::{self, Errors};
use crate::ui::layout::{self, Page};
use crate::ui::photos as ui;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

/// What whoever asks may take away, and whether they may add.
struct Scope {
    scene: Scene,
    uses: Vec<Use>,
    adds: bool,
    /// Everybody's, as the team.
    all: bool,
}

async fn scope(ctx: &Ctx, scene: Scene) -> Result<Scope> {
    let actor = ctx.actor();
    let all = may(&actor, Verb::Redact, &scene.facts()).is_ok();
    let adds = actor.is(Some(scene.author_id.0)) && scene.is_visible() && may(&actor, Verb::Edit, &scene.facts()).is_ok();
    let uses = queries::of_post(ctx.app.db.read(), scene.id).await?;
    // what was told in confidence is opened elsewhere
    let uses: Vec<Use> = uses.into_iter().filter(|u| actor.is(u.account_id.map(|a| a.0)) || (all && !matches!(u.place, PhotoPlace::Private | PhotoPlace::Message))).collect();
    if uses.is_empty() && !adds && !all { Err(Error::NotFound) } else { Ok(Scope { scene, uses, adds, all }) }
}

fn page(ctx: &Ctx, s: &Scope, kept: &[Shown], errors: &Errors) -> Markup {
    let (c, lang) = (ctx.chrome(), ctx.lang);
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (lang.photos_of_post()) }
        p.hint { a href=(thread(&s.scene)) dir="auto" { (s.scene.title) } }
        @if s.uses.is_empty() { p { (lang.photos_none()) } }
        ul.pics role="list" {
            @for (u, n) in s.uses.iter().zip(1..) {
                li {
                    (ui::one(lang, &Shown::from(u.clone()), n, i64::try_from(s.uses.len()).unwrap_or(1)))
                    @match u.place {
                        PhotoPlace::Comment => p.hint { (lang.photos_with_comment()) },
                        PhotoPlace::Private | PhotoPlace::Message => p.hint { (lang.photos_in_confidence()) },
                        _ => {}
                    }
                    (ui::remove(lang, &u.key, n, &paths::PostPhotoRemove { id: s.scene.id }.to_string()))
                }
            }
        }
        @if s.all || !s.uses.is_empty() { p.hint { (lang.photos_remove_text()) } }
        @if s.adds {
            form.mt method="post" action=(paths::PostPhotos { id: s.scene.id }) enctype="multipart/form-data" novalidate {
                (ui::field(lang, &ui::Field::new(lang, kept), errors))
                (form::submit(lang.photos_add()))
            }
        }
    });
    layout::page(&c, &Page { title: lang.photos_of_post(), noindex: true, errors: !errors.is_empty(), quiet: true, composer: s.adds, ..Page::default() }, body)
}

async fn found(ctx: &Ctx, id: PostId) -> Result<Scope> {
    scope(ctx, scene::scene(ctx.app.db.read(), id).await?.seen_by(&ctx.actor())?).await
}

/// `GET /posts/{id}/photos`
pub async fn list(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scope = found(&ctx, id).await?;
    Ok(respond::private_page(&ctx, page(&ctx, &scope, &[], &Errors::new())))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct More {
    photo: Vec<String>,
}

/// `POST /posts/{id}/photos`: the author adds some.
pub async fn add(Member { ctx, me }: Member, Id(id): Id<PostId>, PhotoForm { mut form, sent }: PhotoForm<More>) -> Result<Response> {
    let scope = found(&ctx, id).await?;
    may(&ctx.actor(), Verb::Edit, &scope.scene.facts())?;
    if !scope.adds {
        return Err(Error::NotFound);
    }
    let drawn = |form: &More, wrong: Vec<(&'static str, String)>| {
        let mut errors = Errors::new();
        for (field, why) in wrong {
            errors.add(field, why);
        }
        page(&ctx, &scope, &Shown::of(&form.photo), &errors)
    };
    let photos = match photos::of_form(&ctx, me.id, "", &mut form.photo, &sent).await? {
        Ok(photos) if photos.is_empty() => return Ok(respond::invalid(&ctx, drawn(&form, vec![("photos", ctx.lang.photos_choose().into())]))),
        Ok(photos) => photos,
        Err(wrong) => return Ok(respond::invalid(&ctx, drawn(&form, wrong))),
    };
    let max = Share::of(&ctx.actor()).per_text;
    let tx = ctx.app.db.write().await?;
    let held = scene::held(&tx, id).await?.seen_by(&ctx.actor())?;
    may(&ctx.actor(), Verb::Edit, &held.facts())?;
    actions::attach(&tx, me.id, &photos, With::Post(id)).await?;
    if queries::with_post(&tx, id).await? > i64::try_from(max).unwrap_or(i64::MAX) {
        drop(tx);
        return Ok(respond::invalid(&ctx, drawn(&form, vec![("photos", Refused::TooMany { max }.message(ctx.lang))])));
    }
    // whose texts are looked at, has what they add looked at
    let actor = ctx.actor();
    if !actor.is_staff() && !actor.has(actor.privileges.more_links) && held.state != PostState::Reserved {
        let screened = Screened { hold: false, why: vec![ADDED.into()] };
        screening::noticed(&tx, Object::Post(id), held.question_id, me.id, held.state == PostState::Held, &screened, ctx.now).await?;
    }
    if let Some(reached) = limits::take(&tx, Taker::new(&ctx.app.config, &actor, ctx.now), Act::EditOwn).await? {
        drop(tx);
        return Ok(respond::too_many(&ctx, reached.act.word(), reached.seconds(), drawn(&form, vec![("photos", reached.message(ctx.lang))])));
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&held), "photos-added"))
}

/// May whoever asks take this one away? The team what it sees; others their own. `false`: not now, since it is being looked at;
/// what somebody is reproached with is not theirs to remove.
async fn removable(ctx: &Ctx, scene: &Scene, one: &Use) -> Result<bool> {
    let (actor, db) = (ctx.actor(), ctx.app.db.read());
    let found = queries::found(db, &one.key).await?.ok_or(Error::NotFound)?;
    let in_department = match (one.message_id, actor.id) {
        (Some(_), Some(me)) if actor.is_staff() => departments::in_department(db, departments::of_question(db, scene.question_id).await?, AccountId(me)).await?,
        _ => false,
    };
    if !found.seen_by(&actor, None, in_department) {
        return Err(Error::NotFound);
    }
    if may(&actor, Verb::Redact, &scene.facts()).is_ok() {
        return Ok(true);
    }
    if !actor.is(one.account_id.map(|a| a.0)) {
        return Err(Error::NotFound);
    }
    if actor.suspended {
        return Err(Denied::Suspended.into());
    }
    if actor.silenced {
        return Err(Denied::Silenced.into());
    }
    if matches!(one.place, PhotoPlace::Post | PhotoPlace::Comment) {
        let open = "SELECT COUNT(*) AS n FROM flag WHERE post_id = $1 AND COALESCE(comment_id, 0) = $2 AND withdrawn_at IS NULL AND state = 'open'";
        return Ok(found.is_live() && db::count(db, open, values![scene.id.0, one.comment_id.map_or(0, |c| c.0)]).await? == 0);
    }
    Ok(true)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    key: String,
}

/// `POST /posts/{id}/photos/remove`
pub async fn remove(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(which): Form<Which>) -> Result<Response> {
    let scene = scene::scene(ctx.app.db.read(), id).await?.seen_by(&ctx.actor())?;
    let one = queries::of_post(ctx.app.db.read(), id).await?.into_iter().find(|u| u.key == which.key).ok_or(Error::NotFound)?;
    if !removable(&ctx, &scene, &one).await? {
        return Ok(respond::see_other_saying(thread(&scene), "photo-stays"));
    }
    let tx = ctx.app.db.write().await?;
    let held = scene::held(&tx, id).await?.seen_by(&ctx.actor())?;
    actions::remove(&tx, "key = $1", values![which.key.as_str()], ctx.now).await?;
    match (one.post_id, one.comment_id, one.message_id) {
        (Some(post), ..) => actions::refresh(&tx, With::Post(post)).await?,
        (_, Some(comment), _) => actions::refresh(&tx, With::Comment(comment)).await?,
        (.., Some(message)) => actions::refresh(&tx, With::Message(message)).await?,
        (None, None, None) => {}
    }
    // whose question it is may be forgotten: what people take back themselves is not written down under their name
    if one.account_id != Some(me.id) {
        audit(&tx, me.id, "remove_photo", "post", id.0, &one.hash, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&held), "photo-removed"))
}
