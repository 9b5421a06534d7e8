//! What finding the window of a member by index takes; everybody who is here already is looked at once.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    r"CREATE INDEX post_answers_of ON post (author_id, created_at) WHERE kind = 'answer'",
    r"CREATE INDEX account_claimed ON account (claimed_by) WHERE claimed_by IS NOT NULL",
    // stale: older than the rules in force; or from a clock that was ahead
    r"CREATE INDEX standing_computed ON standing (computed_at)",
    // Something about this member changed. Only added to, so that nobody who changes something waits for anybody; taken away
    // by whoever counts the member again.
    r"CREATE TABLE standing_mark (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id)
    )",
    r"CREATE INDEX standing_mark_member ON standing_mark (member_id)",
    r"INSERT INTO standing_mark (member_id) SELECT a.id FROM account a WHERE a.placeholder = FALSE AND a.deleted_at IS NULL",
];
