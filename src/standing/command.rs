//! `entraide standing dry-run`: who would be helper, expert, ambassador at a moment, with every number.

use std::path::Path;

use anyhow::Context as _;

use super::dry_run::{self, Change, Line, Question};
use crate::clock::{Clock, Millis};
use crate::config::Config;
use crate::db::Db;
use crate::reputation::versions::{self, Calendar};
use crate::rules::numbers::Numbers;
use crate::rules::policy::Rank;

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Table,
    Csv,
}

/// What was asked for.
pub struct Asked<'a> {
    /// None: now.
    pub as_of: Option<Millis>,
    /// A set of rules in TOML; what it leaves out is as in force.
    pub rules: Option<&'a Path>,
    pub format: Format,
    /// Also those whose numbers are no rank's.
    pub all: bool,
}

/// Writes the answer.
pub async fn dry_run(db: &Db, config: &Config, clock: &Clock, asked: &Asked<'_>, out: &mut dyn std::io::Write) -> anyhow::Result<()> {
    let version = versions::current(db.read()).await?;
    let numbers = match asked.rules {
        Some(file) => changed(&version.numbers, &std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?)?,
        None => version.numbers,
    };
    let now = clock.now();
    let calendar = Calendar::load(db.read()).await?;
    let question = Question { numbers: &numbers, calendar: &calendar, as_of: asked.as_of.unwrap_or(now), now, all_confirmed: !config.sends_mail() };
    let tx = db.unhurried().await?;
    let mut lines = dry_run::run(&tx, &question).await?;
    tx.rollback().await?;
    lines.retain(|l| asked.all || l.earned != Rank::Member || l.change != Change::None);
    match asked.format {
        Format::Csv => csv(&lines, out),
        Format::Table => table(&lines, out),
    }
}

/// A set of rules over another: only what the text names changes.
pub fn changed(base: &Numbers, text: &str) -> anyhow::Result<Numbers> {
    let mut whole = toml::Table::try_from(base)?;
    merge(&mut whole, toml::from_str(text)?);
    let numbers: Numbers = whole.try_into()?;
    numbers.check().map_err(|name| anyhow::anyhow!("{name} cannot mean anything"))?;
    Ok(numbers)
}

fn merge(into: &mut toml::Table, from: toml::Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(more)) => merge(inner, more),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

fn change(l: &Line) -> &'static str {
    match (l.change, l.earned) {
        (Change::None, _) => "",
        (Change::Gains, Rank::Ambassador) if l.read_first => "offer, read first",
        (Change::Gains, Rank::Ambassador) => "offer",
        (Change::Gains, _) => "gains",
        (Change::Loses, _) => "notice",
    }
}

const COLUMNS: [&str; 16] = [
    "member", "name", "imported", "rank", "numbers_of", "change", "solved", "askers", "days", "threads_solved", "threads", "clarity_clear", "clarity_raters", "sanctions", "age_days", "reputation",
];

fn cells(l: &Line) -> [String; 16] {
    let w = &l.window;
    [
        l.username.clone(),
        l.display_name.clone(),
        if l.placeholder { "yes" } else { "no" }.into(),
        l.rank.as_str().into(),
        l.earned.as_str().into(),
        change(l).into(),
        w.solved.to_string(),
        w.askers.to_string(),
        w.days.to_string(),
        w.threads_solved.to_string(),
        w.threads.to_string(),
        w.clarity_clear.to_string(),
        w.clarity_raters.to_string(),
        w.sanctions.to_string(),
        w.age_days.to_string(),
        w.reputation.to_string(),
    ]
}

fn csv(lines: &[Line], out: &mut dyn std::io::Write) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for l in lines {
        writer.write_record(cells(l))?;
    }
    Ok(writer.flush()?)
}

fn table(lines: &[Line], out: &mut dyn std::io::Write) -> anyhow::Result<()> {
    for (rank, title) in [(Rank::Ambassador, "Numbers of an ambassador"), (Rank::Expert, "Numbers of an expert"), (Rank::Helper, "Numbers of a helper"), (Rank::Member, "Below")] {
        let group: Vec<&Line> = lines.iter().filter(|l| l.earned == rank).collect();
        if group.is_empty() {
            continue;
        }
        writeln!(out, "{title}: {}\n", group.len())?;
        let (width, share) = (group.iter().map(|l| l.username.chars().count()).max().unwrap_or(0).max(6), |part: i64, whole: i64| if whole > 0 { format!("{part}/{whole}") } else { "-".into() });
        writeln!(out, "{:<width$}  {:>6} {:>6} {:>5} {:>9} {:>9} {:>9} {:>6} {:>10}  {:<10} change", "member", "solved", "askers", "days", "share", "clear", "sanctions", "age", "reputation", "rank")?;
        for l in group {
            let w = &l.window;
            let rank = if l.placeholder { "imported" } else { l.rank.as_str() };
            let text = format!(
                "{:<width$}  {:>6} {:>6} {:>5} {:>9} {:>9} {:>9} {:>6} {:>10}  {:<10} {}",
                l.username, w.solved, w.askers, w.days, share(w.threads_solved, w.threads), share(w.clarity_clear, w.clarity_raters), w.sanctions, w.age_days, w.reputation, rank, change(l)
            );
            writeln!(out, "{}", text.trim_end())?;
        }
        writeln!(out)?;
    }
    let gains = lines.iter().filter(|l| l.change == Change::Gains && !l.placeholder).count();
    let loses = lines.iter().filter(|l| l.change == Change::Loses).count();
    writeln!(out, "members who would gain a rank: {gains}, who would get a notice: {loses}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_what_it_names() {
        let mut base = Numbers::default();
        base.standing.window_days = 90;
        let new = changed(&base, "[standing.expert]\nsolved = 7").expect("a partial set");
        assert_eq!((new.standing.expert.solved, new.standing.expert.askers, new.standing.window_days), (7, 3, 90));
        assert!(changed(&base, "[standing.expert]\nsolvd = 7").is_err());
        assert!(changed(&base, "[standing]\nwindow_days = 0").is_err());
    }
}
