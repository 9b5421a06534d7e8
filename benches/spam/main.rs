//! How well the classifier of newcomers' texts does, on real posts of a support forum that moderators called spam or not
//! (`ENTRAIDE_TEST_DATA/hostile/spam`, default `../shared/data`): precision and recall on the part it never saw.
//!
//! `cargo bench --bench spam` judges the weights that ship; `-- --train` learns them anew and writes them.

use std::path::PathBuf;

use entraide::markdown;
use entraide::rules::spam::{self, Example, Model, Text};

struct Post {
    title: String,
    body: String,
    links: usize,
    spam: bool,
    held_out: bool,
}

fn posts() -> anyhow::Result<Vec<Post>> {
    let root = std::env::var_os("ENTRAIDE_TEST_DATA").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    let text = std::fs::read_to_string(root.join("hostile/spam/sumo-spam-ham.jsonl"))?;
    let mut out = Vec::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let content = field("content");
        let id: u64 = row["id"].as_u64().or_else(|| row["id"].as_str().and_then(|s| s.parse().ok())).unwrap_or(0);
        out.push(Post {
            title: field("title"),
            links: content.matches("<a href=\"http").count(),
            body: markdown::plain(&content),
            spam: field("label") == "spam",
            // three of ten, by number: neither time nor kind decides
            held_out: id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32 & 0xFFFF < 0x4CCC,
        });
    }
    Ok(out)
}

fn of(p: &Post) -> Text<'_> {
    Text { title: &p.title, body: &p.body, links: p.links }
}

fn report(name: &str, posts: &[&Post], holds: impl Fn(&Post) -> bool) {
    let (mut held, mut right, mut spam) = (0, 0, 0);
    for p in posts {
        let h = holds(p);
        held += u32::from(h);
        right += u32::from(h && p.spam);
        spam += u32::from(p.spam);
    }
    let share = |a: u32, b: u32| if b == 0 { 0.0 } else { 100.0 * f64::from(a) / f64::from(b) };
    println!("{name:<34} {:>5} posts {spam:>4} spam   held {held:>4}   precision {:>5.1} %   recall {:>5.1} %", posts.len(), share(right, held), share(right, spam));
}

fn english<'a>(posts: &[&'a Post]) -> Vec<&'a Post> {
    posts.iter().copied().filter(|p| spam::is_english(&of(p))).collect()
}

fn main() -> anyhow::Result<()> {
    let posts = posts()?;
    let (held_out, seen): (Vec<&Post>, Vec<&Post>) = posts.iter().partition(|p| p.held_out);
    let (seen, held_out): (Vec<&Post>, Vec<&Post>) = (english(&seen), english(&held_out));
    let all = posts.len();
    println!("{all} posts, {} of them in English and long enough to tell", seen.len() + held_out.len());
    let examples: Vec<Example<'_>> = seen.iter().map(|p| Example { text: of(p), spam: p.spam }).collect();
    let trained;
    let model: &Model = if std::env::args().any(|a| a == "--train") {
        trained = Model::train(&examples);
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/rules/spam/weights.txt");
        let header = "# Made by `cargo bench --bench spam -- --train`; see LICENCE.txt beside this file.\n";
        std::fs::write(&path, format!("{header}{model}\n", model = trained))?;
        &trained
    } else {
        spam::learnt()
    };
    report("classifier, what it learnt from", &seen, |p| model.holds(&of(p)));
    report("classifier, held out", &held_out, |p| model.holds(&of(p)));
    report("first day: rules and classifier", &held_out, |p| spam::holds(&spam::signs(&of(p), 0)));
    report("later: rules alone", &held_out, |p| spam::holds(&spam::signs(&of(p), entraide::clock::DAY)));
    Ok(())
}
