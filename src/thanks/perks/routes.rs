//! `/ambassadors/perks`: what there is, what is one's own, the claim.

use axum::response::Response;
use entity::{PerkClaimId, PerkId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::forms::RawClaim;
use super::letters::{self, Step};
use super::queries::{self, Claim};
use super::{actions, views};
use crate::accounts::people;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::mail;
use crate::reputation::versions;
use crate::rules::numbers::Programme;
use crate::rules::perks::{NoClaim, may_claim};
use crate::rules::policy::{Facts, Verb, may};
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::context::{Ctx, Me, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// The programme's numbers in force.
async fn programme(db: &impl ConnectionTrait) -> Result<Programme> {
    Ok(versions::current(db).await?.numbers.programme)
}

/// The year a claim of now counts for.
fn year(ctx: &Ctx) -> i64 {
    when::year(ctx.app.config.get("timezone"), ctx.now)
}

async fn front(ctx: &Ctx, me: &Me, refused: Option<(PerkId, NoClaim)>, revealed: Option<(PerkClaimId, &str)>) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let programme = programme(db).await?;
    let member = queries::member(db, me.id, year(ctx)).await?.ok_or(Error::NotFound)?;
    let perks = queries::catalogue(db, me.id, false).await?;
    let door = may(&ctx.actor(), Verb::ClaimPerk, &Facts::default());
    let offers = perks
        .into_iter()
        .map(|perk| {
            let open = match door {
                Err(denied) => Err(denied.message(ctx.lang)),
                Ok(()) => may_claim(&member, &perk.facts(), &programme, ctx.now).map_err(|why| views::why(&ctx.chrome(), ctx.app.config.get("currency"), why)),
            };
            views::member::Offer { perk, open }
        })
        .collect();
    let mine = queries::mine(db, me.id).await?;
    let mut errors = Errors::default();
    if let Some((_, why)) = refused {
        let field = if why == NoClaim::Adult { "adult" } else { "" };
        errors.add(field, views::why(&ctx.chrome(), ctx.app.config.get("currency"), why));
    }
    let page = views::member::Page {
        offers,
        mine: &mine,
        spent: member.spent,
        cap: programme.perks_value_at_most,
        after_days: programme.perks_after_days,
        currency: ctx.app.config.get("currency"),
        refused: refused.map(|(id, _)| id),
        revealed,
        errors: &errors,
    };
    Ok(views::member::page(&ctx.chrome(), &page))
}

pub async fn list(Member { ctx, me }: Member) -> Result<Response> {
    Ok(respond::private_page(&ctx, front(&ctx, &me, None, None).await?))
}

/// Tells the member what happened to their claim.
pub async fn tell(tx: &DatabaseTransaction, ctx: &Ctx, claim: &Claim, step: Step<'_>) -> Result<()> {
    let config = &ctx.app.config;
    let Some(person) = people::by_id(tx, claim.member_id).await? else { return Ok(()) };
    let title = if person.lang(config) == Lang::Fr { &claim.title_fr } else { &claim.title_en };
    if let Some(letter) = letters::step(config, &person, title, step) {
        mail::queue(tx, config, letter, ctx.now).await?;
    }
    Ok(())
}

pub async fn claim(Member { ctx, me }: Member, Id(id): Id<PerkId>, Form(raw): Form<RawClaim>) -> Result<Response> {
    may(&ctx.actor(), Verb::ClaimPerk, &Facts::default())?;
    let programme = programme(ctx.app.db.read()).await?;
    let tx = ctx.app.db.write().await?;
    match actions::claim(&tx, me.id, id, !raw.adult.is_empty(), &programme, year(&ctx), ctx.now).await? {
        Err(why) => {
            drop(tx);
            Ok(respond::invalid(&ctx, front(&ctx, &me, Some((id, why)), None).await?))
        }
        Ok(made) => {
            let claim = queries::claim(&tx, made.id).await?.ok_or(Error::NotFound)?;
            tell(&tx, &ctx, &claim, if made.ready { Step::Ready } else { Step::Claimed }).await?;
            tx.commit().await?;
            Ok(respond::see_other_saying(format!("{}#mine", paths::Perks), "perk-claimed"))
        }
    }
}

/// The code, once: in the answer to this very request and nowhere afterwards.
pub async fn reveal(Member { ctx, me }: Member, Id(id): Id<PerkClaimId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    let code = actions::reveal(&tx, me.id, id, ctx.now).await?;
    tx.commit().await?;
    match code {
        Some(code) => Ok(respond::private_page(&ctx, front(&ctx, &me, None, Some((id, &code))).await?)),
        None => Ok(respond::see_other(format!("{}#mine", paths::Perks))),
    }
}

pub async fn received(Member { ctx, me }: Member, Id(id): Id<PerkClaimId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    actions::received(&tx, id, Some(me.id), ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::Perks, "perk-received"))
}

pub async fn cancel(Member { ctx, me }: Member, Id(id): Id<PerkClaimId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    if !actions::cancel(&tx, me.id, id, ctx.now).await? {
        return Err(Error::Conflict("this claim was dealt with meanwhile"));
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::Perks, "perk-cancelled"))
}
