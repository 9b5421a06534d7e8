//! The facts that standing counts, of one member or of everybody, by the same statements.
//!
//! What is read: answers to others since a moment, not the brand's own; of the threads they stand in, every answer of a
//! peer that was accepted or verified and still is; ratings by those who were asked; sanctions that stand. A thread's
//! asker is whoever accepted: a name taken off a question takes nobody's help away. Where none is known any more, each
//! thread has an asker of its own.

use std::collections::HashMap;

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::clock::{DAY, Millis};
use crate::db;
use crate::rules::numbers::Standing;
use crate::rules::standing::{Answer, Rating, Solution};

/// Whose facts.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    One(AccountId),
    All,
}

impl Who {
    /// The moment, and the member if it is one.
    fn values(self, from: Millis) -> Vec<Value> {
        match self {
            Who::One(member) => vec![from.into(), member.0.into()],
            Who::All => vec![from.into()],
        }
    }

    fn is(self, column: &str) -> String {
        match self {
            Who::One(_) => format!("{column} = $2"),
            Who::All => "1 = 1".into(),
        }
    }
}

/// The facts of one member.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub answers: Vec<Answer>,
    pub solutions: Vec<Solution>,
    pub ratings: Vec<Rating>,
    pub sanctions: Vec<Millis>,
}

/// Of each member who has any.
#[derive(Debug, Default)]
pub struct All(pub HashMap<AccountId, Facts>);

impl All {
    pub fn of(&self, member: AccountId) -> Facts {
        self.0.get(&member).cloned().unwrap_or_default()
    }
}

#[derive(FromQueryResult)]
struct AnswerRow {
    id: i64,
    thread: i64,
    author: AccountId,
    at: i64,
    deleted: Option<i64>,
}

#[derive(FromQueryResult)]
struct SolutionRow {
    id: i64,
    thread: i64,
    author: i64,
    at: i64,
    accepted: i64,
    asker: i64,
    asker_since: i64,
    asker_claimed: Option<i64>,
    asker_confirmed: i64,
}

#[derive(FromQueryResult)]
struct RatingRow {
    id: i64,
    author: AccountId,
    rater: i64,
    at: i64,
    clear: bool,
}

#[derive(FromQueryResult)]
struct SanctionRow {
    member_id: AccountId,
    began_at: i64,
}

/// Reads everything since a moment.
pub async fn load(db: &impl ConnectionTrait, who: Who, from: Millis, s: &Standing, all_confirmed: bool) -> Result<All, DbErr> {
    let mut all = All::default();
    let mut threads: HashMap<i64, Vec<AccountId>> = HashMap::new();
    for r in answers(db, who, from).await? {
        let authors = threads.entry(r.thread).or_default();
        if !authors.contains(&r.author) {
            authors.push(r.author);
        }
        all.0.entry(r.author).or_default().answers.push(Answer { id: r.id, thread: r.thread, at: r.at, deleted: r.deleted });
    }
    for solution in together(solutions(db, who, from).await?, s, all_confirmed) {
        for author in threads.get(&solution.thread).into_iter().flatten() {
            all.0.entry(*author).or_default().solutions.push(solution);
        }
    }
    for r in ratings(db, who, from).await? {
        all.0.entry(r.author).or_default().ratings.push(Rating { id: r.id, rater: r.rater, at: r.at, clear: r.clear });
    }
    for r in sanctions(db, who, from).await? {
        all.0.entry(r.member_id).or_default().sanctions.push(r.began_at);
    }
    Ok(all)
}

async fn answers(db: &impl ConnectionTrait, who: Who, from: Millis) -> Result<Vec<AnswerRow>, DbErr> {
    let text = format!(
        "SELECT p.id, p.question_id AS thread, p.author_id AS author, p.created_at AS at,
            CASE WHEN p.state = 'deleted' THEN (SELECT MAX(u.at) FROM audit u WHERE u.object = 'post' AND u.object_id = p.id AND u.action = 'delete') END AS deleted
         FROM post p JOIN question q ON q.id = p.question_id
         WHERE {} AND p.kind = 'answer' AND p.created_at >= $1 AND p.official = FALSE AND p.author_id <> q.author_id
            AND (p.state IN ('visible', 'hidden') OR (p.state = 'deleted' AND EXISTS (SELECT 1 FROM audit u WHERE u.object = 'post' AND u.object_id = p.id AND u.action = 'delete')))",
        who.is("p.author_id")
    );
    db::rows(db, &text, who.values(from)).await
}

/// One row for an acceptance and one for a verification. What others said for an asker who is away counts once they agree.
async fn solutions(db: &impl ConnectionTrait, who: Who, from: Millis) -> Result<Vec<SolutionRow>, DbErr> {
    let (asker, theirs) = ("CASE WHEN f.on_behalf = TRUE THEN q.author_id ELSE f.actor_id END", "(f.on_behalf = FALSE OR f.agreed_at IS NOT NULL)");
    let one = |fact: &str, asker: &str, accepted: i64, counts: &str| {
        format!(
            "SELECT p.id, p.question_id AS thread, p.author_id AS author, f.at, CAST({accepted} AS BIGINT) AS accepted, CASE WHEN c.username = '-' THEN -p.question_id ELSE {asker} END AS asker, c.created_at AS asker_since,
                (SELECT MIN(x.created_at) FROM account x WHERE x.claimed_by = c.id) AS asker_claimed,
                CAST(CASE WHEN c.placeholder = TRUE OR c.deleted_at IS NOT NULL OR c.email_verified_at IS NOT NULL THEN 1 ELSE 0 END AS BIGINT) AS asker_confirmed
             FROM post p JOIN {fact} f ON f.post_id = p.id AND f.withdrawn_at IS NULL JOIN question q ON q.id = p.question_id
                JOIN account w ON w.id = p.author_id JOIN account c ON c.id = {asker}
             WHERE p.kind = 'answer' AND p.state IN ('visible', 'hidden') AND p.official = FALSE AND w.role = 'customer'
                AND p.author_id <> q.author_id AND p.author_id <> {asker} AND {counts}
                AND p.question_id IN (SELECT m.question_id FROM post m WHERE {} AND m.kind = 'answer' AND m.created_at >= $1)",
            who.is("m.author_id")
        )
    };
    let text = format!("{} UNION ALL {} ORDER BY 1, 4", one("acceptance", asker, 1, theirs), one("verification", "q.author_id", 0, "TRUE"));
    db::rows(db, &text, who.values(from)).await
}

/// One solution for each answer: since the first of its facts, for whoever accepted it.
fn together(rows: Vec<SolutionRow>, s: &Standing, all_confirmed: bool) -> Vec<Solution> {
    let mut by_answer: HashMap<i64, (Solution, bool)> = HashMap::new();
    let mut order = Vec::new();
    for r in rows {
        let since = r.asker_since.min(r.asker_claimed.unwrap_or(i64::MAX));
        let asker_counts = (all_confirmed || r.asker_confirmed == 1).then_some(since + s.asker_age_days * DAY);
        let new = Solution { answer: r.id, thread: r.thread, author: r.author, at: r.at, asker: r.asker, asker_counts };
        match by_answer.get_mut(&r.id) {
            None => {
                order.push(r.id);
                by_answer.insert(r.id, (new, r.accepted == 1));
            }
            Some((known, accepted)) => {
                known.at = known.at.min(new.at);
                if r.accepted == 1 && !*accepted {
                    (known.asker, known.asker_counts, *accepted) = (new.asker, new.asker_counts, true);
                }
            }
        }
    }
    order.into_iter().filter_map(|id| by_answer.remove(&id).map(|(s, _)| s)).collect()
}

/// Never one's own, nor that of somebody who answered in the thread and did not ask there.
async fn ratings(db: &impl ConnectionTrait, who: Who, from: Millis) -> Result<Vec<RatingRow>, DbErr> {
    let text = format!(
        "SELECT r.id, r.author_id AS author, r.actor_id AS rater, r.at, r.clear FROM clarity r JOIN post p ON p.id = r.post_id JOIN question q ON q.id = p.question_id
         WHERE {} AND r.at >= $1 AND r.withdrawn_at IS NULL AND r.actor_id <> r.author_id AND p.state IN ('visible', 'hidden')
            AND (r.actor_id = q.author_id OR NOT EXISTS (SELECT 1 FROM post o WHERE o.question_id = p.question_id AND o.kind = 'answer' AND o.author_id = r.actor_id))",
        who.is("r.author_id")
    );
    db::rows(db, &text, who.values(from)).await
}

async fn sanctions(db: &impl ConnectionTrait, who: Who, from: Millis) -> Result<Vec<SanctionRow>, DbErr> {
    let text = format!("SELECT member_id, began_at FROM sanction WHERE {} AND began_at >= $1 AND overturned_at IS NULL", who.is("member_id"));
    db::rows(db, &text, who.values(from)).await
}
