//! Forms after the GOV.UK pattern: a summary that links to each field, the message above the field, what was typed kept.

use maud::{Markup, html};

use crate::i18n::Lang;
use crate::ui::{Icon, icon};

/// What is wrong with a form, in the order of its fields.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    wrong: Vec<(&'static str, String)>,
    /// Where one reads more: a label and an address.
    more: Option<(&'static str, String)>,
}

impl Errors {
    pub fn new() -> Errors {
        Errors::default()
    }

    /// A form with one thing wrong.
    pub fn one(field: &'static str, message: impl Into<String>) -> Errors {
        Errors { wrong: vec![(field, message.into())], more: None }
    }

    /// Where one reads more about what is wrong.
    pub fn more(&mut self, label: &'static str, href: impl std::fmt::Display) {
        self.more = Some((label, href.to_string()));
    }

    /// Says what is wrong with a field; an empty name is the form as a whole.
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.wrong.push((field, message.into()));
    }

    pub fn is_empty(&self) -> bool {
        self.wrong.is_empty()
    }

    /// The first message about a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(f, _)| *f == field).map(|(_, m)| m.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.wrong.iter().map(|(f, m)| (*f, m.as_str()))
    }
}

/// The focused box at the top of a form that was refused; nothing when all is well.
pub fn summary(lang: Lang, errors: &Errors) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.esum role="alert" tabindex="-1" autofocus {
                h2 { (lang.ui_error_summary()) }
                ul role="list" {
                    @for (field, message) in errors.iter() {
                        li { @if field.is_empty() { (message) } @else { a href={ "#f-" (field) } { (message) } } }
                    }
                }
                @if let Some((label, href)) = &errors.more { p { a href=(href) { (label) } } }
            }
        }
    }
}

/// One field: label, hint, error, control.
pub struct Field<'a> {
    name: &'static str,
    /// Names it on the page, where other forms have a field of its name.
    key: &'static str,
    label: &'a str,
    value: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    required: bool,
    optional: bool,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    maxlength: Option<u32>,
    placeholder: Option<&'a str>,
    rows: u8,
    live: Option<(&'a str, String)>,
    big: bool,
}

impl<'a> Field<'a> {
    pub fn new(name: &'static str, label: &'a str) -> Field<'a> {
        Field { name, key: name, label, value: "", hint: None, error: None, required: false, optional: false, autocomplete: None, inputmode: None, maxlength: None, placeholder: None, rows: 6, live: None, big: false }
    }

    /// Another form of the page has a field of this name: this one is known by `key`, in errors too.
    pub fn key(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    pub fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }

    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    pub fn error(mut self, errors: &'a Errors) -> Self {
        self.error = errors.of(self.key);
        self
    }

    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Says "optional" beside the label.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
        self
    }

    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }

    pub fn maxlength(mut self, characters: u32) -> Self {
        self.maxlength = Some(characters);
        self
    }

    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = Some(text);
        self
    }

    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// With JavaScript: what is typed is asked of `url` and the answer put into the element `target` (`#id`).
    pub fn live(mut self, target: &'a str, url: impl std::fmt::Display) -> Self {
        self.live = Some((target, url.to_string()));
        self
    }

    /// Larger letters: the one field a page is about.
    pub fn big(mut self) -> Self {
        self.big = true;
        self
    }

    fn described(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("h-{}", self.key));
        }
        if self.error.is_some() {
            ids.push(format!("e-{}", self.key));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn frame(&self, lang: Lang, control: Markup) -> Markup {
        html! {
            div.f.err[self.error.is_some()] {
                label for={ "f-" (self.key) } { (self.label) @if self.optional { " " span.opt { (lang.ui_optional()) } } }
                @if let Some(hint) = self.hint { p.hint id={ "h-" (self.key) } { (hint) } }
                (error_message(lang, self.key, self.error))
                (control)
            }
        }
    }

    fn input(&self, lang: Lang, kind: &str) -> Markup {
        self.frame(lang, html! {
            input.big[self.big] type=(kind) id={ "f-" (self.key) } name=(self.name) value=(self.value) required[self.required] autocomplete=[self.autocomplete] inputmode=[self.inputmode]
                maxlength=[self.maxlength] placeholder=[self.placeholder] aria-describedby=[self.described()] aria-invalid=[self.error.map(|_| "true")]
                data-live=[self.live.as_ref().map(|l| l.0)] data-url=[self.live.as_ref().map(|l| l.1.as_str())];
        })
    }

    pub fn text(&self, lang: Lang) -> Markup {
        self.input(lang, "text")
    }

    pub fn email(&self, lang: Lang) -> Markup {
        self.input(lang, "email")
    }

    pub fn search(&self, lang: Lang) -> Markup {
        self.input(lang, "search")
    }

    /// A day and an hour, `2026-11-24T10:30`.
    pub fn moment(&self, lang: Lang) -> Markup {
        self.input(lang, "datetime-local")
    }

    /// A day, `2026-11-24`.
    pub fn day(&self, lang: Lang) -> Markup {
        self.input(lang, "date")
    }

    /// Never shows what was typed again; a script adds "show".
    pub fn password(&self, lang: Lang) -> Markup {
        self.frame(lang, html! {
            div.pw {
                input type="password" id={ "f-" (self.key) } name=(self.name) required[self.required] autocomplete=[self.autocomplete] aria-describedby=[self.described()] aria-invalid=[self.error.map(|_| "true")];
                button.btn type="button" hidden data-show={ "f-" (self.key) } aria-pressed="false" { (lang.ui_show_password()) }
            }
        })
    }

    pub fn textarea(&self, lang: Lang) -> Markup {
        self.frame(lang, html! {
            textarea id={ "f-" (self.key) } name=(self.name) rows=(self.rows) required[self.required] maxlength=[self.maxlength] placeholder=[self.placeholder] aria-describedby=[self.described()] aria-invalid=[self.error.map(|_| "true")] { "\n" (self.value) }
        })
    }

    /// `options`: value, label.
    pub fn select<V: AsRef<str>, L: AsRef<str>>(&self, lang: Lang, options: &[(V, L)]) -> Markup {
        self.frame(lang, html! {
            select id={ "f-" (self.key) } name=(self.name) aria-describedby=[self.described()] aria-invalid=[self.error.map(|_| "true")] {
                @for (value, label) in options { option value=(value.as_ref()) selected[value.as_ref() == self.value] { (label.as_ref()) } }
            }
        })
    }

    /// `options`: value, label, hint (may be empty).
    pub fn radios<V: AsRef<str>, L: AsRef<str>, H: AsRef<str>>(&self, lang: Lang, options: &[(V, L, H)]) -> Markup {
        html! {
            fieldset.f.err[self.error.is_some()] aria-describedby=[self.described()] {
                legend { (self.label) @if self.optional { " " span.opt { (lang.ui_optional()) } } }
                @if let Some(hint) = self.hint { p.hint id={ "h-" (self.key) } { (hint) } }
                (error_message(lang, self.key, self.error))
                @for (i, (value, label, hint)) in options.iter().enumerate() {
                    @let id = if i == 0 { format!("f-{}", self.key) } else { format!("f-{}-{i}", self.key) };
                    div.radio {
                        input type="radio" id=(id) name=(self.name) value=(value.as_ref()) checked[value.as_ref() == self.value];
                        label for=(id) { (label.as_ref()) @if !hint.as_ref().is_empty() { small { (hint.as_ref()) } } }
                    }
                }
            }
        }
    }
}

fn error_message(lang: Lang, name: &str, error: Option<&str>) -> Markup {
    html! { @if let Some(message) = error { p.emsg id={ "e-" (name) } { span.vh { (lang.ui_error_prefix()) } (message) } } }
}

/// A box to tick. Value `1`.
pub fn checkbox(name: &str, label: &str, checked: bool) -> Markup {
    html! { div.check { input type="checkbox" id={ "f-" (name) } name=(name) value="1" checked[checked]; label for={ "f-" (name) } { (label) } } }
}

pub fn hidden(name: &str, value: impl std::fmt::Display) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// The main button of a form.
pub fn submit(label: &str) -> Markup {
    html! { button.btn.pri { (label) } }
}

/// A form that is one button: `POST action`.
pub fn post_button(action: impl std::fmt::Display, label: &str, class: &str) -> Markup {
    html! { form.inline method="post" action=(action) { button class={ "btn " (class) } { (label) } } }
}

/// A form that is one button with an icon.
pub fn icon_button(action: impl std::fmt::Display, glyph: Icon, label: &str) -> Markup {
    html! { form.inline method="post" action=(action) { button.btn.quiet { (icon(glyph)) (label) } } }
}

/// A fresh key that makes a double click harmless; goes into a hidden field `form_key`.
pub fn form_key() -> Markup {
    hidden("form_key", format!("{:032x}", rand::random::<u128>()))
}
