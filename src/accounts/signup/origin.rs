//! Where an account was made: an HMAC of the address with a key that never leaves this database, so that two accounts can
//! be seen to begin at one place without anybody reading the place. Erased after 90 days.

use std::net::IpAddr;

use sea_orm::{DatabaseTransaction, DbErr};
use sha2::{Digest as _, Sha256};

use crate::accounts::keyring;
use crate::clock::Millis;
use crate::web::limits;

/// The name of the key.
const NAME: &str = "signup_ip";
/// Bytes that SHA-256 takes at a time.
const BLOCK: usize = 64;

/// A place, hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The address; of IPv6 its /64.
    pub address: String,
    /// The network of an IPv6 address.
    pub network: Option<String>,
}

/// Where this address is.
pub async fn of(tx: &DatabaseTransaction, ip: IpAddr, now: Millis) -> Result<Origin, DbErr> {
    let key = keyring::make(tx, NAME, now).await?;
    let hash = |what: String| hmac(key.as_bytes(), what.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    Ok(Origin { address: hash(limits::key(ip).to_string()), network: limits::network(ip).map(|network| hash(format!("network {network}"))) })
}

/// HMAC-SHA256 (RFC 2104) for keys of at most one block.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let pad = |with: u8| -> [u8; BLOCK] { std::array::from_fn(|i| key.get(i).copied().unwrap_or(0) ^ with) };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::hmac;

    #[test]
    fn as_the_standard_has_it() {
        // RFC 4231, test case 2
        let hex: String = hmac(b"Jefe", b"what do ya want for nothing?").iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
