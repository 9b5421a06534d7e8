//! What follows: the asker's word some days later, tasks that come of it, gestures, canned answers, pins, announcements.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    r"CREATE INDEX follow_up_open ON follow_up (kind, asked_at) WHERE answered_at IS NULL",
    // Given for an asker who lets the question how it went pass; `agreed_at`: they said so themselves since.
    r"ALTER TABLE acceptance ADD COLUMN on_behalf BOOLEAN NOT NULL DEFAULT FALSE",
    r"ALTER TABLE acceptance ADD COLUMN agreed_at BIGINT",
    // Two people say what solved it for an asker who is away. `outcome`: how it ended; none: it waits for a second one, or
    // for the asker's word.
    r"CREATE TABLE absent_proposal (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        proposed_by BIGINT NOT NULL REFERENCES account (id),
        proposed_at BIGINT NOT NULL,
        confirmed_by BIGINT REFERENCES account (id),
        confirmed_at BIGINT,
        ended_at BIGINT,
        outcome TEXT,
        CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by)
    )",
    r"CREATE UNIQUE INDEX absent_proposal_once ON absent_proposal (post_id) WHERE ended_at IS NULL",
    r"CREATE INDEX absent_proposal_question ON absent_proposal (question_id) WHERE ended_at IS NULL",
    r"CREATE INDEX absent_proposal_open ON absent_proposal (id) WHERE ended_at IS NULL AND confirmed_at IS NULL",
    r"CREATE INDEX absent_proposal_undone ON absent_proposal (post_id) WHERE outcome = 'undone'",
    r"CREATE INDEX absent_proposal_proposer ON absent_proposal (proposed_by, id)",
    r"CREATE INDEX absent_proposal_confirmer ON absent_proposal (confirmed_by, id)",
    // Mailed; the database keeps their SHA-256 only.
    r"CREATE TABLE follow_up_link (
        token_hash TEXT NOT NULL PRIMARY KEY,
        follow_up_id BIGINT NOT NULL REFERENCES follow_up (id),
        expires_at BIGINT NOT NULL
    )",
    r"CREATE INDEX follow_up_link_expiry ON follow_up_link (expires_at)",
    // What the asker expected, and what they received; empty where nothing.
    r"CREATE TABLE follow_up_word (
        follow_up_id BIGINT NOT NULL PRIMARY KEY REFERENCES follow_up (id),
        expected TEXT NOT NULL,
        expected_at BIGINT NOT NULL,
        received TEXT,
        received_at BIGINT
    )",
    // Less was received than was expected: somebody of the team owns what to do about it.
    r"CREATE TABLE task (
        id {id},
        follow_up_id BIGINT NOT NULL REFERENCES follow_up (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        department_id BIGINT NOT NULL REFERENCES department (id),
        owner_id BIGINT REFERENCES account (id),
        opened_at BIGINT NOT NULL,
        done_at BIGINT,
        done_by BIGINT REFERENCES account (id),
        note TEXT NOT NULL,
        UNIQUE (follow_up_id)
    )",
    r"CREATE INDEX task_owner ON task (owner_id, id) WHERE done_at IS NULL",
    r"CREATE INDEX task_department ON task (department_id, id) WHERE done_at IS NULL",
    r"CREATE INDEX task_done ON task (done_at) WHERE done_at IS NOT NULL",
    r"CREATE INDEX task_question ON task (question_id)",
    // Up to three a category at a time, each with an end.
    r"CREATE TABLE pin (
        id {id},
        category_id BIGINT NOT NULL REFERENCES category (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        made_by BIGINT NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL
    )",
    r"CREATE INDEX pin_ends ON pin (ends_at)",
    r"CREATE INDEX pin_question ON pin (question_id)",
    r"CREATE TABLE announcement (
        id {id},
        title_en TEXT NOT NULL,
        title_fr TEXT NOT NULL,
        text_en TEXT NOT NULL,
        text_fr TEXT NOT NULL,
        begins_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL,
        made_by BIGINT NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL
    )",
    r"CREATE INDEX announcement_ends ON announcement (ends_at)",
    // `value`: in whole units of the currency; none: whoever proposes it says how much. Up to `ceiling` nobody is asked.
    r"CREATE TABLE gesture_kind (
        id {id},
        name_en TEXT NOT NULL,
        name_fr TEXT NOT NULL,
        value BIGINT,
        ceiling BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        retired_at BIGINT
    )",
    // The rules in force: one row.
    r"CREATE TABLE gesture_rule (
        id {id},
        allowance BIGINT NOT NULL,
        budget BIGINT NOT NULL,
        approval_minutes BIGINT NOT NULL
    )",
    r"INSERT INTO gesture_rule (allowance, budget, approval_minutes) VALUES (100, 1000, 480)",
    // What a month may cost, and what was given in it.
    r"CREATE TABLE gesture_month (
        month BIGINT NOT NULL PRIMARY KEY,
        budget BIGINT NOT NULL,
        spent BIGINT NOT NULL,
        CHECK (spent >= 0)
    )",
    r"CREATE TABLE gesture_allowance (
        month BIGINT NOT NULL,
        account_id BIGINT NOT NULL REFERENCES account (id),
        allowance BIGINT NOT NULL,
        spent BIGINT NOT NULL,
        PRIMARY KEY (month, account_id),
        CHECK (spent >= 0)
    )",
    // `words`: what the customer reads, in private. `reason`: why, for the team. `due_at`: when the approval is due.
    r"CREATE TABLE gesture (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        kind_id BIGINT NOT NULL REFERENCES gesture_kind (id),
        customer_id BIGINT NOT NULL REFERENCES account (id),
        amount BIGINT NOT NULL,
        words TEXT NOT NULL,
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        month BIGINT NOT NULL,
        proposed_by BIGINT NOT NULL REFERENCES account (id),
        proposed_at BIGINT NOT NULL,
        due_at BIGINT,
        late_told_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        decided_at BIGINT,
        note TEXT NOT NULL,
        form_key TEXT NOT NULL
    )",
    r"CREATE UNIQUE INDEX gesture_once ON gesture (proposed_by, form_key) WHERE form_key <> ''",
    r"CREATE INDEX gesture_waiting ON gesture (due_at) WHERE state = 'proposed'",
    r"CREATE INDEX gesture_question ON gesture (question_id)",
    r"CREATE INDEX gesture_month_list ON gesture (month, id)",
    // `acts`: words of what is done with it, separated by spaces.
    r"CREATE TABLE canned (
        id {id},
        name TEXT NOT NULL,
        body_en TEXT NOT NULL,
        body_fr TEXT NOT NULL,
        acts TEXT NOT NULL,
        department_id BIGINT REFERENCES department (id),
        snooze_minutes BIGINT,
        made_by BIGINT NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL,
        retired_at BIGINT
    )",
    r"CREATE TABLE canned_use (
        id {id},
        canned_id BIGINT NOT NULL REFERENCES canned (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        by_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL
    )",
    r"CREATE INDEX canned_use_canned ON canned_use (canned_id, question_id)",
];
