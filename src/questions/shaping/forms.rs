//! What the forms bring.

use std::collections::BTreeSet;

use entity::{CategoryId, PostId};
use serde::Deserialize;

use super::queries::{Answer, Category};
use super::split;
use crate::i18n::Lang;
use crate::questions::Fields;
use crate::rules::text::Title;
use crate::ui::form::Errors;

/// Where a thread is to be filed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Move {
    pub category: String,
}

impl Move {
    /// A category of the list, or none at all.
    pub fn parse(&self, categories: &[Category]) -> Option<Option<CategoryId>> {
        if self.category.is_empty() {
            return Some(None);
        }
        let id = self.category.parse().ok().map(CategoryId)?;
        categories.iter().any(|c| c.id == id).then_some(Some(id))
    }
}

/// Which answer is a question, and what goes with it.
#[derive(Clone, Debug, Default)]
pub struct Split {
    pub title: String,
    pub first: Option<PostId>,
    pub rest: BTreeSet<PostId>,
    /// It was looked at.
    pub sure: bool,
}

impl Split {
    pub fn of(fields: &Fields) -> Split {
        let id = |text: &str| text.parse().ok().filter(|id: &i64| *id > 0).map(PostId);
        Split {
            title: fields.get("title").to_owned(),
            first: id(fields.get("first")),
            rest: fields.all("rest").iter().filter_map(|t| id(t)).collect(),
            sure: fields.get("sure") == "1",
        }
    }

    /// The title, the answer that is a question, those that go with it; or what is wrong.
    pub fn parse<'a>(&self, answers: &'a [Answer], lang: Lang) -> Result<(Title, &'a Answer, Vec<PostId>), Errors> {
        let mut errors = Errors::new();
        let first = self.first.and_then(|id| answers.iter().find(|a| a.id == id)).filter(|a| split::can_ask(a));
        if first.is_none() {
            errors.add("first", lang.shaping_choose_first());
        }
        let rest: Vec<PostId> = first.map(|f| self.rest.iter().copied().filter(|id| *id != f.id).collect()).unwrap_or_default();
        if let Some(first) = first
            && rest.iter().any(|id| !answers.iter().any(|a| a.id == *id && split::can_follow(a, first)))
        {
            errors.add("rest", lang.shaping_rest_wrong());
        }
        let title = Title::parse(&self.title).map_err(|e| errors.add("title", e.message(lang))).ok();
        match (title, first) {
            (Some(title), Some(first)) if errors.is_empty() => Ok((title, first, rest)),
            _ => Err(errors),
        }
    }
}
