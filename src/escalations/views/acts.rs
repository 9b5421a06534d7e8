//! The forms of the team's page. Each is complete without a script; the public ones and the team's own never share a field.

use maud::{Markup, html};

use super::super::forms::Typed;
use super::Desk;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::composer::{self, Composer};
use crate::ui::form::{self, Errors, Field};
use crate::ui::{Icon, icon, photos};
use crate::web::paths;

/// What was wrong with one form is said in that one alone.
fn errors<'a>(typed: &'a Typed, form: &str, none: &'a Errors) -> &'a Errors {
    if typed.is(form) { &typed.errors } else { none }
}

/// The same with a key, for what is done once however often it is sent.
pub fn carried(d: &Desk, form: &str) -> Markup {
    html! {
        (escalation(d))
        (form::hidden("form_key", format!("{}-{form}", d.form_key)))
    }
}

/// What was open when the page was drawn: an act that is the same twice needs no more.
pub fn escalation(d: &Desk) -> Markup {
    form::hidden("escalation", d.open.as_ref().map_or("none".to_owned(), |o| o.id.to_string()))
}

/// One press each.
pub fn quick(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let (lang, id) = (c.lang, d.head.id);
    let asleep = d.open.as_ref().is_some_and(|o| o.snoozed_until.is_some());
    let none = Errors::new();
    let e = errors(typed, "snooze", &none);
    html! {
        div.acts {
            a.btn href="#reply" data-key="r" { (icon(Icon::MessageSquare)) (lang.esc_reply_go()) }
            a.btn href="#outcome" data-key="d" { (icon(Icon::CircleCheck)) (lang.esc_outcome_go()) }
            a.btn.quiet href="#notes" data-key="n" { (icon(Icon::Lock)) (lang.esc_note_go()) }
            a.btn.quiet href="#canned" data-key="m" { (lang.feed_macro()) }
            @if asleep { form.inline method="post" action=(paths::StaffThreadWake { id }) { (carried(d, "wake")) button.btn.quiet data-key="s" { (icon(Icon::Bell)) (lang.esc_wake()) } } }
        }
        details open[typed.is("snooze")] {
            summary.linkish data-key=[(!asleep).then_some("s")] { (icon(Icon::Clock)) (lang.esc_snooze()) }
            form.panel method="post" action=(paths::StaffThreadSnooze { id }) novalidate {
                (escalation(d))
                (Field::new("until", lang.esc_snooze_until()).value(typed.get("snooze", "until")).error(e).select(lang, &[("hour", lang.esc_snooze_hour()), ("hours", lang.esc_snooze_hours()), ("day", lang.esc_snooze_day()), ("days", lang.esc_snooze_days()), ("week", lang.esc_snooze_week()), ("", lang.esc_snooze_open())]))
                (Field::new("event", lang.esc_snooze_event()).value(typed.get("snooze", "event")).error(e).select(lang, &[("", lang.esc_snooze_none()), ("asker_post", lang.esc_snooze_asker()), ("any_post", lang.esc_snooze_any())]))
                (form::submit(lang.esc_snooze_do()))
            }
        }
    }
}

pub fn take_over(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let lang = c.lang;
    let none = Errors::new();
    html! {
        form.panel method="post" action=(paths::StaffThreadTakeOver { id: d.head.id }) novalidate {
            (escalation(d))
            (Field::new("note", lang.esc_take_over_note()).key("take-note").hint(lang.esc_note_hint()).value(typed.get("take-over", "note")).error(errors(typed, "take-over", &none)).rows(2).maxlength(1_000).textarea(lang))
            (form::submit(lang.esc_take_over()))
        }
    }
}

/// The official answer.
pub fn reply(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let (lang, id) = (c.lang, d.head.id);
    if d.head.hidden {
        return html! { section.mt-l id="reply" aria-labelledby="reply-title" { h2 id="reply-title" { (lang.esc_reply(&c.brand.team)) } p.hint { (lang.esc_no_hidden()) } } };
    }
    let none = Errors::new();
    let composer = Composer {
        name: "body",
        label: lang.esc_reply_label(),
        value: typed.get("reply", "body"),
        hint: Some(lang.esc_reply_hint()),
        rows: 7,
        draft: Some(format!("answer-{id}")),
        preview: false,
    };
    html! {
        section.mt-l id="reply" aria-labelledby="reply-title" {
            h2 id="reply-title" { (lang.esc_reply(&c.brand.team)) }
            form method="post" action=(paths::StaffThreadReply { id }) enctype="multipart/form-data" novalidate {
                (escalation(d))
                (form::hidden("form_key", key(typed, "reply", &d.form_key)))
                (form::hidden("kind", "answer")) (form::hidden("question_id", id))
                (canned(c, d, typed))
                (composer::composer(lang, &composer, errors(typed, "reply", &none)))
                (photos::field(lang, &photos::Field::new(lang, &typed.answer_photos()), errors(typed, "reply", &none)))
                div.bar {
                    button.btn.pri { (lang.esc_reply_publish()) }
                    button.btn name="then" value="wait" { (lang.esc_reply_wait()) }
                }
            }
        }
    }
}

/// Texts of the team: put into the field below, never sent by themselves.
fn canned(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let (lang, id) = (c.lang, d.head.id);
    let none = Errors::new();
    let e = errors(typed, "reply", &none);
    let also = |acts: &str| if acts.is_empty() { String::new() } else { format!(" {}", lang.canned_also()) };
    let options: Vec<(String, String)> = d.canned.iter().map(|k| (k.id.to_string(), format!("{}{}", k.name, also(&k.acts)))).collect();
    html! {
        @if options.is_empty() { p.hint #canned { (lang.canned_none()) " " a href=(paths::StaffCanned) { (lang.canned_new()) } } }
        @else {
            @if let Some(shown) = d.last_answer { (form::hidden("shown", shown)) }
            (form::hidden("canned_key", format!("{}-canned", d.form_key)))
            div.duo #canned {
                (Field::new("canned", lang.canned_choose()).value(typed.get("reply", "canned")).error(e).select(lang, &options))
                div.bar { button.btn formaction={ (paths::StaffThreadCanned { id }) "#reply" } formnovalidate { (lang.canned_insert()) } }
            }
        }
    }
}

fn key<'a>(typed: &'a Typed, form: &str, fresh: &'a str) -> &'a str {
    match typed.get(form, "form_key") {
        "" => fresh,
        sent => sent,
    }
}

/// How it ends: nothing but what everyone can see.
pub fn resolve(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let (lang, id) = (c.lang, d.head.id);
    if d.open.is_none() {
        return html! { section.mt-l id="outcome" aria-labelledby="outcome-title" { h2 id="outcome-title" { (lang.esc_outcome()) } p.hint { (lang.esc_outcome_none()) } } };
    }
    let none = Errors::new();
    let e = errors(typed, "resolve", &none);
    let mut answers: Vec<(String, String)> = vec![(String::new(), lang.esc_outcome_write().to_owned())];
    for a in &d.answers {
        let words: String = crate::markdown::plain(&a.html).chars().take(60).collect();
        answers.push((a.id.to_string(), lang.esc_says(if a.former { lang.ui_former_member() } else { &a.author }, words)));
    }
    let chosen = match typed.get("resolve", "outcome") {
        "" => "solved",
        typed => typed,
    };
    html! {
        section.mt-l id="outcome" aria-labelledby="outcome-title" {
            h2 id="outcome-title" { (lang.esc_outcome()) }
            p { (lang.esc_outcome_text()) }
            form method="post" action=(paths::StaffThreadResolve { id }) novalidate {
                (escalation(d))
                (form::hidden("form_key", key(typed, "resolve", &format!("{}-end", d.form_key))))
                (Field::new("outcome", lang.esc_outcome_which()).value(chosen).error(e).radios(lang, &[
                    ("solved", lang.esc_end_solved(), lang.esc_end_solved_hint()),
                    ("refused", lang.esc_end_refused(), lang.esc_end_refused_hint()),
                    ("private", lang.esc_end_private(), lang.esc_end_private_hint()),
                ]))
                (Field::new("post", lang.esc_outcome_post()).value(typed.get("resolve", "post")).select(lang, &answers))
                (Field::new("message", lang.esc_outcome_message()).key("outcome-message").hint(lang.esc_outcome_message_hint()).value(typed.get("resolve", "message")).error(e).rows(3).textarea(lang))
                (form::submit(lang.esc_outcome_do()))
            }
            details open[typed.is("decline")] {
                summary.linkish { (lang.esc_decline()) }
                form.panel method="post" action=(paths::StaffThreadDecline { id }) novalidate {
                    (carried(d, "decline"))
                    (Field::new("message", lang.esc_decline_message()).key("decline-message").hint(lang.esc_decline_hint()).value(typed.get("decline", "message")).error(errors(typed, "decline", &none)).rows(2).maxlength(500).textarea(lang))
                    button.btn { (lang.esc_decline_do()) }
                }
            }
        }
    }
}

/// A promise, a question to the asker, another colleague, another department.
pub fn others(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let (lang, id) = (c.lang, d.head.id);
    let none = Errors::new();
    let promise = errors(typed, "promise", &none);
    let assign = errors(typed, "assign", &none);
    let hand = errors(typed, "hand-over", &none);
    html! {
        section.mt-l aria-labelledby="others" {
            h2 id="others" { (lang.esc_others()) }
            @if !d.head.hidden {
                details open[typed.is("promise")] {
                    summary.linkish { (icon(Icon::Clock)) (lang.esc_promise_make()) }
                    form.panel method="post" action=(paths::StaffThreadPromise { id }) novalidate {
                        (escalation(d))
                        p { (lang.esc_promise_rule()) }
                        (Field::new("due", lang.esc_promise_due()).value(typed.get("promise", "due")).error(promise).moment(lang))
                        (Field::new("message", lang.esc_promise_words()).key("promise-message").hint(lang.esc_promise_hint()).value(typed.get("promise", "message")).error(promise).rows(2).maxlength(500).textarea(lang))
                        (form::submit(lang.esc_promise_do()))
                    }
                }
            }
            @if d.may_ask && !d.head.hidden && d.brand.details.is_none() {
                // a macro writes its words here, to be sent from here
                @let prepared = typed.get("reply", "words");
                details open[typed.is("details") || !prepared.is_empty()] {
                    summary.linkish { (icon(Icon::MessageSquare)) (lang.esc_ask_details()) }
                    form.panel method="post" action=(paths::StaffThreadDetails { id }) novalidate {
                        (escalation(d))
                        p { (lang.esc_details_rule()) }
                        (Field::new("words", lang.esc_details_words()).hint(lang.esc_details_hint()).value(if prepared.is_empty() { typed.get("details", "words") } else { prepared }).error(errors(typed, "details", &none)).rows(2).maxlength(500).textarea(lang))
                        (form::submit(lang.esc_details_do()))
                    }
                }
            }
            details open[typed.is("assign")] {
                summary.linkish data-key="A" { (icon(Icon::User)) (lang.esc_assign()) }
                form.panel method="post" action=(paths::StaffThreadAssign { id }) novalidate {
                    (escalation(d))
                    (Field::new("to", lang.esc_assign_to()).value(typed.get("assign", "to")).error(assign).select(lang, &colleagues(lang, d)))
                    (Field::new("note", lang.esc_note_optional()).key("assign-note").value(typed.get("assign", "note")).error(assign).optional().rows(2).maxlength(1_000).textarea(lang))
                    (form::submit(lang.esc_assign_do()))
                }
            }
            @if d.departments.len() > 1 {
                details open[typed.is("hand-over")] {
                    summary.linkish data-key="e" { (icon(Icon::Users)) (lang.esc_hand_over()) }
                    form.panel method="post" action=(paths::StaffThreadHandOver { id }) novalidate {
                        (carried(d, "hand-over"))
                        (Field::new("department", lang.esc_hand_over_to()).value(typed.get("hand-over", "department")).error(hand).select(lang, &departments(lang, d)))
                        (Field::new("note", lang.esc_hand_over_note()).key("hand-note").hint(lang.esc_note_hint()).value(typed.get("hand-over", "note")).error(hand).rows(2).maxlength(1_000).textarea(lang))
                        (form::submit(lang.esc_hand_over_do()))
                    }
                }
            }
        }
    }
}

fn colleagues(lang: Lang, d: &Desk) -> Vec<(String, String)> {
    d.colleagues.iter().map(|k| (k.id.to_string(), lang.esc_colleague(&k.display_name, k.open))).collect()
}

fn departments(lang: Lang, d: &Desk) -> Vec<(String, String)> {
    d.departments.iter().filter(|k| k.id != d.department).map(|k| (k.id.to_string(), k.name(lang).to_owned())).collect()
}

/// For the team alone.
pub fn note(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let lang = c.lang;
    let none = Errors::new();
    html! {
        form method="post" action=(paths::StaffThreadNote { id: d.head.id }) novalidate {
            (carried(d, "note"))
            (Field::new("body", lang.esc_note_label()).key("note-body").hint(lang.esc_note_hint()).value(typed.get("note", "body")).error(errors(typed, "note", &none)).rows(3).maxlength(1_000).textarea(lang))
            button.btn { (icon(Icon::Lock)) (lang.esc_note_do()) }
        }
    }
}
