//! The versions, and what other numbers would have done.

use std::collections::HashMap;

use entity::{AccountId, VersionId};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::fields;
use super::views::{Change, Past, Point, Tried};
use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::error::Result;
use crate::reputation::dry_run as points;
use crate::reputation::versions::Calendar;
use crate::rules::numbers::Numbers;
use crate::rules::policy::Rank;
use crate::standing::dry_run::{self, Change as RankChange, Line, Question};
use crate::{db, values};

/// Versions on the page.
const VERSIONS: i64 = 50;
/// Members named in each list.
const NAMED: usize = 100;

/// Every version, the newest first, with what it changed.
pub async fn history(db: &impl ConnectionTrait) -> Result<Vec<Past>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: VersionId,
        applied_at: i64,
        by_name: Option<String>,
        zone: String,
        numbers: String,
        note: String,
    }
    let rows: Vec<Row> = db::rows(
        db,
        "SELECT v.id, v.applied_at, CASE WHEN a.deleted_at IS NULL THEN a.display_name END AS by_name, v.zone, v.numbers, v.note
         FROM rule_version v LEFT JOIN account a ON a.id = v.applied_by ORDER BY v.applied_at DESC, v.id DESC LIMIT $1",
        values![VERSIONS],
    )
    .await?;
    let parsed: Vec<Numbers> = rows.iter().map(|r| toml::from_str(&r.numbers)).collect::<std::result::Result<_, _>>().map_err(anyhow::Error::new)?;
    Ok(rows
        .iter()
        .enumerate()
        .map(|(i, r)| {
            let before = parsed.get(i + 1);
            Past {
                id: r.id,
                at: r.applied_at,
                by: r.by_name.clone(),
                note: r.note.clone(),
                zone: rows.get(i + 1).filter(|b| b.zone != r.zone).map(|b| (b.zone.clone(), r.zone.clone())),
                changes: before.map(|b| changes(b, &parsed[i])).unwrap_or_default(),
            }
        })
        .collect())
}

/// The numbers that differ.
pub fn changes(before: &Numbers, after: &Numbers) -> Vec<Change> {
    fields::all().filter(|f| (f.get)(before) != (f.get)(after)).map(|f| Change { name: f.name, group: f.group, before: (f.get)(before), after: (f.get)(after) }).collect()
}

/// What these numbers would do now, and would have done in the last thirty days.
pub async fn tried(app: &App, now: Millis, base: &Numbers, numbers: &Numbers) -> Result<Tried> {
    let tx = app.db.unhurried().await?;
    let calendar = Calendar::load(&tx).await?;
    let question = |numbers| Question { numbers, calendar: &calendar, as_of: now, now, all_confirmed: !app.config.sends_mail() };
    let (is, would) = (dry_run::run(&tx, &question(base)).await?, dry_run::run(&tx, &question(numbers)).await?);
    let given = points::points(&tx, numbers.reputation, now - 30 * DAY, now).await?;
    let mut differ: Vec<&points::Outcome> = given.iter().filter(|o| o.was != o.would).collect();
    differ.sort_by_key(|o| (std::cmp::Reverse((o.would - o.was).abs()), o.member));
    let total = differ.len();
    differ.truncate(NAMED);
    let names = names(&tx, differ.iter().map(|o| o.member)).await?;
    let points = differ
        .iter()
        .filter_map(|o| {
            let (username, name) = names.get(&o.member)?.clone();
            Some(Point { username, name, was: o.was, would: o.would })
        })
        .collect();
    tx.rollback().await?;
    let earned: HashMap<AccountId, Rank> = is.iter().map(|l| (l.id, l.earned)).collect();
    let imported = would.iter().filter(|l| l.placeholder && earned.get(&l.id) != Some(&l.earned)).count() + is.iter().filter(|l| l.placeholder && !would.iter().any(|w| w.id == l.id)).count();
    let pick = |change| would.iter().filter(|l: &&Line| !l.placeholder && l.change == change).map(view).collect::<Vec<_>>();
    Ok(Tried {
        changes: changes(base, numbers),
        gain: pick(RankChange::Gains),
        lose: pick(RankChange::Loses),
        imported,
        points,
        points_differ: total,
        was: given.iter().map(|o| o.was).sum(),
        would: given.iter().map(|o| o.would).sum(),
    })
}

fn view(l: &Line) -> super::views::Who {
    super::views::Who { username: l.username.clone(), name: l.display_name.clone(), rank: l.rank, earned: l.earned, loses: l.change == RankChange::Loses, window: l.window }
}

async fn names(db: &impl ConnectionTrait, ids: impl Iterator<Item = AccountId>) -> Result<HashMap<AccountId, (String, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: AccountId,
        username: String,
        display_name: String,
    }
    let ids: Vec<Value> = ids.map(|i| Value::from(i.0)).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let text = format!("SELECT id, username, display_name FROM account WHERE deleted_at IS NULL AND id IN ({})", db::placeholders(1, ids.len()));
    let rows: Vec<Row> = db::rows(db, &text, ids).await?;
    Ok(rows.into_iter().map(|r| (r.id, (r.username, r.display_name))).collect())
}
