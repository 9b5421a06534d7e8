//! The first schema: people, sessions, mail, threads and the facts about them.
//!
//! Portable SQL: `{id}` is the only word that differs between the two databases. Times are Unix milliseconds.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // SQLite would otherwise keep half of a failed step.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, STATEMENTS).await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Custom("restore a backup instead of migrating down".into()))
    }
}

const STATEMENTS: &[&str] = &[
    r"CREATE TABLE account (
        id {id},
        username TEXT NOT NULL,
        username_folded TEXT NOT NULL,
        display_name TEXT NOT NULL,
        email TEXT,
        email_folded TEXT,
        email_verified_at BIGINT,
        password_hash TEXT,
        role TEXT NOT NULL,
        rank TEXT NOT NULL,
        reputation BIGINT NOT NULL,
        lang TEXT,
        theme TEXT,
        about TEXT NOT NULL,
        shortcuts BOOLEAN NOT NULL,
        placeholder BOOLEAN NOT NULL,
        claimed_by BIGINT REFERENCES account (id),
        failed_logins BIGINT NOT NULL,
        login_blocked_until BIGINT,
        suspended_until BIGINT,
        suspended_reason TEXT,
        deleted_at BIGINT,
        created_at BIGINT NOT NULL,
        last_seen_at BIGINT,
        UNIQUE (username_folded),
        UNIQUE (username),
        UNIQUE (email_folded)
    )",
    r"CREATE INDEX account_created ON account (created_at)",
    r"CREATE INDEX account_email ON account (LOWER(email))",
    r"CREATE TABLE session (
        id_hash TEXT NOT NULL PRIMARY KEY,
        account_id BIGINT REFERENCES account (id),
        data TEXT NOT NULL,
        user_agent TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        last_seen_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL
    )",
    r"CREATE INDEX session_account ON session (account_id)",
    r"CREATE INDEX session_expiry ON session (expires_at)",
    r"CREATE INDEX session_end ON session (ends_at)",
    r"CREATE TABLE email_token (
        id {id},
        account_id BIGINT NOT NULL REFERENCES account (id),
        purpose TEXT NOT NULL,
        token_hash TEXT NOT NULL,
        code_hash TEXT,
        handle_hash TEXT,
        tries BIGINT NOT NULL,
        email TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        used_at BIGINT,
        UNIQUE (token_hash)
    )",
    r"CREATE INDEX email_token_account ON email_token (account_id, purpose)",
    r"CREATE INDEX email_token_expiry ON email_token (expires_at)",
    r"CREATE INDEX email_token_handle ON email_token (handle_hash) WHERE handle_hash IS NOT NULL",
    r"CREATE TABLE mail (
        id {id},
        message_id TEXT NOT NULL,
        account_id BIGINT REFERENCES account (id),
        to_email TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        html TEXT NOT NULL,
        lang TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        attempts BIGINT NOT NULL,
        next_attempt_at BIGINT,
        sent_at BIGINT,
        failed_at BIGINT,
        last_error TEXT,
        UNIQUE (message_id)
    )",
    r"CREATE INDEX mail_to ON mail (LOWER(to_email), created_at)",
    r"CREATE INDEX mail_due ON mail (next_attempt_at) WHERE next_attempt_at IS NOT NULL",
    r"CREATE TABLE category (
        id {id},
        slug TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_fr TEXT NOT NULL,
        description_en TEXT NOT NULL,
        description_fr TEXT NOT NULL,
        position BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        UNIQUE (slug)
    )",
    r"CREATE TABLE tag (
        id {id},
        name TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        question_count BIGINT NOT NULL,
        UNIQUE (name)
    )",
    r"CREATE INDEX tag_popular ON tag (question_count)",
    // The texts stand last: SQLite reads what is before them without walking through their pages.
    r"CREATE TABLE post (
        id {id},
        kind TEXT NOT NULL,
        question_id BIGINT REFERENCES post (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        source_format TEXT NOT NULL,
        renderer BIGINT NOT NULL,
        lang TEXT NOT NULL,
        state TEXT NOT NULL,
        state_reason TEXT,
        opening_score BIGINT NOT NULL,
        score BIGINT NOT NULL,
        did_not_work_count BIGINT NOT NULL,
        did_not_work_weight BIGINT NOT NULL,
        comment_count BIGINT NOT NULL,
        revision BIGINT NOT NULL,
        official BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL,
        edited_at BIGINT,
        edited_by BIGINT REFERENCES account (id),
        removed_as_abuse_at BIGINT,
        source TEXT NOT NULL,
        html TEXT NOT NULL
    )",
    r"CREATE INDEX post_thread ON post (question_id, kind, created_at, id)",
    r"CREATE INDEX post_author ON post (author_id, kind, id)",
    r"CREATE TABLE question (
        id BIGINT NOT NULL PRIMARY KEY REFERENCES post (id),
        title TEXT NOT NULL,
        slug TEXT NOT NULL,
        excerpt TEXT NOT NULL,
        category_id BIGINT REFERENCES category (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        state TEXT NOT NULL,
        answer_count BIGINT NOT NULL,
        peer_answer_count BIGINT NOT NULL,
        accepted_count BIGINT NOT NULL,
        verified_count BIGINT NOT NULL,
        solved_at BIGINT,
        solved_elsewhere_at BIGINT,
        solved_elsewhere_note TEXT,
        closed_at BIGINT,
        closed_by BIGINT REFERENCES account (id),
        close_reason TEXT,
        duplicate_of BIGINT REFERENCES post (id),
        opening_me_too BIGINT NOT NULL,
        me_too_count BIGINT NOT NULL,
        score BIGINT NOT NULL,
        views BIGINT NOT NULL,
        live BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL,
        activity_at BIGINT NOT NULL
    )",
    r"CREATE INDEX question_activity ON question (state, activity_at, id)",
    r"CREATE INDEX question_newest ON question (state, id)",
    r"CREATE INDEX question_votes ON question (state, score, id)",
    r"CREATE INDEX question_unanswered ON question (state, activity_at, id) WHERE peer_answer_count = 0",
    r"CREATE INDEX question_solved ON question (state, activity_at, id) WHERE solved_at IS NOT NULL",
    r"CREATE INDEX question_open ON question (state, activity_at, id) WHERE solved_at IS NULL AND closed_at IS NULL",
    r"CREATE INDEX question_category ON question (category_id, state, activity_at, id)",
    r"CREATE INDEX question_author ON question (author_id, id)",
    r"CREATE INDEX question_duplicates ON question (duplicate_of)",
    r"CREATE TABLE question_tag (
        question_id BIGINT NOT NULL REFERENCES post (id),
        tag_id BIGINT NOT NULL REFERENCES tag (id),
        position BIGINT NOT NULL,
        hidden BOOLEAN NOT NULL,
        activity_at BIGINT NOT NULL,
        PRIMARY KEY (question_id, tag_id)
    )",
    r"CREATE INDEX question_tag_page ON question_tag (tag_id, activity_at, question_id)",
    r"CREATE TABLE comment (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        source TEXT NOT NULL,
        source_format TEXT NOT NULL,
        html TEXT NOT NULL,
        state TEXT NOT NULL,
        official BOOLEAN NOT NULL,
        opening_score BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        edited_at BIGINT
    )",
    r"CREATE INDEX comment_post ON comment (post_id, id)",
    r"CREATE INDEX comment_thread ON comment (question_id, id)",
    r"CREATE INDEX comment_author ON comment (author_id, id)",
    r"CREATE TABLE revision (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        number BIGINT NOT NULL,
        editor_id BIGINT NOT NULL REFERENCES account (id),
        title TEXT,
        source TEXT NOT NULL,
        source_format TEXT NOT NULL,
        tags TEXT,
        reason TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        UNIQUE (post_id, number)
    )",
    r"CREATE INDEX revision_editor ON revision (editor_id)",
    r"CREATE TABLE suggested_edit (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        editor_id BIGINT NOT NULL REFERENCES account (id),
        base_revision BIGINT NOT NULL,
        title TEXT,
        source TEXT NOT NULL,
        tags TEXT,
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        decided_by BIGINT REFERENCES account (id),
        decided_at BIGINT,
        decision_reason TEXT,
        by_author BOOLEAN NOT NULL,
        changed BIGINT,
        created_at BIGINT NOT NULL
    )",
    r"CREATE INDEX suggested_edit_post ON suggested_edit (post_id, state)",
    r"CREATE INDEX suggested_edit_queue ON suggested_edit (state, id)",
    r"CREATE INDEX suggested_edit_editor ON suggested_edit (editor_id, id)",
    r"CREATE TABLE draft (
        id {id},
        token_hash TEXT,
        account_id BIGINT REFERENCES account (id),
        kind TEXT NOT NULL,
        question_id BIGINT REFERENCES post (id),
        form_key TEXT NOT NULL,
        payload TEXT NOT NULL,
        publish_on_confirm BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        UNIQUE (account_id, form_key),
        UNIQUE (token_hash, form_key)
    )",
    r"CREATE INDEX draft_account ON draft (account_id, kind, question_id)",
    r"CREATE INDEX draft_expiry ON draft (expires_at)",
    r"CREATE TABLE private_detail (
        id {id},
        post_id BIGINT REFERENCES post (id),
        comment_id BIGINT REFERENCES comment (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        body TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    r"CREATE INDEX private_detail_age ON private_detail (created_at)",
    r"CREATE INDEX private_detail_post ON private_detail (post_id)",
    r"CREATE INDEX private_detail_comment ON private_detail (comment_id)",
    r"CREATE TABLE follow (
        account_id BIGINT NOT NULL REFERENCES account (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        created_at BIGINT NOT NULL,
        PRIMARY KEY (account_id, question_id)
    )",
    r"CREATE INDEX follow_question ON follow (question_id)",
    r"CREATE TABLE deflection (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        account_id BIGINT REFERENCES account (id),
        searched TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    r"CREATE INDEX deflection_question ON deflection (question_id, created_at)",
    r"CREATE TABLE form_key (
        id TEXT NOT NULL PRIMARY KEY,
        account_id BIGINT NOT NULL REFERENCES account (id),
        location TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    r"CREATE INDEX form_key_age ON form_key (created_at)",
    r"CREATE TABLE source_ref (
        id {id},
        source TEXT NOT NULL,
        kind TEXT NOT NULL,
        source_id TEXT NOT NULL,
        our_id BIGINT NOT NULL,
        author TEXT,
        url TEXT,
        licence TEXT,
        UNIQUE (source, kind, source_id)
    )",
    r"CREATE INDEX source_ref_ours ON source_ref (kind, our_id)",
    r"CREATE TABLE claim (
        id {id},
        placeholder_id BIGINT NOT NULL REFERENCES account (id),
        account_id BIGINT NOT NULL REFERENCES account (id),
        proof TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        created_at BIGINT NOT NULL,
        decided_by BIGINT REFERENCES account (id),
        decided_at BIGINT
    )",
    r"CREATE INDEX claim_queue ON claim (state, id)",
    r"CREATE INDEX claim_placeholder ON claim (placeholder_id)",
    r"CREATE TABLE claim_move (
        claim_id BIGINT NOT NULL REFERENCES claim (id),
        object TEXT NOT NULL,
        object_id BIGINT NOT NULL,
        PRIMARY KEY (claim_id, object, object_id)
    )",
    r"CREATE TABLE audit (
        id {id},
        at BIGINT NOT NULL,
        actor_id BIGINT REFERENCES account (id),
        action TEXT NOT NULL,
        object TEXT NOT NULL,
        object_id BIGINT NOT NULL,
        note TEXT NOT NULL
    )",
    r"CREATE INDEX audit_object ON audit (object, object_id)",
    r"CREATE TABLE job (
        name TEXT NOT NULL PRIMARY KEY,
        last_run_at BIGINT,
        next_run_at BIGINT NOT NULL,
        runs BIGINT NOT NULL,
        last_error TEXT
    )",
    r"CREATE TABLE vote (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        actor_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        withdrawn_at BIGINT
    )",
    r"CREATE UNIQUE INDEX vote_once ON vote (actor_id, post_id) WHERE withdrawn_at IS NULL",
    r"CREATE INDEX vote_post ON vote (post_id)",
    r"CREATE INDEX vote_actor ON vote (actor_id, at)",
    r"CREATE TABLE acceptance (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        actor_id BIGINT NOT NULL REFERENCES account (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        imported BOOLEAN NOT NULL,
        at BIGINT NOT NULL,
        withdrawn_at BIGINT
    )",
    r"CREATE UNIQUE INDEX acceptance_once ON acceptance (actor_id, post_id) WHERE withdrawn_at IS NULL",
    r"CREATE INDEX acceptance_post ON acceptance (post_id)",
    r"CREATE INDEX acceptance_actor ON acceptance (actor_id, at)",
    r"CREATE TABLE verification (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        actor_id BIGINT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        withdrawn_at BIGINT
    )",
    r"CREATE UNIQUE INDEX verification_once ON verification (actor_id, post_id) WHERE withdrawn_at IS NULL",
    r"CREATE INDEX verification_post ON verification (post_id)",
    r"CREATE INDEX verification_actor ON verification (actor_id, at)",
    r"CREATE TABLE me_too (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        actor_id BIGINT NOT NULL REFERENCES account (id),
        imported BOOLEAN NOT NULL,
        at BIGINT NOT NULL,
        withdrawn_at BIGINT
    )",
    r"CREATE UNIQUE INDEX me_too_once ON me_too (actor_id, post_id) WHERE withdrawn_at IS NULL",
    r"CREATE INDEX me_too_post ON me_too (post_id)",
    r"CREATE INDEX me_too_actor ON me_too (actor_id, at)",
    r"CREATE TABLE did_not_work (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        actor_id BIGINT NOT NULL REFERENCES account (id),
        reason TEXT NOT NULL,
        details TEXT NOT NULL,
        counts BOOLEAN NOT NULL,
        at BIGINT NOT NULL,
        withdrawn_at BIGINT
    )",
    r"CREATE UNIQUE INDEX did_not_work_once ON did_not_work (actor_id, post_id) WHERE withdrawn_at IS NULL",
    r"CREATE INDEX did_not_work_post ON did_not_work (post_id)",
    r"CREATE INDEX did_not_work_actor ON did_not_work (actor_id, at)",
    r"CREATE TABLE flag (
        id {id},
        post_id BIGINT NOT NULL REFERENCES post (id),
        actor_id BIGINT NOT NULL REFERENCES account (id),
        comment_id BIGINT REFERENCES comment (id),
        reason TEXT NOT NULL,
        details TEXT NOT NULL,
        state TEXT NOT NULL,
        at BIGINT NOT NULL,
        withdrawn_at BIGINT
    )",
    r"CREATE UNIQUE INDEX flag_once ON flag (actor_id, post_id, COALESCE(comment_id, 0)) WHERE withdrawn_at IS NULL",
    r"CREATE INDEX flag_post ON flag (post_id)",
    r"CREATE INDEX flag_actor ON flag (actor_id, at)",
];
