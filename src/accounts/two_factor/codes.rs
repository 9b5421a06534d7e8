//! Codes as apps make them (RFC 6238: SHA-1, six digits, thirty seconds) and recovery codes; pure.

use entity::AccountId;
use sha2::{Digest as _, Sha256};
use totp_rs::{Builder, Secret, Totp};

use crate::clock::{AHEAD, Millis, SECOND};

/// Recovery codes made at a time.
pub const RECOVERY: usize = 10;
/// Bytes of an app's secret.
const BYTES: usize = 20;
/// Letters of a recovery code: none that is easily taken for another.
const LETTERS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";
/// Letters in one: about 79 random bits.
const LENGTH: usize = 16;

/// What somebody typed into the one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Six digits of the app.
    App(String),
    Recovery(String),
}

impl Typed {
    /// Spaces, dashes and capitals do not matter.
    pub fn read(raw: &str) -> Typed {
        let plain: String = raw.chars().filter(char::is_ascii_alphanumeric).take(64).collect::<String>().to_ascii_lowercase();
        if plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit()) { Typed::App(plain) } else { Typed::Recovery(plain) }
    }
}

/// A new secret for an app.
pub fn new_secret() -> [u8; BYTES] {
    rand::random()
}

fn totp(secret: &[u8]) -> Totp {
    Builder::new().with_secret(secret.to_vec()).build_noncompliant()
}

/// The half minute a code belongs to: this one, the one before, or the one after. It must be newer than `last`.
pub fn step(secret: &[u8], code: &str, last: i64, now: Millis) -> Option<i64> {
    let seconds = u64::try_from(now / SECOND).ok()?;
    let step = i64::try_from(totp(secret).check(code, seconds)?).ok()?;
    (step > last).then_some(step)
}

/// The last half minute whose code was taken, as far as a right clock can have got: one from far ahead is none.
pub fn last(step: i64, now: Millis) -> i64 {
    if step * 30 * SECOND > now + AHEAD { 0 } else { step }
}

/// The secret to be typed into an app, in groups of four.
pub fn spelled(secret: &[u8]) -> String {
    let plain = Secret::from(secret.to_vec()).to_base32();
    plain.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect::<Vec<_>>().join(" ")
}

/// What apps read from the picture. A colon would end the issuer's name.
pub fn link(secret: &[u8], brand: &str, username: &str) -> String {
    let brand = brand.replace(':', " ");
    let brand = crate::web::paths::encode(&brand);
    format!("otpauth://totp/{brand}:{}?secret={}&issuer={brand}&algorithm=SHA1&digits=6&period=30", crate::web::paths::encode(username), Secret::from(secret.to_vec()).to_base32())
}

/// One recovery code, as it is compared.
pub fn recovery() -> String {
    (0..LENGTH).map(|_| char::from(LETTERS[rand::random_range(0..LETTERS.len())])).collect()
}

/// What is kept of one. Its letters are random, so that nobody finds it from this by trying; and no key is needed, so that
/// it works when the key of the apps' secrets is lost.
pub fn mark(account: AccountId, code: &str) -> String {
    Sha256::digest(format!("recovery code:{account}:{code}")).iter().map(|b| format!("{b:02x}")).collect()
}

/// The same, as it is shown.
pub fn shown(code: &str) -> String {
    code.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B; its eight digits, the last six of them
        let secret = b"12345678901234567890";
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            assert_eq!(step(secret, code, 0, seconds * SECOND), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_good_for_its_time_and_once() {
        let secret = b"12345678901234567890";
        let at = 1_111_111_109 * SECOND;
        for (later, good) in [(-30, true), (0, true), (30, true), (61, false), (-60, false)] {
            assert_eq!(step(secret, "081804", 0, at + later * SECOND).is_some(), good, "{later} s later");
        }
        assert_eq!(step(secret, "081804", 1_111_111_109 / 30, at), None, "its half minute was used");
        for odd in ["", "81804", "+81804", "０８１８０４", "000000"] {
            assert_eq!(step(secret, odd, 0, at), None);
        }
    }

    #[test]
    fn what_was_typed_is_read_kindly() {
        assert_eq!(Typed::read(" 123 456 "), Typed::App("123456".into()));
        assert_eq!(Typed::read("ABCD-efgh jkmn-pqrs"), Typed::Recovery("abcdefghjkmnpqrs".into()));
        let code = recovery();
        assert_eq!(Typed::read(&shown(&code)), Typed::Recovery(code));
    }

    #[test]
    fn apps_can_read_the_link() {
        let link = link(b"12345678901234567890", "Nordik: aide", "ada");
        assert_eq!(link, "otpauth://totp/Nordik%20%20aide:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Nordik%20%20aide&algorithm=SHA1&digits=6&period=30");
        assert_eq!(spelled(b"12345678901234567890"), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
