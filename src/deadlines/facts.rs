//! What is true of a thread, read for `rules::escalation`.

use entity::{AccountId, CategoryId, DepartmentId, EscalationCause, EscalationId, EscalationOutcome, EscalationState, PostId, PostState, SnoozeEvent, thread_clock};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};

use crate::clock::{HOUR, Millis};
use crate::error::Result;
use crate::rules::escalation::{Closed, Crowd, Facts, Kept, Lapsed, Open, Promise, Snooze, Voice, Waker, Word};
use crate::rules::numbers::Escalation as Numbers;
use crate::{db, values};

/// A thread as settling sees it.
pub(super) struct Thread {
    pub live: bool,
    pub reserved: bool,
    pub category: Option<CategoryId>,
    pub lang: String,
    pub duplicate_of: Option<PostId>,
    pub facts: Facts,
    pub clock: Option<thread_clock::Model>,
    pub open: Option<Escalation>,
    /// The last escalation, where what ended it cannot be seen any more.
    pub lapsed: Option<EscalationId>,
    /// A request for details that the asker has answered by now.
    pub details_answered: Option<(i64, Millis)>,
}

impl Thread {
    /// What was promised before.
    pub fn kept(&self) -> Option<Kept> {
        self.clock.as_ref().map(|c| Kept {
            rested_at: c.rested_at,
            paused_since: c.paused_since,
            resumed_at: c.resumed_at,
            window_ends_at: c.window_ends_at,
            first_due_at: c.first_due_at,
            first_near_at: c.first_near_at,
            next_from_at: c.next_from_at,
            next_due_at: c.next_due_at,
            next_near_at: c.next_near_at,
            resolution_due_at: c.resolution_due_at,
            resolution_near_at: c.resolution_near_at,
        })
    }
}

/// The escalation that is open.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Escalation {
    pub id: EscalationId,
    pub cause: EscalationCause,
    pub opened_at: i64,
    pub due_at: i64,
    pub owner_id: Option<AccountId>,
    pub state: EscalationState,
    pub department_id: DepartmentId,
    pub snoozed_until: Option<i64>,
    pub snoozed_event: Option<SnoozeEvent>,
    /// When it was last snoozed.
    pub snoozed_at: Option<i64>,
    /// When somebody joined it who made it more urgent, or who asked.
    pub raised_at: Option<i64>,
    /// When the one it follows was opened, where that had ended with an answer that was taken away: it may come back.
    pub answers_from: Option<i64>,
}

/// The last escalation.
#[derive(FromQueryResult)]
struct Last {
    id: EscalationId,
    cause: EscalationCause,
    opened_at: i64,
    outcome: Option<EscalationOutcome>,
}

/// The outcome of an ended escalation `e` of a question `q` can be seen: a line, that the question is solved, or an answer
/// there. What the asker called solved is so while they do.
pub(super) const STANDS: &str = "(e.outcome_line IS NOT NULL OR q.solved_at IS NOT NULL
    OR (NOT (COALESCE(e.outcome, '') = 'solved' AND COALESCE(e.ended_by, 0) = q.author_id AND COALESCE(e.owner_id, 0) <> q.author_id)
        AND EXISTS (SELECT 1 FROM post s WHERE s.id = e.outcome_post_id AND s.question_id = e.question_id AND s.state = 'visible')))";

#[derive(FromQueryResult)]
struct Question {
    category_id: Option<CategoryId>,
    author_id: AccountId,
    state: PostState,
    live: bool,
    reserved: bool,
    official: bool,
    lang: String,
    solved_at: Option<i64>,
    closed_at: Option<i64>,
    closed_by: Option<AccountId>,
    duplicate_of: Option<PostId>,
    original_solved_at: Option<i64>,
    opening_me_too: i64,
    created_at: i64,
    ended_at: Option<i64>,
    last_id: Option<i64>,
}

#[derive(FromQueryResult)]
struct Said {
    id: i64,
    at: i64,
    author_id: AccountId,
    official: bool,
    remark: bool,
}

/// One fact of any kind.
#[derive(FromQueryResult)]
struct Fact {
    what: String,
    id: i64,
    at: i64,
    until: Option<i64>,
    first: bool,
    second: bool,
}

const FACTS: &str = "
    SELECT 'me_too' AS what, COUNT(*) AS id, MAX(m.at) AS at, MIN(CASE WHEN m.at - m.earlier < $4 THEN m.at END) AS until, FALSE AS first, FALSE AS second
        FROM (SELECT at, LAG(at, {many}) OVER (ORDER BY at, id) AS earlier FROM me_too WHERE post_id = $1 AND withdrawn_at IS NULL AND at > $3) m HAVING COUNT(*) > 0
    UNION ALL SELECT 'duplicate', 1 + d.me_too_count, COALESCE(d.closed_at, d.created_at), NULL, FALSE, FALSE FROM question d WHERE d.duplicate_of = $1 AND d.state = 'visible'
    UNION ALL SELECT 'flag', f.id, f.at, NULL, FALSE, FALSE FROM post p JOIN flag f ON f.post_id = p.id WHERE p.question_id = $1 AND p.state NOT IN ('removed', 'deleted') AND f.state = 'open' AND f.withdrawn_at IS NULL
    UNION ALL SELECT 'did_not_work', d.post_id, d.at, NULL, d.counts, d.reason IN ('risky', 'outdated') AND (a.role <> 'customer' OR a.rank IN ('expert', 'ambassador'))
            AND NOT EXISTS (SELECT 1 FROM post mine WHERE mine.question_id = $1 AND mine.kind = 'answer' AND mine.author_id = d.actor_id)
        FROM post p JOIN did_not_work d ON d.post_id = p.id JOIN account a ON a.id = d.actor_id
        WHERE p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND d.withdrawn_at IS NULL
    UNION ALL SELECT 'details', id, asked_at, ended_at, FALSE, FALSE FROM details_request WHERE question_id = $1
    UNION ALL SELECT 'not_solved', id, answered_at, NULL, FALSE, FALSE FROM follow_up WHERE question_id = $1 AND answer = 'not_solved' AND answered_at IS NOT NULL
    UNION ALL SELECT 'week', id, asked_at, NULL, FALSE, FALSE FROM follow_up WHERE question_id = $1 AND kind = 'week' AND asked_at IS NOT NULL AND answered_at IS NULL
    UNION ALL SELECT 'promise', id, due_at, missed_at, FALSE, FALSE FROM promise WHERE question_id = $1 AND ended_at IS NULL
    UNION ALL SELECT 'unkept', u.id, u.due_at, NULL, FALSE, FALSE FROM promise u JOIN post k ON k.id = u.kept_post_id
        WHERE u.question_id = $1 AND u.ended_at IS NOT NULL AND k.state <> 'visible' AND u.id = (SELECT MAX(m.id) FROM promise m WHERE m.question_id = $1)
            AND NOT EXISTS (SELECT 1 FROM post o WHERE o.question_id = $1 AND o.kind = 'answer' AND o.official = TRUE AND o.state = 'visible' AND o.created_at >= u.made_at)
    UNION ALL SELECT 'incident', i.id, i.begins_at, i.ends_at, i.begins_at > $2, FALSE FROM incident_thread t JOIN incident i ON i.id = t.incident_id WHERE t.question_id = $1 AND (i.ends_at IS NULL OR i.ends_at > $2)
    UNION ALL SELECT 'signal', s.id, s.began_at, NULL, FALSE, FALSE FROM weak_signal_thread t JOIN weak_signal s ON s.id = t.signal_id WHERE t.question_id = $1 AND s.ended_at IS NULL
    UNION ALL SELECT 'outcome', e.id, e.ended_at, NULL, e.outcome = 'declined', FALSE FROM escalation e JOIN question q ON q.id = e.question_id
        WHERE e.question_id = $1 AND e.ended_at IS NOT NULL AND {stands}
    ORDER BY 3, 2";

/// Everything about a thread, as far as the rules with these numbers ask; none if there is no such question.
pub(super) async fn read(db: &impl ConnectionTrait, question: PostId, n: &Numbers, now: Millis) -> Result<Option<Thread>> {
    let row: Option<Question> = db::row(
        db,
        &"SELECT q.category_id, q.author_id, p.state, q.live, q.reserved, p.official, p.lang, q.solved_at, q.closed_at, q.closed_by, q.duplicate_of, o.solved_at AS original_solved_at,
            q.opening_me_too, q.created_at, (SELECT MAX(e.ended_at) FROM escalation e WHERE e.question_id = q.id AND {stands}) AS ended_at,
            (SELECT MAX(e.id) FROM escalation e WHERE e.question_id = q.id) AS last_id
         FROM question q JOIN post p ON p.id = q.id LEFT JOIN question o ON o.id = q.duplicate_of WHERE q.id = $1"
            .replace("{stands}", STANDS),
        values![question.0],
    )
    .await?;
    let Some(q) = row else { return Ok(None) };
    let clock = thread_clock::Entity::find_by_id(question).one(db).await?;
    let open: Option<Escalation> = db::row(
        db,
        "SELECT e.id, e.cause, e.opened_at, e.due_at, e.owner_id, e.state, e.department_id, e.snoozed_until, e.snoozed_event,
            (SELECT MAX(v.at) FROM escalation_event v WHERE v.escalation_id = e.id AND v.kind = 'snoozed') AS snoozed_at,
            (SELECT MAX(v.at) FROM escalation_event v WHERE v.escalation_id = e.id AND v.kind = 'joined' AND (v.actor_id = $2 OR v.data LIKE '%\"is\":{\"cause\":%')) AS raised_at,
            (SELECT l.opened_at FROM escalation l WHERE l.id = e.previous_id AND l.outcome = 'answered'
                AND EXISTS (SELECT 1 FROM escalation_event v WHERE v.escalation_id = e.id AND v.kind = 'reopened')) AS answers_from
         FROM escalation e WHERE e.question_id = $1 AND e.ended_at IS NULL",
        values![question.0, q.author_id.0],
    )
    .await?;
    let last: Option<Last> = match q.last_id.filter(|_| open.is_none() && q.state == PostState::Visible) {
        Some(last) => {
            let text = "SELECT e.id, e.cause, e.opened_at, e.outcome FROM escalation e JOIN question q ON q.id = e.question_id WHERE e.id = $1 AND e.ended_at IS NOT NULL AND NOT {stands}";
            db::row(db, &text.replace("{stands}", STANDS), values![last]).await?
        }
        None => None,
    };
    let alarmed = |cause: EscalationCause| last.as_ref().filter(|l| l.cause == cause).map(|l| l.opened_at);
    let mut said: Vec<Said> = db::rows(
        db,
        "SELECT p.id, p.created_at AS at, p.author_id, p.official, FALSE AS remark FROM post p WHERE p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible'
         UNION ALL SELECT c.id, c.created_at, c.author_id, c.official, TRUE FROM comment c JOIN post p ON p.id = c.post_id
            WHERE c.question_id = $1 AND c.author_id = $2 AND c.state = 'visible' AND p.state = 'visible'",
        values![question.0, q.author_id.0],
    )
    .await?;
    said.sort_by_key(|s| (s.at, s.remark, s.id));
    let mut f = Facts {
        asked_at: q.created_at,
        shown: q.state == PostState::Visible,
        gone: matches!(q.state, PostState::Removed | PostState::Deleted),
        held: q.state == PostState::Held,
        announcement: q.official,
        solved: q.solved_at.is_some(),
        closed: q.closed_at.map(|at| Closed {
            at,
            disputable: q.duplicate_of.is_some() && q.closed_by != Some(q.author_id) && q.original_solved_at.is_none_or(|solved| solved > at),
        }),
        words: said
            .iter()
            .map(|s| match s.author_id == q.author_id {
                true => Word { at: s.at, by: Voice::Asker, post: None },
                false => Word { at: s.at, by: if s.official { Voice::Team } else { Voice::Peer }, post: Some(s.id) },
            })
            .collect(),
        opening_me_too: q.opening_me_too,
        danger_at: clock.as_ref().and_then(|c| c.danger_at).or(alarmed(EscalationCause::Danger)),
        legal_at: clock.as_ref().and_then(|c| c.legal_at).or(alarmed(EscalationCause::Legal)),
        raised_at: open.as_ref().and_then(|e| e.raised_at),
        answers_from: open.as_ref().and_then(|e| e.answers_from),
        ended_at: q.ended_at,
        lapsed: last.as_ref().map(|l| Lapsed {
            cause: l.cause.into(),
            opened_at: l.opened_at,
            answered: l.outcome == Some(EscalationOutcome::Answered),
        }),
        ..Facts::default()
    };
    let text = FACTS.replace("{stands}", STANDS).replace("{many}", &(n.many_at_once.max(1) - 1).to_string());
    let facts: Vec<Fact> = db::rows(db, &text, values![question.0, now, q.ended_at.unwrap_or(Millis::MIN), n.many_hours * HOUR]).await?;
    let mut failed: Vec<(i64, Vec<Millis>)> = Vec::new();
    let mut details = Vec::new();
    let mut answered = None;
    for x in facts {
        match x.what.as_str() {
            "me_too" => f.me_too = Crowd { count: x.id, last: Some(x.at), at_once: x.until },
            "duplicate" => f.duplicates.push((x.at, x.id)),
            "flag" => {
                f.flags += 1;
                f.flagged_at = Some(f.flagged_at.unwrap_or(x.at));
            }
            "did_not_work" => {
                f.doubted_at = Some(x.at);
                if x.second {
                    f.risky.push(x.at);
                }
                if x.first {
                    match failed.iter_mut().find(|(post, _)| *post == x.id) {
                        Some((_, of)) => of.push(x.at),
                        None => failed.push((x.id, vec![x.at])),
                    }
                }
            }
            "details" => {
                let spoke = said.iter().find(|s| s.author_id == q.author_id && s.at > x.at).map(|s| s.at);
                if let (None, Some(at)) = (x.until, spoke) {
                    answered = Some((x.id, at));
                }
                details.push((x.at, x.until.or(spoke).unwrap_or(Millis::MAX)));
            }
            "not_solved" => f.not_solved.push(x.at),
            "week" => f.follow_up_at = Some(x.at),
            "unkept" => f.unkept = Some(x.id),
            "promise" => f.promise = Some(Promise { due_at: x.at, missed: x.until.is_some() }),
            "incident" if x.first => f.incident_from = Some(x.at),
            "incident" => f.incident = Some(x.until),
            "signal" => f.signal_since = Some(f.signal_since.unwrap_or(x.at)),
            // a wish that was refused answers nobody else
            "outcome" if !x.first => f.words.push(Word { at: x.at, by: Voice::Team, post: None }),
            _ => {}
        }
    }
    f.details = details;
    f.failed = failed.into_iter().map(|(_, of)| of).collect();
    f.words.sort_by_key(|w| w.at);
    f.open = open.as_ref().map(|e| Open {
        cause: e.cause.into(),
        opened_at: e.opened_at,
        due_at: e.due_at,
        claimed: e.owner_id.is_some(),
        snooze: (e.snoozed_until.is_some() || e.snoozed_event.is_some()).then(|| Snooze {
            since: e.snoozed_at.unwrap_or(e.opened_at),
            until: e.snoozed_until,
            event: e.snoozed_event.map(|w| match w {
                SnoozeEvent::AnyPost => Waker::AnyPost,
                SnoozeEvent::AskerPost => Waker::AskerPost,
            }),
        }),
    });
    Ok(Some(Thread {
        live: q.live,
        reserved: q.reserved,
        category: q.category_id,
        lang: q.lang,
        duplicate_of: q.duplicate_of,
        facts: f,
        clock,
        open,
        lapsed: last.map(|l| l.id),
        details_answered: answered,
    }))
}
