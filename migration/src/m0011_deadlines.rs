//! What the brand promises: calendars, departments, deadlines of categories, the clock of each thread and the feed.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // `zone`: IANA name, '' for the community's. `hours`: "mon 09:00-18:00, tue 09:00-12:00 14:00-18:00"; '' is always
    // open. `closed_days`: ISO dates and names of sets of holidays ("fr 2026-12-24").
    r"CREATE TABLE calendar (
        id {id},
        name TEXT NOT NULL,
        zone TEXT NOT NULL,
        hours TEXT NOT NULL,
        closed_days TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        UNIQUE (name)
    )",
    r"INSERT INTO calendar (name, zone, hours, closed_days, created_at)
        VALUES ('default', '', 'mon 09:00-18:00, tue 09:00-18:00, wed 09:00-18:00, thu 09:00-18:00, fri 09:00-18:00', 'fr', 0)",
    // `load_cap`: open escalations one person may own; none has no cap.
    r"CREATE TABLE department (
        id {id},
        slug TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_fr TEXT NOT NULL,
        fallback BOOLEAN NOT NULL,
        load_cap BIGINT,
        created_at BIGINT NOT NULL,
        closed_at BIGINT,
        UNIQUE (slug)
    )",
    r"CREATE UNIQUE INDEX department_fallback ON department (fallback) WHERE fallback = TRUE",
    r"INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('support', 'Support', 'Support', TRUE, 0)",
    r"CREATE TABLE department_member (
        department_id BIGINT NOT NULL REFERENCES department (id),
        account_id BIGINT NOT NULL REFERENCES account (id),
        lead BOOLEAN NOT NULL,
        since BIGINT NOT NULL,
        PRIMARY KEY (department_id, account_id)
    )",
    r"CREATE INDEX department_member_account ON department_member (account_id)",
    // The first rule, by position, whose every given part fits. `words`: folded, separated by spaces; any of them.
    r"CREATE TABLE routing_rule (
        id {id},
        position BIGINT NOT NULL,
        category_id BIGINT REFERENCES category (id),
        tag_id BIGINT REFERENCES tag (id),
        lang TEXT,
        words TEXT NOT NULL,
        department_id BIGINT NOT NULL REFERENCES department (id),
        created_at BIGINT NOT NULL
    )",
    r"CREATE INDEX routing_rule_order ON routing_rule (position, id)",
    // The row without a category holds for the categories without a row. Elapsed minutes for the window, business
    // minutes for the rest.
    r"CREATE TABLE deadline (
        id {id},
        category_id BIGINT REFERENCES category (id),
        window_minutes BIGINT NOT NULL,
        first_minutes BIGINT NOT NULL,
        next_minutes BIGINT NOT NULL,
        resolution_minutes BIGINT NOT NULL,
        brand_only BOOLEAN NOT NULL,
        calendar_id BIGINT NOT NULL REFERENCES calendar (id),
        department_id BIGINT REFERENCES department (id),
        updated_at BIGINT NOT NULL
    )",
    r"CREATE UNIQUE INDEX deadline_category ON deadline (COALESCE(category_id, 0))",
    // two hours; eight hours of work; three days of nine hours
    r"INSERT INTO deadline (window_minutes, first_minutes, next_minutes, resolution_minutes, brand_only, calendar_id, updated_at)
        SELECT 120, 480, 480, 1620, FALSE, id, 0 FROM calendar WHERE name = 'default'",
    r"CREATE TABLE alert_word (
        id {id},
        kind TEXT NOT NULL,
        lang TEXT NOT NULL,
        word TEXT NOT NULL,
        UNIQUE (kind, lang, word)
    )",
    // What people write when it is not for peers to answer; the team changes them.
    r"INSERT INTO alert_word (kind, lang, word) VALUES
        ('danger', 'en', 'on fire'), ('danger', 'en', 'caught fire'), ('danger', 'en', 'catch fire'), ('danger', 'en', 'catches fire'), ('danger', 'en', 'burned'),
        ('danger', 'en', 'burnt'), ('danger', 'en', 'burning'), ('danger', 'en', 'smoke'), ('danger', 'en', 'smoking'), ('danger', 'en', 'melted'),
        ('danger', 'en', 'melting'), ('danger', 'en', 'electric shock'), ('danger', 'en', 'electrocuted'), ('danger', 'en', 'electrocution'),
        ('danger', 'en', 'short circuit'), ('danger', 'en', 'sparks'), ('danger', 'en', 'explode'), ('danger', 'en', 'exploded'), ('danger', 'en', 'explosion'),
        ('danger', 'en', 'smell of gas'), ('danger', 'en', 'smells of gas'), ('danger', 'en', 'gas leak'), ('danger', 'en', 'carbon monoxide'), ('danger', 'en', 'is overheating'), ('danger', 'en', 'was overheating'), ('danger', 'en', 'keeps overheating'),
        ('danger', 'en', 'overheats'), ('danger', 'en', 'overheated'), ('danger', 'en', 'injured'),
        ('danger', 'en', 'injury'), ('danger', 'fr', 'en feu'), ('danger', 'fr', 'prend feu'), ('danger', 'fr', 'pris feu'), ('danger', 'fr', 'prendre feu'), ('danger', 'fr', 'prise de feu'), ('danger', 'fr', 'incendie'),
        ('danger', 'fr', 'brûlure'), ('danger', 'fr', 'brûlures'), ('danger', 'fr', 'brûlé'), ('danger', 'fr', 'brûlée'), ('danger', 'fr', 'brûle'),
        ('danger', 'fr', 'fumée'), ('danger', 'fr', 'fondu'), ('danger', 'fr', 'fondue'), ('danger', 'fr', 'choc électrique'), ('danger', 'fr', 'décharge électrique'),
        ('danger', 'fr', 'électrocuté'), ('danger', 'fr', 'électrocutée'), ('danger', 'fr', 'électrocution'), ('danger', 'fr', 'court-circuit'),
        ('danger', 'fr', 'étincelles'), ('danger', 'fr', 'explosé'), ('danger', 'fr', 'explosion'), ('danger', 'fr', 'odeur de gaz'), ('danger', 'fr', 'sent le gaz'), ('danger', 'fr', 'fuite de gaz'), ('danger', 'fr', 'court circuit'),
        ('danger', 'fr', 'monoxyde de carbone'), ('danger', 'fr', 'en surchauffe'), ('danger', 'fr', 'box surchauffe'), ('danger', 'fr', 'elle surchauffe'),
        ('danger', 'fr', 'il surchauffe'), ('danger', 'fr', 'ça surchauffe'), ('danger', 'fr', 'qui surchauffe'), ('danger', 'fr', 'blessé'), ('danger', 'fr', 'blessée'), ('danger', 'fr', 'blessure'),
        ('legal', 'en', 'formal notice'), ('legal', 'en', 'right of withdrawal'), ('legal', 'en', 'withdraw from the contract'), ('legal', 'en', 'warranty claim'),
        ('legal', 'en', 'legal guarantee'), ('legal', 'en', 'data protection'), ('legal', 'en', 'gdpr'), ('legal', 'en', 'subject access request'),
        ('legal', 'en', 'right to be forgotten'), ('legal', 'en', 'lawyer'), ('legal', 'en', 'solicitor'), ('legal', 'en', 'attorney'), ('legal', 'en', 'small claims'),
        ('legal', 'en', 'take you to court'), ('legal', 'en', 'ombudsman'), ('legal', 'en', 'trading standards'), ('legal', 'en', 'consumer protection'),
        ('legal', 'en', 'ftc'), ('legal', 'fr', 'mise en demeure'), ('legal', 'fr', 'met en demeure'), ('legal', 'fr', 'droit de rétractation'),
        ('legal', 'fr', 'délai de rétractation'), ('legal', 'fr', 'me rétracter'), ('legal', 'fr', 'garantie légale'), ('legal', 'fr', 'vice caché'),
        ('legal', 'fr', 'vices cachés'), ('legal', 'fr', 'protection des données'), ('legal', 'fr', 'rgpd'), ('legal', 'fr', 'cnil'),
        ('legal', 'fr', 'droit à l''oubli'), ('legal', 'fr', 'avocat'), ('legal', 'fr', 'tribunal'), ('legal', 'fr', 'médiateur'), ('legal', 'fr', 'dgccrf'),
        ('legal', 'fr', 'arcep'), ('legal', 'fr', 'signalconso'), ('legal', 'fr', 'porter plainte'), ('legal', 'fr', 'huissier')",
    // Threads to be settled anew, for a change that touched many of them.
    r"CREATE TABLE thread_mark (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id)
    )",
    // One row for each live thread that ever was looked at. Moments promised to a customer are kept here: they only
    // move earlier. `next_look_at`: none while only somebody's act can change anything.
    r"CREATE TABLE thread_clock (
        question_id BIGINT NOT NULL PRIMARY KEY REFERENCES post (id),
        waiting_on TEXT NOT NULL,
        resumed_at BIGINT,
        rested_at BIGINT,
        window_ends_at BIGINT,
        first_due_at BIGINT,
        first_near_at BIGINT,
        first_met_at BIGINT,
        next_from_at BIGINT,
        next_due_at BIGINT,
        next_near_at BIGINT,
        resolution_due_at BIGINT,
        resolution_near_at BIGINT,
        resolution_spent BIGINT NOT NULL,
        paused_since BIGINT,
        unconfirmed_at BIGINT,
        danger_at BIGINT,
        legal_at BIGINT,
        next_look_at BIGINT,
        settled_at BIGINT NOT NULL
    )",
    r"CREATE INDEX thread_clock_next ON thread_clock (next_look_at) WHERE next_look_at IS NOT NULL",
    r"CREATE INDEX thread_clock_unconfirmed ON thread_clock (unconfirmed_at) WHERE unconfirmed_at IS NOT NULL",
    // The feed: what the brand owes a look, and nothing else; so it costs what it holds. `news`: which writer made it
    // come, wake, or have another reason or owner.
    r"CREATE TABLE feed_row (
        question_id BIGINT NOT NULL PRIMARY KEY REFERENCES post (id),
        urgency BIGINT NOT NULL,
        due_at BIGINT NOT NULL,
        news BIGINT NOT NULL,
        waiting_on TEXT NOT NULL,
        department_id BIGINT NOT NULL REFERENCES department (id),
        category_id BIGINT REFERENCES category (id),
        lang TEXT NOT NULL,
        owner_id BIGINT REFERENCES account (id),
        escalation_id BIGINT,
        snoozed BOOLEAN NOT NULL,
        asked_at BIGINT NOT NULL
    )",
    r"CREATE INDEX feed_row_order ON feed_row (snoozed, urgency DESC, due_at, question_id)",
    r"CREATE INDEX feed_row_owner ON feed_row (owner_id, urgency DESC, due_at, question_id)",
    r"CREATE INDEX feed_row_department ON feed_row (department_id, snoozed, urgency DESC, due_at, question_id)",
    // Why it is there. `count`: how many people or flags, or business hours late, where the reason counts.
    r"CREATE TABLE feed_reason (
        question_id BIGINT NOT NULL REFERENCES post (id),
        reason TEXT NOT NULL,
        urgency BIGINT NOT NULL,
        due_at BIGINT NOT NULL,
        count BIGINT NOT NULL,
        since BIGINT NOT NULL,
        PRIMARY KEY (question_id, reason)
    )",
    r"CREATE INDEX feed_reason_reason ON feed_reason (reason, question_id)",
    // What left the feed, when, by whom; none: by a customer or by time.
    r"CREATE TABLE feed_exit (
        id {id},
        question_id BIGINT NOT NULL REFERENCES post (id),
        at BIGINT NOT NULL,
        by_id BIGINT REFERENCES account (id)
    )",
    r"CREATE INDEX feed_exit_at ON feed_exit (at, id)",
];
