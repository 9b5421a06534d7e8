//! The list with routing, and the page of one department.

use axum::response::Response;
use entity::{CategoryId, DepartmentId, RoutingRuleId};
use serde::Deserialize;

use super::{actions, queries, views};
use crate::deadlines::departments;
use crate::error::Result;
use crate::rules::fold;
use crate::rules::text::Caption;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// Every form of these pages; each reads its own fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub name_en: String,
    pub name_fr: String,
    pub load_cap: String,
    pub close: String,
    pub username: String,
    pub lead: String,
    pub remove: String,
    pub category: String,
    pub tag: String,
    pub lang: String,
    pub words: String,
    pub department: String,
}

async fn listed(ctx: &Ctx, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let rules = queries::rules(db).await?;
    let mut all = Vec::new();
    for department in departments::all(db).await? {
        let people = departments::members(db, department.id, ctx.now).await?;
        all.push((department, people));
    }
    let categories = queries::categories(db).await?;
    Ok(views::list(&ctx.chrome(), &all, &rules, &categories, raw, errors))
}

/// `GET /admin/departments`
pub async fn list(ctx: Ctx) -> Result<Response> {
    let page = listed(&ctx, &Raw::default(), &Errors::new()).await?;
    Ok(respond::private_page(&ctx, page))
}

/// `POST /admin/departments`: a new one.
pub async fn create(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::new();
    let Some((en, fr)) = names(&ctx, &raw, &mut errors) else {
        let page = listed(&ctx, &raw, &errors).await?;
        return Ok(respond::invalid(&ctx, page));
    };
    let tx = ctx.app.db.write().await?;
    let Some(id) = actions::create(&tx, me.id, &en, &fr, ctx.now).await? else {
        drop(tx);
        let page = listed(&ctx, &raw, &Errors::one("name_en", ctx.lang.deadlines_name_taken())).await?;
        return Ok(respond::invalid(&ctx, page));
    };
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartment { id }, "saved"))
}

fn names(ctx: &Ctx, raw: &Raw, errors: &mut Errors) -> Option<(String, String)> {
    let mut one = |field: &'static str, text: &str| Caption::parse(text).map(Caption::into_string).map_err(|e| errors.add(field, e.message(ctx.lang))).ok();
    let (en, fr) = (one("name_en", &raw.name_en), one("name_fr", &raw.name_fr));
    Some((en?, fr?))
}

async fn shown(ctx: &Ctx, id: DepartmentId, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let department = departments::one(db, id).await?;
    let people = departments::members(db, id, ctx.now).await?;
    Ok(views::one(&ctx.chrome(), &department, &people, raw, errors))
}

/// `GET /admin/departments/{id}`
pub async fn page(ctx: Ctx, Id(id): Id<DepartmentId>) -> Result<Response> {
    let d = departments::one(ctx.app.db.read(), id).await?;
    let raw = Raw { name_en: d.name_en.clone(), name_fr: d.name_fr.clone(), load_cap: d.load_cap.map(|n| n.to_string()).unwrap_or_default(), ..Raw::default() };
    let page = shown(&ctx, id, &raw, &Errors::new()).await?;
    Ok(respond::private_page(&ctx, page))
}

/// `POST /admin/departments/{id}`: its names and how much one person may own; or its end.
pub async fn save(Member { ctx, me }: Member, Id(id): Id<DepartmentId>, Form(raw): Form<Raw>) -> Result<Response> {
    departments::one(ctx.app.db.read(), id).await?;
    let mut errors = Errors::new();
    let names = names(&ctx, &raw, &mut errors);
    let cap = match raw.load_cap.trim() {
        "" => None,
        text => {
            let n = text.parse::<i64>().ok().filter(|n| (1..=10_000).contains(n));
            if n.is_none() {
                errors.add("load_cap", ctx.lang.deadlines_error_cap());
            }
            n
        }
    };
    let Some((en, fr)) = names.filter(|_| errors.is_empty()) else {
        let page = shown(&ctx, id, &raw, &errors).await?;
        return Ok(respond::invalid(&ctx, page));
    };
    let tx = ctx.app.db.write().await?;
    actions::change(&tx, me.id, id, &actions::Change { en: &en, fr: &fr, cap, close: raw.close == "1" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartments, "saved"))
}

/// `POST /admin/departments/{id}/people`: somebody comes, leads, or goes.
pub async fn people(Member { ctx, me }: Member, Id(id): Id<DepartmentId>, Form(raw): Form<Raw>) -> Result<Response> {
    departments::one(ctx.app.db.read(), id).await?;
    let tx = ctx.app.db.write().await?;
    let standing = if raw.remove == "1" { actions::Standing::Gone } else { actions::Standing::There { lead: raw.lead == "1" } };
    if !actions::people(&tx, me.id, id, raw.username.trim(), standing, ctx.now).await? {
        drop(tx);
        let d = departments::one(ctx.app.db.read(), id).await?;
        let raw = Raw { name_en: d.name_en, name_fr: d.name_fr, load_cap: d.load_cap.map(|n| n.to_string()).unwrap_or_default(), ..raw };
        let page = shown(&ctx, id, &raw, &Errors::one("username", ctx.lang.deadlines_error_person())).await?;
        return Ok(respond::invalid(&ctx, page));
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartment { id }, "saved"))
}

/// `POST /admin/routing`: a rule at the end of the list.
pub async fn add_rule(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let db = ctx.app.db.read();
    let mut errors = Errors::new();
    let category = raw.category.parse::<i64>().ok();
    let tag = queries::tag(db, raw.tag.trim()).await?;
    if !raw.tag.trim().is_empty() && tag.is_none() {
        errors.add("tag", ctx.lang.deadlines_error_tag());
    }
    let lang = matches!(raw.lang.as_str(), "en" | "fr").then(|| raw.lang.clone());
    let folded = fold::fold_words(&raw.words);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(100).collect();
    let words = words.join(" ");
    if category.is_none() && tag.is_none() && lang.is_none() && words.is_empty() {
        errors.add("category", ctx.lang.deadlines_error_rule());
    }
    let department = departments::all(db).await?.into_iter().find(|d| d.id.to_string() == raw.department);
    let Some(department) = department.filter(|_| errors.is_empty()) else {
        let page = listed(&ctx, &raw, &errors).await?;
        return Ok(respond::invalid(&ctx, page));
    };
    let tx = ctx.app.db.write().await?;
    actions::add_rule(&tx, me.id, &actions::Rule { category: category.map(CategoryId), tag, lang, words: &words, department: department.id }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartments, "saved"))
}

/// `POST /admin/routing/{id}/remove`
pub async fn remove_rule(Member { ctx, me }: Member, Id(id): Id<RoutingRuleId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    actions::remove_rule(&tx, me.id, id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartments, "saved"))
}
