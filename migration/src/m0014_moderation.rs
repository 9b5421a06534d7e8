//! Moderation: what waits for a look, what was decided and why, appeals, notices of people without an account, words
//! that are watched, accounts made one.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // One open row a thing. `about_id`: whom it concerns, who never sees it there. `why`: words of what was noticed,
    // separated by commas. A claim ends by itself.
    r"CREATE TABLE moderation_item (
        id {id},
        kind TEXT NOT NULL,
        object TEXT NOT NULL,
        object_id BIGINT NOT NULL,
        question_id BIGINT REFERENCES post (id),
        about_id BIGINT REFERENCES account (id),
        weight BIGINT NOT NULL,
        why TEXT NOT NULL,
        since BIGINT NOT NULL,
        due_at BIGINT,
        claimed_by BIGINT REFERENCES account (id),
        claim_ends_at BIGINT,
        done_at BIGINT,
        done_by BIGINT REFERENCES account (id)
    )",
    r"CREATE UNIQUE INDEX moderation_item_once ON moderation_item (object, object_id) WHERE done_at IS NULL",
    r"CREATE INDEX moderation_item_queue ON moderation_item (weight DESC, since, id) WHERE done_at IS NULL",
    r"CREATE INDEX moderation_item_kind ON moderation_item (kind, weight DESC, since, id) WHERE done_at IS NULL",
    r"CREATE INDEX moderation_item_object ON moderation_item (object, object_id)",
    r"CREATE INDEX moderation_item_done ON moderation_item (done_by, done_at) WHERE done_at IS NOT NULL",
    // For the team alone: about an item, a member, or both.
    r"CREATE TABLE moderation_note (
        id {id},
        item_id BIGINT REFERENCES moderation_item (id),
        member_id BIGINT REFERENCES account (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        body TEXT NOT NULL,
        at BIGINT NOT NULL
    )",
    r"CREATE INDEX moderation_note_item ON moderation_note (item_id, id)",
    r"CREATE INDEX moderation_note_member ON moderation_note (member_id, id)",
    // `fact`: what the member reads about what happened. `before`: JSON, what an undo puts back. `ends_at`: of a sanction.
    r"CREATE TABLE moderation_decision (
        id {id},
        item_id BIGINT REFERENCES moderation_item (id),
        act TEXT NOT NULL,
        reason TEXT NOT NULL,
        fact TEXT NOT NULL,
        abuse BOOLEAN NOT NULL,
        member_id BIGINT REFERENCES account (id),
        object TEXT NOT NULL,
        object_id BIGINT NOT NULL,
        question_id BIGINT REFERENCES post (id),
        decided_by BIGINT REFERENCES account (id),
        decided_at BIGINT NOT NULL,
        ends_at BIGINT,
        before TEXT NOT NULL,
        undone_at BIGINT,
        overturned_at BIGINT
    )",
    r"CREATE INDEX moderation_decision_member ON moderation_decision (member_id, id)",
    r"CREATE INDEX moderation_decision_object ON moderation_decision (object, object_id, id)",
    r"CREATE INDEX moderation_decision_at ON moderation_decision (decided_at)",
    r"CREATE INDEX moderation_decision_item ON moderation_decision (item_id)",
    // Someone without an account reports something. `reference` opens its page and is known to them alone: the address is
    // what was typed and opens nothing. `receipted_at`: when a receipt was mailed there, if one was.
    r"CREATE TABLE content_notice (
        id {id},
        reference TEXT NOT NULL,
        url TEXT NOT NULL,
        reason TEXT NOT NULL,
        explanation TEXT NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        lang TEXT NOT NULL,
        object TEXT,
        object_id BIGINT,
        question_id BIGINT REFERENCES post (id),
        at BIGINT NOT NULL,
        decided_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        upheld BOOLEAN,
        answer TEXT NOT NULL,
        receipted_at BIGINT,
        UNIQUE (reference)
    )",
    r"CREATE INDEX content_notice_at ON content_notice (at)",
    r"CREATE INDEX content_notice_email ON content_notice (LOWER(email), at)",
    r"CREATE INDEX content_notice_object ON content_notice (object, object_id, id) WHERE object_id IS NOT NULL",
    // One appeal a decision, or a notice's answer.
    r"CREATE TABLE decision_appeal (
        id {id},
        decision_id BIGINT REFERENCES moderation_decision (id),
        notice_id BIGINT REFERENCES content_notice (id),
        member_id BIGINT REFERENCES account (id),
        words TEXT NOT NULL,
        made_at BIGINT NOT NULL,
        due_at BIGINT NOT NULL,
        decided_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        overturned BOOLEAN,
        no_second BOOLEAN NOT NULL,
        answer TEXT NOT NULL
    )",
    r"CREATE UNIQUE INDEX decision_appeal_decision ON decision_appeal (decision_id) WHERE decision_id IS NOT NULL",
    r"CREATE UNIQUE INDEX decision_appeal_notice ON decision_appeal (notice_id) WHERE notice_id IS NOT NULL",
    r"CREATE INDEX decision_appeal_member ON decision_appeal (member_id, id)",
    r"CREATE INDEX decision_appeal_at ON decision_appeal (made_at)",
    // `word`: folded, one word or several. `message`: what whoever is stopped reads.
    r"CREATE TABLE watched_word (
        id {id},
        word TEXT NOT NULL,
        act TEXT NOT NULL,
        message TEXT NOT NULL,
        added_by BIGINT REFERENCES account (id),
        at BIGINT NOT NULL,
        UNIQUE (word)
    )",
    // What the account that went signed in with is kept for as long as the two can be parted, and no longer.
    r"CREATE TABLE account_merge (
        id {id},
        from_id BIGINT NOT NULL REFERENCES account (id),
        into_id BIGINT NOT NULL REFERENCES account (id),
        claim_id BIGINT NOT NULL REFERENCES claim (id),
        by_id BIGINT NOT NULL REFERENCES account (id),
        reason TEXT NOT NULL,
        at BIGINT NOT NULL,
        rank TEXT NOT NULL,
        email TEXT,
        email_folded TEXT,
        email_verified_at BIGINT,
        password_hash TEXT,
        parted_at BIGINT,
        gathered_at BIGINT
    )",
    r"CREATE INDEX account_merge_late ON account_merge (at) WHERE gathered_at IS NULL",
    r"CREATE INDEX account_merge_into ON account_merge (into_id)",
    r"CREATE INDEX account_merge_kept ON account_merge (at) WHERE email IS NOT NULL",
    // May read, not write, until then.
    r"ALTER TABLE account ADD COLUMN silenced_until BIGINT",
    r"ALTER TABLE account ADD COLUMN silenced_reason TEXT",
];
