//! Where accounts were made, by the network too, and those that somebody of the team let in.

crate::step!(ALL);

const ALL: &[&str] = &[
    // a keyed hash of the IPv6 network, as `signup_ip_hash` is one of the address
    r"ALTER TABLE account ADD COLUMN signup_network_hash TEXT",
    r"CREATE INDEX account_network ON account (signup_network_hash, created_at) WHERE signup_network_hash IS NOT NULL",
    // somebody of the team let it in: it is nobody's crowd any more
    r"ALTER TABLE account ADD COLUMN let_in_at BIGINT",
];
