//! Photos: what is kept of each, once, and where each is used.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // `hash`: SHA-256 of what is kept. `name`: of its object, never used twice, so that nothing new is removed with something
    // old. `small`: bytes of its smaller picture, 0 where it is small itself. `stored_at`: its object is there.
    // `unused_at`: its last use may have gone. `gone_at`: its object is being removed.
    r"CREATE TABLE photo (
        id {id},
        hash TEXT NOT NULL,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        width BIGINT NOT NULL,
        height BIGINT NOT NULL,
        bytes BIGINT NOT NULL,
        small BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        stored_at BIGINT,
        unused_at BIGINT,
        gone_at BIGINT
    )",
    r"CREATE UNIQUE INDEX photo_hash ON photo (hash) WHERE gone_at IS NULL",
    r"CREATE INDEX photo_unused ON photo (unused_at) WHERE unused_at IS NOT NULL",
    r"CREATE INDEX photo_gone ON photo (gone_at) WHERE gone_at IS NOT NULL",
    // `key`: its address, which nobody guesses. Whose: an account's, or of a browser without one (its cookie's hash).
    // `gone_since`: its text was found taken back or removed.
    // `says`: what it shows, for those who do not see it.
    // `place`: waiting | post | private (beside a post) | comment | message | avatar
    r"CREATE TABLE photo_use (
        id {id},
        key TEXT NOT NULL UNIQUE,
        photo_id BIGINT NOT NULL REFERENCES photo (id),
        account_id BIGINT REFERENCES account (id),
        token_hash TEXT,
        place TEXT NOT NULL,
        post_id BIGINT REFERENCES post (id),
        comment_id BIGINT REFERENCES comment (id),
        message_id BIGINT REFERENCES private_message (id),
        bytes BIGINT NOT NULL,
        says TEXT NOT NULL DEFAULT '',
        created_at BIGINT NOT NULL,
        gone_since BIGINT
    )",
    r"CREATE INDEX photo_use_photo ON photo_use (photo_id)",
    r"CREATE INDEX photo_use_account ON photo_use (account_id, created_at)",
    r"CREATE INDEX photo_use_token ON photo_use (token_hash) WHERE token_hash IS NOT NULL",
    r"CREATE INDEX photo_use_post ON photo_use (post_id) WHERE post_id IS NOT NULL",
    r"CREATE INDEX photo_use_comment ON photo_use (comment_id) WHERE comment_id IS NOT NULL",
    r"CREATE INDEX photo_use_message ON photo_use (message_id) WHERE message_id IS NOT NULL",
    r"CREATE INDEX photo_use_gone ON photo_use (gone_since) WHERE gone_since IS NOT NULL",
    r"CREATE INDEX photo_use_waiting ON photo_use (created_at) WHERE place = 'waiting'",
    // What stands with a text: `key:width:height` of each and what it says, so that no page looks further.
    r"ALTER TABLE post ADD COLUMN photos TEXT NOT NULL DEFAULT ''",
    r"ALTER TABLE comment ADD COLUMN photos TEXT NOT NULL DEFAULT ''",
    r"ALTER TABLE private_message ADD COLUMN photos TEXT NOT NULL DEFAULT ''",
    r"ALTER TABLE account ADD COLUMN avatar TEXT",
];
