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

#[test]
fn what_comes_out_of_hostile_texts_is_small_and_shallow() {
    let render: [(&str, fn(&str) -> String); 3] = [("markdown", |s| render(s).html), ("imported", |s| render_html(s).html), ("edited", |s| render(&to_markdown(s)).html)];
    let all = generators::all();
    assert!(all.len() >= 100, "{} generators", all.len());
    for (name, make) in all {
        for (kind, f) in render {
            let mut before = (usize::MAX / 8, usize::MAX / 8);
            for size in SIZES {
                let source = make(size);
                assert!(source.chars().count() <= size, "{name}: {}", source.chars().count());
                let html = f(&source);
                let (tags, deepest) = tree(&html);
                assert!(html.len() <= MAX_OUTPUT, "{kind} {name} {size}: {} bytes", html.len());
                assert!(deepest <= MAX_DEPTH, "{kind} {name} {size}: {deepest} deep");
                // shown as it was typed, a text that was too much for a page has hardly any
                let grown = |now: usize, then: usize| now <= then.max(FLOOR) * 5 / 2;
                assert!(grown(tags, before.1), "{kind} {name} {size}: {tags} tags after {}", before.1);
                let cut = html.starts_with("<pre tabindex=\"0\"><code>");
                assert!(cut || grown(html.len(), before.0), "{kind} {name} {size}: {} bytes after {}", html.len(), before.0);
                before = (html.len(), tags);
            }
        }
        // what the sanitiser is given
        for size in SIZES {
            let Ok(raw) = blocks::write(&make(size), &Links::NONE, &mut Vec::new()) else { continue };
            let (_, deepest) = tree(&raw);
            assert!(raw.len() <= MAX_OUTPUT && deepest <= MAX_DEPTH, "{name} {size}: {} bytes, {deepest} deep before cleaning", raw.len());
        }
    }
}
