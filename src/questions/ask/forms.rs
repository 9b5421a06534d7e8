//! The form of a question: as it arrives and is kept in drafts, and as it is once checked.

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;
use crate::photos::Shown;
use crate::questions::Fields;
use crate::questions::masking_review::Decision;
use crate::rules::text::{self, Body, PrivateDetails, TagName, TextError, Title};

/// Tags a question may have.
pub const TAGS_AT_MOST: usize = 5;
/// The category of whoever is not sure; so is none.
pub const UNSURE: &str = "unsure";

/// Everything the form sends, untouched: what is shown again after an error, and what a draft keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub title: String,
    pub body: String,
    /// What was tried already; joins the body under a small heading.
    pub tried: String,
    /// A slug, nothing, or `unsure`.
    pub category: String,
    /// Comma separated.
    pub tags: String,
    pub private_details: String,
    /// Staff: posts as a member, without the brand's label.
    pub as_member: String,
    /// Names this form, however often it is sent.
    pub form_key: String,
    /// The text whose masking was decided, and what stays shown.
    pub seal: String,
    pub show: Vec<String>,
    /// Photos sent already (`ui::photos::Shown`).
    pub photo: Vec<String>,
    /// The same beside the private details.
    pub private_photo: Vec<String>,
    /// "Change my text" on the review page: back to the form.
    #[serde(skip_serializing)]
    pub change: String,
    /// The language of the page it was written on; kept in drafts.
    pub lang: Option<Lang>,
}

/// A question whose fields hold.
#[derive(Clone, Debug)]
pub struct Ask {
    pub title: Title,
    pub body: Body,
    pub tried: Option<Body>,
    /// A slug to be looked up.
    pub category: Option<String>,
    pub tags: Vec<String>,
    pub private_details: Option<PrivateDetails>,
}

/// A field and what is wrong with it.
pub type Wrong = (&'static str, String);

impl Raw {
    /// The fields as values, or what is wrong with each.
    pub fn parse(&self, lang: Lang) -> Result<Ask, Vec<Wrong>> {
        let mut wrong: Vec<Wrong> = Vec::new();
        let mut note = |field: &'static str, e: TextError| {
            wrong.push((field, match (field, e) {
                ("title", TextError::Missing) => lang.ask_error_title_missing().to_owned(),
                ("body", TextError::Missing) => lang.ask_error_body_missing().to_owned(),
                _ => e.message(lang),
            }));
        };
        let title = Title::parse(&self.title).map_err(|e| note("title", e)).ok();
        let photos = Shown::of(&self.photo);
        let body = match (Body::parse(&self.body), photos.is_empty()) {
            // a photo says it
            (Err(TextError::Missing), false) => Some(Body::none()),
            (body, _) => body.map_err(|e| note("body", e)).ok(),
        };
        let tried = text::optional(&self.tried, Body::parse).map_err(|e| note("tried", e)).ok();
        let private_details = text::optional(&self.private_details, PrivateDetails::parse).map_err(|e| note("private_details", e)).ok();
        // to those who do not see it as well
        if body.as_ref().is_some_and(|b| b.as_str().is_empty()) && photos.iter().any(|p| p.says.is_empty()) {
            wrong.push(("photos", lang.photos_says_missing().to_owned()));
        }
        let tags = tags(&self.tags, lang).map_err(|e| wrong.push(("tags", e))).ok();
        if let (Some(body), Some(Some(tried))) = (&body, &tried) {
            let whole = with_tried(body.as_str(), Some(tried.as_str()), lang);
            if let Err(e) = Body::parse(&whole) {
                wrong.push(("tried", e.message(lang)));
            }
        }
        let category = Some(self.category.trim()).filter(|c| !c.is_empty() && *c != UNSURE).map(str::to_owned);
        match (title, body, tried, private_details, tags) {
            (Some(title), Some(body), Some(tried), Some(private_details), Some(tags)) if wrong.is_empty() => {
                Ok(Ask { title, body, tried, category, tags, private_details })
            }
            _ => Err(wrong),
        }
    }

    /// The same from a form whose other fields matter too.
    pub fn from_fields(fields: &Fields) -> Raw {
        let text = |name: &str| fields.get(name).to_owned();
        Raw {
            title: text("title"),
            body: text("body"),
            tried: text("tried"),
            category: text("category"),
            tags: text("tags"),
            private_details: text("private_details"),
            as_member: text("as_member"),
            form_key: text("form_key"),
            seal: text("seal"),
            show: fields.all("show"),
            photo: fields.all("photo"),
            private_photo: fields.all("private_photo"),
            change: String::new(),
            lang: None,
        }
    }

    pub fn decision(&self) -> Decision {
        Decision { seal: self.seal.clone(), show: self.show.clone() }
    }

    /// Posts with the brand's label, if whoever posts is staff.
    pub fn official(&self, staff: bool) -> bool {
        staff && self.as_member.is_empty()
    }

    /// The form's fields, for hidden inputs of a page in between; the decision is left to that page.
    pub fn fields(&self) -> Vec<(String, String)> {
        let all = [
            ("title", &self.title),
            ("body", &self.body),
            ("tried", &self.tried),
            ("category", &self.category),
            ("tags", &self.tags),
            ("private_details", &self.private_details),
            ("as_member", &self.as_member),
            ("form_key", &self.form_key),
        ];
        let photos = self.photo.iter().map(|v| ("photo", v)).chain(self.private_photo.iter().map(|v| ("private_photo", v)));
        all.into_iter().chain(photos).filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), v.clone())).collect()
    }
}

/// The public text: the body, then what was tried under a small heading in the asker's language.
pub fn with_tried(body: &str, tried: Option<&str>, lang: Lang) -> String {
    match tried {
        Some(tried) if body.is_empty() => format!("### {}\n\n{tried}", lang.ask_tried_heading()),
        Some(tried) => format!("{body}\n\n### {}\n\n{tried}", lang.ask_tried_heading()),
        None => body.to_owned(),
    }
}

/// Up to five different tags, in the order given.
pub fn tags(raw: &str, lang: Lang) -> Result<Vec<String>, String> {
    let mut tags: Vec<String> = Vec::new();
    for word in raw.split([',', '\n']).map(str::trim).filter(|w| !w.is_empty()) {
        let name = TagName::parse(word).map_err(|e| lang.ask_error_tag(word, e.message(lang)))?.into_string();
        if !tags.contains(&name) {
            tags.push(name);
        }
    }
    match i64::try_from(tags.len()) {
        Ok(n) if n > TAGS_AT_MOST as i64 => Err(lang.ask_error_tags_many(TAGS_AT_MOST as i64, n)),
        _ => Ok(tags),
    }
}

/// The known tags that look most like a word, best first.
pub fn nearest<'a>(word: &str, known: &'a [String], at_most: usize) -> Vec<&'a str> {
    let mut scored: Vec<(f64, &str)> = known
        .iter()
        .map(|tag| {
            let close = strsim::jaro_winkler(word, tag);
            let inside = if tag.contains(word) || (tag.chars().count() > 2 && word.contains(tag.as_str())) { 0.2 } else { 0.0 };
            (close + inside, tag.as_str())
        })
        .filter(|(score, _)| *score >= 0.75)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.into_iter().take(at_most).map(|(_, tag)| tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Raw {
        Raw { title: "My box blinks orange".into(), body: "Since Monday.".into(), ..Raw::default() }
    }

    #[test]
    fn title_and_body_are_enough() {
        let ask = good().parse(Lang::En).expect("valid");
        assert!(ask.category.is_none() && ask.tags.is_empty() && ask.tried.is_none() && ask.private_details.is_none());
        let unsure = Raw { category: UNSURE.into(), ..good() };
        assert_eq!(unsure.parse(Lang::En).expect("valid").category, None);
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let raw = Raw { title: "box".into(), body: " ".into(), tags: "a,b,c,d,e,f".into(), ..Raw::default() };
        let wrong = raw.parse(Lang::En).expect_err("three errors");
        assert_eq!(wrong.iter().map(|(f, _)| *f).collect::<Vec<_>>(), ["title", "body", "tags"]);
    }

    #[test]
    fn a_photo_says_what_no_word_does() {
        let photo = |says: &str| vec![Shown { key: "0".repeat(32), width: 4, height: 3, says: says.into() }.to_string()];
        let raw = Raw { body: " ".into(), photo: photo("The orange light"), ..good() };
        assert_eq!(raw.parse(Lang::En).expect("valid").body, Body::none());
        let raw = Raw { photo: photo(""), ..raw };
        assert_eq!(raw.parse(Lang::En).expect_err("nobody says it")[0].0, "photos");
    }

    #[test]
    fn body_and_what_was_tried_share_one_limit() {
        let raw = Raw { body: "x".repeat(31_000), tried: "y".repeat(1_000), ..good() };
        assert_eq!(raw.parse(Lang::En).expect_err("together too long")[0].0, "tried");
    }

    #[test]
    fn tags_are_folded_and_counted_once() {
        assert_eq!(tags("Wi-Fi, wi-fi,, Box 5 ", Lang::En), Ok(vec!["wi-fi".into(), "box-5".into()]));
        assert!(tags("a/b", Lang::En).is_err());
    }

    #[test]
    fn the_nearest_tags_come_first() {
        let known: Vec<String> = ["wifi", "esim", "billing", "mesh-wifi"].map(String::from).into();
        assert_eq!(nearest("wi-fi", &known, 2).first(), Some(&"wifi"));
        assert!(nearest("zzz", &known, 3).is_empty());
    }
}
