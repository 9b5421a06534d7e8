//! Secrets that must be read again are sealed with ChaCha20-Poly1305. The keys are those of the setting `secret_key`;
//! without it, one that the database keeps. A value begins with the name of its key (eight characters and a dot), so that
//! keys can be changed one after the other.

use anyhow::anyhow;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::accounts::keyring;
use crate::clock::Millis;
use crate::config::Config;
use crate::error::Result;

/// The name of the database's own key.
const NAME: &str = "secrets";

struct Key {
    name: String,
    secret: Vec<u8>,
}

impl Key {
    fn new(secret: &str) -> Key {
        let name = hex(derived(secret.as_bytes(), "name").as_ref());
        Key { name: name.chars().take(8).collect(), secret: secret.as_bytes().to_vec() }
    }

    fn aead(&self) -> Result<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, derived(&self.secret, "seal").as_ref()).map_err(|_| anyhow!("a key of the wrong length"))?;
        Ok(LessSafeKey::new(key))
    }
}

/// Every key this server knows: the first locks, all open.
pub struct Keys(Vec<Key>);

impl Keys {
    /// Those that there are.
    pub async fn read(db: &impl ConnectionTrait, config: &Config) -> Result<Keys> {
        let own = keyring::read(db, NAME).await?;
        Ok(Keys(config.secret_keys().chain(own.as_deref()).map(Key::new).collect()))
    }

    /// At least one.
    pub async fn make(tx: &DatabaseTransaction, config: &Config, now: Millis) -> Result<Keys> {
        if config.secret_keys().next().is_none() {
            keyring::make(tx, NAME, now).await?;
        }
        Keys::read(tx, config).await
    }

    /// Locks a secret; it opens for the same `of` alone.
    pub fn seal(&self, of: &str, secret: &[u8]) -> Result<String> {
        let key = self.0.first().ok_or_else(|| anyhow!("there is no key"))?;
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut bytes = secret.to_vec();
        key.aead()?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(of.as_bytes()), &mut bytes).map_err(|_| anyhow!("a secret could not be sealed"))?;
        Ok(format!("{}.{}.{}", key.name, hex(&nonce), hex(&bytes)))
    }

    /// Opens it; none if its key is gone or it was changed.
    pub fn open(&self, of: &str, sealed: &str) -> Option<Vec<u8>> {
        let mut parts = sealed.split('.');
        let (name, nonce, mut bytes) = (parts.next()?, unhex(parts.next()?)?, unhex(parts.next()?)?);
        let key = self.0.iter().find(|k| k.name == name)?;
        let nonce = Nonce::try_assume_unique_for_key(&nonce).ok()?;
        let plain = key.aead().ok()?.open_in_place(nonce, Aad::from(of.as_bytes()), &mut bytes).ok()?;
        Some(plain.to_vec())
    }

    /// The name of the key that locks.
    pub fn first(&self) -> Option<String> {
        self.0.first().map(|k| k.name.clone())
    }

    /// Is a key of this name here?
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|k| k.name == name)
    }
}

/// A key of 32 bytes for one use.
fn derived(secret: &[u8], usage: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), format!("entraide {usage}").as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(all: &[&str]) -> Keys {
        Keys(all.iter().map(|k| Key::new(k)).collect())
    }

    #[test]
    fn what_is_sealed_opens_for_its_owner_alone_and_only_unchanged() {
        let k = keys(&["first key of this server"]);
        let sealed = k.seal("7", b"a secret").expect("sealed");
        assert_eq!(k.open("7", &sealed).as_deref(), Some(&b"a secret"[..]));
        assert!(!sealed.contains(&hex(b"a secret")));
        assert_ne!(sealed, k.seal("7", b"a secret").expect("sealed"), "a nonce of its own each time");
        assert_eq!(k.open("8", &sealed), None);
        let last = if sealed.ends_with('0') { "1" } else { "0" };
        assert_eq!(k.open("7", &format!("{}{last}", &sealed[..sealed.len() - 1])), None);
        for odd in ["", ".", "a.b.c", "é.é.é", &sealed[..20]] {
            assert_eq!(k.open("7", odd), None);
        }
    }

    #[test]
    fn keys_are_changed_one_after_the_other() {
        let (old, both, new) = (keys(&["old"]), keys(&["new", "old"]), keys(&["new"]));
        let sealed = old.seal("7", b"x").expect("sealed");
        assert!(both.open("7", &sealed).is_some() && new.open("7", &sealed).is_none());
        let again = both.seal("7", b"x").expect("sealed");
        assert!(new.open("7", &again).is_some());
        let name = |sealed: &str| sealed.split('.').next().unwrap_or_default().to_owned();
        assert_eq!((Some(name(&sealed)), Some(name(&again))), (old.first(), both.first()));
        assert!(both.has(&name(&sealed)) && !new.has(&name(&sealed)));
    }
}
