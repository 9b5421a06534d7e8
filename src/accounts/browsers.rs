//! The browsers somebody is known in, by a cookie of their own that outlives log-outs. A log-in in another one is told
//! by mail, unless the account was never in before; a few times a day at most.

use axum::http::{HeaderMap, header};
use axum::response::Response;
use sea_orm::DatabaseTransaction;

use crate::accounts::letters::{self, To};
use crate::accounts::people::Person;
use crate::accounts::{cookies, tokens};
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::error::Result;
use crate::i18n::Lang;
use crate::mail;
use crate::web::context::Ctx;
use crate::{db, values};

/// The cookie's name.
const COOKIE: &str = "browser";
/// Browsers not seen for so long are forgotten.
const KEPT: Millis = 400 * DAY;

/// Browsers kept of one account, the last seen first.
const KNOWN_AT_MOST: i64 = 20;
/// Mails of a day; who clears their cookies each time reads no more of them.
const TOLD_A_DAY: i64 = 5;

/// Notes that somebody came in here; gives what [`remember`] puts into the browser.
pub async fn arrive(tx: &DatabaseTransaction, ctx: &Ctx, headers: &HeaderMap, person: &Person) -> Result<String> {
    let config = &ctx.app.config;
    let said = cookies::secret(config, headers, COOKIE).filter(|t| t.len() == 43 && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    let token = said.map_or_else(tokens::random_token, str::to_owned);
    let raw: String = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().chars().take(300).collect();
    let hash = tokens::hash(&token);
    let known = db::run(tx, "UPDATE known_browser SET last_at = $3, agent = $4 WHERE account_id = $1 AND token_hash = $2", values![person.id.0, hash.clone(), ctx.now, raw.clone()]).await?;
    if known == 0 {
        let others = db::count(tx, "SELECT COUNT(*) AS n FROM known_browser WHERE account_id = $1", values![person.id.0]).await?;
        let address = person.email.as_deref().unwrap_or_default().to_ascii_lowercase();
        let told = db::count(tx, "SELECT COUNT(*) AS n FROM mail WHERE LOWER(to_email) = $1 AND kind = 'new_browser' AND created_at > $2", values![address, ctx.now - DAY]).await?;
        let surprise = (others > 0 || person.last_seen_at.is_some()) && told < TOLD_A_DAY;
        db::run(tx, "INSERT INTO known_browser (account_id, token_hash, agent, first_at, last_at) VALUES ($1, $2, $3, $4, $4) ON CONFLICT DO NOTHING", values![person.id.0, hash, raw.clone(), ctx.now]).await?;
        if let (true, Some(email)) = (surprise, person.address(config)) {
            let to = To { account: Some(person.id), email, lang: person.lang(config) };
            let letter = letters::new_browser(config, &to, &person.username, &agent(to.lang, &raw), ctx.now);
            mail::queue(tx, config, letter, ctx.now).await?;
        }
        let text = "DELETE FROM known_browser WHERE account_id = $1 AND token_hash NOT IN (SELECT token_hash FROM known_browser WHERE account_id = $1 ORDER BY last_at DESC, first_at DESC, token_hash LIMIT $2)";
        db::run(tx, text, values![person.id.0, KNOWN_AT_MOST]).await?;
    }
    Ok(token)
}

/// Lets this browser be known again, whoever logs in.
pub fn remember(config: &Config, response: &mut Response, token: &str) {
    cookies::put_secret(config, response, COOKIE, token, KEPT / 1_000);
}

/// Forgets browsers that nobody used for long.
pub async fn sweep(tx: &DatabaseTransaction, now: Millis) -> Result<()> {
    db::run(tx, "DELETE FROM known_browser WHERE last_at < $1", values![now - KEPT]).await?;
    Ok(())
}

/// A browser and a system, in the words people use for them.
pub fn agent(lang: Lang, agent: &str) -> String {
    let find = |words: &[(&str, &'static str)]| words.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    // the order matters: most browsers name others, too
    let browser = find(&[("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")]);
    let system = find(&[("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")]);
    match (browser, system) {
        (Some(b), Some(s)) => lang.settings_agent(b, s),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => lang.settings_agent_unknown().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_have_plain_names() {
        for (raw, plain) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
            ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
            ("curl/8.5", "curl"),
            ("", "An unknown browser"),
        ] {
            assert_eq!(agent(Lang::En, raw), plain);
        }
    }
}
