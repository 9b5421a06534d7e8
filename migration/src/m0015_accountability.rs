//! Answering for what is done: the audit record as a chain that is only added to, threads that became part of another,
//! and the indexes by which figures of a period are counted.
//!
//! The chain: each link has the SHA-256 of the link before it and of its row's content. On PostgreSQL the database itself
//! adds the link when the transaction commits (a deferred trigger): the one row that everybody who records something has
//! to wait for is the last lock of every transaction, and is held for no longer than the commit. On SQLite there is one
//! writer, and `audit::record` adds it. Both make the same text of a row; `audit::chain` has it in words.

crate::step!(SQLITE or POSTGRES, then BOTH);

const CHAIN: &str = r"CREATE TABLE audit_chain (
        position BIGINT NOT NULL PRIMARY KEY,
        audit_id BIGINT NOT NULL REFERENCES audit (id),
        hash TEXT NOT NULL,
        UNIQUE (audit_id)
    )";
// `since`: rows up to this one were written before there was a chain.
const HEAD: &str = r"CREATE TABLE audit_head (
        id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
        position BIGINT NOT NULL,
        hash TEXT NOT NULL,
        since BIGINT NOT NULL
    )";
const FIRST: &str = "INSERT INTO audit_head (id, position, hash, since) SELECT 1, 0, '', COALESCE(MAX(id), 0) FROM audit";

const SQLITE: &[&str] = &[
    CHAIN,
    HEAD,
    FIRST,
    "CREATE TRIGGER audit_kept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END",
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END",
    "CREATE TRIGGER audit_chain_kept BEFORE UPDATE ON audit_chain BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END",
    "CREATE TRIGGER audit_chain_stays BEFORE DELETE ON audit_chain BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END",
    r"CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head
        WHEN NEW.id <> OLD.id OR NEW.since <> OLD.since OR NEW.position <> OLD.position + 1
            OR NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.position = NEW.position AND c.hash = NEW.hash)
        BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END",
    "CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END",
];

const POSTGRES: &[&str] = &[
    CHAIN,
    HEAD,
    FIRST,
    r"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the audit record is only added to';
        END $$",
    "CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_chain_kept BEFORE UPDATE OR DELETE ON audit_chain FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_chain_whole BEFORE TRUNCATE ON audit_chain FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    r"CREATE FUNCTION audit_follow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.id <> OLD.id OR NEW.since <> OLD.since OR NEW.position <> OLD.position + 1
                OR NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.position = NEW.position AND c.hash = NEW.hash) THEN
                RAISE EXCEPTION 'the audit record is only added to';
            END IF;
            RETURN NEW;
        END $$",
    "CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_follow()",
    "CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_whole BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    r"CREATE FUNCTION audit_seal() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            head audit_head%ROWTYPE;
            sealed TEXT;
        BEGIN
            SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
            sealed := encode(sha256(convert_to(concat(head.hash, ' ', NEW.id, ' ', NEW.at, ' ', COALESCE(NEW.actor_id::text, '-'), ' ', NEW.object_id, ' ',
                char_length(NEW.action), ':', NEW.action, ' ', char_length(NEW.object), ':', NEW.object, ' ', char_length(NEW.note), ':', NEW.note), 'UTF8')), 'hex');
            INSERT INTO audit_chain (position, audit_id, hash) VALUES (head.position + 1, NEW.id, sealed);
            UPDATE audit_head SET position = head.position + 1, hash = sealed WHERE id = 1;
            RETURN NULL;
        END $$",
    "CREATE CONSTRAINT TRIGGER audit_sealed AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_seal()",
];

const BOTH: &[&str] = &[
    // How the record is searched: by time, by person, by act, by kind of thing.
    r"CREATE INDEX audit_when ON audit (at, id)",
    r"CREATE INDEX audit_actor ON audit (actor_id, at, id)",
    r"CREATE INDEX audit_action ON audit (action, at, id)",
    r"CREATE INDEX audit_kind ON audit (object, at, id)",
    // Its answers went there; whoever asks for it is led there.
    r"ALTER TABLE question ADD COLUMN merged_into BIGINT REFERENCES post (id)",
    r"CREATE INDEX question_merged ON question (merged_into) WHERE merged_into IS NOT NULL",
    // Figures of a period.
    r"CREATE INDEX question_asked ON question (state, created_at, id)",
    r"CREATE INDEX question_solved_when ON question (solved_at) WHERE solved_at IS NOT NULL",
    r"CREATE INDEX thread_clock_waiting ON thread_clock (waiting_on, question_id) WHERE waiting_on IN ('brand', 'community')",
    r"CREATE INDEX thread_clock_met ON thread_clock (first_met_at)",
    r"CREATE INDEX deflection_when ON deflection (created_at, id)",
    r"CREATE INDEX escalation_opened ON escalation (opened_at)",
    r"CREATE INDEX promise_made ON promise (made_at)",
];
