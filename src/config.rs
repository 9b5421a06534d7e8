//! Settings: flags > environment `ENTRAIDE_*` > `entraide.toml` > defaults. Every key is listed once in
//! [`KEYS`]; a key that is not there is refused, with the nearest known one named.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, bail};

/// A documented setting.
pub struct Key {
    /// As in `entraide.toml`; the environment has `ENTRAIDE_` + upper case, dots as underscores.
    pub name: &'static str,
    pub default: &'static str,
    pub secret: bool,
    pub help: &'static str,
}

const fn key(name: &'static str, default: &'static str, help: &'static str) -> Key {
    Key { name, default, secret: false, help }
}

const fn secret(name: &'static str, help: &'static str) -> Key {
    Key { name, default: "", secret: true, help }
}

pub const KEYS: &[Key] = &[
    key("listen", "127.0.0.1:3000", "address and port of the site; PORT changes the port alone"),
    key("metrics_listen", "", "address and port of /metrics; off when empty"),
    secret("database_url", "sqlite://path or postgres://…; also DATABASE_URL. Default sqlite://data/entraide.db"),
    key("base_url", "", "public address of the site, e.g. https://community.example.com; default http://LISTEN"),
    key("migrate", "true", "bring the schema up to date at start"),
    key("brand.name", "Entraide", "name of the community, shown in the header and in mails"),
    key("brand.team", "", "what official posts are signed with; default: the name"),
    key("brand.accent", "#2438a6", "accent colour, #rrggbb; adjusted so that it always can be read"),
    key("brand.contacts", "", "comma-separated phone numbers and e-mail addresses of the brand that are never masked"),
    key("default_language", "en", "language when neither the account, the cookie nor the browser says: en or fr"),
    key("timezone", "Europe/Paris", "IANA zone of the community's days and dates"),
    key("currency", "EUR", "in which perks are worth something: EUR, USD, GBP, or another code"),
    key("mail", "smtp", "smtp, or none: mails are kept for /admin/outbox and accounts need no confirmation"),
    secret("smtp_url", "smtp://user:password@host:587 or smtps://…"),
    key("mail_from", "", "sender, e.g. Entraide <no-reply@example.com>; default no-reply@ the site's host"),
    secret("secret_key", "32 random characters or more; locks the secrets of two-step log-in. Several, comma-separated: the first locks, all open. Empty: a key kept in the database itself"),
    key("two_step.staff", "required", "required: whoever is of the team sets two-step log-in up first; offered: each decides. What was chosen at /admin/two-step comes first"),
    key("photos.folder", "", "folder of the photos; default data/photos (data/demo-photos for the sample community)"),
    key("photos.bucket", "", "bucket of S3, or of what speaks like it, to keep photos in instead"),
    key("photos.region", "", "its region; default us-east-1"),
    key("photos.endpoint", "", "its address where it is not Amazon's, e.g. https://s3.example.com"),
    key("photos.keep_free", "1024", "MiB of the folder's disk that photos leave free: below, none are taken in"),
    secret("photos.access_key", "who we are there"),
    secret("photos.secret_key", "and how we prove it"),
    key("backup.nightly", "true", "a backup each night, at three o'clock of the community's zone; a failure is told to the administrators"),
    key("backup.keep", "7", "nightly backups that are kept"),
    key("backup.folder", "", "where they are; default: the folder backups beside an SQLite database, else data/backups"),
    key("trusted_proxies", "", "comma-separated addresses whose X-Forwarded-For is believed"),
    key("limits.connections", "10000", "open connections in all (S-53)"),
    key("limits.connections_per_address", "100", "open connections of one address (S-53); loopback is exempt"),
    key("limits.pages", "150", "pages built for one address in 10 seconds (L-01)"),
    key("limits.pages_per_minute", "1200", "pages built for one address in a minute (L-01)"),
    key("limits.member_pages", "100", "pages built for one member in 10 seconds (L-02)"),
    key("limits.member_pages_per_minute", "600", "pages built for one member in a minute (L-02)"),
    key("limits.address_pages_per_minute", "2000", "pages built for all members at one address in a minute (L-02)"),
    key("limits.crawlers_per_minute", "60", "pages built for one crawler, by its name, in a minute (L-03)"),
    key("limits.searches_per_minute", "60", "searches of visitors at one address in a minute (L-04)"),
    key("limits.member_searches_per_minute", "30", "searches of one member in a minute (L-04)"),
    key("limits.feeds_per_ten_minutes", "30", "feeds fetched by one address in ten minutes (L-08)"),
    key("limits.similar_per_minute", "120", "similar-question look-ups and previews of one member, or of visitors at one address, in a minute (L-04)"),
    key("limits.asks_per_minute", "30", "questions of visitors at one address in a minute, kept until they have an account (L-10)"),
    key("limits.logins_per_minute", "30", "log-ins from one address in a minute that may fail, on all processes together (L-05)"),
    key("limits.mails_per_hour", "6", "confirmation and reset mails asked for by one address in an hour, half as many in a minute (L-06)"),
    key("limits.signups_per_day", "60", "sign-ups of one address in a day that nobody has confirmed; further ones wait for the team (L-07)"),
    key("limits.member_times", "1", "what one member may post, change and say in a day, times this (L-10 to L-20); drills and measurements raise it"),
    key("limits.gaps", "1", "1: a pause between two posts of one member (L-10, L-11, L-21); 0: none"),
    key("limits.photos_per_minute", "10", "photos sent by one address without an account in a minute; members three times as many (L-08)"),
    key("limits.pictures", "3000", "photos shown to one address in 10 s"),
    key("drain_seconds", "30", "how long a stopping server waits for requests under way"),
    key("log", "info", "what is logged: error, warn, info, debug, or a filter such as entraide=debug"),
    key("log_format", "auto", "json, text, or auto: text on a terminal, else json"),
    key("programme.currency", "€", "sign of the currency in which the value of perks is shown"),
    key("programme.charter_en", "", "Markdown added to the ambassadors' charter, in English"),
    key("programme.charter_fr", "", "the same in French"),
    key("legal.write_to", "", "where to write so that legal time limits are kept; shown to who asks with words of the law"),
    key("legal.notice", "", "Markdown of /legal"),
    key("legal.terms", "", "Markdown of /terms"),
    key("legal.privacy", "", "Markdown of /privacy"),
    key("legal.accessibility", "", "Markdown of /accessibility; empty says “not audited”"),
];

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File,
    Environment,
    Flag,
}

/// The effective settings with their sources.
#[derive(Clone, Debug)]
pub struct Config {
    values: BTreeMap<&'static str, (String, Source)>,
    /// Sample community: known passwords, loopback only.
    pub demo: bool,
}

impl Config {
    /// Defaults alone; for tests and the sample community.
    pub fn defaults() -> Config {
        Config { values: KEYS.iter().map(|k| (k.name, (k.default.to_owned(), Source::Default))).collect(), demo: false }
    }

    /// Reads `file` (or `entraide.toml` if it is there), then the environment.
    pub fn load(file: Option<&Path>, env: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<Config> {
        let mut config = Config::defaults();
        let default = Path::new("entraide.toml");
        let path = file.or_else(|| default.exists().then_some(default));
        if let Some(path) = path {
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            let table: toml::Table = text.parse().with_context(|| format!("{} is not TOML", path.display()))?;
            config.read_table("", &table).with_context(|| path.display().to_string())?;
        }
        for (name, value) in env {
            match name.as_str() {
                "DATABASE_URL" if config.values["database_url"].1 != Source::Environment => config.put("database_url", value, Source::Environment)?,
                "PORT" => {
                    let port: u16 = value.parse().context("PORT is not a port")?;
                    let mut at = config.listen()?;
                    at.set_port(port);
                    config.put("listen", at.to_string(), Source::Environment)?;
                }
                _ => {
                    let Some(short) = name.strip_prefix("ENTRAIDE_") else { continue };
                    if short.starts_with("TEST_") {
                        continue; // the test suite's own
                    }
                    let known = KEYS.iter().find(|k| k.name.replace('.', "_").eq_ignore_ascii_case(short));
                    let Some(known) = known else { bail!("unknown setting {name}; did you mean ENTRAIDE_{}?", nearest(&short.to_lowercase()).replace('.', "_").to_uppercase()) };
                    config.put(known.name, value, Source::Environment)?;
                }
            }
        }
        config.validate()?;
        Ok(config)
    }

    fn read_table(&mut self, prefix: &str, table: &toml::Table) -> anyhow::Result<()> {
        for (k, v) in table {
            let name = if prefix.is_empty() { k.clone() } else { format!("{prefix}.{k}") };
            match v {
                toml::Value::Table(inner) => self.read_table(&name, inner)?,
                toml::Value::String(s) => self.put(&name, s.clone(), Source::File)?,
                toml::Value::Integer(_) | toml::Value::Boolean(_) | toml::Value::Float(_) => self.put(&name, v.to_string(), Source::File)?,
                _ => bail!("{name}: a text, a number or true/false is expected"),
            }
        }
        Ok(())
    }

    fn put(&mut self, name: &str, value: String, source: Source) -> anyhow::Result<()> {
        let Some(known) = KEYS.iter().find(|k| k.name == name) else { bail!("unknown setting {name}; did you mean {}?", nearest(name)) };
        self.values.insert(known.name, (value, source));
        Ok(())
    }

    /// Sets a value as a command-line flag would.
    pub fn set(&mut self, name: &str, value: impl Into<String>) -> anyhow::Result<()> {
        self.put(name, value.into(), Source::Flag)?;
        self.validate()
    }

    fn validate(&self) -> anyhow::Result<()> {
        self.listen()?;
        self.metrics_listen()?;
        if crate::i18n::Lang::from_code(self.get("default_language")).is_none() {
            bail!("default_language: en or fr");
        }
        if !matches!(self.get("mail"), "smtp" | "none") {
            bail!("mail: smtp or none");
        }
        if !matches!(self.get("log_format"), "json" | "text" | "auto") {
            bail!("log_format: json, text or auto");
        }
        if !matches!(self.get("two_step.staff"), "required" | "offered") {
            bail!("two_step.staff: required or offered");
        }
        jiff::tz::TimeZone::get(self.get("timezone")).context("timezone: an IANA name such as Europe/Paris")?;
        let accent = self.get("brand.accent");
        if accent.len() != 7 || !accent.starts_with('#') || !accent[1..].bytes().all(|b| b.is_ascii_hexdigit()) {
            bail!("brand.accent: a colour such as #2438a6");
        }
        if !matches!(self.get("migrate"), "true" | "false") {
            bail!("migrate: true or false");
        }
        if !matches!(self.get("backup.nightly"), "true" | "false") {
            bail!("backup.nightly: true or false");
        }
        for name in KEYS.iter().map(|k| k.name).filter(|n| n.starts_with("limits.") || matches!(*n, "drain_seconds" | "backup.keep" | "photos.keep_free")) {
            self.get(name).parse::<u32>().with_context(|| format!("{name}: a whole number"))?;
        }
        for one in self.secret_keys() {
            let letters: std::collections::BTreeSet<char> = one.chars().collect();
            if one.chars().count() < 32 || letters.len() < 10 {
                bail!("secret_key: 32 random characters at least, such as `openssl rand -hex 32` gives");
            }
        }
        if !self.get("base_url").is_empty() {
            let url = url::Url::parse(self.get("base_url")).context("base_url: an address such as https://community.example.com")?;
            if !matches!(url.scheme(), "http" | "https") || url.path() != "/" || url.host_str().is_none() {
                bail!("base_url: http(s)://host, without a path");
            }
        }
        Ok(())
    }

    /// The value of a documented key; an undocumented one is a programming error and reads as empty.
    pub fn get(&self, name: &str) -> &str {
        debug_assert!(self.values.contains_key(name), "undocumented setting {name}");
        self.values.get(name).map_or("", |(v, _)| v)
    }

    /// The keys of `secret_key`: the first locks, all open.
    pub fn secret_keys(&self) -> impl Iterator<Item = &str> {
        self.get("secret_key").split(',').map(str::trim).filter(|k| !k.is_empty())
    }

    pub fn number(&self, name: &str) -> u32 {
        self.get(name).parse().unwrap_or_default()
    }

    pub fn source(&self, name: &str) -> Source {
        self.values.get(name).map_or(Source::Default, |(_, s)| *s)
    }

    pub fn listen(&self) -> anyhow::Result<SocketAddr> {
        self.get("listen").parse().context("listen: an address and port such as 127.0.0.1:3000")
    }

    pub fn metrics_listen(&self) -> anyhow::Result<Option<SocketAddr>> {
        let text = self.get("metrics_listen");
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).context("metrics_listen: an address and port") }
    }

    pub fn database_url(&self) -> &str {
        let url = self.get("database_url");
        match (url.is_empty(), self.demo) {
            (true, true) => "sqlite://data/demo.db",
            (true, false) => "sqlite://data/entraide.db",
            _ => url,
        }
    }

    /// The public address, without a slash at the end.
    pub fn base_url(&self) -> String {
        let url = self.get("base_url").trim_end_matches('/');
        if url.is_empty() { format!("http://{}", self.get("listen")) } else { url.to_owned() }
    }

    pub fn secure_cookies(&self) -> bool {
        self.base_url().starts_with("https://")
    }

    /// Where photos are, if not in S3.
    pub fn photos_folder(&self) -> std::path::PathBuf {
        match (self.get("photos.folder"), self.demo) {
            ("", true) => "data/demo-photos".into(),
            ("", false) => "data/photos".into(),
            (folder, _) => folder.into(),
        }
    }

    /// Where the nightly backups are.
    pub fn backups_folder(&self) -> std::path::PathBuf {
        match (self.get("backup.folder"), crate::db::Db::file_of(self.database_url())) {
            ("", Some(file)) => file.with_file_name("backups"),
            ("", None) => "data/backups".into(),
            (folder, _) => folder.into(),
        }
    }

    /// Are mails really sent? Else they are kept for the admin.
    pub fn sends_mail(&self) -> bool {
        !self.demo && self.get("mail") == "smtp" && !self.get("smtp_url").is_empty()
    }

    /// Refuses what would be unsafe to run: known passwords or unsent mail on a public address.
    pub fn check_serve(&self) -> anyhow::Result<()> {
        let loopback = self.listen()?.ip().is_loopback();
        if self.demo && !loopback {
            bail!("the sample community has known passwords and listens on loopback only");
        }
        let public_base = url::Url::parse(&self.base_url()).ok().and_then(|u| u.host_str().map(str::to_owned)).is_some_and(|h| !matches!(h.as_str(), "127.0.0.1" | "localhost" | "[::1]"));
        if (!loopback || public_base) && !self.sends_mail() && self.get("mail") != "none" {
            bail!("no SMTP server is set, so no address could be confirmed: set ENTRAIDE_SMTP_URL, or ENTRAIDE_MAIL=none to run without mail");
        }
        if !loopback && self.base_url().starts_with("http://") && public_base {
            tracing::warn!("base_url is http: sessions are not protected; put the site behind TLS and set base_url to https");
        }
        Ok(())
    }

    /// Name, value (secrets masked) and source of every setting, in documented order.
    pub fn listing(&self) -> impl Iterator<Item = (&'static Key, String, Source)> + '_ {
        KEYS.iter().map(|k| {
            let value = self.get(k.name);
            let shown = if k.name == "secret_key" && !value.is_empty() {
                "•••".to_owned()
            } else if k.secret && !value.is_empty() {
                mask_secret(value)
            } else { value.to_owned() };
            (k, shown, self.source(k.name))
        })
    }
}

/// Keeps what tells one setting from another (scheme, host), hides who and the password.
fn mask_secret(value: &str) -> String {
    match url::Url::parse(value) {
        Ok(mut u) if u.password().is_some() || !u.username().is_empty() => {
            let _ = u.set_username("•••");
            let _ = u.set_password(Some("•••"));
            u.to_string().replace("%E2%80%A2", "•")
        }
        Ok(u) => u.to_string(),
        Err(_) => "•••".into(),
    }
}

fn nearest(name: &str) -> &'static str {
    KEYS.iter().map(|k| k.name).max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name))).unwrap_or("listen")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(env: &[(&str, &str)]) -> anyhow::Result<Config> {
        Config::load(None, env.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())))
    }

    #[test]
    fn an_unknown_setting_names_the_nearest() {
        let e = load(&[("ENTRAIDE_LISTNE", "x")]).expect_err("refused").to_string();
        assert!(e.contains("ENTRAIDE_LISTEN"), "{e}");
    }

    #[test]
    fn a_public_address_needs_mail_or_a_word() {
        let mut c = Config::defaults();
        c.set("listen", "0.0.0.0:3000").expect("valid");
        assert!(c.check_serve().is_err());
        c.set("mail", "none").expect("valid");
        assert!(c.check_serve().is_ok());
        c.demo = true;
        assert!(c.check_serve().is_err());
    }

    #[test]
    fn a_weak_key_is_refused_and_a_good_one_never_shown() {
        for weak in ["short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c,short"] {
            assert!(load(&[("ENTRAIDE_SECRET_KEY", weak)]).is_err(), "{weak}");
        }
        let good = "scheme:0f1e2d3c4b5a69788796a5b4c3d2e1f0, 9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3";
        let c = load(&[("ENTRAIDE_SECRET_KEY", good)]).expect("valid");
        assert_eq!(c.secret_keys().count(), 2);
        assert!(c.listing().all(|(_, v, _)| !v.contains("0f1e2d3c") && !v.contains("9c8b7a6f")));
    }

    #[test]
    fn secrets_are_masked() {
        let c = load(&[("DATABASE_URL", "postgres://u:hunter2@db/x")]).expect("valid");
        assert!(c.listing().all(|(_, v, _)| !v.contains("hunter2")));
    }
}
