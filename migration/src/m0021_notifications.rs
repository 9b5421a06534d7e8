//! What members are told of: one row for whatever belongs together and was not read yet, with a part for each thing that
//! happened. What each wants by mail, and when; what they follow or never want to hear of; what a mail in the outbox
//! speaks of.

crate::step!(ALL);

const ALL: &[&str] = &[
    r"CREATE TABLE notification (
        id {id},
        account_id BIGINT NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL,
        -- what belongs together: a thread, a post, a tag; of a message, itself
        subject TEXT NOT NULL,
        -- of a message: its first line, and the page it leads to
        words TEXT NOT NULL,
        href TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        at BIGINT NOT NULL,
        read_at BIGINT,
        -- when what was not read yet goes out by mail
        mail_at BIGINT
    )",
    r"CREATE UNIQUE INDEX notification_open ON notification (account_id, kind, subject) WHERE read_at IS NULL",
    r"CREATE INDEX notification_unread ON notification (account_id, read_at)",
    r"CREATE INDEX notification_latest ON notification (account_id, at, id)",
    r"CREATE INDEX notification_mail ON notification (mail_at) WHERE mail_at IS NOT NULL",
    r"CREATE INDEX notification_age ON notification (at)",
    // 0 stands for none: nobody, no post, no comment
    r"CREATE TABLE notification_part (
        id {id},
        notification_id BIGINT NOT NULL REFERENCES notification (id),
        actor_id BIGINT NOT NULL,
        post_id BIGINT NOT NULL,
        comment_id BIGINT NOT NULL,
        at BIGINT NOT NULL,
        mailed_at BIGINT,
        UNIQUE (notification_id, actor_id, post_id, comment_id)
    )",
    // by mail: now, in the digest, never; where there is no row, as it comes
    r"CREATE TABLE notification_choice (
        account_id BIGINT NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL,
        how TEXT NOT NULL,
        PRIMARY KEY (account_id, kind)
    )",
    r"INSERT INTO notification_choice (account_id, kind, how) SELECT member_id, 'statement', 'never' FROM mail_choice WHERE statement = FALSE",
    r"INSERT INTO notification_choice (account_id, kind, how) SELECT member_id, 'invitation', 'never' FROM mail_choice WHERE invitations = FALSE",
    // `key` opens no account: it ends mails
    r"CREATE TABLE notification_rhythm (
        account_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
        digest TEXT NOT NULL,
        digest_at BIGINT,
        digested_at BIGINT,
        quiet_from BIGINT,
        quiet_until BIGINT,
        zone TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE
    )",
    r"CREATE INDEX notification_digest ON notification_rhythm (digest_at) WHERE digest_at IS NOT NULL",
    // questions are followed in `follow`; here they are muted only
    r"CREATE TABLE watch (
        account_id BIGINT NOT NULL REFERENCES account (id),
        what TEXT NOT NULL,
        target_id BIGINT NOT NULL,
        muted BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (account_id, what, target_id)
    )",
    r"CREATE INDEX watch_target ON watch (what, target_id)",
    // when a member last read a thread
    r"CREATE TABLE thread_visit (
        account_id BIGINT NOT NULL REFERENCES account (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        at BIGINT NOT NULL,
        PRIMARY KEY (account_id, question_id)
    )",
    r"CREATE INDEX thread_visit_age ON thread_visit (at)",
    // what a mail speaks of, and whom it names: it goes out only where its reader may still see that
    r"CREATE TABLE mail_about (
        mail_id BIGINT NOT NULL REFERENCES mail (id),
        post_id BIGINT NOT NULL,
        comment_id BIGINT NOT NULL,
        actor_id BIGINT NOT NULL,
        PRIMARY KEY (mail_id, post_id, comment_id, actor_id)
    )",
    r"CREATE INDEX mail_about_post ON mail_about (post_id)",
    // the thread it belongs to, the page that ends such mails, where an answer to it goes
    r"ALTER TABLE mail ADD COLUMN thread_id BIGINT",
    r"ALTER TABLE mail ADD COLUMN unsubscribe TEXT",
    r"ALTER TABLE mail ADD COLUMN reply_to TEXT",
    r"CREATE INDEX mail_told ON mail (account_id, created_at) WHERE unsubscribe IS NOT NULL",
];
