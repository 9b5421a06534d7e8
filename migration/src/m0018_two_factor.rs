//! A second proof at log-in: the secret of an app, codes for when it is lost, the browsers somebody is known in; and what
//! addresses ask for.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // `secret`: sealed under a key that is not in this table. `last_step`: no code of this half minute or
    // before it is taken again. `tries` of the minute since `tries_from`; `failures` and `blocked_until` as at log-in.
    r"CREATE TABLE two_factor (
        account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
        secret TEXT NOT NULL,
        enabled_at BIGINT NOT NULL,
        last_step BIGINT NOT NULL,
        tries BIGINT NOT NULL,
        tries_from BIGINT NOT NULL,
        failures BIGINT NOT NULL,
        blocked_until BIGINT
    )",
    // `code_hash`: of 79 random bits, so that the table tells nobody a code.
    r"CREATE TABLE recovery_code (
        account_id BIGINT NOT NULL REFERENCES account (id),
        code_hash TEXT NOT NULL,
        made_at BIGINT NOT NULL,
        used_at BIGINT,
        PRIMARY KEY (account_id, code_hash)
    )",
    r"CREATE TABLE known_browser (
        account_id BIGINT NOT NULL REFERENCES account (id),
        token_hash TEXT NOT NULL,
        agent TEXT NOT NULL,
        first_at BIGINT NOT NULL,
        last_at BIGINT NOT NULL,
        PRIMARY KEY (account_id, token_hash)
    )",
    r"CREATE INDEX known_browser_last ON known_browser (last_at)",
    // What one address asked for, by a keyed hash of it.
    r"CREATE TABLE address_quota (
        mark TEXT NOT NULL,
        act TEXT NOT NULL,
        began_at BIGINT NOT NULL,
        n BIGINT NOT NULL,
        PRIMARY KEY (mark, act)
    )",
    r"CREATE INDEX address_quota_began ON address_quota (began_at)",
    // How often a limit was met, by the hour; `account_id` 0: somebody without an account.
    r"CREATE TABLE limit_met (
        what TEXT NOT NULL,
        account_id BIGINT NOT NULL,
        hour BIGINT NOT NULL,
        n BIGINT NOT NULL,
        PRIMARY KEY (what, account_id, hour)
    )",
    r"CREATE INDEX limit_met_hour ON limit_met (hour)",
    // Hosts that new accounts linked to within a day, and those that are nothing new.
    r"CREATE TABLE linked_host (
        host TEXT NOT NULL,
        account_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL
    )",
    r"CREATE INDEX linked_host_host ON linked_host (host, at)",
    r"CREATE INDEX linked_host_at ON linked_host (at)",
    r"CREATE INDEX linked_host_account ON linked_host (account_id)",
    r"CREATE TABLE known_host (
        host TEXT NOT NULL PRIMARY KEY,
        at BIGINT NOT NULL
    )",
    // Accounts that wait for somebody of the team, since many were made where they were; `mark`: a keyed hash of the address.
    r"CREATE TABLE signup_wait (
        account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
        mark TEXT NOT NULL,
        since BIGINT NOT NULL
    )",
    r"CREATE INDEX signup_wait_mark ON signup_wait (mark, since)",
    // What administrators decide for the whole site.
    r"CREATE TABLE site_choice (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL,
        set_by BIGINT REFERENCES account (id),
        set_at BIGINT NOT NULL
    )",
];
