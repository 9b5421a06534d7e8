//! Fair play: cases with their evidence, facts that a case annulled, and where accounts began.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // `members`: their numbers, lowest first. One open case a set.
    r"CREATE TABLE fair_case (
        id {id},
        members TEXT NOT NULL,
        state TEXT NOT NULL,
        opened_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        decided_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        reason TEXT,
        undone_at BIGINT,
        undone_by BIGINT REFERENCES account (id),
        undo_reason TEXT
    )",
    r"CREATE UNIQUE INDEX fair_case_once ON fair_case (members) WHERE state = 'open'",
    r"CREATE INDEX fair_case_list ON fair_case (state, id)",
    r"CREATE TABLE fair_case_member (
        case_id BIGINT NOT NULL REFERENCES fair_case (id),
        member_id BIGINT NOT NULL REFERENCES account (id),
        PRIMARY KEY (case_id, member_id)
    )",
    r"CREATE INDEX fair_case_member_cases ON fair_case_member (member_id)",
    r"CREATE TABLE fair_finding (
        id {id},
        case_id BIGINT NOT NULL REFERENCES fair_case (id),
        pattern TEXT NOT NULL,
        about_id BIGINT NOT NULL REFERENCES account (id),
        accounts TEXT NOT NULL,
        share BIGINT NOT NULL,
        facts BIGINT NOT NULL,
        UNIQUE (case_id, pattern, about_id, accounts)
    )",
    // What each fact was worth when the case saw it.
    r"CREATE TABLE fair_case_fact (
        case_id BIGINT NOT NULL REFERENCES fair_case (id),
        kind TEXT NOT NULL,
        fact_id BIGINT NOT NULL,
        giver_id BIGINT NOT NULL REFERENCES account (id),
        receiver_id BIGINT NOT NULL REFERENCES account (id),
        post_id BIGINT NOT NULL REFERENCES post (id),
        at BIGINT NOT NULL,
        points BIGINT NOT NULL,
        annulled BOOLEAN NOT NULL,
        PRIMARY KEY (case_id, kind, fact_id)
    )",
    r"CREATE INDEX fair_case_fact_fact ON fair_case_fact (kind, fact_id)",
    r"CREATE INDEX fair_case_fact_post ON fair_case_fact (post_id)",
    // A fact that a case annulled cannot be given again.
    r"ALTER TABLE vote ADD COLUMN annulled_by BIGINT REFERENCES fair_case (id)",
    r"ALTER TABLE acceptance ADD COLUMN annulled_by BIGINT REFERENCES fair_case (id)",
    r"ALTER TABLE me_too ADD COLUMN annulled_by BIGINT REFERENCES fair_case (id)",
    // The nightly look takes the window's facts alone.
    r"CREATE INDEX vote_at ON vote (at)",
    r"CREATE INDEX acceptance_at ON acceptance (at)",
    r"CREATE INDEX me_too_at ON me_too (at)",
    r"CREATE INDEX verification_at ON verification (at)",
    // Where an account was made, as a keyed hash; erased after 90 days.
    r"ALTER TABLE account ADD COLUMN signup_ip_hash TEXT",
    r"CREATE INDEX account_origin ON account (signup_ip_hash) WHERE signup_ip_hash IS NOT NULL",
    // Keys this server made for itself.
    r"CREATE TABLE keyring (
        name TEXT NOT NULL PRIMARY KEY,
        secret TEXT NOT NULL,
        made_at BIGINT NOT NULL
    )",
];
