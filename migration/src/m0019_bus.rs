//! Which pages a committed change concerns, for every server process that keeps finished pages.
//!
//! A row says: the thread with this id changed; 0: something that may stand on any page, a title or a name and what takes
//! them away among them; -1: something that stands on lists and profiles alone. On SQLite `n` counts the changes, one row
//! an id. On PostgreSQL `n` is the transaction that made the change, and rows are only added: nobody waits there for
//! another. They go after an hour (`at`, Unix milliseconds).

crate::step!(SQLITE or POSTGRES, then BOTH);

const SQLITE: &[&str] = &[
    "CREATE TABLE bus (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX bus_order ON bus (n)",
    "CREATE TRIGGER question_told AFTER INSERT ON question BEGIN INSERT INTO bus (id, n) VALUES (NEW.id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER question_update_told AFTER UPDATE OF title, slug, excerpt, category_id, author_id, state, answer_count, peer_answer_count, accepted_count, verified_count, solved_at, solved_elsewhere_at, solved_elsewhere_note, closed_at, closed_by, close_reason, duplicate_of, me_too_count, score, activity_at, reserved, merged_into ON question WHEN OLD.title IS NOT NEW.title OR OLD.slug IS NOT NEW.slug OR OLD.excerpt IS NOT NEW.excerpt OR OLD.category_id IS NOT NEW.category_id OR OLD.author_id IS NOT NEW.author_id OR OLD.state IS NOT NEW.state OR OLD.answer_count IS NOT NEW.answer_count OR OLD.peer_answer_count IS NOT NEW.peer_answer_count OR OLD.accepted_count IS NOT NEW.accepted_count OR OLD.verified_count IS NOT NEW.verified_count OR OLD.solved_at IS NOT NEW.solved_at OR OLD.solved_elsewhere_at IS NOT NEW.solved_elsewhere_at OR OLD.solved_elsewhere_note IS NOT NEW.solved_elsewhere_note OR OLD.closed_at IS NOT NEW.closed_at OR OLD.closed_by IS NOT NEW.closed_by OR OLD.close_reason IS NOT NEW.close_reason OR OLD.duplicate_of IS NOT NEW.duplicate_of OR OLD.me_too_count IS NOT NEW.me_too_count OR OLD.score IS NOT NEW.score OR OLD.activity_at IS NOT NEW.activity_at OR OLD.reserved IS NOT NEW.reserved OR OLD.merged_into IS NOT NEW.merged_into BEGIN INSERT INTO bus (id, n) VALUES (NEW.id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER question_sight_told AFTER UPDATE OF title, slug, state, category_id, duplicate_of, reserved, merged_into ON question WHEN OLD.title IS NOT NEW.title OR OLD.slug IS NOT NEW.slug OR OLD.state IS NOT NEW.state OR OLD.category_id IS NOT NEW.category_id OR OLD.duplicate_of IS NOT NEW.duplicate_of OR OLD.reserved IS NOT NEW.reserved OR OLD.merged_into IS NOT NEW.merged_into BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER question_gone_told AFTER DELETE ON question BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER post_sight_told AFTER UPDATE OF question_id, state ON post WHEN OLD.question_id IS NOT NEW.question_id OR OLD.state IS NOT NEW.state BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER comment_sight_told AFTER UPDATE OF question_id ON comment WHEN OLD.question_id IS NOT NEW.question_id BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER question_tag_sight_told AFTER UPDATE OF hidden ON question_tag WHEN OLD.hidden IS NOT NEW.hidden BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER account_told AFTER UPDATE OF username, display_name, role, rank, about, avatar, placeholder, deleted_at, claimed_by ON account WHEN OLD.username IS NOT NEW.username OR OLD.display_name IS NOT NEW.display_name OR OLD.role IS NOT NEW.role OR OLD.rank IS NOT NEW.rank OR OLD.about IS NOT NEW.about OR OLD.avatar IS NOT NEW.avatar OR OLD.placeholder IS NOT NEW.placeholder OR OLD.deleted_at IS NOT NEW.deleted_at OR OLD.claimed_by IS NOT NEW.claimed_by BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER account_points_told AFTER UPDATE OF reputation ON account WHEN OLD.reputation IS NOT NEW.reputation BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER tag_name_told AFTER UPDATE OF name ON tag WHEN OLD.name IS NOT NEW.name BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER tag_count_told AFTER UPDATE OF question_count ON tag WHEN OLD.question_count IS NOT NEW.question_count BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER tag_insert_told AFTER INSERT ON tag BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER tag_delete_told AFTER DELETE ON tag BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER thread_clock_insert_told AFTER INSERT ON thread_clock WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER thread_clock_delete_told AFTER DELETE ON thread_clock WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER thread_clock_update_told AFTER UPDATE OF window_ends_at, first_due_at, legal_at, unconfirmed_at ON thread_clock WHEN OLD.window_ends_at IS NOT NEW.window_ends_at OR OLD.first_due_at IS NOT NEW.first_due_at OR OLD.legal_at IS NOT NEW.legal_at OR OLD.unconfirmed_at IS NOT NEW.unconfirmed_at AND NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER did_not_work_insert_told AFTER INSERT ON did_not_work BEGIN INSERT INTO bus (id, n) SELECT question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus) FROM post WHERE id = NEW.post_id AND question_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER did_not_work_update_told AFTER UPDATE ON did_not_work BEGIN INSERT INTO bus (id, n) SELECT question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus) FROM post WHERE id = NEW.post_id AND question_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER did_not_work_delete_told AFTER DELETE ON did_not_work BEGIN INSERT INTO bus (id, n) SELECT question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus) FROM post WHERE id = OLD.post_id AND question_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER verification_insert_told AFTER INSERT ON verification BEGIN INSERT INTO bus (id, n) SELECT question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus) FROM post WHERE id = NEW.post_id AND question_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER verification_update_told AFTER UPDATE ON verification BEGIN INSERT INTO bus (id, n) SELECT question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus) FROM post WHERE id = NEW.post_id AND question_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER verification_delete_told AFTER DELETE ON verification BEGIN INSERT INTO bus (id, n) SELECT question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus) FROM post WHERE id = OLD.post_id AND question_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER source_ref_update_told AFTER UPDATE ON source_ref WHEN NEW.kind = 'post' BEGIN INSERT INTO bus (id, n) SELECT question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus) FROM post WHERE id = NEW.our_id AND question_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER source_ref_delete_told AFTER DELETE ON source_ref WHEN OLD.kind = 'post' BEGIN INSERT INTO bus (id, n) SELECT question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus) FROM post WHERE id = OLD.our_id AND question_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER post_insert_told AFTER INSERT ON post WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER post_update_told AFTER UPDATE ON post WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER post_delete_told AFTER DELETE ON post WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER comment_insert_told AFTER INSERT ON comment WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER comment_update_told AFTER UPDATE ON comment WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER comment_delete_told AFTER DELETE ON comment WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER question_tag_insert_told AFTER INSERT ON question_tag WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER question_tag_update_told AFTER UPDATE ON question_tag WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER question_tag_delete_told AFTER DELETE ON question_tag WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER escalation_insert_told AFTER INSERT ON escalation WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER escalation_update_told AFTER UPDATE ON escalation WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER escalation_delete_told AFTER DELETE ON escalation WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER promise_insert_told AFTER INSERT ON promise WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER promise_update_told AFTER UPDATE ON promise WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER promise_delete_told AFTER DELETE ON promise WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER acceptance_insert_told AFTER INSERT ON acceptance WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER acceptance_update_told AFTER UPDATE ON acceptance WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER acceptance_delete_told AFTER DELETE ON acceptance WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER answering_insert_told AFTER INSERT ON answering WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER answering_update_told AFTER UPDATE ON answering WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER answering_delete_told AFTER DELETE ON answering WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER absent_proposal_insert_told AFTER INSERT ON absent_proposal WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER absent_proposal_update_told AFTER UPDATE ON absent_proposal WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER absent_proposal_delete_told AFTER DELETE ON absent_proposal WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER details_request_insert_told AFTER INSERT ON details_request WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER details_request_update_told AFTER UPDATE ON details_request WHEN NEW.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (NEW.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER details_request_delete_told AFTER DELETE ON details_request WHEN OLD.question_id IS NOT NULL BEGIN INSERT INTO bus (id, n) VALUES (OLD.question_id, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER category_insert_told AFTER INSERT ON category BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER category_update_told AFTER UPDATE ON category BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER category_delete_told AFTER DELETE ON category BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER pin_insert_told AFTER INSERT ON pin BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER pin_update_told AFTER UPDATE ON pin BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER pin_delete_told AFTER DELETE ON pin BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER announcement_insert_told AFTER INSERT ON announcement BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER announcement_update_told AFTER UPDATE ON announcement BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER announcement_delete_told AFTER DELETE ON announcement BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER incident_insert_told AFTER INSERT ON incident BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER incident_update_told AFTER UPDATE ON incident BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER incident_delete_told AFTER DELETE ON incident BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER incident_scope_insert_told AFTER INSERT ON incident_scope BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER incident_scope_update_told AFTER UPDATE ON incident_scope BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER incident_scope_delete_told AFTER DELETE ON incident_scope BEGIN INSERT INTO bus (id, n) VALUES (0, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER thank_note_insert_told AFTER INSERT ON thank_note BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER thank_note_update_told AFTER UPDATE ON thank_note BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER thank_note_delete_told AFTER DELETE ON thank_note BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER leaderboard_out_insert_told AFTER INSERT ON leaderboard_out BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER leaderboard_out_update_told AFTER UPDATE ON leaderboard_out BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER leaderboard_out_delete_told AFTER DELETE ON leaderboard_out BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER badge_award_insert_told AFTER INSERT ON badge_award BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER badge_award_update_told AFTER UPDATE ON badge_award BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
    "CREATE TRIGGER badge_award_delete_told AFTER DELETE ON badge_award BEGIN INSERT INTO bus (id, n) VALUES (-1, (SELECT COALESCE(MAX(n), 0) + 1 FROM bus)) ON CONFLICT (id) DO UPDATE SET n = excluded.n; END",
];

const POSTGRES: &[&str] = &[
    "CREATE TABLE bus (id BIGINT NOT NULL, n BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (n, id))",
    "CREATE INDEX bus_age ON bus (at)",
    r"CREATE FUNCTION bus_told() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed RECORD;
            concerned BIGINT;
        BEGIN
            IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
            CASE TG_ARGV[0]
                WHEN 'anywhere' THEN concerned := 0;
                WHEN 'lists' THEN concerned := -1;
                WHEN 'id' THEN concerned := changed.id;
                WHEN 'post' THEN SELECT p.question_id INTO concerned FROM post p WHERE p.id = changed.post_id;
                WHEN 'source' THEN SELECT p.question_id INTO concerned FROM post p WHERE p.id = changed.our_id AND changed.kind = 'post';
                ELSE concerned := changed.question_id;
            END CASE;
            IF concerned IS NOT NULL THEN
                INSERT INTO bus (id, n, at)
                VALUES (concerned, CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT), CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT))
                ON CONFLICT DO NOTHING;
            END IF;
            RETURN NULL;
        END $$",
    "CREATE TRIGGER question_told AFTER INSERT ON question FOR EACH ROW EXECUTE FUNCTION bus_told('id')",
    "CREATE TRIGGER question_update_told AFTER UPDATE OF title, slug, excerpt, category_id, author_id, state, answer_count, peer_answer_count, accepted_count, verified_count, solved_at, solved_elsewhere_at, solved_elsewhere_note, closed_at, closed_by, close_reason, duplicate_of, me_too_count, score, activity_at, reserved, merged_into ON question FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.slug IS DISTINCT FROM NEW.slug OR OLD.excerpt IS DISTINCT FROM NEW.excerpt OR OLD.category_id IS DISTINCT FROM NEW.category_id OR OLD.author_id IS DISTINCT FROM NEW.author_id OR OLD.state IS DISTINCT FROM NEW.state OR OLD.answer_count IS DISTINCT FROM NEW.answer_count OR OLD.peer_answer_count IS DISTINCT FROM NEW.peer_answer_count OR OLD.accepted_count IS DISTINCT FROM NEW.accepted_count OR OLD.verified_count IS DISTINCT FROM NEW.verified_count OR OLD.solved_at IS DISTINCT FROM NEW.solved_at OR OLD.solved_elsewhere_at IS DISTINCT FROM NEW.solved_elsewhere_at OR OLD.solved_elsewhere_note IS DISTINCT FROM NEW.solved_elsewhere_note OR OLD.closed_at IS DISTINCT FROM NEW.closed_at OR OLD.closed_by IS DISTINCT FROM NEW.closed_by OR OLD.close_reason IS DISTINCT FROM NEW.close_reason OR OLD.duplicate_of IS DISTINCT FROM NEW.duplicate_of OR OLD.me_too_count IS DISTINCT FROM NEW.me_too_count OR OLD.score IS DISTINCT FROM NEW.score OR OLD.activity_at IS DISTINCT FROM NEW.activity_at OR OLD.reserved IS DISTINCT FROM NEW.reserved OR OLD.merged_into IS DISTINCT FROM NEW.merged_into) EXECUTE FUNCTION bus_told('id')",
    "CREATE TRIGGER question_sight_told AFTER UPDATE OF title, slug, state, category_id, duplicate_of, reserved, merged_into ON question FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.slug IS DISTINCT FROM NEW.slug OR OLD.state IS DISTINCT FROM NEW.state OR OLD.category_id IS DISTINCT FROM NEW.category_id OR OLD.duplicate_of IS DISTINCT FROM NEW.duplicate_of OR OLD.reserved IS DISTINCT FROM NEW.reserved OR OLD.merged_into IS DISTINCT FROM NEW.merged_into) EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER question_gone_told AFTER DELETE ON question FOR EACH ROW EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER post_sight_told AFTER UPDATE OF question_id, state ON post FOR EACH ROW WHEN (OLD.question_id IS DISTINCT FROM NEW.question_id OR OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER comment_sight_told AFTER UPDATE OF question_id ON comment FOR EACH ROW WHEN (OLD.question_id IS DISTINCT FROM NEW.question_id) EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER question_tag_sight_told AFTER UPDATE OF hidden ON question_tag FOR EACH ROW WHEN (OLD.hidden IS DISTINCT FROM NEW.hidden) EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER account_told AFTER UPDATE OF username, display_name, role, rank, about, avatar, placeholder, deleted_at, claimed_by ON account FOR EACH ROW WHEN (OLD.username IS DISTINCT FROM NEW.username OR OLD.display_name IS DISTINCT FROM NEW.display_name OR OLD.role IS DISTINCT FROM NEW.role OR OLD.rank IS DISTINCT FROM NEW.rank OR OLD.about IS DISTINCT FROM NEW.about OR OLD.avatar IS DISTINCT FROM NEW.avatar OR OLD.placeholder IS DISTINCT FROM NEW.placeholder OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at OR OLD.claimed_by IS DISTINCT FROM NEW.claimed_by) EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER account_points_told AFTER UPDATE OF reputation ON account FOR EACH ROW WHEN (OLD.reputation IS DISTINCT FROM NEW.reputation) EXECUTE FUNCTION bus_told('lists')",
    "CREATE TRIGGER tag_name_told AFTER UPDATE OF name ON tag FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER tag_count_told AFTER UPDATE OF question_count ON tag FOR EACH ROW WHEN (OLD.question_count IS DISTINCT FROM NEW.question_count) EXECUTE FUNCTION bus_told('lists')",
    "CREATE TRIGGER tag_told AFTER INSERT OR DELETE ON tag FOR EACH ROW EXECUTE FUNCTION bus_told('lists')",
    "CREATE TRIGGER thread_clock_told AFTER INSERT OR DELETE ON thread_clock FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER thread_clock_update_told AFTER UPDATE OF window_ends_at, first_due_at, legal_at, unconfirmed_at ON thread_clock FOR EACH ROW WHEN (OLD.window_ends_at IS DISTINCT FROM NEW.window_ends_at OR OLD.first_due_at IS DISTINCT FROM NEW.first_due_at OR OLD.legal_at IS DISTINCT FROM NEW.legal_at OR OLD.unconfirmed_at IS DISTINCT FROM NEW.unconfirmed_at) EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER did_not_work_told AFTER INSERT OR UPDATE OR DELETE ON did_not_work FOR EACH ROW EXECUTE FUNCTION bus_told('post')",
    "CREATE TRIGGER verification_told AFTER INSERT OR UPDATE OR DELETE ON verification FOR EACH ROW EXECUTE FUNCTION bus_told('post')",
    "CREATE TRIGGER source_ref_told AFTER UPDATE OR DELETE ON source_ref FOR EACH ROW EXECUTE FUNCTION bus_told('source')",
    "CREATE TRIGGER post_told AFTER INSERT OR UPDATE OR DELETE ON post FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER comment_told AFTER INSERT OR UPDATE OR DELETE ON comment FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER question_tag_told AFTER INSERT OR UPDATE OR DELETE ON question_tag FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER escalation_told AFTER INSERT OR UPDATE OR DELETE ON escalation FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER promise_told AFTER INSERT OR UPDATE OR DELETE ON promise FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER acceptance_told AFTER INSERT OR UPDATE OR DELETE ON acceptance FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER answering_told AFTER INSERT OR UPDATE OR DELETE ON answering FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER absent_proposal_told AFTER INSERT OR UPDATE OR DELETE ON absent_proposal FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER details_request_told AFTER INSERT OR UPDATE OR DELETE ON details_request FOR EACH ROW EXECUTE FUNCTION bus_told('thread')",
    "CREATE TRIGGER category_told AFTER INSERT OR UPDATE OR DELETE ON category FOR EACH ROW EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER pin_told AFTER INSERT OR UPDATE OR DELETE ON pin FOR EACH ROW EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER announcement_told AFTER INSERT OR UPDATE OR DELETE ON announcement FOR EACH ROW EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER incident_told AFTER INSERT OR UPDATE OR DELETE ON incident FOR EACH ROW EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER incident_scope_told AFTER INSERT OR UPDATE OR DELETE ON incident_scope FOR EACH ROW EXECUTE FUNCTION bus_told('anywhere')",
    "CREATE TRIGGER thank_note_told AFTER INSERT OR UPDATE OR DELETE ON thank_note FOR EACH ROW EXECUTE FUNCTION bus_told('lists')",
    "CREATE TRIGGER leaderboard_out_told AFTER INSERT OR UPDATE OR DELETE ON leaderboard_out FOR EACH ROW EXECUTE FUNCTION bus_told('lists')",
    "CREATE TRIGGER badge_award_told AFTER INSERT OR UPDATE OR DELETE ON badge_award FOR EACH ROW EXECUTE FUNCTION bus_told('lists')",
];

const BOTH: &[&str] = &[];
