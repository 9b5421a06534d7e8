//! The pages of asking.

use maud::{Markup, html};

use super::forms::{Raw, UNSURE};
use super::sending::Extra;
use crate::i18n::Lang;
use crate::questions::drafts::Draft;
use crate::search::Similar;
use crate::ui::chrome::Chrome;
use crate::ui::composer::{self, Composer};
use crate::ui::form::{self as fields, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, State, Tone};
use crate::ui::signs::{Sign, signs};
use crate::ui::photos::{self, Shown};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

/// Up to this many categories are shown at once; more go into a list.
const CATEGORIES_SHOWN: usize = 8;
/// The element that a script fills while someone types.
pub const SIMILAR: &str = "similar";

/// A category to choose.
#[derive(Clone, Debug)]
pub struct Category {
    pub slug: String,
    pub name: String,
}

/// What happens to the question before it is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    No,
    /// For its author to have an account.
    ForAccount,
    /// For its author to confirm their address.
    ForAddress,
}

/// The page of the form.
pub struct Form<'a> {
    pub raw: &'a Raw,
    pub extra: Extra<'a>,
    pub categories: &'a [Category],
    /// None: not asked for.
    pub similar: Option<&'a [Similar]>,
    /// Incidents that may be what it is about.
    pub signs: &'a [Sign],
    pub staff: bool,
    pub waits: Waits,
    /// What whoever asks may count on.
    pub promise: String,
}

/// Step one: the sentence.
pub fn first(chrome: &Chrome, title: &str, wrong: Option<String>, other: Option<&Draft>) -> Markup {
    let lang = chrome.lang;
    let errors = wrong.map(|w| Errors::one("title", w)).unwrap_or_default();
    let body = html! {
        (layout::section(html! {
            @if let Some(draft) = other { (unfinished(chrome, draft)) }
            (fields::summary(lang, &errors))
            h1 { (lang.ask_title()) }
            form.mt action=(paths::Ask) {
                (Field::new("title", lang.ask_first_label()).hint(lang.ask_first_hint()).value(title).error(&errors).maxlength(150)
                    .live(&format!("#{SIMILAR}"), paths::AskSimilar).autocomplete("off").big().text(lang))
                div.bar { (fields::submit(lang.ask_first_button())) }
            }
        }))
        div id=(SIMILAR) {}
    };
    layout::page(chrome, &Page { title: lang.ask_title(), errors: !errors.is_empty(), quiet: true, ..Page::default() }, body)
}

/// Step two: what looks like it, then the form.
pub fn form(chrome: &Chrome, form: &Form<'_>) -> Markup {
    let lang = chrome.lang;
    let mut errors = Errors::new();
    for (field, message) in form.extra.wrong {
        errors.add(field, message.clone());
    }
    let near = form.similar.is_some_and(|s| !s.is_empty());
    let body = html! {
        (layout::section(html! {
            @if let Some(draft) = form.extra.draft { (from_draft(chrome, draft)) }
            @if let Some(draft) = form.extra.other_draft { (unfinished(chrome, draft)) }
            (fields::summary(lang, &errors))
            h1 { (lang.ask_title()) }
            @if form.similar.is_some_and(<[_]>::is_empty) { p { (lang.ask_similar_none()) } }
        }))
        @if let Some(found) = form.similar.filter(|s| !s.is_empty() || !form.signs.is_empty()) { div id=(SIMILAR) { (similar_list(chrome, &form.raw.title, found, form.signs)) } }
        @if let Some(preview) = form.extra.preview { (preview) }
        (layout::section(html! {
            @if near { h2 { (lang.ask_form_heading()) } }
            (fields_of(chrome, form, &errors))
        }))
    };
    layout::page(chrome, &Page { title: lang.ask_title(), errors: !errors.is_empty(), quiet: true, noindex: true, composer: true, ..Page::default() }, body)
}

fn fields_of(chrome: &Chrome, form: &Form<'_>, errors: &Errors) -> Markup {
    let lang = chrome.lang;
    let raw = form.raw;
    let private_hint = lang.ask_private_hint(&chrome.brand.team);
    html! {
        form.mt #ask method="post" action=(paths::Questions) enctype="multipart/form-data" novalidate {
            (fields::hidden("form_key", &raw.form_key))
            (fields::hidden("kind", "question"))
            (fields::hidden("back", "ask"))
            // A decision on personal data holds for the text it was made on; after a change it is asked again.
            @if !raw.seal.is_empty() {
                (fields::hidden("seal", &raw.seal))
                @for key in &raw.show { (fields::hidden("show", key)) }
            }
            (Field::new("title", lang.ask_title_label()).hint(lang.ask_title_hint()).value(&raw.title).error(errors).required().maxlength(150).autocomplete("off").text(lang))
            (category(lang, raw, form.categories, errors))
            (composer::composer(lang, &Composer {
                name: "body",
                label: lang.ask_body_label(),
                value: &raw.body,
                hint: Some(lang.ask_body_hint()),
                rows: 10,
                draft: Some(match chrome.me {
                    // A member's form has its own draft; what a visitor types waits in their browser for any form.
                    Some(_) => format!("question-{}", raw.form_key),
                    None => "question".to_owned(),
                }),
                preview: false,
            }, errors))
            (photos::field(lang, &photos::Field { camera: true, ..photos::Field::new(lang, &Shown::of(&raw.photo)) }, errors))
            (Field::new("tried", lang.ask_tried_label()).hint(lang.ask_tried_hint()).value(&raw.tried).error(errors).rows(4).textarea(lang))
            (Field::new("tags", lang.ask_tags_label()).hint(lang.ask_tags_hint()).value(&raw.tags).error(errors).autocomplete("off").text(lang))
            div.private {
                (Field::new("private_details", lang.ask_private_label()).hint(&private_hint).value(&raw.private_details).error(errors).rows(3).textarea(lang))
                (photos::field(lang, &photos::Field { name: "private_photos", keys: "private_photo", id: "f-private_photos".into(), label: lang.photos_private_label(), hint: Some(lang.photos_private_hint()), kept: &Shown::of(&raw.private_photo), camera: false }, errors))
            }
            @if form.staff { (fields::checkbox("as_member", lang.ask_as_member(), !raw.as_member.is_empty())) }
            @match form.waits {
                Waits::No => {}
                Waits::ForAccount => p.hint { (lang.ask_keep_going()) },
                Waits::ForAddress => p.hint { (lang.ask_confirm_first()) },
            }
            @if !form.promise.is_empty() { p.hint { (form.promise) } }
            div.bar { (fields::submit(lang.ask_publish())) (preview_button(lang)) }
        }
    }
}

/// After the main button, which is the one that the Enter key presses.
fn preview_button(lang: Lang) -> Markup {
    html! { button.btn.quiet formaction=(paths::Preview) formnovalidate { (lang.ui_preview()) } }
}

fn category(lang: Lang, raw: &Raw, categories: &[Category], errors: &Errors) -> Markup {
    let chosen = if raw.category.is_empty() { UNSURE } else { raw.category.as_str() };
    let field = Field::new("category", lang.ask_category_label()).value(chosen).error(errors);
    let all = categories.iter().map(|c| (c.slug.as_str(), c.name.as_str())).chain([(UNSURE, lang.ask_category_unsure())]);
    match categories.len() {
        0 => html! {},
        1..=CATEGORIES_SHOWN => field.radios(lang, &all.map(|(slug, name)| (slug, name, "")).collect::<Vec<_>>()),
        _ => field.select(lang, &all.collect::<Vec<_>>()),
    }
}

/// "Draft of … · Discard", above a form that was filled from it.
pub fn from_draft(chrome: &Chrome, draft: &Draft) -> Markup {
    let lang = chrome.lang;
    let when = when::full(lang, &chrome.zone, draft.updated_at);
    lists::banner(Tone::Info, html! {
        div.row { p { (lang.ask_draft_notice(when)) } (fields::post_button(paths::DraftDelete { id: draft.id }, lang.ask_draft_discard(), "quiet")) }
    })
}

/// Another question was left unfinished.
fn unfinished(chrome: &Chrome, draft: &Draft) -> Markup {
    let lang = chrome.lang;
    let title = draft.ask().title;
    let title = if title.trim().is_empty() { lang.drafts_untitled() } else { title.trim() };
    let form = match chrome.me {
        Some(_) => paths::with_query(paths::Ask, &[("draft", &draft.id.to_string())]),
        None => paths::Ask.to_string(),
    };
    lists::banner(Tone::Info, html! {
        p { (lang.ask_draft_other(title)) }
        div.row { a href=(form) { (lang.ask_draft_continue()) } (fields::post_button(paths::DraftDelete { id: draft.id }, lang.ask_draft_discard(), "quiet")) }
    })
}

/// "3 similar questions, 2 solved".
pub fn similar_count(lang: Lang, found: &[Similar]) -> String {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    match found.iter().filter(|s| s.solved).count() {
        _ if found.is_empty() => lang.ask_similar_none().to_owned(),
        0 => lang.ask_similar_count(count(found.len())),
        solved => format!("{}, {}", lang.ask_similar_count(count(found.len())), lang.ask_similar_count_solved(count(solved))),
    }
}

/// The list: their words marked, the sentence of the answer, what to do. Also what a script asks for while someone types.
pub fn similar_list(chrome: &Chrome, searched: &str, found: &[Similar], above: &[Sign]) -> Markup {
    let lang = chrome.lang;
    html! {
        @if !above.is_empty() { (layout::section(signs(chrome, above))) }
        @if !found.is_empty() {
            section aria-label=(lang.ask_similar_heading()) {
                (layout::section(html! { h2 { (lang.ask_similar_heading()) } p.hint { (similar_count(lang, found)) } }))
                @for s in found { (one(chrome, searched, s)) }
            }
        }
    }
}

fn one(chrome: &Chrome, searched: &str, s: &Similar) -> Markup {
    let lang = chrome.lang;
    let page = paths::Question { id: s.id, slug: &s.slug };
    let state = if s.solved { State::Solved } else { State::Unanswered };
    html! {
        article.card.sol[s.solved] {
            div.b {
                h3 { a href=(page) dir="auto" lang=(s.lang) { @for (mark, piece) in s.title.pieces() { @if mark { mark { (piece) } } @else { (piece) } } } }
                div.meta {
                    span.st { (icon(state.glyph())) (if s.solved { lang.ask_similar_solved() } else { lang.ask_similar_open() }) }
                }
                @if !s.answer_sentence.is_empty() { blockquote.says lang=(s.lang) dir="auto" { p { (s.answer_sentence) } } }
                div.bar {
                    @if s.solved {
                        form.inline method="post" action=(paths::QuestionSolves { id: s.id }) {
                            (fields::hidden("searched", searched))
                            button.btn.pri { (icon(Icon::Check)) (lang.ask_similar_solves()) }
                        }
                    } @else if chrome.me.is_some() {
                        (fields::icon_button(paths::QuestionMeToo { id: s.id }, Icon::Hand, lang.ask_similar_me_too()))
                    } @else {
                        a.btn.quiet href=(paths::with_query(paths::Login, &[("next", &page.to_string())])) rel="nofollow" { (icon(Icon::Hand)) (lang.ask_similar_me_too()) }
                    }
                    a.btn.quiet href=(page) aria-label=(lang.ask_similar_read_about(&s.title.text)) { (lang.ask_similar_read()) }
                }
            }
            div.m { @if s.helped > 0 { b { (lang.number(s.helped)) } " " span { (lang.ask_similar_helped_word(s.helped)) } } }
        }
    }
}
