//! Words out of rendered HTML: for search, lists, mails. Only for what [`super::sanitise`] let out: its tags
//! are few, closed, and carry no surprise.

/// The text of rendered HTML; blocks and line breaks end a line, cells are apart.
pub fn plain(html: &str) -> String {
    text_of(html, true)
}

fn text_of(html: &str, with_code_blocks: bool) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut in_pre = false;
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        if !in_pre || with_code_blocks {
            unescape(&mut out, text, in_pre);
        }
        let Some(end) = tail.find('>') else {
            rest = tail;
            break;
        };
        let tag = &tail[1..end];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match name {
            "pre" => {
                in_pre = !tag.starts_with('/');
                line_end(&mut out);
            }
            "p" | "br" | "li" | "ul" | "ol" | "blockquote" | "h3" | "h4" | "h5" | "h6" | "hr" | "tr" | "table" | "div" | "dl" | "dt"
            | "dd" => line_end(&mut out),
            "td" | "th" if !out.is_empty() && !out.ends_with([' ', '\n']) => out.push(' '),
            _ => {}
        }
        rest = &tail[end + 1..];
    }
    if !in_pre || with_code_blocks {
        unescape(&mut out, rest, in_pre);
    }
    out.truncate(out.trim_end().len());
    out
}

fn line_end(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The sanitiser writes these entities and no others. Outside code, runs of space are one.
fn unescape(out: &mut String, text: &str, keep_space: bool) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let entity = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", '\u{A0}')]
            .into_iter()
            .find(|(e, _)| rest.starts_with(e));
        let (c, taken) = entity.map_or((c, c.len_utf8()), |(e, c)| (c, e.len()));
        rest = &rest[taken..];
        match c {
            '\n' | '\t' | ' ' if !keep_space => {
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
}

/// The beginning on one line, at most `max` characters, cut after a word and ended by `…`.
pub fn excerpt(plain: &str, max: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in plain.split_whitespace() {
        let length = word.chars().count();
        let space = usize::from(!out.is_empty());
        if count + space + length > max {
            // A single endless word is cut inside.
            if out.is_empty() {
                out.extend(word.chars().take(max.saturating_sub(1)));
            }
            while out.ends_with([',', ';', ':', '.', ' ']) {
                out.pop();
            }
            // Room for the mark.
            if out.chars().count() >= max {
                out.pop();
            }
            out.push('…');
            return out;
        }
        if space == 1 {
            out.push(' ');
        }
        out.push_str(word);
        count += space + length;
    }
    out
}

/// The sentence that says what an answer says: the first that is no greeting, at most `max` characters.
pub fn first_sentence(plain: &str, max: usize) -> String {
    let mut fallback = "";
    for sentence in sentences(plain) {
        if fallback.is_empty() {
            fallback = sentence;
        }
        if !is_greeting(sentence) {
            return excerpt(strip_greeting(sentence), max);
        }
    }
    excerpt(fallback, max)
}

/// Pieces that end at a line end or at `.`, `!`, `?`, `…` before a space; not after an initial or a number's point.
fn sentences(plain: &str) -> impl Iterator<Item = &str> {
    plain.lines().flat_map(|line| {
        let mut cuts = vec![0];
        let mut previous = [' ', ' '];
        for (i, c) in line.char_indices() {
            let next = line[i + c.len_utf8()..].chars().next();
            let initial = previous[1].is_uppercase() && !previous[0].is_alphanumeric();
            let ends = matches!(c, '!' | '?' | '…') || (c == '.' && previous[1].is_alphanumeric() && !initial);
            if ends && next.is_some_and(char::is_whitespace) {
                cuts.push(i + c.len_utf8());
            }
            previous = [previous[1], c];
        }
        cuts.push(line.len());
        cuts.windows(2).map(|w| line[w[0]..w[1]].trim()).filter(|s| s.chars().any(char::is_alphanumeric)).collect::<Vec<_>>()
    })
}

const GREETINGS: [&str; 14] = [
    "bonjour",
    "bonsoir",
    "salut",
    "coucou",
    "hello",
    "hi",
    "hey",
    "dear",
    "good morning",
    "good evening",
    "good afternoon",
    "merci",
    "thanks",
    "thank you",
];

fn greets(sentence: &str) -> Option<&str> {
    let lower = sentence.to_lowercase();
    let greeting = GREETINGS.iter().find(|g| lower.strip_prefix(**g).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))?;
    sentence.get(greeting.len()..)
}

/// "Bonjour," and "Hi Ada!" say nothing yet.
fn is_greeting(sentence: &str) -> bool {
    let words = |text: &str| text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
    greets(sentence).is_some_and(|rest| words(rest) <= if rest.trim_start().starts_with(',') { 1 } else { 3 })
}

/// "Bonjour, redémarrez la box" → "redémarrez la box".
fn strip_greeting(sentence: &str) -> &str {
    greets(sentence).and_then(|rest| rest.trim_start().strip_prefix(',')).map_or(sentence, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_of_html() {
        let html = "<p>Un &amp; deux<br>\ntrois</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<table><thead><tr><th>x</th><th>y</th></tr></thead></table><pre tabindex=\"0\"><code>if a &lt; b {\n  c\n}</code></pre>";
        assert_eq!(plain(html), "Un & deux\ntrois\na\nb\nx y\nif a < b {\n  c\n}");
        assert_eq!(plain("&amp;lt;b&amp;gt;"), "&lt;b&gt;", "once, not twice");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn excerpts_end_after_a_word() {
        assert_eq!(excerpt("un deux, trois", 9), "un deux…");
        assert_eq!(excerpt("un deux\ntrois", 20), "un deux trois");
        assert_eq!(excerpt("aaaaaaaaaaaa", 5), "aaaa…");
        assert_eq!(excerpt("abcd efgh", 4), "abc…");
    }

    #[test]
    fn the_sentence_of_an_answer() {
        for (text, sentence) in [
            ("Bonjour,\n\nRedémarrez la box. Puis attendez 2 min.", "Redémarrez la box."),
            ("Hi Ada! You need to update to version 2.1.3 first. Then…", "You need to update to version 2.1.3 first."),
            ("Bonjour, il faut attendre. Bonne journée", "il faut attendre."),
            ("Merci", "Merci"),
            ("Hidden settings are in the menu", "Hidden settings are in the menu"),
            ("Demandez à M. Dupont de passer. Il sait.", "Demandez à M. Dupont de passer."),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text, 160), sentence);
        }
        assert!(first_sentence(&"mot ".repeat(100), 160).chars().count() <= 160);
    }
}
