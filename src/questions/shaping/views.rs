//! The forms that give threads another shape.

use entity::{CategoryId, PostId};
use maud::{Markup, PreEscaped, html};

use super::forms::Split;
use super::queries::{Answer, Category};
use super::split;
use crate::i18n::Lang;
use crate::questions::care::views::{Ask, ask, original};
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::lists::{Tone, banner};
use crate::ui::when;
use crate::web::paths;

pub fn moving(c: &Chrome, title: &str, back: &str, id: PostId, categories: &[Category], now: Option<CategoryId>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let mut options = vec![(String::new(), lang.shaping_none().to_owned())];
    options.extend(categories.iter().map(|k| (k.id.to_string(), if lang == Lang::Fr { k.name_fr.clone() } else { k.name_en.clone() })));
    let chosen = now.map(|c| c.to_string()).unwrap_or_default();
    let a = Ask { title: lang.shaping_move(), text: lang.shaping_move_text(), about: title, back: back.to_owned(), action: paths::QuestionMove { id }.to_string(), button: lang.shaping_move(), danger: false };
    ask(c, &a, errors, Field::new("category", lang.shaping_category()).value(&chosen).error(errors).select(lang, &options))
}

/// `other`: title and address of the thread it becomes part of, once it was found.
pub fn merging(c: &Chrome, title: &str, back: &str, id: PostId, typed: &str, other: Option<(&str, String)>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let a = Ask { title: lang.shaping_merge(), text: lang.shaping_merge_text(), about: title, back: back.to_owned(), action: paths::QuestionMerge { id }.to_string(), button: if other.is_some() { lang.shaping_merge_now() } else { lang.shaping_merge_look() }, danger: other.is_some() };
    let fields = html! {
        @match &other {
            None => (original(c, typed, errors)),
            Some((into, href)) => {
                (form::hidden("of", typed))
                (form::hidden("sure", "1"))
                (banner(Tone::Warn, html! { p { (lang.shaping_merge_into()) " " a href=(href) dir="auto" { (into) } } p { (lang.shaping_merge_effect()) } }))
            }
        }
    };
    ask(c, &a, errors, fields)
}

#[expect(clippy::too_many_arguments, reason = "the parts of one page")]
pub fn splitting(c: &Chrome, title: &str, back: &str, id: PostId, answers: &[Answer], typed: &Split, sure: bool, errors: &Errors) -> Markup {
    let lang = c.lang;
    let a = Ask { title: lang.shaping_split(), text: lang.shaping_split_text(), about: title, back: back.to_owned(), action: paths::QuestionSplit { id }.to_string(), button: if sure { lang.shaping_split_now() } else { lang.shaping_split_look() }, danger: sure };
    let fields = if sure { chosen(c, answers, typed) } else { choice(c, answers, typed, errors) };
    ask(c, &a, errors, fields)
}

fn who(lang: Lang, a: &Answer) -> &str {
    if a.gone { lang.ui_former_member() } else { &a.display_name }
}

fn choice(c: &Chrome, answers: &[Answer], typed: &Split, errors: &Errors) -> Markup {
    let lang = c.lang;
    let can: Vec<&Answer> = answers.iter().filter(|a| split::can_ask(a)).collect();
    html! {
        @if can.is_empty() { (banner(Tone::Info, html! { p { (lang.shaping_nothing_to_split()) } })) }
        fieldset.f.err[errors.of("first").is_some() || errors.of("rest").is_some()] {
            legend { (lang.shaping_which()) }
            p.hint { (lang.shaping_which_hint()) }
            @for field in ["first", "rest"] { @if let Some(why) = errors.of(field) { p.emsg id={ "e-" (field) } { span.vh { (lang.ui_error_prefix()) } (why) } } }
            ul.plain role="list" {
                @for (n, a) in answers.iter().enumerate() {
                    @let can_ask = split::can_ask(a);
                    li {
                        p.meta { strong dir="auto" { (who(lang, a)) } span { (when::ago(c, a.created_at)) } @if a.solves { span { (lang.shaping_solves()) } } @else if a.official { span { (lang.shaping_official()) } } }
                        div.quoted lang=(a.lang) dir="auto" { (PreEscaped(&a.html)) }
                        @if can_ask {
                            @let first = if can.first().is_some_and(|f| f.id == a.id) { "f-first".to_owned() } else { format!("first-{n}") };
                            div.radio { input type="radio" id=(first) name="first" value=(a.id) checked[typed.first == Some(a.id)]; label for=(first) { (lang.shaping_is_question()) span.vh { " (" (who(lang, a)) ", " (a.id) ")" } } }
                        }
                        @if !a.solves && n > 0 {
                            @let rest = if n == 1 { "f-rest".to_owned() } else { format!("rest-{n}") };
                            div.check { input type="checkbox" id=(rest) name="rest" value=(a.id) checked[typed.rest.contains(&a.id)]; label for=(rest) { (lang.shaping_goes_along()) span.vh { " (" (who(lang, a)) ", " (a.id) ")" } } }
                        }
                    }
                }
            }
        }
        (Field::new("title", lang.shaping_title()).hint(lang.shaping_title_hint()).value(&typed.title).error(errors).maxlength(150).text(lang))
    }
}

/// What was chosen, to be looked at once more.
fn chosen(c: &Chrome, answers: &[Answer], typed: &Split) -> Markup {
    let lang = c.lang;
    html! {
        (form::hidden("title", &typed.title))
        @if let Some(first) = typed.first { (form::hidden("first", first)) }
        @for rest in &typed.rest { (form::hidden("rest", rest)) }
        (form::hidden("sure", "1"))
        h2 dir="auto" { (typed.title) }
        @for a in answers.iter().filter(|a| typed.first == Some(a.id)) { p.meta { (lang.shaping_asked_by(who(lang, a))) } div.quoted lang=(a.lang) dir="auto" { (PreEscaped(&a.html)) } }
        p { (lang.shaping_with_answers(i64::try_from(typed.rest.iter().filter(|r| Some(**r) != typed.first).count()).unwrap_or(0))) }
        (banner(Tone::Warn, html! { p { (lang.shaping_split_effect()) } }))
    }
}
