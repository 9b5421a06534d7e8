//! The form of an edit: as it arrives, and what it changes once checked.

use entity::SuggestionId;
use serde::Deserialize;

use super::Text;
use crate::i18n::Lang;
use crate::questions::ask::forms::{Wrong, tags};
use crate::questions::masking_review::Decision;
use crate::rules::text::{self, Body, Reason, TextError, Title};

/// Everything the form sends. A field that did not come is one that is not changed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub title: Option<String>,
    pub body: Option<String>,
    /// Comma separated.
    pub tags: Option<String>,
    pub reason: String,
    /// The version the form began with.
    pub revision: String,
    /// The suggested edit that is being applied by hand.
    pub suggestion: String,
    pub seal: String,
    pub show: Vec<String>,
    /// "Change my text" on the review page: back to the form.
    pub change: String,
}

/// What an edit changes; `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    pub title: Option<String>,
    pub body: Option<String>,
    pub tags: Option<Vec<String>>,
    pub reason: String,
}

impl Edit {
    pub fn is_nothing(&self) -> bool {
        self.title.is_none() && self.body.is_none() && self.tags.is_none()
    }

    pub fn only_tags(&self) -> bool {
        self.title.is_none() && self.body.is_none() && self.tags.is_some()
    }
}

impl Raw {
    /// What differs from `now`, or what is wrong with it. What stays as it is needs no checking: an imported text may be
    /// longer than ours.
    pub fn parse(&self, now: &Text, lang: Lang) -> Result<Edit, Vec<Wrong>> {
        let mut wrong: Vec<Wrong> = Vec::new();
        let mut edit = Edit::default();
        let mut note = |field: &'static str, e: TextError| wrong.push((field, e.message(lang)));
        if let (Some(raw), Some(before)) = (&self.title, &now.title)
            && !same(raw, before)
        {
            edit.title = Title::parse(raw).map_err(|e| note("title", e)).ok().map(Title::into_string);
        }
        if let Some(raw) = self.body.as_ref().filter(|raw| !same(raw, &now.body)) {
            edit.body = Body::parse(raw).map_err(|e| note("body", e)).ok().map(Body::into_string);
        }
        if let Some(reason) = text::optional(&self.reason, Reason::parse).map_err(|e| note("reason", e)).ok().flatten() {
            edit.reason = reason.into_string();
        }
        if let (Some(raw), Some(_)) = (&self.tags, &now.title) {
            match tags(raw, lang) {
                Ok(tags) => edit.tags = Some(tags).filter(|t| *t != now.tags),
                Err(why) => wrong.push(("tags", why)),
            }
        }
        if wrong.is_empty() { Ok(edit) } else { Err(wrong) }
    }

    /// The form's values, for showing them again; what did not come is as it stands.
    pub fn values(&self, now: &Text) -> Values {
        Values {
            title: now.title.as_ref().map(|t| self.title.clone().unwrap_or_else(|| t.clone())),
            body: self.body.clone().unwrap_or_else(|| now.body.clone()),
            tags: self.tags.clone().unwrap_or_else(|| now.tags.join(", ")),
            reason: self.reason.clone(),
            suggestion: self.suggestion(),
        }
    }

    /// The version the form began with; 0 if it does not say.
    pub fn base(&self) -> i64 {
        self.revision.parse().unwrap_or(0)
    }

    pub fn suggestion(&self) -> Option<SuggestionId> {
        self.suggestion.parse().ok()
    }

    pub fn decision(&self) -> Decision {
        Decision { seal: self.seal.clone(), show: self.show.clone() }
    }

    /// The form's fields, for hidden inputs of a page in between.
    pub fn fields(&self) -> Vec<(String, String)> {
        let some = |name: &str, value: &Option<String>| value.clone().map(|v| (name.to_owned(), v));
        let always = [("reason", &self.reason), ("revision", &self.revision), ("suggestion", &self.suggestion)];
        let always = always.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), v.clone()));
        [some("title", &self.title), some("body", &self.body), some("tags", &self.tags)].into_iter().flatten().chain(always).collect()
    }
}

/// What stands in the form's fields.
#[derive(Clone, Debug, Default)]
pub struct Values {
    pub title: Option<String>,
    pub body: String,
    pub tags: String,
    pub reason: String,
    pub suggestion: Option<SuggestionId>,
}

impl Values {
    /// A form nobody has typed in yet.
    pub fn of(text: &Text) -> Values {
        Values { title: text.title.clone(), body: text.body.clone(), tags: text.tags.join(", "), ..Values::default() }
    }

    /// Somebody else was faster: what was not touched since `base` becomes what stands there now.
    pub fn onto(mut self, base: Option<&Text>, now: &Text) -> Values {
        let Some(base) = base else { return self };
        if let (Some(mine), Some(before)) = (&self.title, &base.title)
            && same(mine, before)
        {
            self.title = now.title.clone();
        }
        if same(&self.body, &base.body) {
            self.body = now.body.clone();
        }
        if same(&self.tags, &base.tags.join(", ")) {
            self.tags = now.tags.join(", ");
        }
        self
    }
}

/// The same words: forms change line ends and may lose outer space.
pub fn same(a: &str, b: &str) -> bool {
    let lines = |t: &str| t.replace("\r\n", "\n").replace('\r', "\n");
    a == b || lines(a).trim() == lines(b).trim()
}

/// What a reviewer says of a suggested edit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Verdict {
    /// `accept`, `reject`, `withdraw`.
    pub decision: String,
    pub reason: String,
}

/// The form of a comment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RawComment {
    pub body: String,
    /// When the text the form began with was written.
    pub revision: String,
    pub seal: String,
    pub show: Vec<String>,
    pub change: String,
}

impl RawComment {
    pub fn base(&self) -> i64 {
        self.revision.parse().unwrap_or(-1)
    }

    pub fn fields(&self) -> Vec<(String, String)> {
        vec![("body".to_owned(), self.body.clone()), ("revision".to_owned(), self.revision.clone())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Text {
        Text { title: Some("My box blinks".into()), body: "Since\nMonday.".into(), tags: vec!["box".into()] }
    }

    #[test]
    fn what_comes_back_as_it_was_is_no_change() {
        let raw = Raw { title: Some("My box blinks ".into()), body: Some("Since\r\nMonday.\r\n".into()), tags: Some(" box".into()), ..Raw::default() };
        assert!(raw.parse(&now(), Lang::En).expect("valid").is_nothing());
        assert!(Raw::default().parse(&now(), Lang::En).expect("valid").is_nothing());
    }

    #[test]
    fn a_short_title_of_old_may_stay_but_no_new_one() {
        let old = Text { title: Some("Box?".into()), ..now() };
        let raw = Raw { title: Some("Box?".into()), body: Some("Since Tuesday.".into()), ..Raw::default() };
        assert_eq!(raw.parse(&old, Lang::En).expect("valid"), Edit { body: Some("Since Tuesday.".into()), ..Edit::default() });
        let raw = Raw { title: Some("Bo?".into()), ..Raw::default() };
        assert_eq!(raw.parse(&old, Lang::En).expect_err("too short")[0].0, "title");
    }

    #[test]
    fn an_answer_has_neither_title_nor_tags() {
        let answer = Text { title: None, body: "Unplug it.".into(), tags: vec![] };
        let raw = Raw { title: Some("A title for an answer".into()), tags: Some("box".into()), body: Some("Unplug it.".into()), ..Raw::default() };
        assert!(raw.parse(&answer, Lang::En).expect("valid").is_nothing());
    }

    #[test]
    fn what_one_did_not_touch_follows_the_others_change() {
        let theirs = Text { title: Some("My box blinks orange".into()), ..now() };
        let mine = Values { body: "Since Tuesday.".into(), ..Values::of(&now()) };
        let both = mine.onto(Some(&now()), &theirs);
        assert_eq!((both.title.as_deref(), both.body.as_str()), (Some("My box blinks orange"), "Since Tuesday."));
    }
}
