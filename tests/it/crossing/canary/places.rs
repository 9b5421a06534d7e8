//! Where internal texts live: a word that is nowhere else is put into each.

use entity::{AccountId, DepartmentId, EscalationCause, EscalationEventKind, EscalationOutcome};
use entraide::audit::{self, Deed};
use entraide::deadlines::record::{self, End, Open};

use super::super::world::World;
use crate::support::*;

/// A text that is not for customers: what it is, and who of them wrote it or may read it all the same.
pub struct Canary {
    pub name: String,
    pub word: String,
    pub theirs: Vec<AccountId>,
    /// It is a name of somebody: where people are listed it may stand.
    pub person: bool,
}

/// For the team alone, whatever page it is: nothing that others see may so much as count it.
/// `{q}` is a question by Ada, `{a}` an answer by Basile, `{c}` the word.
const UNSEEN: &[(&str, &str)] = &[
    ("note of the team", "INSERT INTO staff_note (question_id, author_id, source, html, at) VALUES ({q}, {quiet}, '{c}', '<p>{c}</p>', {now})"),
    ("", "INSERT INTO staff_note_mention (note_id, account_id) SELECT MAX(id), {quiet} FROM staff_note"),
    ("case of fair play", "INSERT INTO fair_case (members, state, opened_at, updated_at, decided_at, decided_by, reason) VALUES ('{asker}', 'dismissed', {now}, {now}, {now}, {quiet}, '{c}')"),
    ("", "INSERT INTO fair_case_member (case_id, member_id) SELECT MAX(id), {helper} FROM fair_case"),
    ("case that was undone", "INSERT INTO fair_case (members, state, opened_at, updated_at, decided_at, decided_by, reason, undone_at, undone_by, undo_reason) VALUES ('{helper}', 'undone', {now}, {now}, {now}, {quiet}, '', {now}, {quiet}, '{c}')"),
    ("", "INSERT INTO fair_case_member (case_id, member_id) SELECT MAX(id), {asker} FROM fair_case"),
    ("what was searched before asking", "INSERT INTO deflection (question_id, searched, created_at) VALUES ({q}, '{c}', {now})"),
    ("draft of the team", "INSERT INTO draft (account_id, kind, question_id, form_key, payload, publish_on_confirm, created_at, updated_at, expires_at) VALUES ({staff}, 'answer', {q}, 'k', '{\"body\": \"{c}\"}', FALSE, {now}, {now}, {later})"),
    ("saved reply of the team", "INSERT INTO saved_reply (account_id, title, body, updated_at) VALUES ({staff}, '{c}', '{c}', {now})"),
    ("mail to a manager", "INSERT INTO mail (message_id, account_id, to_email, kind, subject, text, html, lang, created_at, attempts) VALUES ('<canary>', {manager}, 'manon@example.com', 'test', '{c}', '{c}', '<p>{c}</p>', 'en', {now}, 0)"),
    ("word that alerts the team", "INSERT INTO alert_word (kind, lang, word) VALUES ('legal', 'en', '{c}')"),
    ("name of a department", "INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('canary', '{c}', '{c}', FALSE, {now})"),
    ("", "INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, {quiet}, TRUE, {now} FROM department WHERE slug = 'canary'"),
    ("words that route", "INSERT INTO routing_rule (position, words, department_id, created_at) SELECT 9, '{c}', id, {now} FROM department WHERE slug = 'canary'"),
    ("calendar of a department", "INSERT INTO calendar (name, zone, hours, closed_days, created_at) VALUES ('{c}', '', '', '', {now})"),
    ("kind of gesture", "INSERT INTO gesture_kind (name_en, name_fr, value, ceiling, created_at) VALUES ('{c}', '{c}', 10, 5, {now})"),
    ("gesture that nobody approved", "INSERT INTO gesture (question_id, kind_id, customer_id, amount, words, reason, state, month, proposed_by, proposed_at, note, form_key) SELECT {q}, MIN(id), {asker}, 10, '{c}', '{c}', 'proposed', 24322, {quiet}, {now}, '{c}', '' FROM gesture_kind"),
    ("gesture that was refused", "INSERT INTO gesture (question_id, kind_id, customer_id, amount, words, reason, state, month, proposed_by, proposed_at, decided_by, decided_at, note, form_key) SELECT {q}, MIN(id), {asker}, 10, '{c}', '{c}', 'refused', 24322, {staff}, {now}, {quiet}, {now}, '{c}', 'g' FROM gesture_kind"),
    ("canned answer", "INSERT INTO canned (name, body_en, body_fr, acts, made_by, made_at) VALUES ('{c}', '{c}', '{c}', '', {quiet}, {now})"),
    ("note of moderators about a member", "INSERT INTO moderation_note (member_id, author_id, body, at) VALUES ({helper}, {quiet}, '{c}', {now})"),
    ("why something is in the queue", "INSERT INTO moderation_item (kind, object, object_id, question_id, about_id, weight, why, since, claimed_by, claim_ends_at) VALUES ('flagged', 'post', {a}, {q}, {helper}, 50, 'word:{c}', {now}, {quiet}, {later})"),
    ("note of moderators about a text", "INSERT INTO moderation_note (item_id, member_id, author_id, body, at) SELECT MAX(id), {helper}, {quiet}, '{c}', {now} FROM moderation_item"),
    ("decision that a text stays", "INSERT INTO moderation_decision (act, reason, fact, abuse, member_id, object, object_id, question_id, decided_by, decided_at, before) VALUES ('keep', '', '{c}', FALSE, {helper}, 'post', {a}, {q}, {quiet}, {now}, '{}')"),
    ("watched word", "INSERT INTO watched_word (word, act, message, added_by, at) VALUES ('{c}', 'flag', '{c}', {quiet}, {now})"),
    ("weak signal", "INSERT INTO weak_signal (word, mean_permille, began_at, seen_at) VALUES ('{c}', 1000, {now}, {now})"),
    ("", "INSERT INTO weak_signal_thread (signal_id, question_id) SELECT MAX(id), {q} FROM weak_signal"),
    ("who made two accounts one, and why", "INSERT INTO claim (placeholder_id, account_id, proof, state, reason, created_at) VALUES ({quiet}, {staff}, '{c}', 'rejected', '{c}', {now})"),
    ("", "INSERT INTO account_merge (from_id, into_id, claim_id, by_id, reason, at, rank) SELECT {quiet}, {staff}, MAX(id), {quiet}, '{last}', {now}, 'member' FROM claim"),
    ("announcement to come", "INSERT INTO announcement (title_en, title_fr, text_en, text_fr, begins_at, ends_at, made_by, made_at) VALUES ('{c}', '{c}', '{c}', '{c}', {later}, {later} + 1000, {quiet}, {now})"),
    ("code of a perk nobody has", "INSERT INTO perk (title_en, title_fr, text_en, text_fr, value, taken, per_member, rank, codes, created_by, created_at, retired_at) VALUES ('A cup', 'Une tasse', '', '', 5, 0, 1, 'ambassador', TRUE, {staff}, {now}, {now})"),
    ("", "INSERT INTO perk_code (perk_id, code, code_hash, mask, added_at) SELECT MAX(id), '{last}', 'h', '', {now} FROM perk"),
];

/// Somebody's own, or what others see the effect of: the third says whose words they are.
const OWN: &[(&str, &str, &str)] = &[
    ("exchange in private", "INSERT INTO private_message (question_id, author_id, by_team, source, html, at) VALUES ({q}, {asker}, FALSE, '{c}', '<p>{c}</p>', {now})", "asker"),
    ("reply in private", "INSERT INTO private_message (question_id, author_id, by_team, source, html, at) VALUES ({q}, {staff}, TRUE, '{c}', '<p>{c}</p>', {now})", "asker"),
    ("private details", "INSERT INTO private_detail (post_id, author_id, body, created_at) VALUES ({q}, {asker}, '{c}', {now})", "asker"),
    ("private details of an answer", "INSERT INTO private_detail (post_id, author_id, body, created_at) VALUES ({a}, {helper}, '{c}', {now})", "helper"),
    ("private details of a comment", "INSERT INTO private_detail (comment_id, author_id, body, created_at) SELECT MIN(id), {helper}, '{c}', {now} FROM comment", "helper"),
    ("report", "INSERT INTO flag (post_id, actor_id, reason, details, state, at) VALUES ({a}, {stranger}, 'other', '{c}', 'open', {now})", "stranger"),
    ("report that was right", "INSERT INTO flag (post_id, actor_id, reason, details, state, at) VALUES ({q}, {stranger}, 'other', '{c}', 'upheld', {now})", "stranger"),
    ("report of a comment", "INSERT INTO flag (post_id, comment_id, actor_id, reason, details, state, at) SELECT {q}, MIN(id), {stranger}, 'other', '{c}', 'dismissed', {now} FROM comment", "stranger"),
    ("who reported", "INSERT INTO flag (post_id, actor_id, reason, details, state, at) VALUES ({a}, {whistle}, 'other', '{c}', 'open', {now})", ""),
    ("why it did not work", "INSERT INTO did_not_work (post_id, actor_id, reason, details, counts, at) VALUES ({a}, {stranger}, 'other', '{c}', FALSE, {now})", "stranger"),
    ("answer to a follow-up", "INSERT INTO follow_up (question_id, kind, about_id, due_at, asked_at, mailed, answered_at, answer, details) VALUES ({q}, 'still', {q}, {now}, {now}, FALSE, {now}, 'not_solved', '{c}')", "asker"),
    ("task of the team", "INSERT INTO task (follow_up_id, question_id, department_id, owner_id, opened_at, done_at, done_by, note) SELECT MAX(id), {q}, (SELECT MIN(id) FROM department), {quiet}, {now}, {now}, {quiet}, '{c}' FROM follow_up", ""),
    ("wish for the brand", "INSERT INTO escalation_wish (question_id, account_id, reason, details, at) VALUES ({q}, {stranger}, 'unanswered', '{c}', {now})", "stranger"),
    ("notice by somebody without an account", "INSERT INTO content_notice (reference, url, reason, explanation, name, email, lang, object, object_id, question_id, at, answer) VALUES ('r', '/{c}', 'other', '{c}', '{c}', '{c}@example.org', 'en', 'post', {a}, {q}, {now}, '{c}')", ""),
    ("appeal against the answer to it", "INSERT INTO decision_appeal (notice_id, words, made_at, due_at, no_second, answer) SELECT MAX(id), '{c}', {now}, {later}, FALSE, '{c}' FROM content_notice", ""),
    ("decision against a text", "INSERT INTO moderation_decision (act, reason, fact, abuse, member_id, object, object_id, question_id, decided_by, decided_at, before) VALUES ('edit_out', 'privacy', '{c}', FALSE, {helper}, 'post', {a}, {q}, {quiet}, {now}, '{}')", "helper"),
    ("appeal", "INSERT INTO decision_appeal (decision_id, member_id, words, made_at, due_at, no_second, answer) SELECT MAX(id), {helper}, '{c}', {now}, {later}, FALSE, '' FROM moderation_decision", "helper"),
    ("gesture that was given", "INSERT INTO gesture (question_id, kind_id, customer_id, amount, words, reason, state, month, proposed_by, proposed_at, decided_by, decided_at, note, form_key) SELECT {q}, MIN(id), {asker}, 10, '{c}', 'x', 'given', 24322, {quiet}, {now}, {quiet}, {now}, 'x', 'h' FROM gesture_kind", "asker"),
    ("why a gesture was given", "INSERT INTO gesture (question_id, kind_id, customer_id, amount, words, reason, state, month, proposed_by, proposed_at, decided_by, decided_at, note, form_key) SELECT {q}, MAX(id), {asker}, 11, 'For the wait', '{c}', 'given', 24322, {quiet}, {now}, {quiet}, {now}, '{c}', 'i' FROM gesture_kind", ""),
    ("proof of who one is", "INSERT INTO claim (placeholder_id, account_id, proof, state, reason, created_at) VALUES ({quiet}, {stranger}, '{c}', 'rejected', '{c}', {now})", "stranger"),
    ("briefing before its day", "INSERT INTO briefing (author_id, public_at, shown_at, created_at) VALUES ({staff}, {later}, {now}, {now})", "helper"),
    ("", "INSERT INTO briefing_text (briefing_id, lang, number, title, source, html, excerpt, editor_id, at) SELECT MAX(id), 'en', 1, '{last}', '{last}', '<p>{last}</p>', '{last}', {staff}, {now} FROM briefing", ""),
];

/// People of the scene.
pub struct Cast {
    pub stranger: AccountId,
    /// Of the team, and never seen in public.
    pub quiet: AccountId,
    /// Only reports.
    pub whistle: AccountId,
}

pub fn word(n: usize) -> String {
    format!("zqcanary{n:03}x{}", (n * 7_919 + 13) % 1_000)
}

struct Filler<'a> {
    app: &'a TestApp,
    world: &'a World,
    cast: &'a Cast,
}

impl Filler<'_> {
    fn filled(&self, text: &str, word: &str, last: &str) -> String {
        let mut text = text.replace("{c}", word).replace("{last}", last);
        let (w, c) = (self.world, self.cast);
        let people = [("{asker}", w.asker.id), ("{helper}", w.helper.id), ("{staff}", w.staff.id), ("{manager}", w.manager.id), ("{stranger}", c.stranger), ("{quiet}", c.quiet), ("{whistle}", c.whistle)];
        for (name, id) in people {
            text = text.replace(name, &id.to_string());
        }
        for (name, id) in [("{q}", w.thread.id.0), ("{a}", w.thread.answers[0].0), ("{now}", self.app.now()), ("{later}", self.app.now() + 30 * DAY)] {
            text = text.replace(name, &id.to_string());
        }
        text
    }

    /// Puts one in; a statement without a name belongs to the one before.
    async fn put(&self, all: &mut Vec<Canary>, name: &str, text: &str, theirs: Vec<AccountId>) {
        let last = all.last().map(|c| c.word.clone()).unwrap_or_default();
        let word = word(all.len());
        assert!(self.app.exec(&self.filled(text, &word, &last), []).await > 0, "nothing was planted: {text}");
        if !name.is_empty() {
            all.push(Canary { name: name.to_owned(), word, theirs, person: false });
        }
    }
}

/// Names of people who are never to be seen at work.
pub async fn named(app: &TestApp, cast: &Cast) -> Vec<Canary> {
    let mut all = Vec::new();
    for (name, id) in [("who of the team did that", cast.quiet), ("who it was that reported", cast.whistle)] {
        let word = word(all.len());
        app.exec("UPDATE account SET display_name = $2 WHERE id = $1", values![id.0, word.as_str()]).await;
        all.push(Canary { name: name.to_owned(), word, theirs: Vec::new(), person: true });
    }
    all
}

/// What is for the team alone.
pub async fn unseen(app: &TestApp, world: &World, cast: &Cast, all: &mut Vec<Canary>) {
    let filler = Filler { app, world, cast };
    for (name, text) in UNSEEN {
        filler.put(all, name, text, Vec::new()).await;
    }
    let (month, each) = ("48151623", "48151642");
    app.exec(&format!("UPDATE gesture_rule SET budget = {month}, allowance = {each}"), []).await;
    for (name, word) in [("budget of the month", month), ("allowance of an agent", each)] {
        all.push(Canary { name: name.to_owned(), word: word.to_owned(), theirs: Vec::new(), person: false });
    }
    let deed = word(all.len());
    let tx = app.db().write().await.expect("a transaction");
    audit::record(&tx, Deed { actor: Some(cast.quiet), action: "close", object: "question", object_id: world.thread.id.0, note: &deed }, app.now()).await.expect("recorded");
    tx.commit().await.expect("committed");
    all.push(Canary { name: "audit record".to_owned(), word: deed, theirs: Vec::new(), person: false });
}

/// What is somebody's own, and escalations: that there is one is public, what is said of it is not.
pub async fn own(app: &TestApp, world: &World, cast: &Cast, other: &Thread, all: &mut Vec<Canary>) {
    let filler = Filler { app, world, cast };
    for (name, text, whose) in OWN {
        let theirs = match *whose {
            "asker" => vec![world.asker.id],
            "helper" => vec![world.helper.id],
            "stranger" => vec![cast.stranger],
            _ => Vec::new(),
        };
        filler.put(all, name, text, theirs).await;
    }
    let billing = DepartmentId(app.count("SELECT id AS n FROM department WHERE slug = 'canary'", []).await);
    let first = all.len();
    let said: Vec<String> = (first..first + 7).map(word).collect();
    let tx = app.db().write().await.expect("a transaction");
    let open = Open { question: world.thread.id, cause: EscalationCause::Staff, by: Some(cast.quiet), reason: &said[0], details: &said[1], priority: false, department: Some(billing) };
    let id = record::open(&tx, &open, app.now()).await.expect("opened");
    record::log(&tx, id, Some(cast.quiet), EscalationEventKind::Noted, &said[2], &serde_json::json!({ "was": said[3] }), app.now()).await.expect("logged");
    record::log(&tx, id, Some(cast.quiet), EscalationEventKind::HandedOver, &said[4], &serde_json::json!({}), app.now()).await.expect("logged");
    // one that ended: the line is everybody's
    let ended = Open { question: other.id, cause: EscalationCause::Staff, by: Some(cast.quiet), reason: &said[5], details: &said[6], priority: false, department: Some(billing) };
    let id = record::open(&tx, &ended, app.now()).await.expect("opened");
    record::end(&tx, id, &End { by: Some(world.staff.id), outcome: EscalationOutcome::Refused, post: None, line: Some("Not ours to settle") }, app.now()).await.expect("ended");
    for q in [world.thread.id, other.id] {
        entraide::deadlines::settle(&tx, q, None, app.now()).await.expect("settled");
    }
    tx.commit().await.expect("committed");
    let names = ["why the brand was asked", "details of that", "note of an escalation", "what an escalation was", "note of a hand-over", "why the brand had been asked", "details of that, when it was over"];
    for (name, word) in names.iter().zip(said) {
        all.push(Canary { name: (*name).to_owned(), word, theirs: Vec::new(), person: false });
    }
}

/// What the team and members do through their own pages, with what follows of mails.
pub async fn acted(app: &TestApp, world: &World, stranger: &Client, other: &Thread, all: &mut Vec<Canary>) {
    let q = world.thread.id;
    let mut said = |name: &str, theirs: Vec<AccountId>| {
        let word = word(all.len());
        all.push(Canary { name: name.to_owned(), word: word.clone(), theirs, person: false });
        word
    };
    let staff = &world.staff;
    let note = said("note with a mention", Vec::new());
    staff.post(paths::StaffThreadNote { id: q }, &[("body", &format!("@manon {note}, look"))]).await.done();
    let taken = said("why an escalation was given to somebody", Vec::new());
    app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, FALSE, 0 FROM department WHERE closed_at IS NULL ON CONFLICT DO NOTHING", values![world.manager.id.0]).await;
    staff.post(paths::StaffThreadAssign { id: q }, &[("to", &world.manager.id.to_string()), ("note", &taken)]).await.done();
    let note = said("note about a member", Vec::new());
    staff.post(paths::StaffModerationMemberNote { username: "eve" }, &[("words", &note)]).await.done();
    // held back: its author sees it, nobody else
    app.exec("INSERT INTO watched_word (word, act, message, added_by, at) VALUES ('holdthis', 'hold', '', $1, $2)", values![staff.id.0, app.now()]).await;
    let held = said("text that waits", vec![stranger.id]);
    stranger.post(paths::QuestionAnswers { id: q }, &[("body", &format!("Please holdthis {held} and wait."))]).await.done();
    let comment = said("comment that waits", vec![stranger.id]);
    stranger.post(paths::PostComments { id: other.id }, &[("body", &format!("Please holdthis {comment} and wait."))]).await.done();
    // taken away by the team
    let gone = said("text that was removed", vec![stranger.id]);
    stranger.post(paths::QuestionAnswers { id: other.id }, &[("body", &format!("Read what {gone} says about it."))]).await.done();
    let answer = entity::PostId(app.count("SELECT MAX(id) AS n FROM post WHERE kind = 'answer' AND state = 'visible'", []).await);
    let item = staff.post(paths::StaffModerate { id: answer }, &[]).await.done().location().to_owned();
    let fact = said("what its author is told of it", vec![stranger.id]);
    staff.post(&item, &[("act", "remove"), ("reason", "spam"), ("fact", &fact)]).await.done();
}
