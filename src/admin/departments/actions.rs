//! Departments, their people and the routing are changed here, each with its line in the record.

use entity::{AccountId, CategoryId, DepartmentId, RoutingRuleId, TagId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::deadlines::{self, departments};
use crate::error::{Error, Result};
use crate::rules::fold;
use crate::{db, values};

/// A new one; none: another has its name.
pub async fn create(tx: &DatabaseTransaction, by: AccountId, en: &str, fr: &str, now: Millis) -> Result<Option<DepartmentId>> {
    #[derive(FromQueryResult)]
    struct New {
        id: DepartmentId,
    }
    let slug = fold::slug(en);
    let text = "INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ($1, $2, $3, FALSE, $4) ON CONFLICT (slug) DO NOTHING RETURNING id";
    let new: Option<New> = db::row(tx, text, values![slug.as_str(), en, fr, now]).await?;
    let Some(New { id }) = new else { return Ok(None) };
    record(tx, by, "department_made", id, &slug, now).await?;
    Ok(Some(id))
}

/// Its names and how much one person may own there; or its end.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    pub en: &'a str,
    pub fr: &'a str,
    pub cap: Option<i64>,
    pub close: bool,
}

/// Changes one. The default one is never closed: nothing is sent to one that is.
pub async fn change(tx: &DatabaseTransaction, by: AccountId, id: DepartmentId, c: &Change<'_>, now: Millis) -> Result<()> {
    db::lock(tx, "department", id.0).await?;
    let department = departments::one(tx, id).await?;
    db::run(tx, "UPDATE department SET name_en = $2, name_fr = $3, load_cap = $4 WHERE id = $1", values![id.0, c.en, c.fr, c.cap]).await?;
    if c.close && !department.fallback {
        db::run(tx, "DELETE FROM routing_rule WHERE department_id = $1", values![id.0]).await?;
        db::run(tx, "UPDATE deadline SET department_id = NULL WHERE department_id = $1", values![id.0]).await?;
        db::run(tx, "UPDATE department SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL", values![id.0, now]).await?;
        deadlines::mark_open(tx).await?;
    }
    record(tx, by, "department_changed", id, "", now).await
}

/// Whether somebody works there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    There { lead: bool },
    Gone,
}

/// Somebody comes, leads, or goes. `false`: nobody of that name works here.
pub async fn people(tx: &DatabaseTransaction, by: AccountId, id: DepartmentId, username: &str, standing: Standing, now: Millis) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Person {
        id: AccountId,
    }
    let text = "SELECT id FROM account WHERE username = $1 AND role <> 'customer' AND deleted_at IS NULL";
    let who: Option<Person> = db::row(tx, text, values![username.trim_start_matches('@')]).await?;
    let Some(Person { id: who }) = who else { return Ok(false) };
    match standing {
        Standing::Gone => db::run(tx, "DELETE FROM department_member WHERE department_id = $1 AND account_id = $2", values![id.0, who.0]).await?,
        Standing::There { lead } => {
            db::run(
                tx,
                "INSERT INTO department_member (department_id, account_id, lead, since) VALUES ($1, $2, $3, $4) ON CONFLICT (department_id, account_id) DO UPDATE SET lead = excluded.lead",
                values![id.0, who.0, lead, now],
            )
            .await?
        }
    };
    record(tx, by, "department_people", id, username, now).await?;
    Ok(true)
}

/// Where questions of a kind go: every part that is given has to fit.
#[derive(Clone, Debug)]
pub struct Rule<'a> {
    pub category: Option<CategoryId>,
    pub tag: Option<TagId>,
    pub lang: Option<String>,
    /// Folded, with spaces between them.
    pub words: &'a str,
    pub department: DepartmentId,
}

/// A rule at the end of the list. `NotFound`: its category or its department is not there any more.
pub async fn add_rule(tx: &DatabaseTransaction, by: AccountId, rule: &Rule<'_>, now: Millis) -> Result<()> {
    db::lock(tx, "department", rule.department.0).await?;
    let there = "SELECT COUNT(*) AS n FROM department WHERE id = $1 AND closed_at IS NULL AND ($2 = 0 OR EXISTS (SELECT 1 FROM category c WHERE c.id = $2))";
    if db::count(tx, there, values![rule.department.0, rule.category.map_or(0, |c| c.0)]).await? == 0 {
        return Err(Error::NotFound);
    }
    db::run(
        tx,
        "INSERT INTO routing_rule (position, category_id, tag_id, lang, words, department_id, created_at)
         VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM routing_rule), $1, $2, $3, $4, $5, $6)",
        values![rule.category.map(|c| c.0), rule.tag.map(|t| t.0), rule.lang.clone(), rule.words, rule.department.0, now],
    )
    .await?;
    routed(tx, by, rule.department, now).await
}

/// Takes one away. `NotFound`: somebody did.
pub async fn remove_rule(tx: &DatabaseTransaction, by: AccountId, id: RoutingRuleId, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Was {
        department_id: DepartmentId,
    }
    let was: Option<Was> = db::row(tx, "DELETE FROM routing_rule WHERE id = $1 RETURNING department_id", values![id.0]).await?;
    routed(tx, by, was.ok_or(Error::NotFound)?.department_id, now).await
}

async fn routed(tx: &DatabaseTransaction, by: AccountId, department: DepartmentId, now: Millis) -> Result<()> {
    record(tx, by, "routing_changed", department, "", now).await?;
    deadlines::mark_open(tx).await
}

async fn record(tx: &DatabaseTransaction, by: AccountId, action: &'static str, department: DepartmentId, note: &str, now: Millis) -> Result<()> {
    Ok(audit::record(tx, Deed { actor: Some(by), action, object: "department", object_id: department.0, note }, now).await?)
}
