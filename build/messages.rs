//! Turns the Fluent catalogues into methods of `Lang`. A message that one language lacks, or that has
//! other variables there, fails the build; a message that does not exist is a compile error where it is used.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

type Catalogue = BTreeMap<String, Pattern<String>>;

pub fn generate() {
    let (en, fr) = (read("en"), read("fr"));
    let missing = |a: &Catalogue, b: &Catalogue| a.keys().filter(|k| !b.contains_key(*k)).cloned().collect::<Vec<_>>();
    let (no_fr, no_en) = (missing(&en, &fr), missing(&fr, &en));
    assert!(no_fr.is_empty(), "messages without a French text: {no_fr:?}");
    assert!(no_en.is_empty(), "messages without an English text: {no_en:?}");

    let mut out = String::from("impl Lang {\n");
    for (id, pattern) in &en {
        let french = &fr[id];
        let vars = variables(pattern);
        let mut there = variables(french);
        for v in &vars {
            there.retain(|t| t.name != v.name);
            assert!(variables(french).iter().any(|t| t.name == v.name), "{id}: the French text lacks ${}", v.name);
        }
        assert!(there.is_empty(), "{id}: the French text has a variable that the English one has not");
        let name = id.replace('-', "_");
        if vars.is_empty() {
            let text = |p, fr| format!("{:?}", plain(p, fr, id));
            writeln!(out, "/// {}\npub fn {name}(self) -> &'static str {{ match self {{ Lang::En => {}, Lang::Fr => {} }} }}", plain(pattern, false, id).replace('\n', " "), text(pattern, false), text(french, true)).expect("string");
        } else {
            let kinds = merge(&vars, &variables(french));
            let args: String = kinds.iter().map(|v| format!(", {}: {}", v.name, v.kind())).collect();
            writeln!(out, "pub fn {name}(self{args}) -> String {{ let mut s = String::with_capacity(64); match self {{ Lang::En => {{ {} }} Lang::Fr => {{ {} }} }} s }}", code(pattern, "En", &kinds, id), code(french, "Fr", &kinds, id)).expect("string");
        }
    }
    out.push_str("}\n");
    let dir = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&dir).join("messages.rs"), out).expect("OUT_DIR is writable");
}

fn read(lang: &str) -> Catalogue {
    let mut all = Catalogue::new();
    let mut files: Vec<_> = fs::read_dir(format!("src/i18n/{lang}")).expect("catalogue folder").map(|f| f.expect("entry").path()).collect();
    files.sort();
    for file in files.into_iter().filter(|f| f.extension().is_some_and(|e| e == "ftl")) {
        let text = fs::read_to_string(&file).expect("readable catalogue");
        let parsed = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in parsed.body {
            match entry {
                Entry::Message(m) => {
                    let value = m.value.unwrap_or_else(|| panic!("{}: {} has no text", file.display(), m.id.name));
                    let old = all.insert(m.id.name.clone(), value);
                    assert!(old.is_none(), "{}: {} stands twice", file.display(), m.id.name);
                }
                Entry::Junk { content } => panic!("{}: cannot read {content}", file.display()),
                _ => {}
            }
        }
    }
    all
}

#[derive(Clone, PartialEq)]
struct Var {
    name: String,
    number: bool,
    word: bool,
}

impl Var {
    fn kind(&self) -> &'static str {
        match (self.number, self.word) {
            (true, _) => "i64",
            (_, true) => "&str",
            _ => "impl std::fmt::Display",
        }
    }
}

/// The variables of a text in order of first appearance; one that chooses a plural, or is named `count` or `n…`, is a number.
fn variables(p: &Pattern<String>) -> Vec<Var> {
    let mut found: Vec<Var> = Vec::new();
    fn add(found: &mut Vec<Var>, name: &str, number: bool, word: bool) {
        let number = number || name == "count" || name == "n" || name.starts_with("n_");
        match found.iter_mut().find(|v| v.name == name) {
            Some(v) => {
                v.number |= number;
                v.word |= word;
            }
            None => found.push(Var { name: name.into(), number, word }),
        }
    }
    fn walk(p: &Pattern<String>, found: &mut Vec<Var>) {
        for e in &p.elements {
            let PatternElement::Placeable { expression } = e else { continue };
            match expression {
                Expression::Inline(InlineExpression::VariableReference { id }) => add(found, &id.name, false, false),
                Expression::Select { selector, variants } => {
                    if let InlineExpression::VariableReference { id } = selector {
                        let plural = variants.iter().all(|v| match &v.key {
                            VariantKey::NumberLiteral { .. } => true,
                            VariantKey::Identifier { name } => matches!(name.as_str(), "one" | "many" | "other" | "zero"),
                        });
                        add(found, &id.name, plural, !plural);
                    }
                    variants.iter().for_each(|v| walk(&v.value, found));
                }
                Expression::Inline(_) => {}
            }
        }
    }
    walk(p, &mut found);
    found
}

fn merge(a: &[Var], b: &[Var]) -> Vec<Var> {
    a.iter()
        .map(|v| {
            let other = b.iter().find(|o| o.name == v.name).expect("checked above");
            Var { name: v.name.clone(), number: v.number || other.number, word: v.word || other.word }
        })
        .collect()
}

fn plain(p: &Pattern<String>, french: bool, id: &str) -> String {
    p.elements
        .iter()
        .map(|e| match e {
            PatternElement::TextElement { value } => typography(value, french),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => unescape(value),
            _ => panic!("{id}: only text, strings and variables are understood"),
        })
        .collect()
}

fn code(p: &Pattern<String>, lang: &str, vars: &[Var], id: &str) -> String {
    let mut out = String::new();
    for e in &p.elements {
        match e {
            PatternElement::TextElement { value } => write!(out, "s.push_str({:?}); ", typography(value, lang == "Fr")).expect("string"),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::StringLiteral { value }) => write!(out, "s.push_str({:?}); ", unescape(value)).expect("string"),
                Expression::Inline(InlineExpression::VariableReference { id: v }) => {
                    let number = vars.iter().any(|x| x.name == v.name && x.number);
                    if number {
                        write!(out, "s.push_str(&Lang::{lang}.number({})); ", v.name).expect("string");
                    } else {
                        write!(out, "let _ = write!(s, \"{{}}\", {}); ", v.name).expect("string");
                    }
                }
                Expression::Select { selector: InlineExpression::VariableReference { id: v }, variants } => {
                    let number = vars.iter().any(|x| x.name == v.name && x.number);
                    let mut arms = String::new();
                    let mut exact = String::new();
                    for variant in variants {
                        let body = code(&variant.value, lang, vars, id);
                        match &variant.key {
                            VariantKey::NumberLiteral { value } => write!(exact, "if {} == {value} {{ {body} }} else ", v.name).expect("string"),
                            VariantKey::Identifier { .. } if variant.default => write!(arms, "_ => {{ {body} }} ").expect("string"),
                            VariantKey::Identifier { name } => write!(arms, "{name:?} => {{ {body} }} ").expect("string"),
                        }
                    }
                    let subject = if number { format!("Lang::{lang}.plural({})", v.name) } else { v.name.clone() };
                    write!(out, "{exact} {{ match {subject} {{ {arms} }} }} ").expect("string");
                }
                _ => panic!("{id}: only text, strings, variables and selections are understood"),
            },
        }
    }
    out
}

fn unescape(value: &str) -> String {
    fluent_syntax::unicode::unescape_unicode_to_string(value).into_owned()
}

/// French spacing and curly apostrophes for our own sentences. (People's words are never touched.)
fn typography(text: &str, french: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, &c) in chars.iter().enumerate() {
        let (before, after) = (i.checked_sub(1).map(|j| chars[j]), chars.get(i + 1).copied());
        let between_letters = before.is_some_and(char::is_alphabetic) && (after.is_some_and(char::is_alphanumeric) || after.is_none());
        match c {
            '\'' if between_letters => out.push('’'),
            ' ' if french => match (before, after) {
                (_, Some('?' | '!' | ';')) => out.push('\u{202F}'),
                (_, Some(':' | '»' | '%' | '€')) | (Some('«'), _) => out.push('\u{A0}'),
                _ => out.push(' '),
            },
            _ => out.push(c),
        }
    }
    out
}
