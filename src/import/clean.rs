//! What people wrote elsewhere, made safe and short for here: HTML through the sanitiser, titles on one line, tags in
//! our letters.

use crate::markdown;
use crate::rules::text::TagName;

/// Characters of a question's body that lists show.
const EXCERPT: usize = 200;
/// Characters of a tag.
const TAG: usize = 35;

pub struct Text {
    pub html: String,
    pub plain: String,
    pub excerpt: String,
}

/// Imported HTML, sanitised. A dry run only looks, so it leaves the work out.
pub fn html(source: &str, dry: bool) -> Text {
    if dry {
        return Text { html: String::new(), plain: String::new(), excerpt: String::new() };
    }
    let html = markdown::render_html(&source.replace('\0', "")).html;
    let plain = markdown::plain(&html);
    Text { excerpt: markdown::excerpt(&plain, EXCERPT), plain, html }
}

/// A title on one line. Those of other forums may be longer or shorter than ours may.
pub fn title(raw: &str) -> String {
    raw.replace('\0', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A tag in our letters, cut to our length; nothing if nothing is left.
pub fn tag(raw: &str) -> Option<String> {
    let short: String = raw.trim().chars().map(|c| if c.is_alphanumeric() || "-.+#_".contains(c) { c } else { '-' }).take(TAG).collect();
    TagName::parse(short.trim_end_matches('-')).ok().map(TagName::into_string)
}

/// `email-and-messaging` → `Email and messaging`.
pub fn humanise(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_topics() {
        assert_eq!(tag(" Fix-Problems "), Some("fix-problems".into()));
        assert_eq!(tag("c++"), Some("c++".into()));
        assert_eq!(tag("error-messages-what-they-mean-and-how-fix"), Some("error-messages-what-they-mean-and-h".into()));
        assert_eq!(tag("a/b"), Some("a-b".into()));
        assert_eq!(tag("  "), None);
        assert_eq!(tag("--"), None);
        assert_eq!(humanise("email-and-messaging"), "Email and messaging");
        assert_eq!(title(" a\n b\0 "), "a b");
    }
}
