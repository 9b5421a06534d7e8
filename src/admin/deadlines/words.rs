//! Words of danger and of the law, a list for each language.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use serde::Deserialize;

use super::{actions, queries, views};
use crate::error::Result;
use crate::rules::fold;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::{paths, respond};

/// Characters of a word, and words in a list.
const WORD: usize = 80;
const WORDS: usize = 500;

/// The lists as they are typed, a word on each line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub danger_en: String,
    pub danger_fr: String,
    pub legal_en: String,
    pub legal_fr: String,
}

/// `GET /admin/alert-words`
pub async fn page(ctx: Ctx) -> Result<Response> {
    let mut lists: BTreeMap<(&'static str, String), Vec<String>> = BTreeMap::new();
    for row in queries::words(ctx.app.db.read()).await? {
        lists.entry((row.kind.word(), row.lang)).or_default().push(row.word);
    }
    let list = |kind: &'static str, lang: &str| lists.get(&(kind, lang.to_owned())).map(|l| l.join("\n")).unwrap_or_default();
    let raw = Raw { danger_en: list("danger", "en"), danger_fr: list("danger", "fr"), legal_en: list("legal", "en"), legal_fr: list("legal", "fr") };
    Ok(respond::private_page(&ctx, views::alert_words(&ctx.chrome(), &raw, &Errors::new())))
}

/// `POST /admin/alert-words`: the lists as they are from now on.
pub async fn save(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::new();
    let fields = [("danger_en", "danger", "en", &raw.danger_en), ("danger_fr", "danger", "fr", &raw.danger_fr), ("legal_en", "legal", "en", &raw.legal_en), ("legal_fr", "legal", "fr", &raw.legal_fr)];
    let mut lists = Vec::new();
    for (field, kind, lang, text) in fields {
        let words: BTreeSet<&str> = text.split(['\n', '\r', ',', ';']).map(str::trim).filter(|w| !w.is_empty()).collect();
        let bad = words.iter().find(|w| w.chars().count() > WORD || !fold::fold_words(w).chars().any(char::is_alphanumeric));
        if let Some(word) = bad {
            errors.add(field, ctx.lang.deadlines_wrong_word(word.chars().take(WORD).collect::<String>()));
        } else if words.len() > WORDS {
            errors.add(field, ctx.lang.deadlines_many_words());
        }
        lists.push((kind, lang, words));
    }
    if !errors.is_empty() {
        return Ok(respond::invalid(&ctx, views::alert_words(&ctx.chrome(), &raw, &errors)));
    }
    let tx = ctx.app.db.write().await?;
    actions::alert_words(&tx, me.id, &lists, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminAlertWords, "saved"))
}
