//! Is everything the database says true? Counts again what is kept as a number, follows every reference, and lists what
//! does not agree. Changes nothing.

use std::fmt;

use crate::audit;
use crate::clock::Millis;
use crate::db::{self, Db};
use crate::reputation::verify;
use crate::search;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub what: String,
    /// Rows it concerns.
    pub count: i64,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.count > 0 { write!(f, "{}: {}", self.what, self.count) } else { f.write_str(&self.what) }
    }
}

/// Counts rows for which a sentence is true that should be true of none.
struct Never {
    what: &'static str,
    text: &'static str,
}

const NEVER: &[Never] = &[
    Never {
        what: "posts whose score is not their opening score plus their votes",
        text: "SELECT COUNT(*) AS n FROM post p WHERE p.score <> p.opening_score + (SELECT COUNT(*) FROM vote v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL)",
    },
    Never {
        what: "posts whose number of comments is wrong",
        text: "SELECT COUNT(*) AS n FROM post p WHERE p.comment_count <> (SELECT COUNT(*) FROM comment c WHERE c.post_id = p.id AND c.state = 'visible')",
    },
    Never {
        what: "posts whose \"did not work\" count is wrong",
        text: "SELECT COUNT(*) AS n FROM post p
               WHERE p.did_not_work_count <> (SELECT COUNT(*) FROM did_not_work d WHERE d.post_id = p.id AND d.withdrawn_at IS NULL)
                  OR p.did_not_work_weight <> (SELECT COUNT(*) FROM did_not_work d WHERE d.post_id = p.id AND d.withdrawn_at IS NULL AND d.counts)",
    },
    Never {
        what: "posts without a thread",
        text: "SELECT COUNT(*) AS n FROM post p WHERE (p.kind = 'question' AND (p.question_id IS NULL OR p.question_id <> p.id)) OR p.question_id IS NULL
               OR NOT EXISTS (SELECT 1 FROM question q WHERE q.id = p.question_id)",
    },
    Never {
        what: "questions that are not as their post says",
        text: "SELECT COUNT(*) AS n FROM question q JOIN post p ON p.id = q.id
               WHERE p.kind <> 'question' OR p.author_id <> q.author_id OR p.state <> q.state OR p.score <> q.score OR p.created_at <> q.created_at",
    },
    Never {
        what: "questions whose number of answers is wrong",
        text: "SELECT COUNT(*) AS n FROM question q
               WHERE q.answer_count <> (SELECT COUNT(*) FROM post a WHERE a.question_id = q.id AND a.kind = 'answer' AND a.state IN ('visible', 'reserved'))
                  OR q.peer_answer_count <> (SELECT COUNT(*) FROM post a WHERE a.question_id = q.id AND a.kind = 'answer' AND a.state IN ('visible', 'reserved')
                     AND a.author_id <> q.author_id)",
    },
    Never {
        what: "questions whose number of accepted or verified answers is wrong",
        text: "SELECT COUNT(*) AS n FROM question q
               WHERE q.accepted_count <> (SELECT COUNT(DISTINCT a.id) FROM post a JOIN acceptance c ON c.post_id = a.id
                        WHERE a.question_id = q.id AND a.kind = 'answer' AND a.state IN ('visible', 'reserved') AND c.withdrawn_at IS NULL)
                  OR q.verified_count <> (SELECT COUNT(DISTINCT a.id) FROM post a JOIN verification c ON c.post_id = a.id
                        WHERE a.question_id = q.id AND a.kind = 'answer' AND a.state IN ('visible', 'reserved') AND c.withdrawn_at IS NULL)",
    },
    Never {
        what: "questions with an accepted answer that are not solved",
        text: "SELECT COUNT(*) AS n FROM question q WHERE q.accepted_count > 0 AND q.solved_at IS NULL",
    },
    Never {
        what: "questions solved by nothing",
        text: "SELECT COUNT(*) AS n FROM question q WHERE q.solved_at IS NOT NULL AND q.accepted_count = 0 AND q.verified_count = 0 AND q.solved_elsewhere_at IS NULL",
    },
    Never {
        what: "questions whose me-too count is wrong",
        text: "SELECT COUNT(*) AS n FROM question q WHERE q.me_too_count <> q.opening_me_too + (SELECT COUNT(*) FROM me_too m WHERE m.post_id = q.id AND m.withdrawn_at IS NULL)",
    },
    Never {
        what: "questions whose last activity is not that of a visible post",
        text: "SELECT COUNT(*) AS n FROM question q WHERE q.activity_at <> COALESCE(
                  (SELECT MAX(a.created_at) FROM post a WHERE a.question_id = q.id AND a.kind = 'answer' AND a.state IN ('visible', 'reserved')), q.created_at)",
    },
    Never {
        what: "tags whose number of questions is wrong",
        text: "SELECT COUNT(*) AS n FROM tag t WHERE t.question_count <> (SELECT COUNT(*) FROM question_tag l JOIN question q ON q.id = l.question_id
                  WHERE l.tag_id = t.id AND NOT l.hidden AND q.state = 'visible')",
    },
    Never {
        what: "tags filed under another date than their question's last activity",
        text: "SELECT COUNT(*) AS n FROM question_tag l JOIN question q ON q.id = l.question_id WHERE l.activity_at <> q.activity_at",
    },
    Never {
        what: "acceptances that are not of an answer of their question",
        text: "SELECT COUNT(*) AS n FROM acceptance c JOIN post a ON a.id = c.post_id WHERE a.kind <> 'answer' OR a.question_id <> c.question_id",
    },
    Never {
        what: "duplicates of themselves or of what is no question",
        text: "SELECT COUNT(*) AS n FROM question q LEFT JOIN question o ON o.id = q.duplicate_of WHERE q.duplicate_of IS NOT NULL AND (o.id IS NULL OR o.id = q.id)",
    },
    Never {
        what: "annulled facts that count",
        text: "SELECT (SELECT COUNT(*) FROM vote WHERE annulled_by IS NOT NULL AND withdrawn_at IS NULL) + (SELECT COUNT(*) FROM acceptance WHERE annulled_by IS NOT NULL AND withdrawn_at IS NULL)
               + (SELECT COUNT(*) FROM me_too WHERE annulled_by IS NOT NULL AND withdrawn_at IS NULL) AS n",
    },
    Never {
        what: "comments that are in another thread than their post",
        text: "SELECT COUNT(*) AS n FROM comment c JOIN post p ON p.id = c.post_id WHERE p.question_id <> c.question_id",
    },
    Never {
        what: "posts whose number of revisions is not that of the last",
        text: "SELECT COUNT(*) AS n FROM post p JOIN (SELECT post_id, MAX(number) AS last FROM revision GROUP BY post_id) r ON r.post_id = p.id WHERE r.last <> p.revision",
    },
    Never {
        what: "placeholders with an address or a password",
        text: "SELECT COUNT(*) AS n FROM account a WHERE a.placeholder AND (a.email IS NOT NULL OR a.email_folded IS NOT NULL OR a.password_hash IS NOT NULL)",
    },
    Never {
        what: "imported rows whose origin leads nowhere",
        text: "SELECT COUNT(*) AS n FROM source_ref s WHERE
               (s.kind = 'post' AND NOT EXISTS (SELECT 1 FROM post p WHERE p.id = s.our_id))
               OR (s.kind = 'comment' AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.id = s.our_id))
               OR (s.kind IN ('account', 'account_email') AND NOT EXISTS (SELECT 1 FROM account a WHERE a.id = s.our_id))",
    },
];

/// Everything that is wrong; nothing when all is well.
pub async fn run(db: &Db, now: Millis) -> anyhow::Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let tx = db.unhurried().await?;
    let broken = Db::broken_references(&tx).await?;
    problems.extend(broken.into_iter().map(|(what, count)| Problem { what: format!("rows of {what} that refer to nothing"), count }));
    for never in NEVER {
        let count = db::count(&tx, never.text, []).await?;
        if count > 0 {
            problems.push(Problem { what: never.what.to_owned(), count });
        }
    }
    problems.extend(search::check(&tx).await?.into_iter().map(|what| Problem { what, count: 0 }));
    problems.extend(audit::chain::check(&tx).await?.into_iter().map(|what| Problem { what, count: 0 }));
    tx.rollback().await?;
    let found = verify::verify(db, verify::Repair::No, now, |d| tracing::warn!("{d}")).await?;
    if found.differences > 0 {
        problems.push(Problem { what: "members whose reputation does not add up (entraide reputation verify)".to_owned(), count: found.differences });
    }
    Ok(problems)
}
