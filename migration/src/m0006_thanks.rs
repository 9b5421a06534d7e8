//! Thanks and daily tools: perks, briefings, notes, saved replies, who is answering, reminders, categories for a circle.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // public, or circle: ambassadors and the team.
    r"ALTER TABLE category ADD COLUMN audience TEXT NOT NULL DEFAULT 'public'",
    // For the circle alone: its posts are never `visible`.
    r"ALTER TABLE question ADD COLUMN reserved BOOLEAN NOT NULL DEFAULT FALSE",
    // `stock` none: no end. `taken` counts claims that hold one.
    r"CREATE TABLE perk (
        id {id},
        title_en TEXT NOT NULL,
        title_fr TEXT NOT NULL,
        text_en TEXT NOT NULL,
        text_fr TEXT NOT NULL,
        value BIGINT NOT NULL,
        stock BIGINT,
        taken BIGINT NOT NULL,
        per_member BIGINT NOT NULL,
        rank TEXT NOT NULL,
        codes BOOLEAN NOT NULL,
        retired_at BIGINT,
        created_by BIGINT NOT NULL REFERENCES account (id),
        created_at BIGINT NOT NULL,
        CHECK (taken >= 0 AND (stock IS NULL OR taken <= stock))
    )",
    r"CREATE TABLE perk_claim (
        id {id},
        perk_id BIGINT NOT NULL REFERENCES perk (id),
        member_id BIGINT NOT NULL REFERENCES account (id),
        state TEXT NOT NULL,
        value BIGINT NOT NULL,
        year BIGINT NOT NULL,
        adult BOOLEAN NOT NULL,
        claimed_at BIGINT NOT NULL,
        fulfilled_at BIGINT,
        closed_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        reason TEXT NOT NULL
    )",
    r"CREATE INDEX perk_claim_member ON perk_claim (member_id, year)",
    r"CREATE INDEX perk_claim_perk ON perk_claim (perk_id, member_id)",
    r"CREATE INDEX perk_claim_queue ON perk_claim (state, id)",
    r"CREATE INDEX perk_claim_year ON perk_claim (year, member_id)",
    // `code` is emptied when it is shown; the hash stays, so that it is not loaded twice.
    r"CREATE TABLE perk_code (
        id {id},
        perk_id BIGINT NOT NULL REFERENCES perk (id),
        code TEXT NOT NULL,
        code_hash TEXT NOT NULL,
        mask TEXT NOT NULL,
        claim_id BIGINT REFERENCES perk_claim (id),
        added_at BIGINT NOT NULL,
        revealed_at BIGINT,
        UNIQUE (perk_id, code_hash)
    )",
    r"CREATE UNIQUE INDEX perk_code_claim ON perk_code (claim_id) WHERE claim_id IS NOT NULL",
    r"CREATE INDEX perk_code_free ON perk_code (perk_id, id) WHERE claim_id IS NULL",
    // Public from `public_at` on, if it was given out (`shown_at`).
    r"CREATE TABLE briefing (
        id {id},
        category_id BIGINT REFERENCES category (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        public_at BIGINT NOT NULL,
        shown_at BIGINT,
        created_at BIGINT NOT NULL
    )",
    r"CREATE INDEX briefing_public ON briefing (public_at, id)",
    // Every version in every language; the highest number holds.
    r"CREATE TABLE briefing_text (
        id {id},
        briefing_id BIGINT NOT NULL REFERENCES briefing (id),
        lang TEXT NOT NULL,
        number BIGINT NOT NULL,
        title TEXT NOT NULL,
        source TEXT NOT NULL,
        html TEXT NOT NULL,
        excerpt TEXT NOT NULL,
        editor_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        UNIQUE (briefing_id, lang, number)
    )",
    r"CREATE TABLE briefing_remark (
        id {id},
        briefing_id BIGINT NOT NULL REFERENCES briefing (id),
        parent_id BIGINT REFERENCES briefing_remark (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        source TEXT NOT NULL,
        html TEXT NOT NULL,
        official BOOLEAN NOT NULL,
        at BIGINT NOT NULL,
        removed_at BIGINT
    )",
    r"CREATE INDEX briefing_remark_of ON briefing_remark (briefing_id, id)",
    r"CREATE TABLE briefing_reading (
        briefing_id BIGINT NOT NULL REFERENCES briefing (id),
        account_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        PRIMARY KEY (briefing_id, account_id)
    )",
    r"CREATE TABLE thank_note (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        body TEXT NOT NULL,
        shown BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL
    )",
    r"CREATE INDEX thank_note_member ON thank_note (member_id, id)",
    r"CREATE TABLE saved_reply (
        id {id},
        account_id BIGINT NOT NULL REFERENCES account (id),
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    r"CREATE INDEX saved_reply_account ON saved_reply (account_id, title, id)",
    r"CREATE TABLE answering (
        question_id BIGINT NOT NULL REFERENCES question (id),
        account_id BIGINT NOT NULL REFERENCES account (id),
        until_at BIGINT NOT NULL,
        PRIMARY KEY (question_id, account_id)
    )",
    r"CREATE INDEX answering_end ON answering (until_at)",
    // One a thread, ever.
    r"CREATE TABLE reminder (
        question_id BIGINT NOT NULL PRIMARY KEY REFERENCES question (id),
        actor_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL
    )",
];
