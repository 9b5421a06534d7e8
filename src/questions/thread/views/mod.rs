//! The page of a thread. Each part is one function, so that the page and a script's request get the same.

use entity::PostState;
use maud::{Markup, html};

use super::routes::Typed;
use super::{Author, Category, Head, Post, Sort, Thread, fragments};
use crate::i18n::Lang;
use crate::rules::solved;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors};
use crate::ui::lists::{self, State, Tone};
use crate::ui::people::{Person, Standing};
use crate::ui::signs::signs;
use crate::ui::{Icon, icon, layout, when};
use crate::web::paths;

mod acts;
mod brand;
mod clear;
mod comments;
mod composer;
mod did_not_work;
mod post;
mod side;
pub mod stub;

/// What the page is made of.
pub struct Page<'a> {
    pub thread: &'a Thread,
    pub typed: &'a Typed,
    pub errors: &'a Errors,
    /// Names this page's forms.
    pub form_key: &'a str,
}

/// The whole page.
pub fn page(c: &Chrome, p: &Page<'_>) -> Markup {
    let t = p.thread;
    let head = &t.head;
    let lang = c.lang;
    let body = html! {
        div.in {
            (breadcrumb(lang, head))
            (signs(c, &t.signs))
            (form::summary(lang, p.errors))
        }
        div itemprop="mainEntity" itemscope itemtype="https://schema.org/Question" {
            div.in {
                h1 lang=(t.question.lang) dir="auto" itemprop="name" { (head.title) }
                (standing(c, t))
                (banners(c, t))
                (brand::standing(c, t))
                (brand::promise(c, t))
            }
            (post::question(c, p))
            div.in { (side::who_else(c, t)) }
            section aria-labelledby="answers" {
                div.in { (answers_head(lang, t)) }
                @for answer in &t.answers { (post::answer(c, p, answer)) }
                div.in { (pages(lang, t)) }
            }
        }
        div.in {
            (side::asker(c, p))
            (composer::answer(c, p))
            (brand::doors(c, p))
        }
    };
    let at = |page: usize| fragments::on_page(head.id, &head.slug, page, "");
    let what = layout::Page {
        title: &head.title,
        description: &head.excerpt,
        canonical: (head.state == PostState::Visible).then(|| at(t.page)),
        noindex: head.state != PostState::Visible || t.sort != Sort::Helpful,
        prev: (t.page > 1).then(|| at(t.page - 1)),
        next: (t.page < t.pages).then(|| at(t.page + 1)),
        itemtype: Some("https://schema.org/QAPage"),
        side: side::column(c, t),
        errors: !p.errors.is_empty(),
        composer: c.me.is_some(),
        ..layout::Page::default()
    };
    layout::page(c, &what, body)
}

/// The part of the page a script asked for by its id.
pub fn element(c: &Chrome, t: &Thread, id: &str) -> Option<Markup> {
    let form_key = crate::questions::new_form_key();
    let errors = Errors::default();
    let p = Page { thread: t, typed: &Typed::Nothing, errors: &errors, form_key: &form_key };
    match id {
        "who-else" => Some(side::who_else(c, t)),
        "answering" => Some(side::answering(c, t)),
        "question" => Some(post::question(c, &p)),
        _ => {
            let post = t.answers.first().unwrap_or(&t.question);
            let (part, number) = id.rsplit_once('-')?;
            if number != post.id.to_string() {
                return None;
            }
            match part {
                "vote" => Some(acts::vote(c, post)),
                "failed" => Some(did_not_work::part(c, &p, post)),
                "clear" => Some(clear::part(c, post)),
                "comments" => Some(comments::list(c, &p, post)),
                "answer" => Some(post::answer(c, &p, post)),
                _ => None,
            }
        }
    }
}

/// An author as the kit draws people.
pub(super) fn person(author: &Author, official: bool) -> Person {
    Person {
        username: author.username.clone(),
        display_name: author.display_name.clone(),
        rank: Standing::from_word(author.rank.word()),
        official,
        imported: author.placeholder,
        avatar: author.avatar.clone(),
    }
}

/// The category's name in the reader's language.
fn category_name(lang: Lang, category: &Category) -> &str {
    match lang {
        Lang::En => &category.name_en,
        Lang::Fr => &category.name_fr,
    }
}

fn breadcrumb(lang: Lang, head: &Head) -> Markup {
    let steps: Vec<(String, String)> = head.category.iter().map(|k| (category_name(lang, k).to_owned(), paths::Category { slug: &k.slug }.to_string())).collect();
    lists::breadcrumb(lang, &steps)
}

fn elsewhere(head: &Head) -> bool {
    solved::elsewhere(head.accepted, head.solved_at, head.solved_elsewhere_at)
}

/// Where the thread stands, in a word.
pub(super) fn state(head: &Head) -> State {
    match head {
        h if h.accepted > 0 => State::Solved,
        h if elsewhere(h) => State::SolvedElsewhere,
        h if h.solved_at.is_some() => State::Solved,
        h if h.duplicate_of.is_some() => State::Duplicate,
        h if h.closed_at.is_some() => State::Closed,
        h if h.peer_answers > 0 => State::Answered,
        _ => State::Unanswered,
    }
}

/// The stamp, when it was asked, how often it was read, and the way to the solution.
fn standing(c: &Chrome, t: &Thread) -> Markup {
    let (head, lang) = (&t.head, c.lang);
    html! {
        div.meta {
            (lists::stamp(lang, if t.brand.owes() { State::Escalated } else { state(head) }))
            span { (lang.thread_asked()) " " (when::ago(c, head.created_at)) }
            @if head.views > 0 { span { (lang.thread_views(head.views)) } }
            @if let Some(solution) = t.solution {
                a href=(fragments::on_page(head.id, &head.slug, solution.page, &format!("answer-{}", solution.id))) { (lang.thread_go_to_solution()) }
            }
        }
    }
}

fn banners(c: &Chrome, t: &Thread) -> Markup {
    let (head, lang) = (&t.head, c.lang);
    let elsewhere = head.solved_elsewhere_at.filter(|_| elsewhere(head));
    html! {
        @if head.reserved { (lists::banner(Tone::Info, html! { p { (icon(Icon::Lock)) " " (lang.thread_reserved(&c.brand.team)) } })) }
        @if !head.state.is_live() {
            (lists::banner(Tone::Bad, html! { p { (crate::ui::reasons::state(lang, head.state)) " " (stub::reason(lang, t.question.state_reason.as_deref())) } }))
        }
        @if let Some(d) = &head.duplicate_of {
            (lists::banner(Tone::Info, html! {
                p { (lang.thread_duplicate_of()) " " a href=(paths::Question { id: d.id, slug: &d.slug }) { (d.title) } @if d.solved { " (" (lang.thread_duplicate_solved()) ")" } }
                @if let Some(reason) = &head.close_reason { p dir="auto" { (reason) } }
                (different(lang, t))
            }))
        } @else if let Some(at) = head.closed_at {
            (lists::banner(Tone::Info, html! {
                p { (lang.thread_closed()) " " (when::ago(c, at)) }
                @if let Some(reason) = &head.close_reason { p dir="auto" { (reason) } }
                (different(lang, t))
            }))
        }
        @if let Some(at) = elsewhere {
            (lists::banner(Tone::Good, html! {
                p { (lang.thread_elsewhere()) " " (when::ago(c, at)) }
                @if let Some(note) = &head.solved_elsewhere_note { p dir="auto" { "« " (note) " »" } }
            }))
        }
    }
}

/// The asker may say so for thirty days; the question is open again at once.
fn different(lang: Lang, t: &Thread) -> Markup {
    html! { @if t.mine.is_asker && t.doors.reopen.is_open() { p { a href=(paths::QuestionReopen { id: t.head.id }) rel="nofollow" { (lang.thread_different()) } } } }
}

fn answers_head(lang: Lang, t: &Thread) -> Markup {
    let head = &t.head;
    let to = |sort: Sort| format!("{}#answers", paths::with_query(paths::Question { id: head.id, slug: &head.slug }, &[("sort", sort.word())]));
    html! {
        div.row {
            h2 id="answers" tabindex="-1" { meta itemprop="answerCount" content=(head.answers); (lang.thread_answers_count(head.answers)) }
            @if head.answers > 1 {
                nav.meta aria-label=(lang.thread_sort()) {
                    @for (sort, word) in [(Sort::Helpful, lang.thread_sort_helpful()), (Sort::Newest, lang.thread_sort_newest())] {
                        a href=(to(sort)) aria-current=[(sort == t.sort).then_some("true")] rel="nofollow" { (word) }
                    }
                }
            }
        }
        @let fresh: Vec<_> = t.answers.iter().filter(|a| is_fresh(t, a)).collect();
        @if let Some(first) = fresh.iter().min_by_key(|a| a.created_at) { p { a href={ "#answer-" (first.id) } { (lang.notifications_fresh_count(fresh.len() as i64)) } } }
        @if t.answers.is_empty() { p.hint { (lang.thread_no_answers()) } }
    }
}

/// Is it new to the reader since their last visit?
fn is_fresh(t: &Thread, post: &Post) -> bool {
    t.new_since.is_some_and(|since| post.created_at > since) && Some(post.author.id) != t.mine.me && !post.stub
}

/// Pages by number: a long thread has a handful.
fn pages(lang: Lang, t: &Thread) -> Markup {
    let to = |page: usize| {
        let number = if page > 1 { page.to_string() } else { String::new() };
        format!("{}#answers", paths::with_query(paths::Question { id: t.head.id, slug: &t.head.slug }, &[("page", &number), ("sort", t.sort.word())]))
    };
    html! {
        @if t.pages > 1 {
            nav.pager aria-label=(lang.ui_pages()) {
                @if t.page > 1 { a.btn href=(to(t.page - 1)) rel="prev" { (lang.thread_previous()) } }
                @for page in 1..=t.pages {
                    @if page == t.page { span aria-current="page" { (page) } } @else { a href=(to(page)) { span.vh { (lang.thread_page()) " " } (page) } }
                }
                @if t.page < t.pages { a.btn href=(to(t.page + 1)) rel="next" { (lang.thread_next()) } }
            }
        }
    }
}
