//! The list with routing, and the page of one department.

use axum::response::Response;
use entity::{AccountId, CategoryId, DepartmentId, RoutingRuleId};
use sea_orm::FromQueryResult;
use serde::Deserialize;

use super::views;
use crate::audit::{self, Deed};
use crate::deadlines::{self, departments};
use crate::error::{Error, Result};
use crate::rules::fold;
use crate::rules::text::Caption;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

/// A rule as it is shown.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Rule {
    pub id: RoutingRuleId,
    pub category_en: Option<String>,
    pub category_fr: Option<String>,
    pub tag: Option<String>,
    pub lang: Option<String>,
    pub words: String,
    pub department_en: String,
    pub department_fr: String,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Category {
    pub id: CategoryId,
    pub name_en: String,
    pub name_fr: String,
}

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
    let rules: Vec<Rule> = db::rows(
        db,
        "SELECT r.id, c.name_en AS category_en, c.name_fr AS category_fr, t.name AS tag, r.lang, r.words, d.name_en AS department_en, d.name_fr AS department_fr
         FROM routing_rule r JOIN department d ON d.id = r.department_id LEFT JOIN category c ON c.id = r.category_id LEFT JOIN tag t ON t.id = r.tag_id ORDER BY r.position, r.id",
        [],
    )
    .await?;
    let mut all = Vec::new();
    for department in departments::all(db).await? {
        let people = departments::members(db, department.id, ctx.now).await?;
        all.push((department, people));
    }
    let categories: Vec<Category> = db::rows(db, "SELECT id, name_en, name_fr FROM category WHERE audience = 'public' ORDER BY position, id", []).await?;
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
    let slug = fold::slug(&en);
    let text = "INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ($1, $2, $3, FALSE, $4) ON CONFLICT (slug) DO NOTHING";
    if db::run(&tx, text, values![slug.as_str(), en, fr, ctx.now]).await? == 0 {
        drop(tx);
        let page = listed(&ctx, &raw, &Errors::one("name_en", ctx.lang.deadlines_name_taken())).await?;
        return Ok(respond::invalid(&ctx, page));
    }
    let id = DepartmentId(db::count(&tx, "SELECT id AS n FROM department WHERE slug = $1", values![slug.as_str()]).await?);
    audit::record(&tx, Deed { actor: Some(me.id), action: "department_made", object: "department", object_id: id.0, note: &slug }, ctx.now).await?;
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
    let department = departments::one(ctx.app.db.read(), id).await?;
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
    db::run(&tx, "UPDATE department SET name_en = $2, name_fr = $3, load_cap = $4 WHERE id = $1", values![id.0, en, fr, cap]).await?;
    if raw.close == "1" && !department.fallback {
        db::run(&tx, "DELETE FROM routing_rule WHERE department_id = $1", values![id.0]).await?;
        db::run(&tx, "UPDATE deadline SET department_id = NULL WHERE department_id = $1", values![id.0]).await?;
        db::run(&tx, "UPDATE department SET closed_at = $2 WHERE id = $1", values![id.0, ctx.now]).await?;
        deadlines::mark_open(&tx).await?;
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "department_changed", object: "department", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartments, "saved"))
}

/// `POST /admin/departments/{id}/people`: somebody comes, leads, or goes.
pub async fn people(Member { ctx, me }: Member, Id(id): Id<DepartmentId>, Form(raw): Form<Raw>) -> Result<Response> {
    #[derive(FromQueryResult)]
    struct Person {
        id: AccountId,
    }
    departments::one(ctx.app.db.read(), id).await?;
    let tx = ctx.app.db.write().await?;
    let text = "SELECT id FROM account WHERE username = $1 AND role <> 'customer' AND deleted_at IS NULL";
    let who: Option<Person> = db::row(&tx, text, values![raw.username.trim().trim_start_matches('@')]).await?;
    let Some(Person { id: who }) = who else {
        drop(tx);
        let d = departments::one(ctx.app.db.read(), id).await?;
        let raw = Raw { name_en: d.name_en, name_fr: d.name_fr, load_cap: d.load_cap.map(|n| n.to_string()).unwrap_or_default(), ..raw };
        let page = shown(&ctx, id, &raw, &Errors::one("username", ctx.lang.deadlines_error_person())).await?;
        return Ok(respond::invalid(&ctx, page));
    };
    if raw.remove == "1" {
        db::run(&tx, "DELETE FROM department_member WHERE department_id = $1 AND account_id = $2", values![id.0, who.0]).await?;
    } else {
        db::run(
            &tx,
            "INSERT INTO department_member (department_id, account_id, lead, since) VALUES ($1, $2, $3, $4) ON CONFLICT (department_id, account_id) DO UPDATE SET lead = excluded.lead",
            values![id.0, who.0, raw.lead == "1", ctx.now],
        )
        .await?;
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "department_people", object: "department", object_id: id.0, note: raw.username.trim() }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartment { id }, "saved"))
}

/// `POST /admin/routing`: a rule at the end of the list.
pub async fn add_rule(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    #[derive(FromQueryResult)]
    struct Tag {
        id: i64,
    }
    let db = ctx.app.db.read();
    let mut errors = Errors::new();
    let category = raw.category.parse::<i64>().ok();
    let tag: Option<Tag> = db::row(db, "SELECT id FROM tag WHERE name = $1", values![raw.tag.trim()]).await?;
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
    if let Some(category) = category
        && db::count(db, "SELECT COUNT(*) AS n FROM category WHERE id = $1", values![category]).await? == 0
    {
        return Err(Error::NotFound);
    }
    let tx = ctx.app.db.write().await?;
    db::run(
        &tx,
        "INSERT INTO routing_rule (position, category_id, tag_id, lang, words, department_id, created_at)
         VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM routing_rule), $1, $2, $3, $4, $5, $6)",
        values![category, tag.map(|t| t.id), lang, words, department.id.0, ctx.now],
    )
    .await?;
    routed(&tx, &me.id, department.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartments, "saved"))
}

/// `POST /admin/routing/{id}/remove`
pub async fn remove_rule(Member { ctx, me }: Member, Id(id): Id<RoutingRuleId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    let department = db::count(&tx, "SELECT department_id AS n FROM routing_rule WHERE id = $1", values![id.0]).await?;
    if db::run(&tx, "DELETE FROM routing_rule WHERE id = $1", values![id.0]).await? == 0 {
        return Err(Error::NotFound);
    }
    routed(&tx, &me.id, DepartmentId(department), ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDepartments, "saved"))
}

async fn routed(tx: &sea_orm::DatabaseTransaction, by: &AccountId, department: DepartmentId, now: i64) -> Result<()> {
    audit::record(tx, Deed { actor: Some(*by), action: "routing_changed", object: "department", object_id: department.0, note: "" }, now).await?;
    deadlines::mark_open(tx).await
}
