//! Whole communities of other people, into both databases: every row accounted for, every number counted again by
//! other means, the pages over them right.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use entraide::import::{self, Options};
use sea_orm::FromQueryResult;

use crate::data;
use crate::support::*;

/// What an import may need.
const MEGABYTES: u64 = 500;

both! {
    async fn kitsune(app) {
        let dir = data("thunderbird-support");
        let first = Run::of(app, &["import", "kitsune"], &dir).await;
        println!("{:?}: {:.0} s, {} MB of anonymous memory at most\n{}", app.engine, first.seconds, first.megabytes, first.said);
        assert!(first.megabytes < MEGABYTES, "{} MB", first.megabytes);
        assert_eq!(first.row("questions"), [32_041, 32_041, 0, 0]);
        assert_eq!(first.row("answers"), [70_685, 70_685, 0, 0]);
        assert_eq!(first.row("solutions"), [2_809, 2_803, 0, 6], "six answers are not in the files");
        // again, on the day after the last file, and the threads of the year live
        let started = Instant::now();
        let options = Options { live_since: Some(crate::feed::SINCE), now: Some(crate::feed::THEN), ..Options::default() };
        let again = import::kitsune(app.db(), &dir, options).await.expect("the import ends");
        println!("{:?}: again in {:.0} s, with clocks", app.engine, started.elapsed().as_secs_f64());
        for (kind, read) in [("questions", 32_041), ("answers", 70_685), ("solutions", 2_809)] {
            assert_eq!((again.tally(kind).read, again.tally(kind).imported), (read, 0), "{kind}");
        }
        crate::feed::agrees_with_the_script(app, &dir).await;
        app.must_be_sound().await;

        let told = Told::read(&dir);
        let one = |text: &'static str| app.count(text, []);
        assert_eq!(one("SELECT COUNT(*) AS n FROM question").await, 32_041);
        assert_eq!(one("SELECT COUNT(*) AS n FROM post").await, 32_041 + 70_685);
        assert_eq!(one("SELECT COUNT(*) AS n FROM account WHERE placeholder").await, told.people);
        assert_eq!(one("SELECT COUNT(*) AS n FROM post WHERE state = 'removed' AND state_reason = 'spam'").await, told.spam);
        assert_eq!(one("SELECT COUNT(*) AS n FROM question WHERE closed_at IS NOT NULL").await, told.locked);
        assert_eq!(one("SELECT CAST(SUM(me_too_count) AS BIGINT) AS n FROM question").await, told.me_too);
        assert_eq!(one("SELECT CAST(SUM(score) AS BIGINT) AS n FROM post").await, told.helpful);
        assert_eq!(one("SELECT COUNT(*) AS n FROM question WHERE peer_answer_count = 0 AND state = 'visible'").await, told.unanswered);
        assert_eq!(one("SELECT COUNT(*) AS n FROM mail").await, 0);

        for (question, answers) in &told.longest {
            let id = app.count("SELECT our_id AS n FROM source_ref WHERE kind = 'post' AND source_id = $1", values![format!("q{question}")]).await;
            assert_eq!(app.count("SELECT answer_count AS n FROM question WHERE id = $1", values![id]).await, *answers, "question {question}");
        }
        let (tag, questions) = &told.busiest_tag;
        assert!(*questions > 2_000);
        assert_eq!(app.count("SELECT question_count AS n FROM tag WHERE name = $1", values![tag.as_str()]).await, *questions);
        pages(app, &told).await;
        crate::standing::agrees_with_the_script(app, &dir).await;
    }

    async fn stack_exchange(app) {
        let (mut accepted, mut links, mut duplicates, mut outside) = (0, 0, 0, 0);
        for site in ["beer.stackexchange.com", "quantumcomputing.stackexchange.com", "french.meta.stackexchange.com"] {
            let dir = data("stackexchange").join(site);
            let options = Options { category: site.split('.').next().map(str::to_owned), ..Options::default() };
            let report = import::stack_exchange(app.db(), &dir, options.clone()).await.expect("the import ends");
            println!("{:?}: {report}", app.engine);
            assert!(report.adds_up());
            let votes = count_votes(&dir);
            let posts = scores(app, site).await;
            let mut seen = 0;
            for (id, kind, score) in posts_of(&dir) {
                let ours = posts.get(&format!("{kind}{id}")).copied();
                assert_eq!(ours, Some(votes.get(&id).copied().unwrap_or(0)), "{site} {id}");
                assert_eq!(ours, Some(score), "{site} {id}");
                seen += 1;
            }
            assert_eq!(posts.len(), seen, "{site}: no post too many");
            accepted += report.tally("acceptances").imported;
            links += report.tally("links").imported;
            let skipped = report.tally("links").skipped;
            duplicates += report.tally("links").read - skipped.get("a mention, not a duplicate").copied().unwrap_or(0);
            outside += skipped.get("a duplicate that points outside the dump").copied().unwrap_or(0);
            let again = import::stack_exchange(app.db(), &dir, options).await.expect("the import ends");
            assert!(again.kinds.iter().all(|(_, t)| t.imported == 0), "{again}");
        }
        assert_eq!(accepted, 1_094, "every acceptance resolves");
        assert_eq!((duplicates, outside), (49, 8));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question q JOIN question o ON o.id = q.duplicate_of", []).await, links as i64);
        app.must_be_sound().await;
    }
}

/// The pages of `kitsune`, checked against the files.
async fn pages(app: &TestApp, told: &Told) {
    let anyone = app.anyone();
    anyone.get(paths::Home).await.ok();
    let (question, answers) = &told.longest[0];
    let id = app.count("SELECT our_id AS n FROM source_ref WHERE kind = 'post' AND source_id = $1", values![format!("q{question}")]).await;
    let page = anyone.get(format!("/questions/{id}")).await;
    let page = anyone.follow(&page).await.ok();
    assert_eq!(page.attr("meta[itemprop=answerCount]", "content"), answers.to_string());

    let tag = anyone.get(paths::Tag { name: &told.busiest_tag.0 }).await.ok();
    let rows = "article.card h2 a";
    let first = tag.attrs(rows, "href");
    let older = anyone.get(tag.attr("a[rel=next]", "href")).await.ok();
    let second = older.attrs(rows, "href");
    assert!(first.len() >= 10 && first.len() == second.len(), "{} then {}", first.len(), second.len());
    assert!(first.iter().all(|q| !second.contains(q)), "the second page goes on where the first ended");

    let found = anyone.get(paths::with_query(paths::Search, &[("q", "thunderbird")])).await.ok();
    found.see("1,000+");
    for (word, title) in &told.rare {
        let found = anyone.get(paths::with_query(paths::Search, &[("q", word)])).await.ok();
        assert!(found.texts(rows).iter().any(|t| t == title), "{word}: {title:?} among {:?}", found.texts(rows));
    }
    for misspelt in ["thunderbirrd", "attachmennts", "notificatoins"] {
        let found = anyone.get(paths::with_query(paths::Search, &[("q", misspelt)])).await.ok();
        assert!(found.count(rows) > 0, "{misspelt} finds nothing");
    }
}

/// What the files say, read by other means than the import's.
struct Told {
    people: i64,
    spam: i64,
    locked: i64,
    me_too: i64,
    helpful: i64,
    unanswered: i64,
    /// Questions with the most visible answers.
    longest: Vec<(String, i64)>,
    busiest_tag: (String, i64),
    /// Words that stand in one title alone and in no other text of a question, with that title.
    rare: Vec<(String, String)>,
}

impl Told {
    fn read(dir: &Path) -> Told {
        let (mut people, mut spam, mut locked, mut me_too, mut helpful) = (HashSet::new(), 0, 0, 0, 0);
        let mut askers: HashMap<String, (String, bool)> = HashMap::new();
        let (mut answers, mut peers, mut tags): (HashMap<String, i64>, HashSet<String>, HashMap<String, i64>) = Default::default();
        let mut seen: HashMap<String, (i64, String)> = HashMap::new();
        for file in ["questions-2023", "questions-2024", "questions-2026"] {
            each(&dir.join(format!("{file}.csv.zst")), |get| {
                let (title, text) = (get("title"), format!("{} {}", get("title"), get("content")).to_lowercase());
                let words: HashSet<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= 9 && w.bytes().all(|b| b.is_ascii_lowercase())).collect();
                for word in words {
                    let one = seen.entry(word.to_owned()).or_insert((0, String::new()));
                    one.0 += 1;
                    one.1 = if title.to_lowercase().split_whitespace().any(|w| w == word) && get("is_spam") != "true" { title.clone() } else { String::new() };
                }
                let removed = get("is_spam") == "true";
                people.insert(get("creator"));
                spam += i64::from(removed);
                locked += i64::from(get("is_locked") == "true");
                me_too += get("num_votes").parse::<i64>().unwrap_or(0);
                let listed = get("tags");
                let mut own: Vec<&str> = listed.split(';').filter(|t| !t.is_empty()).collect();
                own.dedup();
                own.truncate(5);
                for tag in own.into_iter().filter(|_| !removed) {
                    *tags.entry(tag.to_owned()).or_default() += 1;
                }
                askers.insert(get("id"), (get("creator"), removed));
            });
        }
        for file in ["answers-2023", "answers-2024", "answers-2026"] {
            each(&dir.join(format!("{file}.csv.zst")), |get| {
                people.insert(get("creator"));
                helpful += get("num_helpful").parse::<i64>().unwrap_or(0);
                if get("is_spam") == "true" {
                    spam += 1;
                    return;
                }
                *answers.entry(get("question_id")).or_default() += 1;
                if askers.get(&get("question_id")).is_some_and(|(asker, _)| *asker != get("creator")) {
                    peers.insert(get("question_id"));
                }
            });
        }
        let unanswered = askers.iter().filter(|(id, (_, removed))| !removed && !peers.contains(*id)).count() as i64;
        let mut longest: Vec<(String, i64)> = answers.into_iter().collect();
        longest.sort_by_key(|(id, n)| (-n, id.clone()));
        longest.truncate(50);
        let busiest_tag = tags.into_iter().max_by_key(|(_, n)| *n).expect("tags");
        let mut rare: Vec<(String, String)> = seen.into_iter().filter(|(_, (n, title))| *n == 1 && !title.is_empty()).map(|(word, (_, title))| (word, title)).collect();
        rare.sort();
        let rare = rare.into_iter().step_by(97).take(5).collect();
        Told { people: people.len() as i64, spam, locked, me_too, helpful, unanswered, longest, busiest_tag, rare }
    }
}

/// Each record of a compressed CSV file.
fn each(file: &Path, mut look: impl FnMut(&dyn Fn(&str) -> String)) {
    let input = zstd::Decoder::new(std::fs::File::open(file).expect("a file")).expect("zstd");
    let mut reader = csv::Reader::from_reader(input);
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    for record in reader.records() {
        let record = record.expect("a record");
        look(&|name| header.iter().position(|h| h == name).and_then(|at| record.get(at)).unwrap_or_default().to_owned());
    }
}

/// Up minus down of each post.
fn count_votes(dir: &Path) -> HashMap<i64, i64> {
    let mut votes: HashMap<i64, i64> = HashMap::new();
    for row in xml(dir, "Votes") {
        let worth = match attribute(&row, "VoteTypeId") {
            2 => 1,
            3 => -1,
            _ => continue,
        };
        *votes.entry(attribute(&row, "PostId")).or_default() += worth;
    }
    votes
}

/// Number, letter and score of each question and answer.
fn posts_of(dir: &Path) -> Vec<(i64, char, i64)> {
    let kind = |row: &String| match attribute(row, "PostTypeId") {
        1 => Some('q'),
        2 => Some('a'),
        _ => None,
    };
    xml(dir, "Posts").iter().filter_map(|r| Some((attribute(r, "Id"), kind(r)?, attribute(r, "Score")))).collect()
}

fn xml(dir: &Path, table: &str) -> Vec<String> {
    let file = std::fs::File::open(dir.join(format!("{table}.xml.zst"))).expect("a file");
    let text = String::from_utf8(zstd::decode_all(file).expect("zstd")).expect("UTF-8");
    text.lines().filter(|l| l.trim_start().starts_with("<row")).map(str::to_owned).collect()
}

fn attribute(row: &str, name: &str) -> i64 {
    let value = row.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
    value.and_then(|v| v.parse().ok()).unwrap_or_else(|| panic!("no {name} in {row}"))
}

/// The score of each post of a site, by its id there.
async fn scores(app: &TestApp, site: &str) -> HashMap<String, i64> {
    #[derive(FromQueryResult)]
    struct Score {
        source_id: String,
        score: i64,
    }
    let text = "SELECT s.source_id, p.score FROM source_ref s JOIN post p ON p.id = s.our_id WHERE s.kind = 'post' AND s.source = $1";
    let rows: Vec<Score> = db::rows(app.db().read(), text, values![site]).await.expect("the posts");
    rows.into_iter().map(|r| (r.source_id, r.score)).collect()
}

/// The program itself, run on the database of a test.
struct Run {
    said: String,
    seconds: f64,
    /// Anonymous memory at the worst moment.
    megabytes: u64,
}

impl Run {
    async fn of(app: &TestApp, command: &[&str], dir: &Path) -> Run {
        let mut program = Command::new(env!("CARGO_BIN_EXE_entraide"));
        program.args(command).arg(dir).args(["--database", &app.url]).stdout(Stdio::piped()).stderr(Stdio::null());
        let run = tokio::task::spawn_blocking(move || {
            let started = Instant::now();
            let mut child = program.spawn().expect("the program starts");
            let mut kilobytes = 0;
            let code = loop {
                kilobytes = kilobytes.max(anonymous(child.id()));
                match child.try_wait().expect("a child") {
                    Some(code) => break code,
                    None => std::thread::sleep(Duration::from_millis(50)),
                }
            };
            let mut said = String::new();
            child.stdout.take().expect("it was piped").read_to_string(&mut said).expect("text");
            assert!(code.success(), "{code}: {said}");
            Run { said, seconds: started.elapsed().as_secs_f64(), megabytes: kilobytes / 1024 }
        });
        run.await.expect("a run")
    }

    /// The numbers of a kind in the table it printed.
    fn row(&self, kind: &str) -> Vec<u64> {
        let line = self.said.lines().find(|l| l.split_whitespace().next() == Some(kind)).unwrap_or_else(|| panic!("no {kind} in\n{}", self.said));
        line.split_whitespace().skip(1).map(|n| n.parse().expect("a number")).collect()
    }
}

/// `RssAnon` of a process, in kilobytes.
fn anonymous(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("RssAnon:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
