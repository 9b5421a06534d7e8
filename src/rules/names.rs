//! Names and addresses of people: what may be one, and the keys under which two of them are the same.

use super::fold::{fold_words, look_alike, skeleton};
use super::text::{TextError, invisible, one_line, sized};
use unicode_normalization::char::is_combining_mark;

/// Words that are pages or could be taken for one.
const PAGES: &str = "\
    about accessibility account admin all ambassadors api ask assets avatar categories category csp-report deleted \
    events everyone favicon feeds former-member healthz help here home legal login logout manifest me metrics new \
    nobody notice notifications null opensearch password posts privacy questions readyz robots search settings \
    signup sitemap staff static tags terms transparency undefined uploads users verify-email www you";

/// Words that claim to speak for the brand or the software, alone or put together (`nordik-support`, `official.staff2`).
const OFFICES: &str = "\
    abuse admin administrateur administrator agent aide assistance billing client clients community contact \
    customer equipe facturation help helpdesk hostmaster info manager mod moderateur moderation moderator noreply \
    official officiel postmaster sav securite security service staff support sysadmin system systeme team \
    technique webmaster";

/// A member's unique name, in lower case: 3–30 of `a-z 0-9 . _ -`, beginning and ending with a letter or digit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

impl Username {
    /// A name someone chooses at sign-up; words that belong to the site are refused.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        Self::parse_beside(raw, &[])
    }

    /// The same, with the brand's own words refused too, alone or with an office (`nordik`, `nordik-support`).
    pub fn parse_beside(raw: &str, brand: &[&str]) -> Result<Self, TextError> {
        let name = Self::unreserved(raw)?;
        if reserved(&name.0, brand) { Err(TextError::UsernameReserved) } else { Ok(name) }
    }

    /// The form alone, for accounts that an operator or an import makes: any word is allowed.
    pub fn unreserved(raw: &str) -> Result<Self, TextError> {
        let name = sized(raw.trim().to_lowercase(), 3, 30)?;
        let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let inside = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'));
        match inside && edge(name.chars().next()) && edge(name.chars().last()) {
            true => Ok(Self(name)),
            false => Err(TextError::UsernameShape),
        }
    }

    /// The nearest name for a display name of any script; `n` > 1 appends `-n` (for names already taken).
    pub fn suggest(display: &str, n: u32) -> Self {
        let mut name = String::new();
        for c in fold_words(display).chars() {
            match c {
                'a'..='z' | '0'..='9' => name.push(c),
                _ if !name.is_empty() && !name.ends_with(['-', '.', '_']) => name.push(if matches!(c, '.' | '_') { c } else { '-' }),
                _ => {}
            }
        }
        let end = if n > 1 { format!("-{n}") } else { String::new() };
        name.truncate(30 - end.len());
        let mut name = name.trim_end_matches(['-', '.', '_']).to_owned();
        if name.len() < 3 {
            name = if name.is_empty() { "member".into() } else { format!("member-{name}") };
        }
        Self(name + &end)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }

    /// The unique key: names the eye mixes up share it.
    pub fn fold(&self) -> String {
        look_alike(&self.0)
    }
}

/// The key a typed login name is looked up by.
pub fn username_key(raw: &str) -> String {
    look_alike(&raw.trim().to_lowercase())
}

/// A page's word; or wholly made of offices, the brand's words and digits, with at least one word.
fn reserved(name: &str, brand: &[&str]) -> bool {
    let brand = brand.iter().map(|w| look_alike(&fold_words(w))).filter(|w| !w.is_empty());
    let words: Vec<String> = OFFICES.split(' ').map(look_alike).chain(brand).collect();
    // Digits at the ends are dropped before 0 and 1 become letters.
    let key = look_alike(name.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | ' ')));
    if PAGES.split(' ').any(|w| look_alike(w) == look_alike(name)) {
        return true;
    }
    let mut reached = vec![false; key.len() + 1];
    reached[0] = true;
    for at in 0..key.len() {
        if !reached[at] {
            continue;
        }
        let rest = &key[at..];
        if at > 0 && rest.starts_with(|c: char| c.is_ascii_digit()) {
            reached[at + 1] = true;
        }
        for w in words.iter().filter(|w| rest.starts_with(w.as_str())) {
            reached[at + w.len()] = true;
        }
    }
    !key.is_empty() && reached[key.len()]
}

/// The flags of England, Scotland and Wales, which are written with tags (UTS #51, `RGI_Emoji_Tag_Sequence`).
const FLAGS: [&str; 3] = [
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// The name shown beside posts: 1–60 characters of any script, on one line, nothing that hides or turns text around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayName(String);

impl DisplayName {
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        // One space is enough between words; the browser would show no more.
        let name = one_line(raw).split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
        let name = sized(name, 1, 60)?;
        let mut marks = 0;
        for c in FLAGS.iter().fold(name.clone(), |name, flag| name.replace(flag, "")).chars() {
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            // A zero-width joiner and a variation selector belong to emoji, a non-joiner to Persian.
            if marks > 3 || (invisible(c) && !matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}')) {
                return Err(TextError::Invisible);
            }
        }
        Ok(Self(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }

    /// Equal for names the eye mixes up, in any script.
    pub fn skeleton(&self) -> String {
        skeleton(&self.0)
    }

    /// Whether the name reads as the brand's or its staff's (`Nordik Support`, `Modérateur`); staff may, customers may not.
    pub fn claims_office(&self, brand: &[&str]) -> bool {
        reserved(&self.skeleton(), brand)
    }
}

/// An e-mail address that can be written to: at most 254 characters; an international domain is kept in its ASCII form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        let text = sized(raw.trim().to_owned(), 1, 254)?;
        let (local, domain) = text.split_once('@').ok_or(TextError::Email)?;
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
        if local.len() > 64 || !local.split('.').all(|part| !part.is_empty() && part.chars().all(atom)) {
            return Err(TextError::Email);
        }
        let Ok(url::Host::Domain(domain)) = url::Host::parse(domain) else { return Err(TextError::Email) };
        let label = |l: &str| {
            (1..=63).contains(&l.len())
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let top = domain.rsplit('.').next().unwrap_or_default();
        let named =
            domain.contains('.') && domain.split('.').all(label) && top.len() >= 2 && top.starts_with(|c: char| c.is_ascii_alphabetic());
        let email = format!("{local}@{domain}");
        if named && email.len() <= 254 { Ok(Self(email)) } else { Err(TextError::Email) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }

    /// The unique key: one mailbox, however its letters are written.
    pub fn fold(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn usernames() {
        for good in ["ada", "root", "Basile", "jean-luc.p", "x_1", "a2b", "manon", "claire", "teamo", "clientele", "l33t"] {
            assert_eq!(Username::parse(good).map(Username::into_string), Ok(good.to_lowercase()));
        }
        for bad in ["zoé", "a b c", ".ada", "ada-", "...", "a/../b", "ada@home", "а́da", "ada\u{200B}", "<b>"] {
            assert_eq!(Username::parse(bad), Err(TextError::UsernameShape), "{bad}");
        }
        for taken in [
            "admin",
            "ADMIN",
            "adm1n",
            "adrnin",
            "a.d.m.i.n",
            "settings",
            "staff2",
            "official-support",
            "supp0rt",
            "moderateur.1",
            "www",
            "nordik",
            "nord1k",
            "nordik-support",
            "equipe_nordik",
        ] {
            assert_eq!(Username::parse_beside(taken, &["Nordik"]), Err(TextError::UsernameReserved), "{taken}");
        }
        assert!(Username::parse_beside("nordikfan", &["Nordik"]).is_ok());
        assert_eq!(Username::parse("ab"), Err(TextError::TooShort { min: 3, have: 2 }));
        assert_eq!(Username::parse(&"a".repeat(31)), Err(TextError::TooLong { max: 30, have: 31 }));
        assert!(Username::unreserved("admin").is_ok());
    }

    #[test]
    fn names_are_suggested_for_any_script() {
        for (display, n, name) in [
            ("Zoé Lefèvre", 1, "zoe-lefevre"),
            ("Zoé Lefèvre", 2, "zoe-lefevre-2"),
            ("李", 1, "member"),
            ("É", 3, "member-e-3"),
            ("--a..b--", 1, "a.b"),
        ] {
            assert_eq!(Username::suggest(display, n).as_str(), name);
        }
    }

    #[test]
    fn display_names() {
        for good in ["Zoé", "李小龍", "O’Neil  Jr", "👩‍💻 Ada", "نرگس", "A"] {
            assert!(DisplayName::parse(good).is_ok(), "{good}");
        }
        for bad in ["a\u{202E}nimda", "a\u{200B}b", "Z\u{300}\u{301}\u{302}\u{303}a", "a\tb", "\u{E0061}x", "a\u{2066}b"] {
            assert_eq!(DisplayName::parse(bad), Err(TextError::Invisible), "{bad:?}");
        }
        assert_eq!(DisplayName::parse("\u{3164}\u{200D}"), Err(TextError::Missing));
        assert_eq!(DisplayName::parse("a  b\nc").map(DisplayName::into_string), Ok("a b c".into()));
        let office = |n: &str| DisplayName::parse(n).is_ok_and(|n| n.claims_office(&["Nordik"]));
        assert!(
            office("Nordik Support") && office("Моderator") && office("Équipe Nordik") && !office("Ada L.") && !office("Service Public")
        );
    }

    #[test]
    fn addresses() {
        for (raw, kept) in [
            ("ada@example.org", "ada@example.org"),
            (" A.b+c@Mail.Example.ORG ", "A.b+c@mail.example.org"),
            ("é@x.fr", ""),
            ("x@münchen.de", "x@xn--mnchen-3ya.de"),
            ("o'neil@x.ie", "o'neil@x.ie"),
        ] {
            assert_eq!(Email::parse(raw).map(Email::into_string).unwrap_or_default(), kept);
        }
        for bad in [
            "ada",
            "@x.fr",
            "a@",
            "a@b",
            "a@b@c.fr",
            "a..b@x.fr",
            ".a@x.fr",
            "a@-x.fr",
            "a@x.1",
            "a@127.0.0.1",
            "a@[::1]",
            "a b@x.fr",
            "a@x.fr\r\nBcc: b@x.fr",
            "a@x..fr",
            "a@x.fr.",
            "\"a\"@x.fr",
            "a@x.f",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert!(Email::parse(&format!("{}@x.fr", "a".repeat(65))).is_err());
        assert_eq!(Email::parse("Ada@Example.org").map(|e| e.fold()), Ok("ada@example.org".into()));
    }

    proptest! {
        #[test]
        fn a_suggested_name_is_a_name(s in any::<String>(), n in 1u32..2_000_000) {
            let name = Username::suggest(&s, n);
            prop_assert_eq!(Username::unreserved(name.as_str()), Ok(name.clone()));
        }

        #[test]
        fn an_address_has_no_line_end(s in any::<String>()) {
            if let Ok(e) = Email::parse(&s) {
                prop_assert!(e.as_str().is_ascii() && !e.as_str().contains(char::is_whitespace));
            }
        }
    }
}
