//! What explains the ledger to its owner, and the limits of a day.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // How often a member did something lately: one row a member and kind of act.
    r"CREATE TABLE quota (
        account_id BIGINT NOT NULL REFERENCES account (id),
        act TEXT NOT NULL,
        began_at BIGINT NOT NULL,
        n BIGINT NOT NULL,
        last_at BIGINT NOT NULL,
        PRIMARY KEY (account_id, act)
    )",
    r"CREATE INDEX quota_last ON quota (last_at)",
    // Up to where a member has read their ledger, and what their balance was then.
    r"CREATE TABLE ledger_seen (
        member_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
        entry_id BIGINT NOT NULL,
        balance BIGINT NOT NULL,
        at BIGINT NOT NULL
    )",
    // "Ask for a review": one undecided request a line.
    r"CREATE TABLE review_request (
        id {id},
        entry_id BIGINT NOT NULL REFERENCES ledger_entry (id),
        member_id BIGINT NOT NULL REFERENCES account (id),
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        at BIGINT NOT NULL,
        decided_by BIGINT REFERENCES account (id),
        decided_at BIGINT,
        answer TEXT
    )",
    r"CREATE UNIQUE INDEX review_request_once ON review_request (entry_id) WHERE state = 'open'",
    r"CREATE INDEX review_request_entry ON review_request (entry_id)",
    r"CREATE INDEX review_request_state ON review_request (state, id)",
    // Mails a member does not want; without a row they want all of these. `statement_month`: months since year 0 up to
    // which statements went out.
    r"CREATE TABLE mail_choice (
        member_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
        statement BOOLEAN NOT NULL,
        invitations BOOLEAN NOT NULL,
        statement_month BIGINT NOT NULL
    )",
    // A member was asked to look at a question.
    r"CREATE TABLE invitation (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        invited_id BIGINT NOT NULL REFERENCES account (id),
        invited_by BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        UNIQUE (question_id, invited_id)
    )",
    r"CREATE INDEX invitation_invited ON invitation (invited_id, id)",
    r"CREATE INDEX invitation_by ON invitation (invited_by, id)",
];
