//! A site of Stack Exchange from its public dump: `Posts.xml`, `Users.xml`, `Votes.xml`, `Comments.xml`,
//! `PostHistory.xml`, `PostLinks.xml`, plain or `.zst`. Only Posts is required.
//!
//! Posts are gone through three times: who wrote and which post is what; questions; answers. So their order in the
//! file does not matter and no text stays in memory.

mod history;
mod links;
mod people;
mod posts;
mod scan;
mod votes;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};

use self::people::People;
use super::files::{self, Lines, Source};
use super::pipeline::Batches;
use super::progress::Progress;
use super::report::Report;
use super::store::Store;
use super::xml_rows::{Attributes, Row, Rows};
use super::{clean, dates};
use crate::clock::Millis;
use crate::rules::fold;

/// The files of a dump that are read.
struct Dump {
    posts: Source,
    users: Option<Source>,
    votes: Option<Source>,
    comments: Option<Source>,
    history: Option<Source>,
    links: Option<Source>,
}

/// Reads the folder into the store.
pub async fn run(store: &mut Store<'_>, report: &mut Report, dir: &Path, category: Option<&str>) -> anyhow::Result<()> {
    let Some(posts) = files::find(dir, "Posts.xml")? else { bail!("{} has no Posts.xml", dir.display()) };
    let dump = Dump {
        posts,
        users: files::find(dir, "Users.xml")?,
        votes: files::find(dir, "Votes.xml")?,
        comments: files::find(dir, "Comments.xml")?,
        history: files::find(dir, "PostHistory.xml")?,
        links: files::find(dir, "PostLinks.xml")?,
    };
    let optional = [(&dump.users, "Users.xml"), (&dump.votes, "Votes.xml"), (&dump.comments, "Comments.xml"), (&dump.history, "PostHistory.xml"), (&dump.links, "PostLinks.xml")];
    for (_, name) in optional.iter().filter(|(file, _)| file.is_none()) {
        report.note(format!("{name} is not there; nothing is taken from it"));
    }
    let bytes = |file: &Option<Source>| file.as_ref().map_or(0, |f| f.bytes);
    let total = dump.posts.bytes * 3 + bytes(&dump.users) + bytes(&dump.votes) + 2 * bytes(&dump.comments) + 2 * bytes(&dump.history) + bytes(&dump.links);
    let mut progress = Progress::new(total);

    let seen = Arc::new(scan::scan(&dump, &mut progress).await?);
    let people = Arc::new(People::read(store, report, &dump, &seen, &mut progress).await?);
    let votes = Arc::new(votes::read(report, &dump, &mut progress).await?);
    let slug = fold::slug(category.unwrap_or("imported"));
    if store.category(&slug, &clean::humanise(&slug)).await? {
        report.imported("categories");
    } else {
        report.already("categories");
    }
    let mut site = posts::Site { slug, seen, people, votes, closed: HashMap::new(), accepted: Vec::new() };
    posts::questions(store, report, &mut site, &dump.posts, &mut progress).await?;
    posts::answers(store, report, &mut site, &dump.posts, &mut progress).await?;
    posts::accept(store, report, &site).await?;
    site.votes.account_for(store, report);
    history::read(store, report, &site, &dump, &mut progress).await?;
    links::comments(store, report, &site, &dump, &mut progress).await?;
    links::duplicates(store, report, &site, &dump, &mut progress).await?;
    progress.finish();
    Ok(())
}

/// Rows of a file, prepared in parallel.
fn rows<P: Send + 'static>(file: &Source, progress: &mut Progress, prepare: impl Fn(Row) -> P + Send + Sync + 'static) -> anyhow::Result<Batches<P>> {
    progress.doing(&file.name);
    let mut rows = Rows::new(Lines::open(file, &progress.read).with_context(|| format!("while opening {}", file.name))?);
    let weight = |row: &Row| row.attributes.as_ref().map_or(0, |a| a.values().map(String::len).sum());
    Ok(Batches::start(move || Ok(rows.next()?), weight, prepare))
}

fn broken(report: &mut Report, kind: &'static str, file: &Source, line: u64, why: &str) {
    report.skipped(kind, "broken row");
    report.problem(format!("{}:{line}: {why}", file.name));
}

fn text<'a>(row: &'a Attributes, name: &str) -> &'a str {
    row.get(name).map_or("", String::as_str)
}

fn number(row: &Attributes, name: &str) -> Option<i64> {
    text(row, name).trim().parse().ok()
}

fn id(row: &Attributes, name: &str) -> Result<i64, String> {
    number(row, name).ok_or_else(|| format!("{name} is not a number"))
}

fn date(row: &Attributes, name: &str) -> Result<Millis, String> {
    dates::parse(text(row, name)).ok_or_else(|| format!("{name} is not a date"))
}

/// As the row says; older dumps do not, and then the date decides.
fn licence(row: &Attributes, created_at: Millis) -> String {
    const FROM_3_0: Millis = 1_302_220_800_000; // 2011-04-08
    const FROM_4_0: Millis = 1_525_219_200_000; // 2018-05-02
    match text(row, "ContentLicense") {
        "" if created_at < FROM_3_0 => "CC BY-SA 2.5".into(),
        "" if created_at < FROM_4_0 => "CC BY-SA 3.0".into(),
        "" => "CC BY-SA 4.0".into(),
        said => said.to_owned(),
    }
}

/// `<history><hops>` → `history`, `hops`; newer dumps write `|history|hops|`.
fn tags(raw: &str) -> Vec<String> {
    raw.split(['<', '>', '|']).filter(|t| !t.is_empty()).filter_map(clean::tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_follow_the_date() {
        let row = Attributes::new();
        for (day, then) in [("2011-04-07", "CC BY-SA 2.5"), ("2011-04-08", "CC BY-SA 3.0"), ("2018-05-01T23:59:59.999", "CC BY-SA 3.0"), ("2018-05-02", "CC BY-SA 4.0")] {
            assert_eq!(licence(&row, dates::parse(day).unwrap_or_default()), then, "{day}");
        }
        let said = Attributes::from([("ContentLicense".into(), "CC BY-SA 3.0".into())]);
        assert_eq!(licence(&said, i64::MAX), "CC BY-SA 3.0");
    }

    #[test]
    fn tags_of_both_ages() {
        assert_eq!(tags("<history><c++>"), ["history", "c++"]);
        assert_eq!(tags("|history|hops|"), ["history", "hops"]);
    }
}
