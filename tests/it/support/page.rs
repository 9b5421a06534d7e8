//! An answer of the site, readable by role and selector. What is asked of it and is not there fails with the page's text.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

use super::form::Filled;

#[derive(Clone, Debug)]
pub struct Page {
    pub method: Method,
    pub path: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
    /// A part of a page was asked for.
    pub fragment: bool,
}

impl Page {
    pub fn body(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("UTF-8")
    }

    pub fn is_html(&self) -> bool {
        self.header("content-type").is_some_and(|t| t.starts_with("text/html"))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|v| v.to_str().ok())
    }

    /// Demands a status.
    #[track_caller]
    pub fn status(self, code: u16) -> Page {
        assert_eq!(self.status.as_u16(), code, "{}", self.describe());
        self
    }

    #[track_caller]
    pub fn ok(self) -> Page {
        self.status(200)
    }

    /// 303: done, see there.
    #[track_caller]
    pub fn done(self) -> Page {
        self.status(303)
    }

    /// 422: the form again, with its errors.
    #[track_caller]
    pub fn refused(self) -> Page {
        self.status(422)
    }

    /// 404.
    #[track_caller]
    pub fn missing(self) -> Page {
        self.status(404)
    }

    /// 403.
    #[track_caller]
    pub fn denied(self) -> Page {
        self.status(403)
    }

    /// Where it redirects to.
    #[track_caller]
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("no redirect: {}", self.describe()))
    }

    /// Sent to log in, to come back afterwards.
    #[track_caller]
    pub fn must_sign_in(self) -> Page {
        let page = self.status(303);
        assert!(page.location().starts_with(&entraide::web::paths::Login.to_string()), "not to log-in: {}", page.location());
        page
    }

    pub fn html(&self) -> Html {
        if self.fragment { Html::parse_fragment(self.body()) } else { Html::parse_document(self.body()) }
    }

    pub fn count(&self, selector: &str) -> usize {
        self.html().select(&css(selector)).count()
    }

    pub fn has(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// Text of the first match, spaces folded.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_else(|| panic!("nothing matches {selector}: {}", self.describe()))
    }

    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.html().select(&css(selector)).map(|e| text_of(&e)).collect()
    }

    #[track_caller]
    pub fn attr(&self, selector: &str, name: &str) -> String {
        let html = self.html();
        let found = html.select(&css(selector)).find_map(|e| e.value().attr(name).map(str::to_owned));
        found.unwrap_or_else(|| panic!("nothing matches {selector} with {name}: {}", self.describe()))
    }

    pub fn attrs(&self, selector: &str, name: &str) -> Vec<String> {
        self.html().select(&css(selector)).filter_map(|e| e.value().attr(name).map(str::to_owned)).collect()
    }

    /// The visible text of `main` (or of the part), spaces folded.
    pub fn words(&self) -> String {
        let html = self.html();
        let main = html.select(&css("main")).next();
        main.as_ref().map_or_else(|| text_of(&html.root_element()), text_of)
    }

    /// Demands a text in `main`, whatever its spaces are.
    #[track_caller]
    pub fn see(&self, text: &str) -> &Page {
        assert!(fold(&self.words()).contains(&fold(text)), "“{text}” is not there: {}", self.describe());
        self
    }

    #[track_caller]
    pub fn not_see(&self, text: &str) -> &Page {
        assert!(!fold(&self.words()).contains(&fold(text)), "“{text}” is there: {}", self.describe());
        self
    }

    /// The message beside a field.
    #[track_caller]
    pub fn error(&self, field: &str) -> String {
        let html = self.html();
        let input = html.select(&css(&format!("[name=\"{field}\"]"))).next().unwrap_or_else(|| panic!("no field {field}: {}", self.describe()));
        let described = input.value().attr("aria-describedby").unwrap_or_default();
        let found = described.split_whitespace().filter_map(|id| html.select(&css(&format!("[id=\"{id}\"]"))).next()).find(|e| e.value().id().is_some_and(|i| i.contains("error")));
        found.map(|e| text_of(&e)).unwrap_or_else(|| panic!("no error beside {field}: {}", self.describe()))
    }

    /// What a field holds.
    #[track_caller]
    pub fn value(&self, field: &str) -> String {
        let html = self.html();
        let element = html.select(&css(&format!("[name=\"{field}\"]"))).next().unwrap_or_else(|| panic!("no field {field}: {}", self.describe()));
        if element.value().name() == "textarea" { element.text().collect() } else { element.value().attr("value").unwrap_or_default().to_owned() }
    }

    /// Its text without what is new each time it is made: keys of forms, how often something was read, the number of a
    /// request on a page that says no.
    pub fn steady(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.bytes).into_owned();
        if let Some((before, after)) = text.split_once("give this number: <code>") {
            text = format!("{before}{}", after.split_once("</code>").map_or(after, |(_, rest)| rest));
        }
        let mut out = String::with_capacity(text.len());
        for part in text.split_inclusive('>') {
            let drawn = part.contains("name=\"form_key\"") || part.contains("data-views") || part.contains("name=\"seal\"");
            out.push_str(if drawn { "<drawn>" } else { part });
        }
        out
    }

    /// A form as the page sends it.
    #[track_caller]
    pub fn form(&self, selector: &str) -> Filled {
        let html = self.html();
        let form = html.select(&css(selector)).next().unwrap_or_else(|| panic!("no form matches {selector}: {}", self.describe()));
        Filled::read(&self.path, &html, form, None)
    }

    /// The form whose button says this.
    #[track_caller]
    pub fn form_with_button(&self, label: &str) -> Filled {
        let html = self.html();
        let button = html.select(&css("button, input[type=submit]")).find(|b| {
            let says = |t: &str| fold(t) == fold(label);
            says(&text_of(b)) || b.value().attr("aria-label").is_some_and(says) || b.value().attr("value").filter(|_| b.value().name() == "input").is_some_and(says)
        });
        let button = button.unwrap_or_else(|| {
            let there: Vec<String> = html.select(&css("main button")).map(|b| text_of(&b)).collect();
            panic!("no button says “{label}”; there are {there:?}: {}", self.describe())
        });
        let form = match button.value().attr("form") {
            Some(id) => html.select(&css(&format!("form[id=\"{id}\"]"))).next(),
            None => button.ancestors().filter_map(ElementRef::wrap).find(|e| e.value().name() == "form"),
        };
        let form = form.unwrap_or_else(|| panic!("the button “{label}” is in no form"));
        Filled::read(&self.path, &html, form, Some(button))
    }

    /// For messages of failed assertions.
    pub fn describe(&self) -> String {
        let kind = self.header("location").map(|l| format!(" → {l}")).unwrap_or_default();
        let text = if self.is_html() { self.words() } else { String::from_utf8_lossy(&self.bytes).into_owned() };
        format!("{} {} is {}{kind}\n{}", self.method, self.path, self.status, text.chars().take(1_500).collect::<String>())
    }
}

#[track_caller]
pub fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|e| panic!("{selector} is no selector: {e}"))
}

pub fn text_of(e: &ElementRef<'_>) -> String {
    e.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Spaces of any kind become one space.
pub fn fold(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
