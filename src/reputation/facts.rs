//! What was said, as it stands now, in one shape for every kind.
//!
//! What must stay true: an imported vote, me-too or acceptance is none of these (the opening speaks for it); what a
//! deleted or removed post brought is suspended with it, but an acceptance stays with the asker who gave it, and what
//! someone did for another's post (a report, an edit) does not depend on that post.

use entity::{AccountId, EntryKind, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::db::{self, placeholders};
use crate::values;

/// Which facts are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// "This helped me" of one member on one post.
    Vote { post: PostId, actor: AccountId },
    MeToo { post: PostId, actor: AccountId },
    /// The acceptances of a question.
    Outcome { question: PostId },
    /// The brand's word on an answer.
    Verified { post: PostId },
    /// Everything about a post, and the acceptances of its question.
    Post { post: PostId, question: PostId },
    /// What these imported people came with.
    Openings(&'a [AccountId]),
    /// The accepted edits of a member.
    Edits { editor: AccountId },
    /// Everything about these members, and what else was accepted where they answered.
    Members(&'a [AccountId]),
}

/// A fact.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Fact {
    pub kind: EntryKind,
    pub fact_id: i64,
    pub member_id: i64,
    pub actor_id: Option<i64>,
    pub post_id: Option<i64>,
    pub question_id: Option<i64>,
    pub at: i64,
    pub withdrawn_at: Option<i64>,
    /// As far as the post is concerned.
    pub stands: bool,
    pub official: bool,
    pub own: bool,
    /// Said by the asker in their own thread.
    pub asker: bool,
    /// Points of an opening, changed characters of an edit.
    pub amount: i64,
    /// The member is no staff.
    pub customer: bool,
    pub giver_since: Option<i64>,
    pub giver_confirmed: bool,
    pub giver_suspended_until: Option<i64>,
}

/// What a statement says of its kind; the rest is the same for all.
struct Shape {
    kind: &'static str,
    fact: &'static str,
    member: &'static str,
    actor: &'static str,
    at: &'static str,
    withdrawn: &'static str,
    stands: &'static str,
    own: &'static str,
    asker: &'static str,
    amount: &'static str,
    from: &'static str,
    /// Who gave it matters: they may be too new.
    giver: bool,
}

const STANDS: &str = "p.state IN ('visible', 'held', 'hidden')";
const NONE: &str = "CAST(NULL AS BIGINT)";
const ZERO: &str = "CAST(0 AS BIGINT)";

const VOTE: Shape = Shape {
    kind: "CASE WHEN p.kind = 'answer' THEN 'answer_upvoted' ELSE 'question_upvoted' END",
    fact: "f.id",
    member: "p.author_id",
    actor: "f.actor_id",
    at: "f.at",
    withdrawn: "f.withdrawn_at",
    stands: STANDS,
    own: "f.actor_id = p.author_id",
    asker: "f.actor_id = q.author_id",
    amount: ZERO,
    from: "vote f JOIN post p ON p.id = f.post_id JOIN question q ON q.id = p.question_id",
    giver: true,
};

const ME_TOO: Shape = Shape { kind: "'me_too'", from: "me_too f JOIN post p ON p.id = f.post_id AND f.imported = FALSE JOIN question q ON q.id = p.question_id", ..VOTE };

/// One that a case annulled was never given, however old it is.
const ACCEPTANCE: Shape = Shape {
    kind: "'answer_accepted'",
    withdrawn: "CASE WHEN f.annulled_by IS NULL THEN f.withdrawn_at ELSE f.at END",
    own: "f.actor_id = p.author_id OR q.author_id = p.author_id",
    asker: "FALSE",
    from: "acceptance f JOIN post p ON p.id = f.post_id AND f.imported = FALSE JOIN question q ON q.id = p.question_id",
    giver: false,
    ..VOTE
};

/// One row an acceptance; [`once`] makes one of those of a question. Here `p` is the question's post.
const ACCEPTING: Shape = Shape {
    kind: "'accepting'",
    fact: "p.id",
    own: "FALSE",
    from: "post p JOIN question q ON q.id = p.id JOIN post answer ON answer.question_id = p.id AND answer.kind = 'answer' AND answer.author_id <> p.author_id
        JOIN acceptance f ON f.post_id = answer.id AND f.imported = FALSE AND f.actor_id = p.author_id",
    ..ACCEPTANCE
};

/// One row a verification; [`once`] makes one of those of an answer.
const VERIFIED: Shape = Shape {
    kind: "'answer_verified'",
    fact: "p.id",
    withdrawn: "f.withdrawn_at",
    own: "f.actor_id = p.author_id",
    from: "verification f JOIN post p ON p.id = f.post_id",
    ..ACCEPTANCE
};

const ABUSE: Shape = Shape {
    kind: "'removed_as_abuse'",
    fact: "p.id",
    actor: NONE,
    at: "p.removed_as_abuse_at",
    withdrawn: NONE,
    stands: "p.state = 'removed'",
    own: "FALSE",
    from: "post p",
    ..ACCEPTANCE
};

const FLAG: Shape = Shape {
    kind: "'flag_upheld'",
    member: "f.actor_id",
    actor: NONE,
    withdrawn: "f.withdrawn_at",
    stands: "f.state = 'upheld'",
    own: "f.actor_id = p.author_id",
    from: "flag f JOIN post p ON p.id = f.post_id",
    ..ACCEPTANCE
};

const EDIT: Shape = Shape {
    kind: "'edit_accepted'",
    member: "f.editor_id",
    actor: "f.decided_by",
    at: "f.decided_at",
    withdrawn: NONE,
    stands: "TRUE",
    // as it was when it was decided, whoever the author is by now
    own: "f.by_author OR f.decided_by = f.editor_id",
    amount: "f.changed",
    from: "suggested_edit f JOIN post p ON p.id = f.post_id AND f.state = 'accepted' AND f.changed IS NOT NULL AND f.decided_at IS NOT NULL",
    ..ACCEPTANCE
};

impl Shape {
    fn text(&self, condition: &str) -> String {
        let Shape { kind, fact, member, actor, at, withdrawn, stands, own, asker, amount, from, .. } = self;
        let (giver, since, confirmed, suspended) = match self.giver {
            true => (
                format!("JOIN account g ON g.id = {actor}"),
                "g.created_at",
                "g.email_verified_at IS NOT NULL OR g.email_folded IS NOT NULL OR g.deleted_at IS NOT NULL OR g.placeholder = TRUE",
                "g.suspended_until",
            ),
            false => (String::new(), NONE, "TRUE", NONE),
        };
        // an edit and a report are not the post's author's
        let official = if *member == "p.author_id" { "p.official" } else { "FALSE" };
        format!(
            "SELECT {kind} AS kind, {fact} AS fact_id, {member} AS member_id, {actor} AS actor_id, p.id AS post_id, p.question_id, {at} AS at, {withdrawn} AS withdrawn_at,
                {stands} AS stands, {official} AS official, {own} AS own, {asker} AS asker, {amount} AS amount, m.role = 'customer' AS customer,
                {since} AS giver_since, {confirmed} AS giver_confirmed, {suspended} AS giver_suspended_until
             FROM {from} JOIN account m ON m.id = {member} {giver} WHERE {condition}"
        )
    }
}

const OPENING: &str = "SELECT 'opening' AS kind, o.account_id AS fact_id, m.id AS member_id, CAST(NULL AS BIGINT) AS actor_id, CAST(NULL AS BIGINT) AS post_id,
        CAST(NULL AS BIGINT) AS question_id, o.at, CAST(NULL AS BIGINT) AS withdrawn_at, TRUE AS stands, FALSE AS official, FALSE AS own, FALSE AS asker, o.points AS amount,
        m.role = 'customer' AS customer, CAST(NULL AS BIGINT) AS giver_since, TRUE AS giver_confirmed, CAST(NULL AS BIGINT) AS giver_suspended_until
     FROM opening o JOIN account h ON h.id = o.account_id JOIN account m ON m.id = COALESCE(h.claimed_by, h.id)";

/// The facts of a scope, taken back or not.
pub async fn of(db: &impl ConnectionTrait, scope: Scope<'_>) -> Result<Vec<Fact>, DbErr> {
    match scope {
        Scope::Vote { post, actor } => db::rows(db, &VOTE.text("f.post_id = $1 AND f.actor_id = $2"), values![post.0, actor.0]).await,
        Scope::MeToo { post, actor } => db::rows(db, &ME_TOO.text("f.post_id = $1 AND f.actor_id = $2"), values![post.0, actor.0]).await,
        Scope::Verified { post } => Ok(once(db::rows(db, &VERIFIED.text("f.post_id = $1"), values![post.0]).await?)),
        Scope::Edits { editor } => db::rows(db, &EDIT.text("f.editor_id = $1"), values![editor.0]).await,
        Scope::Outcome { question } => {
            let mut facts = db::rows(db, &ACCEPTANCE.text("p.question_id = $1"), values![question.0]).await?;
            facts.extend(once(db::rows(db, &ACCEPTING.text("p.id = $1"), values![question.0]).await?));
            Ok(facts)
        }
        Scope::Post { post, question } => {
            let mut facts = Box::pin(of(db, Scope::Outcome { question })).await?;
            for shape in [VOTE, ME_TOO, FLAG] {
                facts.extend(db::rows::<Fact>(db, &shape.text("f.post_id = $1"), values![post.0]).await?);
            }
            facts.extend(once(db::rows(db, &VERIFIED.text("f.post_id = $1"), values![post.0]).await?));
            facts.extend(db::rows::<Fact>(db, &ABUSE.text("p.id = $1 AND p.removed_as_abuse_at IS NOT NULL"), values![post.0]).await?);
            Ok(facts)
        }
        Scope::Members([]) | Scope::Openings([]) => Ok(Vec::new()),
        Scope::Openings(people) => {
            let text = format!("{OPENING} WHERE o.account_id IN ({})", placeholders(1, people.len()));
            db::rows(db, &text, people.iter().map(|p| Value::from(p.0))).await
        }
        Scope::Members(members) => {
            let list = placeholders(1, members.len());
            let ids = || members.iter().map(|m| Value::from(m.0));
            let theirs = format!("p.author_id IN ({list})");
            let mut facts = Vec::new();
            for shape in [VOTE, ME_TOO] {
                facts.extend(db::rows::<Fact>(db, &shape.text(&theirs), ids()).await?);
            }
            // with what else was accepted there: places depend on it
            let there = format!("p.question_id IN (SELECT mine.question_id FROM post mine JOIN acceptance a ON a.post_id = mine.id AND a.imported = FALSE WHERE mine.kind = 'answer' AND mine.author_id IN ({list}))");
            facts.extend(db::rows::<Fact>(db, &ACCEPTANCE.text(&there), ids()).await?);
            facts.extend(once(db::rows(db, &ACCEPTING.text(&theirs), ids()).await?));
            facts.extend(once(db::rows(db, &VERIFIED.text(&theirs), ids()).await?));
            facts.extend(db::rows::<Fact>(db, &ABUSE.text(&format!("p.removed_as_abuse_at IS NOT NULL AND {theirs}")), ids()).await?);
            facts.extend(db::rows::<Fact>(db, &FLAG.text(&format!("f.state = 'upheld' AND f.actor_id IN ({list})")), ids()).await?);
            facts.extend(db::rows::<Fact>(db, &EDIT.text(&format!("f.editor_id IN ({list})")), ids()).await?);
            let own = format!("{OPENING} WHERE o.account_id IN ({list}) AND h.claimed_by IS NULL");
            facts.extend(db::rows::<Fact>(db, &own, ids()).await?);
            let claimed = format!("{OPENING} WHERE h.claimed_by IN ({list})");
            facts.extend(db::rows::<Fact>(db, &claimed, ids()).await?);
            Ok(facts)
        }
    }
}

/// Several rows of one fact become the first of them, which stands as long as one of them does. A row taken back late
/// ([`Fact::withdrawn_at`]) goes before one taken back early: the former may have been kept.
fn once(mut rows: Vec<Fact>) -> Vec<Fact> {
    rows.sort_by_key(|f| (f.member_id, f.fact_id, f.at));
    let mut out: Vec<Fact> = Vec::new();
    for f in rows {
        match out.last_mut().filter(|o| o.member_id == f.member_id && o.fact_id == f.fact_id) {
            None => out.push(f),
            Some(first) => {
                first.own &= f.own;
                // how long each lasted is what matters; the longest speaks for all
                let lasted = |f: &Fact| f.withdrawn_at.map_or(i64::MAX, |w| w - f.at);
                if lasted(&f) > lasted(first) {
                    first.withdrawn_at = f.withdrawn_at.map(|w| first.at + (w - f.at));
                }
            }
        }
    }
    out
}

/// What stands in `credit` of a scope; also of those whose fact has gone.
pub fn credited(scope: Scope<'_>) -> Vec<(String, Vec<Value>)> {
    const OUTCOME: &str = "question_id = $1 AND kind IN ('answer_accepted', 'accepting')";
    match scope {
        // read with their groups
        Scope::Vote { .. } | Scope::MeToo { .. } => Vec::new(),
        Scope::Verified { post } => vec![("post_id = $1 AND kind = 'answer_verified'".into(), values![post.0].to_vec())],
        Scope::Edits { editor } => vec![("member_id = $1 AND kind = 'edit_accepted'".into(), values![editor.0].to_vec())],
        Scope::Outcome { question } => vec![(OUTCOME.into(), values![question.0].to_vec())],
        Scope::Post { post, question } => vec![
            (OUTCOME.into(), values![question.0].to_vec()),
            (
                "post_id = $1 AND kind IN ('answer_upvoted', 'question_upvoted', 'me_too', 'answer_verified', 'removed_as_abuse', 'flag_upheld')".into(),
                values![post.0].to_vec(),
            ),
        ],
        Scope::Openings(people) => {
            vec![(format!("kind = 'opening' AND fact_id IN ({})", placeholders(1, people.len())), people.iter().map(|p| Value::from(p.0)).collect())]
        }
        Scope::Members(members) => {
            let list = placeholders(1, members.len());
            let ids: Vec<Value> = members.iter().map(|m| Value::from(m.0)).collect();
            let beside = format!("kind = 'answer_accepted' AND question_id IN (SELECT c.question_id FROM credit c WHERE c.kind = 'answer_accepted' AND c.member_id IN ({list}))");
            vec![(format!("member_id IN ({list})"), ids.clone()), (beside, ids)]
        }
    }
}

/// Who gains or loses by the facts of a scope: a condition on `account.id`. They are locked before anything is read.
pub fn concerned(scope: Scope<'_>) -> (String, Vec<Value>) {
    const OUTCOME: &str = "SELECT p.author_id FROM post p JOIN acceptance a ON a.post_id = p.id WHERE p.question_id = $1 UNION SELECT author_id FROM question WHERE id = $1
        UNION SELECT member_id FROM credit WHERE question_id = $1 AND kind IN ('answer_accepted', 'accepting')";
    match scope {
        Scope::Vote { post, .. } | Scope::MeToo { post, .. } | Scope::Verified { post } => ("id = (SELECT author_id FROM post WHERE id = $1)".into(), values![post.0].to_vec()),
        Scope::Edits { editor } => ("id = $1".into(), values![editor.0].to_vec()),
        Scope::Outcome { question } => (format!("id IN ({OUTCOME})"), values![question.0].to_vec()),
        Scope::Post { post, question } => {
            let text = format!("id IN ({OUTCOME} UNION SELECT author_id FROM post WHERE id = $2 UNION SELECT member_id FROM credit WHERE post_id = $2 UNION SELECT actor_id FROM flag WHERE post_id = $2)");
            (text, values![question.0, post.0].to_vec())
        }
        Scope::Openings(people) => (
            format!("id IN (SELECT COALESCE(h.claimed_by, h.id) FROM account h WHERE h.id IN ({}))", placeholders(1, people.len())),
            people.iter().map(|p| Value::from(p.0)).collect(),
        ),
        Scope::Members(members) => (format!("id IN ({})", placeholders(1, members.len())), members.iter().map(|m| Value::from(m.0)).collect()),
    }
}
