//! The stylesheet's promises: every pair of colours can be read, and what a first visit loads stays small.

use std::collections::HashMap;

use entraide::ui::brand;
use entraide::web::assets::ASSETS;

type Rgb = [f64; 3];

fn asset(name: &str) -> &'static str {
    let asset = ASSETS.iter().find(|a| a.name == name).unwrap_or_else(|| panic!("no {name}"));
    std::str::from_utf8(asset.raw).expect("a text")
}

fn rgb(hex: &str) -> Rgb {
    let hex = hex.trim_start_matches('#');
    let wide: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    [0, 2, 4].map(|i| f64::from(u8::from_str_radix(&wide[i..i + 2], 16).unwrap_or_else(|_| panic!("{hex} is no colour"))) / 255.0)
}

/// Name → light and dark form of each colour token; the plain fallback must be the light one.
fn tokens() -> HashMap<String, [Rgb; 2]> {
    let mut found = HashMap::new();
    let mut plain = HashMap::new();
    for declaration in asset("app.css").split([';', '{', '}']).map(str::trim).filter(|d| d.starts_with("--")) {
        let (name, value) = declaration.split_once(':').expect("a declaration");
        let (name, value) = (name.trim_start_matches("--").to_owned(), value.trim());
        if let Some(pair) = value.strip_prefix("light-dark(").and_then(|v| v.strip_suffix(')')) {
            let (light, dark) = pair.split_once(',').expect("two colours");
            let pair = [rgb(light.trim()), rgb(dark.trim())];
            assert_eq!(plain.get(&name), Some(&pair[0]), "--{name}: the fallback for older browsers");
            found.entry(name).or_insert(pair);
        } else if value.starts_with('#') {
            plain.entry(name).or_insert(rgb(value));
        }
    }
    found
}

#[test]
fn every_pair_of_colours_can_be_read() {
    let t = tokens();
    let surfaces: &[&str] = &["sheet", "paper", "sunk"];
    // text, on what, at least in light, at least in dark
    let pairs: &[(&str, &[&str], f64, f64)] = &[
        ("ink", surfaces, 13.0, 14.0),
        ("ink2", surfaces, 7.0, 9.0),
        ("ink3", &["sheet", "paper"], 5.2, 6.1),
        ("ink3", &["sunk"], 4.5, 6.0),
        ("edge", surfaces, 3.1, 3.1),
        ("accent", surfaces, 7.9, 8.7),
        ("on-accent", &["accent"], 9.0, 8.7),
        ("ink", &["hi"], 13.8, 8.5),
        ("on-hi", &["hi"], 13.8, 10.2),
        ("accent", &["hi"], 8.0, 5.4),
        ("ok", &["sheet", "ok-bg"], 6.0, 8.7),
        ("warn", &["sheet", "warn-bg"], 6.4, 8.8),
        ("bad", &["sheet", "bad-bg"], 6.0, 8.2),
        ("ok", &["sunk", "paper"], 5.5, 8.0),
        ("warn", &["sunk", "paper"], 5.5, 8.0),
        ("bad", &["sunk", "paper"], 5.5, 8.0),
        ("gold", &["sheet", "sunk"], 5.5, 9.0),
        ("ring", &["sheet"], 3.4, 9.8),
        ("on-note", &["note"], 11.5, 12.6),
        ("ink", &["note", "ok-bg", "warn-bg", "bad-bg"], 12.0, 10.0),
        ("accent", &["note", "ok-bg", "warn-bg", "bad-bg"], 7.0, 6.0),
    ];
    let mut low = Vec::new();
    for (text, on, light, dark) in pairs {
        for surface in *on {
            for (i, least) in [light, dark].into_iter().enumerate() {
                let ratio = brand::ratio(t[*text][i], t[*surface][i]);
                if (ratio * 10.0).round() / 10.0 < *least {
                    low.push(format!("{text} on {surface}, {}: {ratio:.2} < {least}", ["light", "dark"][i]));
                }
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

#[test]
fn a_brand_takes_the_place_of_the_built_in_accent_only() {
    assert_eq!(brand::tokens("#2438A6"), "");
    let css = brand::tokens("#e60000");
    let built_in = tokens()["accent"][0];
    assert_eq!(built_in, rgb(brand::BUILT_IN));
    assert!(css.contains("--accent:#d") && css.contains("light-dark(") && css.starts_with("@layer tokens{"), "{css}");
    // a layer that the stylesheet has: what is appended wins by standing later
    assert!(asset("app.css").contains("@layer reset, tokens"));
}

#[test]
fn a_first_visit_is_small() {
    let size = |name: &str| {
        let a = ASSETS.iter().find(|a| a.name == name).unwrap_or_else(|| panic!("no {name}"));
        a.br.map_or(a.raw.len(), <[u8]>::len)
    };
    for (name, most) in [("app.css", 8_192), ("core.js", 2_048), ("composer.js", 10_240), ("keys.js", 1_024), ("bricolage-700-subset.woff2", 7_400), ("speculation.json", 200)] {
        assert!(size(name) <= most, "{name}: {} bytes of {most}", size(name));
    }
}

#[test]
fn nothing_comes_from_elsewhere() {
    for a in ASSETS.iter().filter(|a| a.name.ends_with(".css") || a.name.ends_with(".js")) {
        let text = asset(a.name);
        assert!(!text.contains("@import") && !text.contains("url(http") && !text.contains("import('http"), "{}", a.name);
        assert!(!text.contains("innerHTML") && !text.contains("eval("), "{}", a.name);
    }
    assert!(!asset("app.css").contains("url(bricolage"), "the font's address carries its hash");
}
