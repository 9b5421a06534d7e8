//! Who is there.

use std::collections::HashMap;

use entity::{AccountId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::clock::Millis;
use crate::{db, values};

/// Somebody who is there.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Here {
    question_id: i64,
    pub name: String,
    /// How many ways they say that they answer.
    writing: i64,
}

impl Here {
    pub fn answers(&self) -> bool {
        self.writing > 0
    }
}

/// Who else is at these threads.
pub async fn at(db: &impl ConnectionTrait, ids: &[i64], me: AccountId, now: Millis) -> Result<HashMap<i64, Vec<Here>>, DbErr> {
    let mut out: HashMap<i64, Vec<Here>> = HashMap::new();
    if ids.is_empty() {
        return Ok(out);
    }
    let these = db::placeholders(3, ids.len());
    let text = format!(
        "SELECT h.question_id, a.display_name AS name, CAST(SUM(h.writing) AS BIGINT) AS writing FROM (
            SELECT question_id, account_id, CASE WHEN writing = TRUE THEN 1 ELSE 0 END AS writing FROM presence WHERE question_id IN ({these}) AND until_at > $1
            UNION ALL SELECT question_id, account_id, 1 AS writing FROM answering WHERE question_id IN ({these}) AND until_at > $1) h
         JOIN account a ON a.id = h.account_id WHERE h.account_id <> $2 GROUP BY h.question_id, a.id, a.display_name ORDER BY 3 DESC, 2"
    );
    let values = [Value::from(now), Value::from(me.0)].into_iter().chain(ids.iter().map(|id| Value::from(*id)));
    for here in db::rows::<Here>(db, &text, values).await? {
        out.entry(here.question_id).or_default().push(here);
    }
    Ok(out)
}

/// There is such a question.
pub async fn is_question(db: &impl ConnectionTrait, id: PostId) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM question WHERE id = $1", values![id.0]).await? > 0)
}
