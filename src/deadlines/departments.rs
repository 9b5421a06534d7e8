//! Who inside the brand can settle what: departments, their people, and where a question goes.

use entity::{AccountId, CategoryId, DepartmentId, PostId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::scheme::Scheme;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::rules::fold;
use crate::{db, values};

/// A department.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Department {
    pub id: DepartmentId,
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
    pub fallback: bool,
    pub load_cap: Option<i64>,
}

impl Department {
    pub fn name(&self, lang: crate::i18n::Lang) -> &str {
        match lang {
            crate::i18n::Lang::En => &self.name_en,
            crate::i18n::Lang::Fr => &self.name_fr,
        }
    }
}

/// Somebody who works there.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Member {
    pub account_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub lead: bool,
}

#[derive(FromQueryResult)]
struct Id {
    id: DepartmentId,
}

#[derive(FromQueryResult)]
struct Person {
    id: AccountId,
}

/// What decides where a question goes.
#[derive(FromQueryResult)]
struct Topic {
    category_id: Option<CategoryId>,
    lang: String,
}

#[derive(FromQueryResult)]
struct Said {
    title: String,
    source: String,
}

#[derive(FromQueryResult)]
struct Tag {
    tag_id: i64,
}

/// Departments that are open, by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Department>> {
    Ok(db::rows(db, "SELECT id, slug, name_en, name_fr, fallback, load_cap FROM department WHERE closed_at IS NULL ORDER BY fallback DESC, name_en, id", []).await?)
}

/// One of them.
pub async fn one(db: &impl ConnectionTrait, id: DepartmentId) -> Result<Department> {
    let found: Option<Department> = db::row(db, "SELECT id, slug, name_en, name_fr, fallback, load_cap FROM department WHERE id = $1", values![id.0]).await?;
    found.ok_or(Error::NotFound)
}

/// Whose a question is: its open escalation's, else where it is routed.
pub async fn of_question(db: &impl ConnectionTrait, question: PostId) -> Result<DepartmentId> {
    let open: Option<Id> = db::row(db, "SELECT department_id AS id FROM escalation WHERE question_id = $1 AND ended_at IS NULL", values![question.0]).await?;
    match open {
        Some(open) => Ok(open.id),
        None => routed(db, Scheme::load(db).await?.as_ref(), question).await,
    }
}

/// The first rule that fits, else the department of its category, else the default one.
pub(super) async fn routed(db: &impl ConnectionTrait, scheme: &Scheme, question: PostId) -> Result<DepartmentId> {
    let text = "SELECT q.category_id, p.lang FROM question q JOIN post p ON p.id = q.id WHERE q.id = $1";
    let topic: Topic = db::row(db, text, values![question.0]).await?.ok_or(Error::NotFound)?;
    let tags: Vec<Tag> = if scheme.routing.iter().any(|r| r.tag_id.is_some()) {
        db::rows(db, "SELECT tag_id FROM question_tag WHERE question_id = $1", values![question.0]).await?
    } else {
        Vec::new()
    };
    let said = if scheme.routing.iter().any(|r| !r.words.is_empty()) {
        let said: Option<Said> = db::row(db, "SELECT q.title, p.source FROM question q JOIN post p ON p.id = q.id WHERE q.id = $1", values![question.0]).await?;
        said.map(|s| words_of(&format!("{} {}", s.title, s.source))).unwrap_or_default()
    } else {
        String::new()
    };
    let fits = scheme.routing.iter().find(|r| {
        r.category_id.is_none_or(|c| topic.category_id == Some(c))
            && r.tag_id.is_none_or(|t| tags.iter().any(|tag| tag.tag_id == t))
            && r.lang.as_ref().is_none_or(|l| *l == topic.lang)
            && (r.words.is_empty() || r.words.split_whitespace().any(|w| said.contains(&format!(" {w} "))))
    });
    Ok(match fits {
        Some(rule) => rule.department_id,
        None => scheme.terms(topic.category_id)?.department.unwrap_or(scheme.fallback),
    })
}

/// Folded words with a space around each.
pub(super) fn words_of(text: &str) -> String {
    let folded = fold::fold_words(text);
    let mut out = String::with_capacity(folded.len() + 2);
    out.push(' ');
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// Those who can work: not gone, not suspended (`$2` is now).
const ACTIVE: &str = "a.deleted_at IS NULL AND a.role <> 'customer' AND COALESCE(a.suspended_until, 0) <= $2";
/// Those whom a mail reaches.
const REACHED: &str = "a.email IS NOT NULL AND a.email_verified_at IS NOT NULL AND a.placeholder = FALSE";

/// Everyone in a department.
pub async fn members(db: &impl ConnectionTrait, department: DepartmentId, now: Millis) -> Result<Vec<Member>> {
    let text = format!(
        "SELECT a.id AS account_id, a.username, a.display_name, m.lead FROM department_member m JOIN account a ON a.id = m.account_id
         WHERE m.department_id = $1 AND {ACTIVE} ORDER BY m.lead DESC, a.display_name, a.id"
    );
    Ok(db::rows(db, &text, values![department.0, now]).await?)
}

/// Its leads, as far as they can be written to.
pub async fn leads(db: &impl ConnectionTrait, department: DepartmentId, now: Millis) -> Result<Vec<AccountId>> {
    let text = format!(
        "SELECT a.id FROM department_member m JOIN account a ON a.id = m.account_id WHERE m.department_id = $1 AND m.lead = TRUE AND {ACTIVE} AND {REACHED} ORDER BY a.id"
    );
    let people: Vec<Person> = db::rows(db, &text, values![department.0, now]).await?;
    Ok(people.into_iter().map(|p| p.id).collect())
}

/// Leads it.
pub async fn is_lead(db: &impl ConnectionTrait, department: DepartmentId, account: AccountId, now: Millis) -> Result<bool> {
    let text = format!(
        "SELECT COUNT(*) AS n FROM department_member m JOIN account a ON a.id = m.account_id WHERE m.department_id = $1 AND m.account_id = $3 AND m.lead = TRUE AND {ACTIVE}"
    );
    Ok(db::count(db, &text, values![department.0, now, account.0]).await? > 0)
}

/// Does this colleague belong to the department a thread is with? A department without members is everybody's.
pub async fn in_department(db: &impl ConnectionTrait, department: DepartmentId, who: AccountId) -> Result<bool> {
    let mine = db::count(db, "SELECT COUNT(*) AS n FROM department_member WHERE department_id = $1 AND account_id = $2", values![department.0, who.0]).await?;
    let any = db::count(db, "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM department_member WHERE department_id = $1 LIMIT 1) m", values![department.0]).await?;
    Ok(mine > 0 || any == 0)
}

/// The departments somebody works in.
pub async fn of_member(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<DepartmentId>> {
    let rows: Vec<Id> = db::rows(db, "SELECT department_id AS id FROM department_member WHERE account_id = $1 ORDER BY department_id", values![account.0]).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

/// The managers but one, or the admins where there is no other manager; as far as they can be written to.
pub async fn other_managers(db: &impl ConnectionTrait, but: AccountId, now: Millis) -> Result<Vec<AccountId>> {
    let text = format!("SELECT a.id FROM account a WHERE a.role = $1 AND {ACTIVE} AND {REACHED} AND a.id <> $3 ORDER BY a.id");
    let managers: Vec<Person> = db::rows(db, &text, values!["manager", now, but.0]).await?;
    let people = if managers.is_empty() { db::rows(db, &text, values!["admin", now, but.0]).await? } else { managers };
    Ok(people.into_iter().map(|p| p.id).collect())
}

/// Those who run the place, as far as they can be written to; the admins where no manager can.
pub async fn managers(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<AccountId>> {
    let text = format!("SELECT a.id FROM account a WHERE a.role = $1 AND {ACTIVE} AND {REACHED} ORDER BY a.id");
    let managers: Vec<Person> = db::rows(db, &text, values!["manager", now]).await?;
    let people = if managers.is_empty() { db::rows(db, &text, values!["admin", now]).await? } else { managers };
    Ok(people.into_iter().map(|p| p.id).collect())
}
