//! Where people write: a plain textarea; a script adds tools to it when it is entered.

use maud::{Markup, html};

use crate::i18n::Lang;
use crate::ui::form::Errors;
use crate::web::paths;

/// The field of a text in Markdown.
pub struct Composer<'a> {
    pub name: &'static str,
    pub label: &'a str,
    pub value: &'a str,
    pub hint: Option<&'a str>,
    pub rows: u8,
    /// What the draft belongs to (`question`, `answer-7`); none is not kept.
    pub draft: Option<String>,
    /// Adds the "preview" button; the form must carry what `/preview` needs.
    pub preview: bool,
}

pub fn composer(lang: Lang, c: &Composer<'_>, errors: &Errors) -> Markup {
    let error = errors.of(c.name);
    let described = match (c.hint.is_some(), error.is_some()) {
        (true, true) => Some(format!("h-{0} e-{0}", c.name)),
        (true, false) => Some(format!("h-{}", c.name)),
        (false, true) => Some(format!("e-{}", c.name)),
        _ => None,
    };
    html! {
        div.f.compose.err[error.is_some()] {
            label for={ "f-" (c.name) } { (c.label) }
            @if let Some(hint) = c.hint { p.hint id={ "h-" (c.name) } { (hint) } }
            @if let Some(message) = error { p.emsg id={ "e-" (c.name) } { span.vh { (lang.ui_error_prefix()) } (message) } }
            div.tools data-tools={ "f-" (c.name) }
                data-bold=(lang.ui_tool_bold()) data-steps=(lang.ui_tool_steps()) data-quote=(lang.ui_tool_quote()) data-code=(lang.ui_tool_code()) data-link=(lang.ui_tool_link()) data-list=(lang.ui_tool_list()) data-label=(lang.ui_tools()) {}
            textarea id={ "f-" (c.name) } name=(c.name) rows=(c.rows) dir="auto" data-draft=[c.draft.as_deref()] data-drafts=[c.draft.as_ref().map(|_| paths::Drafts.to_string())] data-saved=(lang.ui_draft_saved())
                aria-describedby=[described] aria-invalid=[error.map(|_| "true")] { "\n" (c.value) }
            @if c.draft.is_some() { p.kept hidden { (lang.ui_draft_restored()) button.linkish type="button" { (lang.ui_draft_drop()) } } }
            div.under {
                details.mdhelp { summary { (lang.ui_formatting_help()) } (cheat_sheet(lang)) }
                @if c.preview { button.btn.quiet formaction=(paths::Preview) formnovalidate { (lang.ui_preview()) } }
            }
        }
    }
}

/// The few signs that matter.
pub fn cheat_sheet(lang: Lang) -> Markup {
    html! {
        dl.cheat {
            div { dt { code { "**" (lang.ui_md_bold()) "**" } } dd { strong { (lang.ui_md_bold()) } } }
            div { dt { code { "*" (lang.ui_md_italic()) "*" } } dd { em { (lang.ui_md_italic()) } } }
            div { dt { code { "- " (lang.ui_md_item()) } } dd { (lang.ui_md_list()) } }
            div { dt { code { "> " (lang.ui_md_quote()) } } dd { (lang.ui_md_quoted()) } }
            div { dt { code { "`code`" } } dd { code { "code" } } }
            div { dt { code { "[" (lang.ui_md_link()) "](https://…)" } } dd { (lang.ui_md_link()) } }
        }
    }
}
