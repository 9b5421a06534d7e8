//! Everything of one's own, as JSON: what one wrote, did, and told, and what was decided about one. Other people's words
//! and names are not in it, but for what the team said to them; what the team says among itself never is.

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, JsonValue};
use serde_json::{Map, json};

use crate::clock::Millis;
use crate::db;
use crate::values;

/// Each list: its name, and the query that gives its rows for `$1`, the account.
/// Edits of others' posts that are out of sight hold words nobody is to read: they are left out.
const LISTS: &[(&str, &str)] = &[
    ("questions", "SELECT q.id, q.title, q.slug, c.slug AS category, p.source, p.source_format, p.lang, p.state, p.state_reason, p.score, p.created_at, p.edited_at, q.closed_at, q.close_reason, q.solved_at, q.solved_elsewhere_at, q.solved_elsewhere_note, q.views FROM post p JOIN question q ON q.id = p.id LEFT JOIN category c ON c.id = q.category_id WHERE p.author_id = $1 AND p.kind = 'question' ORDER BY p.id"),
    ("answers", "SELECT p.id, p.question_id, p.source, p.source_format, p.lang, p.state, p.state_reason, p.score, p.official, p.created_at, p.edited_at FROM post p WHERE p.author_id = $1 AND p.kind = 'answer' ORDER BY p.id"),
    ("comments", "SELECT id, post_id, question_id, source, source_format, state, created_at, edited_at FROM comment WHERE author_id = $1 ORDER BY id"),
    ("revisions", "SELECT id, post_id, number, title, source, source_format, tags, reason, created_at FROM revision WHERE editor_id = $1 AND EXISTS (SELECT 1 FROM post p JOIN question q ON q.id = p.question_id WHERE p.id = revision.post_id AND (p.author_id = $1 OR (p.state = 'visible' AND q.state = 'visible'))) ORDER BY id"),
    ("suggested_edits", "SELECT id, post_id, title, source, tags, reason, state, created_at FROM suggested_edit WHERE editor_id = $1 AND EXISTS (SELECT 1 FROM post p JOIN question q ON q.id = p.question_id WHERE p.id = suggested_edit.post_id AND (p.author_id = $1 OR (p.state = 'visible' AND q.state = 'visible'))) ORDER BY id"),
    ("votes", "SELECT post_id, at, withdrawn_at FROM vote WHERE actor_id = $1 ORDER BY id"),
    ("acceptances", "SELECT post_id, question_id, at, withdrawn_at, on_behalf, agreed_at FROM acceptance WHERE actor_id = $1 ORDER BY id"),
    ("solutions_proposed", "SELECT post_id, question_id, proposed_at, confirmed_at, ended_at, outcome FROM absent_proposal WHERE proposed_by = $1 ORDER BY id"),
    ("solutions_confirmed", "SELECT post_id, question_id, confirmed_at, ended_at, outcome FROM absent_proposal WHERE confirmed_by = $1 ORDER BY id"),
    ("verifications", "SELECT post_id, at, withdrawn_at FROM verification WHERE actor_id = $1 ORDER BY id"),
    ("me_too", "SELECT post_id, at, withdrawn_at FROM me_too WHERE actor_id = $1 ORDER BY id"),
    ("did_not_work", "SELECT post_id, reason, details, at, withdrawn_at FROM did_not_work WHERE actor_id = $1 ORDER BY id"),
    ("was_it_clear", "SELECT post_id, clear, at, withdrawn_at FROM clarity WHERE actor_id = $1 ORDER BY id"),
    ("flags", "SELECT post_id, comment_id, reason, details, state, at, withdrawn_at FROM flag WHERE actor_id = $1 ORDER BY id"),
    ("follows", "SELECT question_id, created_at FROM follow WHERE account_id = $1 ORDER BY question_id"),
    ("drafts", "SELECT id, kind, question_id, payload, created_at, updated_at, expires_at FROM draft WHERE account_id = $1 ORDER BY id"),
    ("private_details", "SELECT id, post_id, comment_id, body, created_at FROM private_detail WHERE author_id = $1 ORDER BY id"),
    ("private_messages", "SELECT id, question_id, source, at FROM private_message WHERE author_id = $1 AND by_team = FALSE ORDER BY id"),
    ("private_replies", "SELECT m.id, m.question_id, m.source, m.at FROM private_message m JOIN question q ON q.id = m.question_id WHERE q.author_id = $1 AND m.by_team = TRUE ORDER BY m.id"),
    ("photos", "SELECT key, place, post_id, comment_id, message_id, says, bytes, created_at FROM photo_use WHERE account_id = $1 AND (message_id IS NULL OR EXISTS (SELECT 1 FROM private_message m WHERE m.id = photo_use.message_id AND m.by_team = FALSE)) ORDER BY id"),
    ("escalations", "SELECT id, question_id, cause, reason, details, opened_at, ended_at, outcome, outcome_line FROM escalation WHERE opened_by = $1 ORDER BY id"),
    ("escalation_wishes", "SELECT question_id, reason, details, at FROM escalation_wish WHERE account_id = $1 ORDER BY question_id"),
    ("promises", "SELECT m.question_id, m.words, m.due_at, m.made_at, m.missed_at, m.ended_at, m.kept_post_id FROM promise m JOIN question q ON q.id = m.question_id WHERE q.author_id = $1 ORDER BY m.id"),
    ("details_asked_for", "SELECT r.question_id, r.words, r.asked_at, r.ended_at FROM details_request r JOIN question q ON q.id = r.question_id WHERE q.author_id = $1 ORDER BY r.id"),
    ("follow_ups", "SELECT f.question_id, f.kind, f.asked_at, f.answered_at, f.answer, f.details, w.expected, w.received FROM follow_up f JOIN question q ON q.id = f.question_id LEFT JOIN follow_up_word w ON w.follow_up_id = f.id WHERE q.author_id = $1 AND f.asked_at IS NOT NULL ORDER BY f.id"),
    ("gestures", "SELECT g.question_id, g.amount, g.words, g.decided_at FROM gesture g WHERE g.customer_id = $1 AND g.state = 'given' ORDER BY g.id"),
    ("found_before_asking", "SELECT question_id, searched, created_at FROM deflection WHERE account_id = $1 ORDER BY id"),
    ("sessions", "SELECT user_agent, created_at, last_seen_at, expires_at FROM session WHERE account_id = $1 ORDER BY created_at"),
    ("known_browsers", "SELECT agent, first_at, last_at FROM known_browser WHERE account_id = $1 ORDER BY first_at"),
    ("two_step_log_in", "SELECT enabled_at FROM two_factor WHERE account_id = $1 AND secret IS NOT NULL"),
    ("mails", "SELECT to_email, kind, subject, created_at, sent_at FROM mail WHERE account_id = $1 ORDER BY id"),
    ("saved_replies", "SELECT id, title, body, updated_at FROM saved_reply WHERE account_id = $1 ORDER BY id"),
    ("notes_of_thanks", "SELECT id, body, shown, created_at FROM thank_note WHERE member_id = $1 ORDER BY id"),
    ("perks", "SELECT c.id, p.title_en, p.title_fr, c.state, c.value, c.claimed_at, c.fulfilled_at, c.closed_at, c.reason FROM perk_claim c JOIN perk p ON p.id = c.perk_id WHERE c.member_id = $1 ORDER BY c.id"),
    ("briefings_read", "SELECT briefing_id, at FROM briefing_reading WHERE account_id = $1 ORDER BY briefing_id"),
    ("briefing_questions", "SELECT id, briefing_id, source, at FROM briefing_remark WHERE author_id = $1 ORDER BY id"),
    ("history_of_rank", "SELECT id, at, kind, rank_before, rank_after, version_id, numbers, reason FROM rank_event WHERE member_id = $1 ORDER BY id"),
    ("notices_of_standing", "SELECT id, rank, began_at, ends_at, closed_at, outcome FROM notice WHERE member_id = $1 ORDER BY id"),
    ("points", "SELECT id, at, kind, points, limited, post_id, question_id FROM ledger_entry WHERE member_id = $1 ORDER BY id"),
    ("doubts_about_points", "SELECT entry_id, reason, state, at, decided_at, answer FROM review_request WHERE member_id = $1 ORDER BY id"),
    ("badges", "SELECT badge, post_id, at, revoked_at FROM badge_award WHERE member_id = $1 ORDER BY id"),
    ("terms", "SELECT id, charter, began_at, ends_at, renewed_at, ended_at, end_reason FROM term WHERE member_id = $1 ORDER BY id"),
    ("offers", "SELECT id, cause, state, made_at, opened_at, expires_at, decided_at, reason FROM offer WHERE member_id = $1 ORDER BY id"),
    ("nominations", "SELECT id, nominee_id, by_id, words, state, made_at, consented_at, decided_at, reason FROM nomination WHERE by_id = $1 ORDER BY id"),
    ("nominations_of_oneself", "SELECT id, state, made_at, consented_at, decided_at, reason FROM nomination WHERE nominee_id = $1 ORDER BY id"),
    ("testimonials", "SELECT nomination_id, nominee_id, words, at FROM testimonial WHERE author_id = $1 ORDER BY id"),
    ("appeals", "SELECT id, event_id, words, made_at, decided_at, overturned, reason FROM appeal WHERE member_id = $1 ORDER BY id"),
    ("decisions", "SELECT id, act, reason, fact, abuse, object, object_id, question_id, decided_at, ends_at, undone_at, overturned_at FROM moderation_decision WHERE member_id = $1 AND act IN ('edit_out', 'hide', 'remove', 'warn', 'silence', 'suspend') ORDER BY id"),
    ("decisions_contested", "SELECT decision_id, words, made_at, decided_at, overturned, answer FROM decision_appeal WHERE member_id = $1 ORDER BY id"),
    ("sanctions", "SELECT kind, reason, began_at, ends_at, overturned_at FROM sanction WHERE member_id = $1 ORDER BY id"),
    ("invitations_to_answer", "SELECT question_id, at FROM invitation WHERE invited_id = $1 ORDER BY id"),
    ("mail_choices", "SELECT kind, how FROM notification_choice WHERE account_id = $1 ORDER BY kind"),
    ("mail_rhythm", "SELECT digest, quiet_from, quiet_until, zone FROM notification_rhythm WHERE account_id = $1"),
    ("followed_and_muted", "SELECT what, target_id, muted, created_at FROM watch WHERE account_id = $1 ORDER BY created_at, what, target_id"),
    ("notifications", "SELECT id, kind, words, created_at, at, read_at FROM notification WHERE account_id = $1 ORDER BY id"),
    ("threads_read", "SELECT question_id, at FROM thread_visit WHERE account_id = $1 ORDER BY question_id"),
    ("leave", "SELECT from_at, until_at FROM time_off WHERE member_id = $1 ORDER BY id"),
    ("claims", "SELECT id, placeholder_id, proof, state, reason, created_at, decided_at FROM claim WHERE account_id = $1 ORDER BY id"),
];

const ACCOUNT: &str = "SELECT id, username, display_name, email, email_verified_at, role, rank, reputation, lang, theme, about, shortcuts, suspended_until, suspended_reason, created_at, last_seen_at FROM account WHERE id = $1";

/// The whole document. Times are Unix milliseconds, as everywhere inside.
pub async fn everything(db: &impl ConnectionTrait, account: AccountId, now: Millis) -> Result<Map<String, JsonValue>, DbErr> {
    let mut out = Map::new();
    out.insert("exported_at".into(), json!(now));
    out.insert("times".into(), json!("Unix milliseconds, UTC"));
    out.insert("account".into(), rows(db, ACCOUNT, account).await?.into_iter().next().unwrap_or_default());
    for (name, query) in LISTS {
        out.insert((*name).into(), JsonValue::Array(rows(db, query, account).await?));
    }
    Ok(out)
}

async fn rows(db: &impl ConnectionTrait, query: &str, account: AccountId) -> Result<Vec<JsonValue>, DbErr> {
    let found = db.query_all_raw(db::sql(db, query, values![account.0])).await?;
    found.iter().map(|r| JsonValue::from_query_result(r, "")).collect()
}
