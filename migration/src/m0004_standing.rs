//! Standing: what the window says of each member, the ranks that follow, and the programme's offers, terms and notices.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // "Was this clear?" The latest of a rater about an author counts.
    r"CREATE TABLE clarity (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        actor_id BIGINT NOT NULL REFERENCES account (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        clear BOOLEAN NOT NULL,
        at BIGINT NOT NULL,
        withdrawn_at BIGINT
    )",
    r"CREATE UNIQUE INDEX clarity_once ON clarity (actor_id, post_id) WHERE withdrawn_at IS NULL",
    r"CREATE INDEX clarity_post ON clarity (post_id)",
    r"CREATE INDEX clarity_author ON clarity (author_id, at)",
    r"CREATE TABLE sanction (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL,
        reason TEXT NOT NULL,
        began_at BIGINT NOT NULL,
        ends_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        overturned_at BIGINT
    )",
    r"CREATE INDEX sanction_member ON sanction (member_id, began_at)",
    // `next_at`: when the passing of time alone can change a number.
    r"CREATE TABLE standing (
        member_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
        computed_at BIGINT NOT NULL,
        next_at BIGINT,
        solved BIGINT NOT NULL,
        askers BIGINT NOT NULL,
        days BIGINT NOT NULL,
        threads BIGINT NOT NULL,
        threads_solved BIGINT NOT NULL,
        clarity_raters BIGINT NOT NULL,
        clarity_clear BIGINT NOT NULL,
        sanctions BIGINT NOT NULL
    )",
    r"CREATE INDEX standing_next ON standing (next_at) WHERE next_at IS NOT NULL",
    // Every promotion, notice, loss, renewal, decline, invitation: when, under which rules, with which numbers, by whom.
    r"CREATE TABLE rank_event (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        rank_before TEXT NOT NULL,
        rank_after TEXT NOT NULL,
        version_id BIGINT NOT NULL REFERENCES rule_version (id),
        numbers TEXT NOT NULL,
        decided_by BIGINT REFERENCES account (id),
        reason TEXT NOT NULL
    )",
    r"CREATE INDEX rank_event_member ON rank_event (member_id, id)",
    r"CREATE INDEX rank_event_kind ON rank_event (kind, at)",
    // One undecided offer a member.
    r"CREATE TABLE offer (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        category_id BIGINT REFERENCES category (id),
        cause TEXT NOT NULL,
        state TEXT NOT NULL,
        made_at BIGINT NOT NULL,
        opened_at BIGINT,
        expires_at BIGINT,
        decided_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        reason TEXT NOT NULL
    )",
    r"CREATE UNIQUE INDEX offer_once ON offer (member_id) WHERE state IN ('to_confirm', 'queued', 'open')",
    r"CREATE INDEX offer_state ON offer (state, made_at)",
    r"CREATE INDEX offer_member ON offer (member_id, id)",
    // One running term an ambassador.
    r"CREATE TABLE term (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        category_id BIGINT REFERENCES category (id),
        charter TEXT NOT NULL,
        began_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL,
        renewed_at BIGINT,
        ended_at BIGINT,
        end_reason TEXT NOT NULL
    )",
    r"CREATE UNIQUE INDEX term_once ON term (member_id) WHERE ended_at IS NULL",
    r"CREATE INDEX term_member ON term (member_id, id)",
    r"CREATE TABLE notice (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        rank TEXT NOT NULL,
        began_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL,
        closed_at BIGINT,
        outcome TEXT NOT NULL
    )",
    r"CREATE UNIQUE INDEX notice_once ON notice (member_id) WHERE closed_at IS NULL",
    r"CREATE INDEX notice_member ON notice (member_id, id)",
    // `leave` is a word of SQL.
    r"CREATE TABLE time_off (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        from_at BIGINT NOT NULL,
        until_at BIGINT NOT NULL
    )",
    r"CREATE INDEX time_off_member ON time_off (member_id, from_at)",
];
