//! What comes out of a hostile text is small and shallow, and grows with it, not faster; so is what the sanitiser is given,
//! which is slow on deep trees. What that costs in time is for `benches/hostile`.

#[path = "../../../benches/hostile/generators.rs"]
mod generators;

use super::super::*;

const SIZES: [usize; 3] = [8_000, 16_000, 32_000];
/// Fewer bytes or tags than this are not compared.
const FLOOR: usize = 2_000;

/// Tags, and how deep they nest.
fn tree(html: &str) -> (usize, usize) {
    let (mut tags, mut depth, mut deepest) = (0, 0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let end = rest.find(['>', ' ']).unwrap_or(rest.len());
        match &rest[..end] {
            "br" | "hr" => {}
            name if name.starts_with('/') => depth = depth.saturating_sub(1),
            _ => depth += 1,
        }
        tags += 1;
        deepest = deepest.max(depth);
    }
    (tags, deepest)
}

/// What is wrong with how a text is shown, once it is so long and half as long.
fn wrong(html: &str, before: Option<&str>) -> Option<String> {
    let (tags, deepest) = tree(html);
    if html.len() > MAX_OUTPUT || deepest > MAX_DEPTH {
        return Some(format!("{} bytes, {deepest} deep", html.len()));
    }
    let grown = |now: usize, then: usize| now > then.max(FLOOR) * 5 / 2;
    // a text that was too much for a page is shown as it was typed: of one size that no other text has
    let typed = |html: &str| html.starts_with("<pre tabindex=\"0\"><code>");
    let before = before.filter(|b| typed(b) == typed(html))?;
    (grown(tags, tree(before).0) || grown(html.len(), before.len())).then(|| format!("{tags} tags in {} bytes after {} in {}", html.len(), tree(before).0, before.len()))
}

#[test]
fn what_comes_out_of_hostile_texts_is_small_and_shallow() {
    let render: [(&str, fn(&str) -> String); 3] = [("markdown", |s| render(s).html), ("imported", |s| render_html(s).html), ("edited", |s| render(&to_markdown(s)).html)];
    let all = generators::all();
    assert!(all.len() >= 100, "{} generators", all.len());
    let mut said = Vec::new();
    for (name, make) in all {
        for (kind, f) in render {
            let mut before: Option<String> = None;
            for size in SIZES {
                let html = f(&make(size));
                said.extend(wrong(&html, before.as_deref()).map(|why| format!("{kind}, {name}, {size}: {why}")));
                before = Some(html);
            }
        }
        // what the sanitiser is given
        for size in SIZES {
            let Ok(raw) = blocks::write(&make(size), &Links::NONE, &mut Vec::new()) else { continue };
            let (_, deepest) = tree(&raw);
            if raw.len() > MAX_OUTPUT || deepest > MAX_DEPTH {
                said.push(format!("{name}, {size}: {} bytes, {deepest} deep before cleaning", raw.len()));
            }
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}
