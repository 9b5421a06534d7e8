//! Photos as they stand with a text, and the field that takes them.

use std::fmt;

use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::i18n::Lang;
use crate::rules::photos::{BYTES_AT_MOST, SMALL_SIDE};
use crate::ui::form::{self, Errors};
use crate::ui::{Icon, icon};
use crate::web::{assets, paths};

/// A photo: `key:width:height` in forms and beside texts, then what it shows, if somebody said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// 32 hexadecimal digits.
    pub key: String,
    pub width: u32,
    pub height: u32,
    /// What it shows, for those who do not see it.
    pub says: String,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.key, self.width, self.height)?;
        if self.says.is_empty() { Ok(()) } else { write!(f, ":{}", utf8_percent_encode(&self.says, NON_ALPHANUMERIC)) }
    }
}

/// The field in which somebody says what a photo shows begins so and goes on with its key.
pub const SAYS: &str = "says-";
/// Letters of it.
pub const SAYS_AT_MOST: usize = 200;

/// On one line, and not longer than it may be.
pub fn said(text: &str) -> String {
    let line = text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(SAYS_AT_MOST).collect::<String>().trim_end().to_owned()
}

/// Could this be the key of a photo?
pub fn is_key(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

impl Shown {
    /// Of a form's field; browsers send what they like.
    pub fn parse(raw: &str) -> Option<Shown> {
        let mut parts = raw.trim().splitn(4, ':');
        let key = parts.next().filter(|k| is_key(k))?.to_owned();
        let mut side = || parts.next().and_then(|n| n.parse().ok()).filter(|n| (1..=10_000).contains(n));
        let (width, height) = (side()?, side()?);
        let says = parts.next().map_or_else(String::new, |t| said(&percent_decode_str(t).decode_utf8_lossy()));
        Some(Shown { key, width, height, says })
    }

    /// Those beside a text.
    pub fn all(text: &str) -> Vec<Shown> {
        text.split(' ').filter_map(Shown::parse).collect()
    }

    /// Those of a form's fields, each once.
    pub fn of(raw: &[String]) -> Vec<Shown> {
        let mut all: Vec<Shown> = Vec::new();
        for one in raw.iter().filter_map(|r| Shown::parse(r)) {
            if !all.iter().any(|a| a.key == one.key) {
                all.push(one);
            }
        }
        all
    }

    /// What they show, together.
    pub fn words(photos: &[Shown]) -> String {
        photos.iter().map(|p| p.says.as_str()).filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// How large the smaller picture is.
    fn small(&self) -> (u32, u32) {
        let long = self.width.max(self.height);
        if long <= SMALL_SIDE {
            return (self.width, self.height);
        }
        let side = |n: u32| (n * SMALL_SIDE / long).max(1);
        (side(self.width), side(self.height))
    }
}

fn picture(photo: &Shown, alt: &str, lazy: bool) -> Markup {
    let (width, height) = photo.small();
    html! { img src=(paths::PhotoSmall { key: &photo.key }) alt=(alt) width=(width) height=(height) loading=[lazy.then_some("lazy")] decoding="async"; }
}

/// The photos of a text, each leading to its large one.
pub fn gallery(lang: Lang, photos: &[Shown]) -> Markup {
    let of = i64::try_from(photos.len()).unwrap_or(1);
    html! {
        @if !photos.is_empty() {
            ul.pics role="list" { @for (photo, n) in photos.iter().zip(1..) {
                li { (one(lang, photo, n, of)) }
            } }
        }
    }
}

/// The same, each with a button that takes it away.
pub fn removable(lang: Lang, photos: &[Shown], action: &str) -> Markup {
    let of = i64::try_from(photos.len()).unwrap_or(1);
    html! {
        @if !photos.is_empty() {
            ul.pics role="list" { @for (photo, n) in photos.iter().zip(1..) {
                li { (one(lang, photo, n, of)) (remove(lang, &photo.key, n, action)) }
            } }
        }
    }
}

/// The button that takes one away.
pub fn remove(lang: Lang, key: &str, n: i64, action: &str) -> Markup {
    html! { form method="post" action=(action) { (form::hidden("key", key)) button.btn { (lang.photos_remove(n)) } } }
}

/// One of several, leading to its large one.
pub fn one(lang: Lang, photo: &Shown, n: i64, of: i64) -> Markup {
    html! { a href=(paths::Photo { key: &photo.key }) { (picture(photo, &alt(lang, photo, n, of), true)) } }
}

fn alt(lang: Lang, photo: &Shown, n: i64, of: i64) -> String {
    if photo.says.is_empty() { lang.photos_alt(n, of) } else { lang.photos_alt_says(&photo.says) }
}

/// A field for photos. Its name in forms: `photos`, and `photo` for those that are kept already.
pub struct Field<'a> {
    pub name: &'static str,
    /// The field with the keys.
    pub keys: &'static str,
    /// Different from the name where a page has several.
    pub id: String,
    pub label: &'a str,
    pub hint: Option<&'a str>,
    /// Sent already, still to be with the text.
    pub kept: &'a [Shown],
    /// Offers the camera, on devices held in a hand.
    pub camera: bool,
}

impl<'a> Field<'a> {
    /// The photos of a public text.
    pub fn new(lang: Lang, kept: &'a [Shown]) -> Field<'a> {
        Field { name: "photos", keys: "photo", id: "f-photos".into(), label: lang.photos_label(), hint: None, kept, camera: false }
    }
}

/// What browsers may offer: a telephone then gives a JPEG of what it keeps otherwise.
pub const ACCEPT: &str = "image/jpeg,image/png,image/gif,image/webp";

pub fn field(lang: Lang, f: &Field<'_>, errors: &Errors) -> Markup {
    let error = errors.of(f.name);
    let (hint, wrong) = (format!("h-{}", f.id), format!("e-{}", f.id));
    let described = if error.is_some() { format!("{hint} {wrong}") } else { hint.clone() };
    html! {
        div.f.photos.err[error.is_some()] {
            label for=(f.id) { (f.label) }
            p.hint id=(hint) { @if let Some(more) = f.hint { (more) " " } (lang.photos_hint((BYTES_AT_MOST >> 20) as i64)) }
            @if let Some(message) = error { p.emsg id=(wrong) { span.vh { (lang.ui_error_prefix()) } (message) } }
            ul.pics role="list" data-kept { @for (photo, n) in f.kept.iter().zip(1..) { (kept(lang, f.keys, photo, n)) } }
            div.acts {
                input type="file" id=(f.id) name=(f.name) accept=(ACCEPT) multiple aria-describedby=(described) aria-invalid=[error.map(|_| "true")] data-up=(paths::Photos) data-sending=(lang.photos_sending()) data-failed=(lang.photos_failed());
                @if f.camera {
                    label.btn.cam for={ (f.id) "-camera" } { (icon(Icon::Camera)) (lang.photos_camera()) input.vh type="file" id={ (f.id) "-camera" } name=(f.name) accept=(ACCEPT) capture="environment"; }
                }
            }
            p.hint role="status" data-note {}
        }
    }
}

/// A photo that is kept for the form: with the text unless its box is emptied. What it shows can be said beside it.
pub fn kept(lang: Lang, keys: &str, photo: &Shown, n: i64) -> Markup {
    let says = format!("{SAYS}{}", photo.key);
    html! { li {
        label { (picture(photo, &photo.says, false)) span { input type="checkbox" name=(keys) value=(photo) checked; " " (lang.photos_keep(n)) } }
        label for=(says) { (lang.photos_says(n)) }
        input type="text" id=(says) name=(says) value=(photo.says) maxlength=(SAYS_AT_MOST) autocomplete="off";
    } }
}

/// What a page with such a field needs beside it.
pub fn script() -> Markup {
    html! { script type="module" src=(assets::PHOTOS_JS) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_names_is_read_back_or_left_out() {
        let key = "0123456789abcdef0123456789abcdef";
        let photo = Shown { key: key.into(), width: 2_048, height: 1_024, says: String::new() };
        assert_eq!(Shown::parse(&photo.to_string()), Some(photo.clone()));
        assert_eq!(photo.small(), (480, 240));
        for bad in ["", key, &format!("{key}:0:1"), &format!("{key}:1"), &format!("{key}:1:99999"), "../../etc/passwd:1:1", &format!("{}:1:1", key.to_uppercase())] {
            assert_eq!(Shown::parse(bad), None, "{bad}");
        }
        let words = Shown { says: "A label: \"S/N 12 34\", 50 % é <b> 🧅".into(), ..photo.clone() };
        assert!(!words.to_string().contains([' ', '"', '<', '%'].as_slice()) || words.to_string().split(' ').count() == 1);
        assert_eq!(Shown::all(&format!("{words} {photo}")), [words, photo.clone()]);
        assert_eq!(said(&format!(" two\nlines\u{0}\t of {}", "x".repeat(300))).chars().count(), 200);
        assert_eq!(Shown::all(&format!("{photo} nonsense {photo}")).len(), 2);
        assert_eq!(Shown::of(&[photo.to_string(), photo.to_string()]).len(), 1);
    }
}
