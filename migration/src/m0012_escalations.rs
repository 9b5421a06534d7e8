//! What the brand owes an outcome: escalations and their history, promises, requests for details, notes of the team,
//! and the exchange in private.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // One open at a time. `opened_by`: none for a rule. `priority`: opened by an ambassador. `claim_ends_at`: none once
    // something was published. `due_at`: the deadline it was opened under. `outcome_line`: the sentence everyone reads. `told_at`:
    // whoever opened it was told how it ended.
    r"CREATE TABLE escalation (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        cause TEXT NOT NULL,
        opened_by BIGINT REFERENCES account (id),
        reason TEXT NOT NULL,
        details TEXT NOT NULL,
        priority BOOLEAN NOT NULL,
        department_id BIGINT NOT NULL REFERENCES department (id),
        owner_id BIGINT REFERENCES account (id),
        state TEXT NOT NULL,
        opened_at BIGINT NOT NULL,
        due_at BIGINT NOT NULL,
        claimed_at BIGINT,
        acted_at BIGINT NOT NULL,
        claim_ends_at BIGINT,
        published BOOLEAN NOT NULL,
        snoozed_until BIGINT,
        snoozed_event TEXT,
        hand_overs BIGINT NOT NULL,
        lead_told_at BIGINT,
        managers_told_at BIGINT,
        previous_id BIGINT REFERENCES escalation (id),
        ended_at BIGINT,
        ended_by BIGINT REFERENCES account (id),
        outcome TEXT,
        outcome_post_id BIGINT REFERENCES post (id),
        outcome_line TEXT,
        disagreed_at BIGINT,
        told_at BIGINT
    )",
    r"CREATE UNIQUE INDEX escalation_once ON escalation (question_id) WHERE ended_at IS NULL",
    r"CREATE INDEX escalation_question ON escalation (question_id, id)",
    r"CREATE INDEX escalation_owner ON escalation (owner_id) WHERE ended_at IS NULL",
    r"CREATE INDEX escalation_opener ON escalation (opened_by, opened_at)",
    r"CREATE INDEX escalation_unclaimed ON escalation (acted_at) WHERE ended_at IS NULL AND owner_id IS NULL",
    r"CREATE INDEX escalation_claim ON escalation (claim_ends_at) WHERE ended_at IS NULL AND claim_ends_at IS NOT NULL",
    r"CREATE INDEX escalation_snoozed ON escalation (snoozed_until) WHERE ended_at IS NULL AND snoozed_until IS NOT NULL",
    r"CREATE INDEX escalation_ended ON escalation (ended_at) WHERE ended_at IS NOT NULL",
    r"CREATE INDEX escalation_untold ON escalation (ended_at) WHERE ended_at IS NOT NULL AND told_at IS NULL",
    // Of members whose last ones were mostly declined: it opens with somebody else's.
    r"CREATE TABLE escalation_wish (
        question_id BIGINT NOT NULL REFERENCES post (id),
        account_id BIGINT NOT NULL REFERENCES account (id),
        reason TEXT NOT NULL,
        details TEXT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (question_id, account_id)
    )",
    r"CREATE INDEX escalation_wish_account ON escalation_wish (account_id)",
    // Every change. `data`: JSON of what was and what is.
    r"CREATE TABLE escalation_event (
        id {id},
        escalation_id BIGINT NOT NULL REFERENCES escalation (id),
        at BIGINT NOT NULL,
        actor_id BIGINT REFERENCES account (id),
        kind TEXT NOT NULL,
        note TEXT NOT NULL,
        data TEXT NOT NULL
    )",
    r"CREATE INDEX escalation_event_list ON escalation_event (escalation_id, id)",
    // Dated, owned, public. Ends kept, or replaced by the next, or with its escalation. `asked_at`: the asker was asked
    // whether what kept it settled it.
    r"CREATE TABLE promise (
        id {id},
        escalation_id BIGINT NOT NULL REFERENCES escalation (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        words TEXT NOT NULL,
        due_at BIGINT NOT NULL,
        made_at BIGINT NOT NULL,
        made_by BIGINT NOT NULL REFERENCES account (id),
        missed_at BIGINT,
        ended_at BIGINT,
        kept_post_id BIGINT REFERENCES post (id),
        asked_at BIGINT
    )",
    r"CREATE UNIQUE INDEX promise_once ON promise (question_id) WHERE ended_at IS NULL",
    r"CREATE INDEX promise_question ON promise (question_id, id)",
    r"CREATE INDEX promise_kept ON promise (id) WHERE kept_post_id IS NOT NULL AND asked_at IS NULL",
    r"CREATE INDEX promise_due ON promise (due_at) WHERE ended_at IS NULL",
    // The only thing that stops a clock.
    r"CREATE TABLE details_request (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        asked_by BIGINT NOT NULL REFERENCES account (id),
        words TEXT NOT NULL,
        asked_at BIGINT NOT NULL,
        reminded_at BIGINT,
        ended_at BIGINT
    )",
    r"CREATE UNIQUE INDEX details_request_once ON details_request (question_id) WHERE ended_at IS NULL",
    r"CREATE INDEX details_request_question ON details_request (question_id, id)",
    // For the team alone.
    r"CREATE TABLE staff_note (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        source TEXT NOT NULL,
        html TEXT NOT NULL,
        at BIGINT NOT NULL,
        deleted_at BIGINT
    )",
    r"CREATE INDEX staff_note_question ON staff_note (question_id, id)",
    r"CREATE TABLE staff_note_mention (
        note_id BIGINT NOT NULL REFERENCES staff_note (id),
        account_id BIGINT NOT NULL REFERENCES account (id),
        read_at BIGINT,
        PRIMARY KEY (note_id, account_id)
    )",
    r"CREATE INDEX staff_note_mention_account ON staff_note_mention (account_id, note_id)",
    // Between the asker and the department. Erased 90 days after the thread settles.
    r"CREATE TABLE private_message (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        by_team BOOLEAN NOT NULL,
        source TEXT NOT NULL,
        html TEXT NOT NULL,
        at BIGINT NOT NULL,
        read_at BIGINT
    )",
    r"CREATE INDEX private_message_question ON private_message (question_id, id)",
    // The question put to the asker some days later. `due_at`: when it was to be put. `asked_at`: when it was. One of a
    // kind for what was the last word then.
    r"CREATE TABLE follow_up (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        kind TEXT NOT NULL,
        about_id BIGINT NOT NULL REFERENCES post (id),
        due_at BIGINT NOT NULL,
        asked_at BIGINT,
        mailed BOOLEAN NOT NULL,
        opened_at BIGINT,
        answered_at BIGINT,
        answer TEXT,
        details TEXT NOT NULL,
        UNIQUE (question_id, kind, about_id)
    )",
    r"CREATE INDEX follow_up_question ON follow_up (question_id, id)",
    r"CREATE INDEX follow_up_due ON follow_up (due_at) WHERE asked_at IS NULL",
    // What many meet at once, told by the team while it lasts.
    r"CREATE TABLE incident (
        id {id},
        title_en TEXT NOT NULL,
        title_fr TEXT NOT NULL,
        text_en TEXT NOT NULL,
        text_fr TEXT NOT NULL,
        canonical_id BIGINT REFERENCES post (id),
        begins_at BIGINT NOT NULL,
        ends_at BIGINT,
        made_by BIGINT NOT NULL REFERENCES account (id),
        told_to BIGINT NOT NULL DEFAULT 0,
        told_at BIGINT
    )",
    r"CREATE INDEX incident_time ON incident (ends_at, begins_at)",
    // A row with neither is the whole community.
    r"CREATE TABLE incident_scope (
        id {id},
        incident_id BIGINT NOT NULL REFERENCES incident (id),
        category_id BIGINT REFERENCES category (id),
        tag_id BIGINT REFERENCES tag (id)
    )",
    r"CREATE INDEX incident_scope_incident ON incident_scope (incident_id)",
    // Threads that an incident answers: out of the feed while it lasts.
    r"CREATE TABLE incident_thread (
        question_id BIGINT NOT NULL PRIMARY KEY REFERENCES post (id),
        incident_id BIGINT NOT NULL REFERENCES incident (id),
        at BIGINT NOT NULL
    )",
    r"CREATE INDEX incident_thread_incident ON incident_thread (incident_id)",
    // An abnormal rise. `word`: folded and stemmed; '' for one question that many have.
    r"CREATE TABLE weak_signal (
        id {id},
        word TEXT NOT NULL,
        mean_permille BIGINT NOT NULL,
        began_at BIGINT NOT NULL,
        seen_at BIGINT NOT NULL,
        ended_at BIGINT
    )",
    r"CREATE INDEX weak_signal_open ON weak_signal (word) WHERE ended_at IS NULL",
    r"CREATE TABLE weak_signal_thread (
        signal_id BIGINT NOT NULL REFERENCES weak_signal (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        PRIMARY KEY (signal_id, question_id)
    )",
    r"CREATE INDEX weak_signal_thread_question ON weak_signal_thread (question_id)",
];
