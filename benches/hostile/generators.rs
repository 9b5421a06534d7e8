//! Texts that have been slow, deep or big in somebody's renderer, each by its name and for any length. The suite holds what
//! comes out of them small and shallow; the benchmark holds what they cost.

pub type Make = Box<dyn Fn(usize) -> String>;

/// Said again and again.
const REPEATED: &[(&str, &str)] = &[
    ("list in list in a line", "* "),
    ("quote in quote", "> "),
    ("list in quote in list", "- > "),
    ("ordered list in a line", "1. "),
    ("emphasis opened twice", "*a **b "),
    ("emphasis of two kinds", "*a _b "),
    ("strong before emphasis", "**a *b "),
    ("emphasis never closed", "*a"),
    ("emphasis never opened", "a*"),
    ("runs of stars", "***"),
    ("runs of underscores", "__"),
    ("stars and underscores", "*_"),
    ("underscores in words", "_a"),
    ("emphasis crossed", "*a_ "),
    ("strikethrough opened", "~~a"),
    ("tildes", "~"),
    ("brackets opened", "["),
    ("images opened", "!["),
    ("links opened", "[a]("),
    ("empty links opened", "[]("),
    ("links ended", "]("),
    ("empty brackets", "[]"),
    ("brackets with a letter", "[a"),
    ("footnotes opened", "[^"),
    ("footnotes over lines", "[^\n"),
    ("footnotes defined", "[^1]: "),
    ("references to nothing", "[x] "),
    ("definitions", "[a]: /b\n"),
    ("checkboxes", "- [ ] "),
    ("bold and italic tags", "<b><i>"),
    ("subscript tags", "<sub>"),
    ("subscript ended", "</sub>"),
    ("known tags in turn", "<kbd><sub>"),
    ("known tags ended", "</kbd>"),
    ("tags opened", "<"),
    ("attributes opened", "<a href="),
    ("tags ended", "</"),
    ("comments opened", "<!--"),
    ("declarations", "<!"),
    ("processing instructions", "<?"),
    ("data sections", "<![CDATA["),
    ("blocks of html", "<div>"),
    ("paragraph tags", "<p>"),
    ("paragraph ends", "</p>"),
    ("list item tags", "<li>"),
    ("cell tags", "<td>"),
    ("bold over paragraphs", "<b><p>"),
    ("bold over paragraphs with words", "<b>a<p>"),
    ("nested list tags", "<ul><li>"),
    ("nested table tags", "<table><tr><td>"),
    ("words in table tags", "<table>a"),
    ("link tags", "<a>"),
    ("font tags", "<font>"),
    ("svg tags", "<svg>"),
    ("line break tags", "<br>"),
    ("autolinks", "<http:"),
    ("mail autolinks", "<a@b.c>"),
    ("bare schemes", "https://"),
    ("bare addresses", "https://a.example/) "),
    ("addresses with parentheses", "http://a.example/(((("),
    ("parentheses", "(((("),
    ("at signs", "@"),
    ("short names", "@a "),
    ("mentions", "@abc "),
    ("backticks", "`"),
    ("code of two widths", "`a``b"),
    ("fences opened", "```\n"),
    ("fences in a language", "```rust\n"),
    ("indented code", "    a\n"),
    ("backslashes", "\\"),
    ("ampersands", "&"),
    ("numbers of entities", "&#"),
    ("entities", "\"<>&"),
    ("quotation marks", "\""),
    ("dollars", "$"),
    ("pipes", "|"),
    ("rows of no table", "| a\n"),
    ("headings", "# "),
    ("empty headings", "#\n"),
    ("paragraphs", "a\n\n"),
    ("hard breaks", "a  \n"),
    ("tabs", "\t"),
    ("tight list", "- a\n"),
    ("loose list", "- a\n\n"),
    ("zero bytes", "\0"),
    ("accents", "é"),
    ("emoji", "🙂"),
    ("turned around", "\u{202E}a"),
];

const LANGUAGES: &[&str] = &["js", "html", "rust", "python", "cpp", "php", "latex", "md", "sql", "sh", "java", "cs", "rb", "hs", "pl", "css", "yaml", "ts", "json"];

fn of(unit: &str, n: usize) -> String {
    unit.chars().cycle().take(n).collect()
}

/// Each makes a text of so many characters, or a little less.
pub fn all() -> Vec<(String, Make)> {
    made().into_iter().map(|(name, make)| (name, Box::new(move |n| make(n).chars().take(n).collect()) as Make)).collect()
}

fn made() -> Vec<(String, Make)> {
    let mut all: Vec<(String, Make)> = REPEATED.iter().map(|(name, unit)| ((*name).to_owned(), Box::new(move |n| of(unit, n)) as Make)).collect();
    let mut add = |name: &str, f: Make| all.push((name.to_owned(), f));
    // depth d takes d² characters
    add("nested list by indent", Box::new(|n| (0..n.isqrt()).map(|i| " ".repeat(i) + "* a\n").collect()));
    add("sparse table", Box::new(|n| format!("|{}\n|{}\n{}", of("a|", n / 4), of("-|", n / 4), of("a\n", n / 2))));
    add("sparse narrow table", Box::new(|n| format!("|{}\n|{}\n{}", "a|".repeat(20), "-|".repeat(20), of("a\n", n - 84))));
    add("many sparse tables", Box::new(|n| format!("|{}\n|{}\n{}\n\n", "a|".repeat(20), "-|".repeat(20), "a\n".repeat(40)).repeat(n / 166)));
    add("reference expansion", Box::new(|n| format!("[x]: /{}\n\n{}", "a".repeat(n / 2), of("[x]", n / 2 - 8))));
    add("image expansion", Box::new(|n| format!("[x]: /{}\n\n{}", "a".repeat(n / 2), of("![][x]", n / 2 - 8))));
    add("many references", Box::new(|n| (0..n / 17).map(|i| format!("[a{i}]: /b\n[a{i}]\n")).collect()));
    add("emphasis both ways", Box::new(|n| of("*a ", n / 2) + &of("a* ", n / 2)));
    add("brackets both ways", Box::new(|n| "[".repeat(n / 2) + &"]".repeat(n / 2)));
    add("quotes and lists", Box::new(|n| of("> * ", n - 1) + "a"));
    add("html then close", Box::new(|n| of("<b>", n * 3 / 7) + &of("</b>", n * 4 / 7)));
    add("misnested html", Box::new(|n| of("<b><i></b></i>", n)));
    add("deep table html", Box::new(|n| of("<table><tr><td>", n * 15 / 23) + &of("</table>", n * 8 / 23)));
    add("backticks of every width", Box::new(|n| (1..n).scan(0, |sum, i| { *sum += i + 1; (*sum <= n).then(|| format!("{} ", "`".repeat(i))) }).collect()));
    add("code of one long line", Box::new(|n| format!("```js\n{}\n```", of("a=(", n - 10))));
    add("one long word", Box::new(|n| "a".repeat(n)));
    for language in LANGUAGES {
        add(&format!("code in {language}"), Box::new(move |n| format!("```{language}\n{}\n```", of("if (a < b) { c = \"d\" + 'e'; } /* f */ // g <h i=\"j\">\n", n - 16))));
        add(&format!("brackets in {language}"), Box::new(move |n| format!("```{language}\n{}\n```", of("([{<$\"'`/*#-- \\@:=\n", n - 16))));
    }
    all
}
