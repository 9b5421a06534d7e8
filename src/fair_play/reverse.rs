//! A reversal and its undoing: facts, counters, ledgers, standing and badges in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use entity::{AccountId, CaseId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{UNDO, actions};
use crate::audit::{self, Deed};
use crate::badges;
use crate::clock::Millis;
use crate::error::Result;
use crate::questions::facts::said_for;
use crate::questions::refresh::refresh;
use crate::reputation::{self, versions};
use crate::rules::fair_play::{Key, Kind};
use crate::{db, deadlines, standing, values};

/// The kinds a case can hold.
const KINDS: [Kind; 3] = [Kind::Vote, Kind::Acceptance, Kind::MeToo];

/// Takes the chosen facts away as one batch. Gives who is concerned; none if the case was decided meanwhile.
pub async fn reverse(tx: &DatabaseTransaction, case: CaseId, chosen: &[Key], by: AccountId, reason: &str, now: Millis) -> Result<Option<Vec<AccountId>>> {
    hold(tx, case).await?;
    if !actions::decide(tx, case, "reversed", by, reason, now).await? {
        return Ok(None);
    }
    let zone = versions::current(tx).await?.zone;
    let mut badges_before = BTreeMap::new();
    for member in people(tx, case).await? {
        badges_before.insert(member, badges::actions::holding(tx, member, &zone).await?);
    }
    for kind in KINDS {
        let ids: Vec<i64> = chosen.iter().filter(|k| k.0 == kind).map(|k| k.1).collect();
        for some in ids.chunks(200) {
            let list = some.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let table = kind.word();
            db::run(
                tx,
                &format!("UPDATE fair_case_fact SET annulled = TRUE WHERE case_id = $1 AND kind = $2 AND fact_id IN ({list})"),
                values![case.0, table],
            )
            .await?;
            // one that its giver took back meanwhile keeps that moment; it cannot be given again either
            db::run(
                tx,
                &format!(
                    "UPDATE {table} SET annulled_by = $1, withdrawn_at = COALESCE(withdrawn_at, $2)
                     WHERE annulled_by IS NULL AND id IN (SELECT fact_id FROM fair_case_fact WHERE case_id = $1 AND kind = '{table}' AND annulled = TRUE AND fact_id IN ({list}))"
                ),
                values![case.0, now],
            )
            .await?;
        }
    }
    let concerned = settle(tx, case, now).await?;
    for member in &concerned {
        let before = badges_before.get(member).map(Vec::as_slice).unwrap_or_default();
        badges::actions::strictly(tx, *member, before, &zone, case.0, now).await?;
    }
    Ok(Some(concerned))
}

/// Gives everything back within thirty days. None: too late, or done already.
pub async fn undo(tx: &DatabaseTransaction, case: CaseId, by: AccountId, reason: &str, now: Millis) -> Result<Option<Vec<AccountId>>> {
    hold(tx, case).await?;
    let turned = db::run(
        tx,
        "UPDATE fair_case SET state = 'undone', undone_at = $2, undone_by = $3, undo_reason = $4 WHERE id = $1 AND state = 'reversed' AND decided_at > $5",
        values![case.0, now, by.0, reason, now - UNDO],
    )
    .await?;
    if turned == 0 {
        return Ok(None);
    }
    for kind in KINDS {
        let table = kind.word();
        let text = format!(
            "UPDATE {table} SET annulled_by = NULL, withdrawn_at = CASE WHEN withdrawn_at = (SELECT c.decided_at FROM fair_case c WHERE c.id = $1)
                AND NOT EXISTS (SELECT 1 FROM {table} again WHERE again.actor_id = {table}.actor_id AND again.post_id = {table}.post_id AND again.withdrawn_at IS NULL) THEN NULL ELSE withdrawn_at END
             WHERE annulled_by = $1 AND id IN (SELECT fact_id FROM fair_case_fact WHERE case_id = $1 AND kind = '{table}')"
        );
        db::run(tx, &text, values![case.0]).await?;
    }
    let concerned = settle(tx, case, now).await?;
    for member in &concerned {
        badges::actions::give_back(tx, *member, case.0).await?;
    }
    badges::actions::touch(tx, &concerned).await?;
    audit::record(tx, Deed { actor: Some(by), action: "case_undone", object: "fair_case", object_id: case.0, note: reason }, now).await?;
    Ok(Some(concerned))
}

/// Holds the threads of the case, in the order of their ids, as everyone who changes one does.
async fn hold(tx: &DatabaseTransaction, case: CaseId) -> Result<()> {
    let threads = "id IN (SELECT p.question_id FROM fair_case_fact k JOIN post p ON p.id = k.post_id WHERE k.case_id = $1)";
    Ok(db::lock_all(tx, "question", threads, values![case.0]).await?)
}

/// Who gave or received a fact of the case.
async fn people(tx: &DatabaseTransaction, case: CaseId) -> Result<Vec<AccountId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: AccountId,
    }
    let text = "SELECT giver_id AS id FROM fair_case_fact WHERE case_id = $1 UNION SELECT receiver_id AS id FROM fair_case_fact WHERE case_id = $1";
    let rows: Vec<Row> = db::rows(tx, text, values![case.0]).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

/// Who was accepted in these threads: the place of one acceptance is the place of the others.
async fn accepted(tx: &DatabaseTransaction, threads: &[PostId]) -> Result<Vec<AccountId>> {
    #[derive(FromQueryResult)]
    struct Author {
        author_id: AccountId,
    }
    let mut all = Vec::new();
    for part in threads.chunks(500) {
        let text = format!(
            "SELECT DISTINCT p.author_id FROM post p JOIN acceptance a ON a.post_id = p.id AND a.imported = FALSE WHERE p.question_id IN ({})",
            db::placeholders(1, part.len())
        );
        let authors: Vec<Author> = db::rows(tx, &text, part.iter().map(|t| t.0.into())).await?;
        all.extend(authors.into_iter().map(|a| a.author_id));
    }
    Ok(all)
}

/// Counts the threads again and brings ledgers and standing in step. Gives the givers and receivers of what was annulled.
async fn settle(tx: &DatabaseTransaction, case: CaseId, now: Millis) -> Result<Vec<AccountId>> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: PostId,
        giver_id: AccountId,
        receiver_id: AccountId,
    }
    let rows: Vec<Row> = db::rows(
        tx,
        "SELECT DISTINCT p.question_id, k.giver_id, k.receiver_id FROM fair_case_fact k JOIN post p ON p.id = k.post_id WHERE k.case_id = $1 AND k.annulled = TRUE AND p.question_id IS NOT NULL",
        values![case.0],
    )
    .await?;
    let threads: BTreeSet<PostId> = rows.iter().map(|r| r.question_id).collect();
    for thread in &threads {
        refresh(tx, *thread).await?;
        said_for::in_step(tx, *thread, now).await?;
        deadlines::settle(tx, *thread, None, now).await?;
        standing::actions::touch_thread(tx, *thread).await?;
    }
    let concerned: BTreeSet<AccountId> = rows.iter().flat_map(|r| [r.giver_id, r.receiver_id]).collect();
    let concerned: Vec<AccountId> = concerned.into_iter().collect();
    let mut settled = concerned.clone();
    let threads: Vec<PostId> = threads.into_iter().collect();
    settled.extend(accepted(tx, &threads).await?);
    reputation::actions::settle_members(tx, &settled, now).await?;
    standing::actions::touch(tx, &concerned).await?;
    Ok(concerned)
}
