//! The ledger: what each fact is worth now, how it got there, and the rules that were in force.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // Versions are never changed. The first is from the beginning of time.
    r"CREATE TABLE rule_version (
        id {id},
        applied_at BIGINT NOT NULL,
        applied_by BIGINT REFERENCES account (id),
        zone TEXT NOT NULL,
        numbers TEXT NOT NULL,
        note TEXT NOT NULL
    )",
    // What a fact is worth to a member now, step by step of the limits. One row a fact and member, kept when the fact goes.
    r"CREATE TABLE credit (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL,
        fact_id BIGINT NOT NULL,
        actor_id BIGINT REFERENCES account (id),
        post_id BIGINT REFERENCES post (id),
        question_id BIGINT REFERENCES post (id),
        at BIGINT NOT NULL,
        day BIGINT NOT NULL,
        month BIGINT NOT NULL,
        alive BOOLEAN NOT NULL,
        held BOOLEAN NOT NULL,
        earns BOOLEAN NOT NULL,
        passed BOOLEAN NOT NULL,
        worth BIGINT NOT NULL,
        points BIGINT NOT NULL,
        limited TEXT,
        UNIQUE (kind, fact_id, member_id)
    )",
    r"CREATE INDEX credit_pair ON credit (member_id, actor_id, month)",
    r"CREATE INDEX credit_day ON credit (member_id, day)",
    r"CREATE INDEX credit_post ON credit (post_id)",
    r"CREATE INDEX credit_question ON credit (question_id)",
    r"CREATE INDEX credit_actor ON credit (actor_id, at)",
    r"CREATE INDEX credit_held ON credit (id) WHERE held = TRUE",
    // What an imported person came with, once.
    r"CREATE TABLE opening (
        account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
        points BIGINT NOT NULL,
        basis TEXT NOT NULL,
        at BIGINT NOT NULL
    )",
    // Append-only: balance = SUM(points).
    r"CREATE TABLE ledger_entry (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        points BIGINT NOT NULL,
        limited TEXT,
        credit_id BIGINT REFERENCES credit (id),
        actor_id BIGINT REFERENCES account (id),
        post_id BIGINT REFERENCES post (id),
        question_id BIGINT REFERENCES post (id),
        version_id BIGINT NOT NULL REFERENCES rule_version (id),
        reverses BIGINT REFERENCES ledger_entry (id),
        note TEXT NOT NULL
    )",
    r"CREATE INDEX ledger_entry_member ON ledger_entry (member_id, id)",
    r"CREATE INDEX ledger_entry_when ON ledger_entry (member_id, at)",
    r"CREATE INDEX ledger_entry_credit ON ledger_entry (credit_id)",
    r"CREATE INDEX ledger_entry_at ON ledger_entry (at)",
    // What the nightly proof found.
    r"CREATE TABLE ledger_check (
        id {id},
        at BIGINT NOT NULL,
        members BIGINT NOT NULL,
        differences BIGINT NOT NULL
    )",
];
