//! Watched words.

use entity::WatchAct;
use maud::{Markup, html};

use super::super::forms::Watch;
use crate::i18n::Lang;
use crate::screening::words::Word;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, empty};
use crate::web::paths;

fn act(lang: Lang, act: WatchAct) -> &'static str {
    match act {
        WatchAct::Block => lang.moderation_words_block(),
        WatchAct::Hold => lang.moderation_words_hold(),
        WatchAct::Flag => lang.moderation_words_flag(),
    }
}

pub fn page(c: &Chrome, words: &[Word], raw: &Watch, errors: &Errors) -> Markup {
    let lang = c.lang;
    let options: Vec<(&str, &str, &str)> = WatchAct::ALL.iter().map(|a| (a.word(), act(lang, *a), "")).collect();
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &[(lang.moderation_title().to_owned(), paths::StaffModeration.to_string())]))
        (form::summary(lang, errors))
        h1 { (lang.moderation_words()) }
        p { (lang.moderation_words_lead()) }
        form method="post" action=(paths::StaffWords) novalidate {
            (Field::new("word", lang.moderation_words_word()).value(&raw.word).maxlength(60).required().error(errors).text(lang))
            (Field::new("act", lang.moderation_words_act()).value(&raw.act).error(errors).radios(lang, &options))
            (Field::new("message", lang.moderation_words_message()).hint(lang.moderation_words_message_hint()).value(&raw.message).maxlength(500).optional().error(errors).text(lang))
            (form::submit(lang.moderation_words_add()))
        }
        @if words.is_empty() { (empty(lang.moderation_words_none(), None)) }
        ul.plain role="list" {
            @for w in words {
                li {
                    p { strong { (w.word) } ": " (act(lang, w.act)) }
                    @if w.act == WatchAct::Block { p.hint dir="auto" { (w.message) } }
                    (form::post_button(paths::StaffWordDrop { id: w.id }, &lang.moderation_words_drop(&w.word), "quiet"))
                }
            }
        }
    });
    layout::page(c, &Page { title: lang.moderation_words(), noindex: true, quiet: true, errors: !errors.is_empty(), ..Page::default() }, body)
}
