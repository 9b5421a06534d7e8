//! The pages of categories.

use entity::Audience;
use maud::{Markup, html};

use super::queries::Category;
use super::routes::Raw;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::{Icon, icon};
use crate::web::paths;

fn frame(c: &Chrome, title: &str, errors: &Errors, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

fn fields(c: &Chrome, raw: &Raw, errors: &Errors, new: bool) -> Markup {
    let lang = c.lang;
    let audience = if raw.audience.is_empty() { Audience::Public.word() } else { raw.audience.as_str() };
    let choices = [(Audience::Public.word(), lang.circle_public().to_owned(), String::new()), (Audience::Circle.word(), lang.circle_only(&c.brand.team), lang.circle_hint().to_owned())];
    html! {
        (Field::new("name_en", lang.circle_name_en()).value(&raw.name_en).error(errors).maxlength(150).required().text(lang))
        (Field::new("name_fr", lang.circle_name_fr()).value(&raw.name_fr).error(errors).maxlength(150).required().text(lang))
        @if new { (Field::new("slug", lang.circle_slug()).hint(lang.circle_slug_hint()).value(&raw.slug).error(errors).maxlength(40).optional().text(lang)) }
        (Field::new("description_en", lang.circle_description_en()).value(&raw.description_en).error(errors).maxlength(150).optional().text(lang))
        (Field::new("description_fr", lang.circle_description_fr()).value(&raw.description_fr).error(errors).maxlength(150).optional().text(lang))
        (Field::new("audience", lang.circle_audience()).value(audience).error(errors).radios(lang, &choices))
        (form::submit(lang.circle_save()))
    }
}

pub fn list(c: &Chrome, all: &[Category], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, errors))
        h1 { (lang.circle_categories()) }
        ul.index role="list" {
            @for k in all {
                li {
                    h2 { a href=(paths::StaffCategory { id: k.id }) { (if lang == crate::i18n::Lang::Fr { &k.name_fr } else { &k.name_en }) } }
                    p.meta {
                        @if k.audience == Audience::Circle { span { (icon(Icon::Lock)) (lang.circle_only(&c.brand.team)) } }
                        span { (lang.listings_questions_count(k.questions)) }
                        a href=(paths::Category { slug: &k.slug }) { (lang.circle_see()) span.vh { " " (k.slug) } }
                    }
                }
            }
        }
        h2.mt-l { (lang.circle_new()) }
        form method="post" action=(paths::StaffCategories) novalidate { (fields(c, raw, errors, true)) }
    };
    frame(c, lang.circle_categories(), errors, body)
}

pub fn one(c: &Chrome, k: &Category, raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let name = if lang == crate::i18n::Lang::Fr { &k.name_fr } else { &k.name_en };
    let body = html! {
        (form::summary(lang, errors))
        p { a href=(paths::StaffCategories) { (lang.circle_categories()) } }
        h1 { (name) }
        @if k.questions > 0 { p.hint { (lang.circle_holds_questions()) } }
        form method="post" action=(paths::StaffCategory { id: k.id }) novalidate { (fields(c, raw, errors, false)) }
    };
    frame(c, name, errors, body)
}
