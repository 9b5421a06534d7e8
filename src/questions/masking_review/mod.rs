//! Personal data is found before anything public is stored, and shown masked to whoever wrote it: they publish it
//! masked, or say of each that it is not personal.
//!
//! What must stay true: a decision holds for the exact text it was made on; without one nothing found is shown; what
//! was masked goes to the private details, which only its author and staff read. Staff's own posts are not masked.

use std::collections::HashSet;

use axum::response::Response;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::config::Config;
use crate::rules::masking::{self, Found, Kind, OwnContacts};
use crate::web::context::Ctx;
use crate::web::respond;

mod views;

/// Letters shown before and after a find.
const AROUND: usize = 40;
/// More finds than this in one text are a list: all masked, none offered to be shown.
const A_LIST: usize = 100;

/// A text that is about to be public.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The field it came from.
    pub name: &'static str,
    pub text: &'a str,
    /// Its code is left alone.
    pub markdown: bool,
}

impl<'a> Part<'a> {
    pub fn plain(name: &'static str, text: &'a str) -> Part<'a> {
        Part { name, text, markdown: false }
    }

    pub fn markdown(name: &'static str, text: &'a str) -> Part<'a> {
        Part { name, text, markdown: true }
    }
}

/// What the author decided, as the form says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// Which text was looked at ([`Review::seal`]).
    pub seal: String,
    /// Keys of the finds that are not personal.
    pub show: Vec<String>,
}

/// One find, as the review page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `body-0`: the field and the place in it.
    pub key: String,
    pub kind: Kind,
    pub text: String,
    pub masked: String,
    pub before: String,
    pub after: String,
}

/// What the author is asked to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Names the exact texts.
    pub seal: String,
    pub items: Vec<Item>,
}

/// Texts as they may be public, in the order they came, and what was taken out of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masked {
    pub texts: Vec<String>,
    /// The originals, one a line; empty when nothing was masked.
    pub originals: String,
}

/// The brand's own numbers and addresses, which anyone may name.
pub fn own(config: &Config) -> OwnContacts {
    OwnContacts::new(config.get("brand.contacts").split(',').map(str::trim).filter(|c| !c.is_empty()))
}

/// The same and what is already public in these texts: nobody is asked twice about one number.
pub fn own_and_public(config: &Config, public: &[&str]) -> OwnContacts {
    let brand = config.get("brand.contacts").split(',').map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned);
    let there = public.iter().flat_map(|text| masking::find_plain(text, &OwnContacts::default())).map(|f| f.text);
    OwnContacts::new(brand.chain(there))
}

/// The texts as they may be public, or what their author must look at first.
pub fn judge(parts: &[Part<'_>], own: &OwnContacts, decision: &Decision) -> Result<Masked, Review> {
    let finds: Vec<Vec<Found>> = parts.iter().map(|p| find(p, own)).collect();
    if finds.iter().all(Vec::is_empty) {
        return Ok(untouched(parts));
    }
    let seal = seal(parts);
    if decision.seal == seal {
        return Ok(masked(parts, &finds, own, &decision.show));
    }
    let items = parts.iter().zip(&finds).filter(|(_, f)| f.len() <= A_LIST).flat_map(|(p, f)| f.iter().enumerate().map(|(i, found)| item(p, i, found))).collect();
    Err(Review { seal, items })
}

/// Everything found is masked: for previews, and where nobody is there to decide.
pub fn mask_all(parts: &[Part<'_>], own: &OwnContacts) -> Masked {
    let finds: Vec<Vec<Found>> = parts.iter().map(|p| find(p, own)).collect();
    masked(parts, &finds, own, &[])
}

/// The texts as they came: staff speak for the brand and name its numbers.
pub fn untouched(parts: &[Part<'_>]) -> Masked {
    Masked { texts: parts.iter().map(|p| p.text.to_owned()).collect(), originals: String::new() }
}

/// One text with everything masked.
pub fn mask_one(text: &str, own: &OwnContacts) -> String {
    mask_all(&[Part::plain("text", text)], own).texts.pop().unwrap_or_default()
}

/// The page where the author decides. `action` and `fields` are those of the form that was sent; it is sent there again
/// with the decision. `change`: that address also takes the form back to be changed, without publishing.
pub fn page(ctx: &Ctx, review: &Review, action: &str, fields: &[(String, String)], change: bool) -> Response {
    respond::private_page(ctx, views::page(&ctx.chrome(), review, &views::Sent { action, fields, change }))
}

fn find(part: &Part<'_>, own: &OwnContacts) -> Vec<Found> {
    if part.markdown { masking::find(part.text, own) } else { masking::find_plain(part.text, own) }
}

fn key(part: &Part<'_>, i: usize) -> String {
    format!("{}-{i}", part.name)
}

fn masked(parts: &[Part<'_>], finds: &[Vec<Found>], own: &OwnContacts, show: &[String]) -> Masked {
    let mut out = Masked::default();
    let mut originals: Vec<String> = Vec::new();
    for (part, found) in parts.iter().zip(finds) {
        let list = found.len() > A_LIST;
        let keep: HashSet<usize> = (0..found.len()).filter(|i| !list && show.contains(&key(part, *i))).collect();
        for (_, f) in found.iter().enumerate().filter(|(i, _)| !keep.contains(i)) {
            if !originals.contains(&f.text) {
                originals.push(f.text.clone());
            }
        }
        let mut text = masking::mask(part.text, found, &keep);
        // A list may hold more than one look finds.
        let again = |text: &str| if list { find(&Part { text, ..*part }, own) } else { Vec::new() };
        let mut more = again(&text);
        while !more.is_empty() {
            originals.extend(more.iter().map(|f| f.text.clone()));
            text = masking::mask(&text, &more, &HashSet::new());
            more = again(&text);
        }
        out.texts.push(text);
    }
    out.originals = originals.join("\n");
    out
}

fn item(part: &Part<'_>, i: usize, found: &Found) -> Item {
    let before = part.text.get(..found.range.start).unwrap_or_default();
    let after = part.text.get(found.range.end..).unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(AROUND);
    let cut = |cut: bool| if cut { "…" } else { "" };
    Item {
        key: key(part, i),
        kind: found.kind,
        text: found.text.clone(),
        masked: found.masked(),
        before: format!("{}{}", cut(skipped > 0), before.chars().skip(skipped).collect::<String>()),
        after: format!("{}{}", after.chars().take(AROUND).collect::<String>(), cut(after.chars().nth(AROUND).is_some())),
    }
}

/// Names the exact texts, so that a decision on one is never taken for another.
fn seal(parts: &[Part<'_>]) -> String {
    let mut hash = Sha256::new();
    for p in parts {
        hash.update(p.name.as_bytes());
        hash.update((p.text.len() as u64).to_be_bytes());
        hash.update(p.text.as_bytes());
    }
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge_body(body: &str, decision: &Decision) -> Result<Masked, Review> {
        judge(&[Part::plain("title", "Who can call me back?"), Part::markdown("body", body)], &OwnContacts::default(), decision)
    }

    #[test]
    fn a_text_without_personal_data_needs_no_decision() {
        let out = judge_body("My box blinks since Monday.", &Decision::default()).expect("nothing to look at");
        assert_eq!(out.texts, ["Who can call me back?", "My box blinks since Monday."]);
        assert_eq!(out.originals, "");
    }

    #[test]
    fn what_is_found_is_shown_first_and_masked_unless_said_otherwise() {
        let body = "Call 06 12 34 56 78 or write to lea@example.org";
        let review = judge_body(body, &Decision::default()).expect_err("two finds");
        assert_eq!(review.items.iter().map(|i| i.key.as_str()).collect::<Vec<_>>(), ["body-0", "body-1"]);
        assert_eq!(review.items[0].before, "Call ");

        let all = judge_body(body, &Decision { seal: review.seal.clone(), show: vec![] }).expect("decided");
        assert!(!all.texts[1].contains("12 34") && !all.texts[1].contains("lea@"), "{}", all.texts[1]);
        assert_eq!(all.originals, "06 12 34 56 78\nlea@example.org");

        let one = judge_body(body, &Decision { seal: review.seal, show: vec!["body-0".into()] }).expect("decided");
        assert!(one.texts[1].starts_with("Call 06 12 34 56 78 or"), "{}", one.texts[1]);
        assert_eq!(one.originals, "lea@example.org");
    }

    #[test]
    fn a_decision_does_not_hold_for_another_text() {
        let review = judge_body("Call 06 12 34 56 78", &Decision::default()).expect_err("one find");
        let decision = Decision { seal: review.seal, show: vec!["body-0".into()] };
        let again = judge_body("Call 06 12 34 56 79", &decision).expect_err("another number");
        assert_ne!(again.seal, decision.seal);
    }

    #[test]
    fn a_list_is_masked_to_the_last_number() {
        let body: String = (0..1_200).map(|i| format!("06 12 34 {:02} {:02}\n", i / 100, i % 100)).collect();
        let review = judge_body(&body, &Decision::default()).expect_err("a list");
        assert!(review.items.is_empty());
        let out = judge_body(&body, &Decision { seal: review.seal, show: vec!["body-0".into()] }).expect("decided");
        assert!(masking::find(&out.texts[1], &OwnContacts::default()).is_empty());
    }
}
