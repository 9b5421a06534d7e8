//! The desk over the feed: who is looking at a thread, what was just done and may be undone, what a page has not seen.

crate::step!(SQLITE or POSTGRES, then BOTH);

const SQLITE: &[&str] = &[
    // Counts those who wrote something that pages have to be told of. PostgreSQL numbers its transactions itself.
    "CREATE TABLE writer (id INTEGER PRIMARY KEY, n BIGINT NOT NULL)",
    "INSERT INTO writer (id, n) VALUES (1, 0)",
];

const POSTGRES: &[&str] = &[];

const BOTH: &[&str] = &[
    // Said again every half minute by a page that is open; `writing`: an answer is being typed.
    r"CREATE TABLE presence (
        question_id BIGINT NOT NULL REFERENCES post (id),
        account_id BIGINT NOT NULL REFERENCES account (id),
        writing BOOLEAN NOT NULL,
        until_at BIGINT NOT NULL,
        PRIMARY KEY (question_id, account_id)
    )",
    r"CREATE INDEX presence_until ON presence (until_at)",
    // One press of a button, over one thread or several.
    r"CREATE TABLE feed_act (
        id {id},
        actor_id BIGINT NOT NULL REFERENCES account (id),
        word TEXT NOT NULL,
        at BIGINT NOT NULL,
        undone_at BIGINT
    )",
    r"CREATE INDEX feed_act_actor ON feed_act (actor_id, id)",
    // `was`: JSON of the escalation before, '' where there was none. `event_id`: the last line of its history after;
    // `before_id`: before.
    r"CREATE TABLE feed_act_row (
        act_id BIGINT NOT NULL REFERENCES feed_act (id),
        question_id BIGINT NOT NULL REFERENCES post (id),
        escalation_id BIGINT NOT NULL,
        was TEXT NOT NULL,
        before_id BIGINT NOT NULL,
        event_id BIGINT NOT NULL,
        PRIMARY KEY (act_id, question_id)
    )",
    r"CREATE INDEX feed_act_row_escalation ON feed_act_row (escalation_id)",
    r"CREATE INDEX feed_exit_question ON feed_exit (question_id, id)",
    // The newest first answers, however many there ever were.
    r"CREATE INDEX thread_clock_first_met ON thread_clock (first_met_at) WHERE first_met_at IS NOT NULL",
];
