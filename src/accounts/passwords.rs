//! Passwords as they are kept: argon2id (S-01). Hashing runs on threads of its own, as many at once as there are cores;
//! beyond a short queue people are asked to come back. Never call this inside a transaction.

use std::sync::LazyLock;

use anyhow::anyhow;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::app::App;
use crate::error::{Error, Result};
use crate::rules::text::Password;

/// Memory in KiB, passes, lanes: the least OWASP asks for. About 34 ms on one core.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What a password is compared with where there is no account, so that both take as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| compute("a password that nobody has").unwrap_or_default());

/// What came of comparing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, but kept with weaker parameters than today's: hash it again.
    RightButOld,
}

impl Verdict {
    pub fn is_right(self) -> bool {
        self != Verdict::Wrong
    }
}

/// Hashes a password that may be set.
pub async fn hash(app: &App, password: &Password) -> Result<String> {
    let text = password.as_str().to_owned();
    on_a_thread(app, move || compute(&text)).await?
}

/// Hashes what someone logged in with; it may be shorter than what may be set today.
pub async fn rehash(app: &App, password: String) -> Result<String> {
    on_a_thread(app, move || compute(&password)).await?
}

/// Compares a password with what is kept; without a kept hash it takes as long and is wrong.
pub async fn verify(app: &App, kept: Option<String>, password: String) -> Result<Verdict> {
    on_a_thread(app, move || compare(kept.as_deref(), &password)).await
}

/// The hash for accounts that the command line or the sample community makes.
pub fn compute(password: &str) -> Result<String> {
    let hash: PasswordHash = argon()?.hash_password(password.as_bytes()).map_err(|e| anyhow!("argon2: {e}"))?;
    Ok(hash.to_string())
}

fn compare(kept: Option<&str>, password: &str) -> Verdict {
    let Ok(parsed) = PasswordHash::new(kept.unwrap_or(&NOBODY)) else { return Verdict::Wrong };
    // the parameters are those of the kept hash
    let right = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
    match (right && kept.is_some(), Params::try_from(&parsed)) {
        (false, _) => Verdict::Wrong,
        (true, Ok(p)) if p.m_cost() >= MEMORY && p.t_cost() >= PASSES => Verdict::Right,
        (true, _) => Verdict::RightButOld,
    }
}

fn argon() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(|e| anyhow!("argon2: {e}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn on_a_thread<T: Send + 'static>(app: &App, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let busy = || Error::Unavailable("too many passwords are being checked".into());
    let _room = app.hashing_room.try_acquire().map_err(|_| busy())?;
    let _core = app.hashing.acquire().await.map_err(|_| busy())?;
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::Internal(anyhow!("hashing stopped: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_round_trips_unchanged() {
        let long: String = "é🙂x".repeat(43).chars().take(128).collect();
        let kept = compute(&long).expect("hash");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_eq!(compare(Some(&kept), &long), Verdict::Right);
        assert_eq!(compare(Some(&kept), &long.to_uppercase()), Verdict::Wrong);
        assert_eq!(compare(None, "a password that nobody has"), Verdict::Wrong);
    }

    #[test]
    fn weaker_parameters_are_noticed() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).expect("params"));
        let kept: PasswordHash = weak.hash_password(b"quiet evening walk").expect("hash");
        assert_eq!(compare(Some(&kept.to_string()), "quiet evening walk"), Verdict::RightButOld);
    }
}
