//! The desk over the feed: who is looking at a thread, what was just done and may be undone, what a page has not seen.
//! And a stamp that tells each server when the settings it remembers are no longer those that hold.

crate::step!(SQLITE or POSTGRES, then BOTH);

/// Another word with each change of what settling is told by: never one that was there before.
const STAMP: &str = "CREATE TABLE settings_stamp (stamp TEXT NOT NULL)";

const SQLITE: &[&str] = &[
    STAMP,
    "INSERT INTO settings_stamp (stamp) VALUES (lower(hex(randomblob(16))))",
    "CREATE TRIGGER alert_word_insert_stamps AFTER INSERT ON alert_word BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER alert_word_update_stamps AFTER UPDATE ON alert_word BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER alert_word_delete_stamps AFTER DELETE ON alert_word BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER calendar_insert_stamps AFTER INSERT ON calendar BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER calendar_update_stamps AFTER UPDATE ON calendar BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER calendar_delete_stamps AFTER DELETE ON calendar BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER deadline_insert_stamps AFTER INSERT ON deadline BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER deadline_update_stamps AFTER UPDATE ON deadline BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER deadline_delete_stamps AFTER DELETE ON deadline BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER department_insert_stamps AFTER INSERT ON department BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER department_update_stamps AFTER UPDATE ON department BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER department_delete_stamps AFTER DELETE ON department BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER routing_rule_insert_stamps AFTER INSERT ON routing_rule BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER routing_rule_update_stamps AFTER UPDATE ON routing_rule BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER routing_rule_delete_stamps AFTER DELETE ON routing_rule BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER rule_version_insert_stamps AFTER INSERT ON rule_version BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER rule_version_update_stamps AFTER UPDATE ON rule_version BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    "CREATE TRIGGER rule_version_delete_stamps AFTER DELETE ON rule_version BEGIN UPDATE settings_stamp SET stamp = lower(hex(randomblob(16))); END",
    // Counts those who wrote something that pages have to be told of. PostgreSQL numbers its transactions itself.
    "CREATE TABLE writer (id INTEGER PRIMARY KEY, n BIGINT NOT NULL)",
    "INSERT INTO writer (id, n) VALUES (1, 0)",
];

const POSTGRES: &[&str] = &[
    STAMP,
    "INSERT INTO settings_stamp (stamp) VALUES (CAST(gen_random_uuid() AS TEXT))",
    r"CREATE FUNCTION settings_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE settings_stamp SET stamp = CAST(gen_random_uuid() AS TEXT);
            RETURN NULL;
        END $$",
    "CREATE TRIGGER alert_word_stamps AFTER INSERT OR UPDATE OR DELETE ON alert_word FOR EACH STATEMENT EXECUTE FUNCTION settings_changed()",
    "CREATE TRIGGER calendar_stamps AFTER INSERT OR UPDATE OR DELETE ON calendar FOR EACH STATEMENT EXECUTE FUNCTION settings_changed()",
    "CREATE TRIGGER deadline_stamps AFTER INSERT OR UPDATE OR DELETE ON deadline FOR EACH STATEMENT EXECUTE FUNCTION settings_changed()",
    "CREATE TRIGGER department_stamps AFTER INSERT OR UPDATE OR DELETE ON department FOR EACH STATEMENT EXECUTE FUNCTION settings_changed()",
    "CREATE TRIGGER routing_rule_stamps AFTER INSERT OR UPDATE OR DELETE ON routing_rule FOR EACH STATEMENT EXECUTE FUNCTION settings_changed()",
    "CREATE TRIGGER rule_version_stamps AFTER INSERT OR UPDATE OR DELETE ON rule_version FOR EACH STATEMENT EXECUTE FUNCTION settings_changed()",
];

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
