//! Badges: who holds what, for which cause, and how far the job has looked.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // `cause`: what makes it another of the same badge (post:12, tag:wifi, year:2026), empty for one held once. A revoked
    // row stays, so that no rule gives it again.
    r"CREATE TABLE badge_award (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        badge TEXT NOT NULL,
        cause TEXT NOT NULL,
        post_id BIGINT REFERENCES post (id),
        at BIGINT NOT NULL,
        recorded_at BIGINT NOT NULL,
        granted_by BIGINT REFERENCES account (id),
        reason TEXT NOT NULL,
        revoked_at BIGINT,
        revoked_by BIGINT REFERENCES account (id),
        revoke_reason TEXT,
        UNIQUE (member_id, badge, cause)
    )",
    r"CREATE INDEX badge_award_latest ON badge_award (badge, at, id) WHERE revoked_at IS NULL",
    r"CREATE INDEX badge_award_holders ON badge_award (badge, member_id) WHERE revoked_at IS NULL",
    r"CREATE INDEX badge_award_post ON badge_award (post_id) WHERE post_id IS NOT NULL",
    // Members to look at again.
    r"CREATE TABLE badge_due (
        member_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id)
    )",
    // Up to which row of a table the job has looked.
    r"CREATE TABLE badge_mark (
        source TEXT NOT NULL PRIMARY KEY,
        upto BIGINT NOT NULL
    )",
];
