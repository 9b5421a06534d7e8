//! The pages of departments.

use maud::{Markup, html};

use super::queries::{Category, Rule};
use super::routes::Raw;
use crate::deadlines::departments::{Department, Member};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::web::paths;

fn frame(c: &Chrome, title: &str, errors: &Errors, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

fn in_lang<'a>(lang: Lang, en: &'a str, fr: &'a str) -> &'a str {
    if lang == Lang::Fr { fr } else { en }
}

/// "Box · tag fibre · words remboursement".
fn rule(lang: Lang, r: &Rule) -> String {
    let mut parts = Vec::new();
    if let (Some(en), Some(fr)) = (&r.category_en, &r.category_fr) {
        parts.push(in_lang(lang, en, fr).to_owned());
    }
    parts.extend(r.tag.as_ref().map(|t| lang.deadlines_rule_tag(t)));
    parts.extend(r.lang.as_deref().map(|l| if l == "fr" { lang.deadlines_french() } else { lang.deadlines_english() }.to_owned()));
    if !r.words.is_empty() {
        parts.push(lang.deadlines_rule_words(r.words.replace(' ', ", ")));
    }
    parts.join(" · ")
}

pub fn list(c: &Chrome, all: &[(Department, Vec<Member>)], rules: &[Rule], categories: &[Category], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let any = lang.deadlines_any();
    let categories: Vec<(String, String)> =
        std::iter::once((String::new(), any.to_owned())).chain(categories.iter().map(|k| (k.id.to_string(), in_lang(lang, &k.name_en, &k.name_fr).to_owned()))).collect();
    let langs = [("", any), ("en", lang.deadlines_english()), ("fr", lang.deadlines_french())];
    let departments: Vec<(String, String)> = all.iter().map(|(d, _)| (d.id.to_string(), d.name(lang).to_owned())).collect();
    let body = html! {
        (form::summary(lang, errors))
        h1 { (lang.deadlines_departments()) }
        p { (lang.deadlines_departments_about()) }
        ul.index role="list" {
            @for (d, people) in all {
                li {
                    h2 { a href=(paths::AdminDepartment { id: d.id }) { (d.name(lang)) } }
                    p.meta {
                        @if d.fallback { span { (lang.deadlines_fallback()) } }
                        @if let Some(cap) = d.load_cap { span { (lang.deadlines_cap_short(cap)) } }
                        @if people.is_empty() { span { (lang.deadlines_nobody()) } }
                        @for p in people { span { (p.display_name) @if p.lead { " (" (lang.deadlines_lead()) ")" } } }
                    }
                }
            }
        }
        h2.mt-l { (lang.deadlines_routing()) }
        p { (lang.deadlines_routing_about()) }
        @if rules.is_empty() { p.hint { (lang.deadlines_no_rules()) } } @else {
            ol.index {
                @for r in rules {
                    li {
                        p { (rule(lang, r)) " → " strong { (in_lang(lang, &r.department_en, &r.department_fr)) } }
                        form method="post" action=(paths::AdminRoutingRemove { id: r.id }) { button.btn.quiet { (lang.deadlines_rule_remove()) span.vh { " " (rule(lang, r)) } } }
                    }
                }
            }
        }
        form method="post" action=(paths::AdminRouting) novalidate {
            (Field::new("category", lang.deadlines_category()).value(&raw.category).error(errors).select(lang, &categories))
            (Field::new("tag", lang.deadlines_tag()).value(&raw.tag).error(errors).maxlength(35).optional().text(lang))
            (Field::new("lang", lang.deadlines_language()).value(&raw.lang).select(lang, &langs))
            (Field::new("words", lang.deadlines_some_words()).hint(lang.deadlines_some_words_hint()).value(&raw.words).maxlength(500).optional().text(lang))
            (Field::new("department", lang.deadlines_goes_to()).value(&raw.department).select(lang, &departments))
            (form::submit(lang.deadlines_rule_add()))
        }
        h2.mt-l { (lang.deadlines_new_department()) }
        form method="post" action=(paths::AdminDepartments) novalidate {
            (Field::new("name_en", lang.deadlines_name_en()).value(&raw.name_en).error(errors).maxlength(150).required().text(lang))
            (Field::new("name_fr", lang.deadlines_name_fr()).value(&raw.name_fr).error(errors).maxlength(150).required().text(lang))
            (form::submit(lang.deadlines_add()))
        }
    };
    frame(c, lang.deadlines_departments(), errors, body)
}

pub fn one(c: &Chrome, d: &Department, people: &[Member], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, errors))
        p { a href=(paths::AdminDepartments) { (lang.deadlines_departments()) } }
        h1 { (d.name(lang)) }
        h2 { (lang.deadlines_people()) }
        @if people.is_empty() { p { (lang.deadlines_nobody()) } } @else {
            ul.index role="list" {
                @for p in people {
                    li {
                        p { (p.display_name) " · " (p.username) @if p.lead { " · " strong { (lang.deadlines_lead()) } } }
                        div.acts {
                            form method="post" action=(paths::AdminDepartmentPeople { id: d.id }) {
                                (form::hidden("username", &p.username))
                                @if !p.lead { (form::hidden("lead", "1")) }
                                button.btn.quiet { (if p.lead { lang.deadlines_unlead() } else { lang.deadlines_make_lead() }) span.vh { " " (p.display_name) } }
                            }
                            form method="post" action=(paths::AdminDepartmentPeople { id: d.id }) {
                                (form::hidden("username", &p.username)) (form::hidden("remove", "1"))
                                button.btn.quiet { (lang.deadlines_remove()) span.vh { " " (p.display_name) } }
                            }
                        }
                    }
                }
            }
        }
        form method="post" action=(paths::AdminDepartmentPeople { id: d.id }) novalidate {
            (Field::new("username", lang.deadlines_username()).hint(lang.deadlines_username_hint()).value(&raw.username).error(errors).maxlength(30).required().text(lang))
            (form::checkbox("lead", lang.deadlines_leads_it(), raw.lead == "1"))
            (form::submit(lang.deadlines_add_person()))
        }
        h2.mt-l { (lang.deadlines_itself()) }
        form method="post" action=(paths::AdminDepartment { id: d.id }) novalidate {
            (Field::new("name_en", lang.deadlines_name_en()).value(&raw.name_en).error(errors).maxlength(150).required().text(lang))
            (Field::new("name_fr", lang.deadlines_name_fr()).value(&raw.name_fr).error(errors).maxlength(150).required().text(lang))
            (Field::new("load_cap", lang.deadlines_cap()).hint(lang.deadlines_cap_hint()).value(&raw.load_cap).error(errors).inputmode("numeric").maxlength(5).optional().text(lang))
            @if !d.fallback { (form::checkbox("close", lang.deadlines_close(), false)) }
            (form::submit(lang.deadlines_save()))
        }
    };
    frame(c, d.name(lang), errors, body)
}
