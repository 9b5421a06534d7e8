//! The administration's pages, as far as there is something to administer.

use entity::MailId;
use maud::{Markup, html};

use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner, empty};
use crate::ui::when;
use crate::web::paths;

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Kept,
    Sent,
    /// Tries so far.
    Waits(i64),
    Failed,
}

impl State {
    fn label(self, lang: Lang) -> String {
        match self {
            State::Kept => lang.admin_mail_kept().into(),
            State::Sent => lang.admin_mail_sent().into(),
            State::Waits(tries) => lang.admin_mail_waits(tries),
            State::Failed => lang.admin_mail_failed().into(),
        }
    }
}

/// A mail in the list.
pub struct Line {
    pub id: MailId,
    pub to: String,
    pub kind: String,
    pub subject: String,
    pub lang: String,
    pub at: i64,
    pub state: State,
}

/// A mail on its page.
pub struct Letter {
    pub line: Line,
    pub text: String,
    pub error: Option<String>,
}

pub struct Counts {
    pub waiting: i64,
    pub failed: i64,
}

fn frame(c: &Chrome, title: &str, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, ..Page::default() }, layout::section(body))
}

/// What the last nightly proof of the ledger found.
pub struct Proof {
    pub at: i64,
    pub members: i64,
    pub differences: i64,
}

/// How the nightly backups go.
pub struct Backups {
    pub nightly: bool,
    pub last: Option<Backup>,
    /// When, and why.
    pub failed: Option<(i64, String)>,
}

/// The last that is whole.
pub struct Backup {
    pub at: i64,
    pub file: String,
    pub mib: i64,
    pub rows: i64,
    pub photos: i64,
    pub missing: i64,
}

fn backups(c: &Chrome, b: &Backups) -> Markup {
    let lang = c.lang;
    html! {
        h2 { (lang.admin_backup()) }
        @if !b.nightly { p { (lang.admin_backup_off()) } }
        @if let Some((at, why)) = &b.failed {
            (banner(Tone::Bad, html! { p { (lang.admin_backup_failed()) " · " (when::ago(c, *at)) br; span lang="en" { (why) } } }))
        }
        @match &b.last {
            Some(l) => {
                p { (lang.admin_backup_last(l.mib, l.rows, l.photos)) " · " (when::ago(c, l.at)) br; code { (l.file) } }
                @if l.missing > 0 { (banner(Tone::Warn, html! { p { (lang.admin_backup_missing(l.missing)) } })) }
            }
            None if b.nightly => p { (lang.admin_backup_none()) },
            None => {}
        }
    }
}

pub fn landing(c: &Chrome, counts: &Counts, proof: Option<Proof>, backup: &Backups) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.admin()) }
        ul {
            li { a href=(paths::AdminOutbox) { (lang.admin_outbox()) } " (" (lang.admin_outbox_waiting(counts.waiting)) ", " (lang.admin_outbox_failed(counts.failed)) ")" }
            li { a href=(paths::AdminTwoStep) { (lang.two_step_title()) } }
            li { a href=(paths::StaffProgramme) { (lang.ui_programme()) } }
            li { a href=(paths::AdminRules) { (lang.rulebook_title()) } }
            li { a href=(paths::AdminDeadlines) { (lang.deadlines_title()) } }
            li { a href=(paths::AdminDepartments) { (lang.deadlines_departments()) } }
            li { a href=(paths::StaffClaims) { (lang.ui_claims()) } }
            li { a href=(paths::StaffCategories) { (lang.circle_categories()) } }
            li { a href=(paths::StaffPerks) { (lang.perks_catalogue()) } }
            li { a href=(paths::StaffBriefings) { (lang.briefings_desk()) } }
            li { a href=(paths::StaffReviews) { (lang.reviews_title()) } }
            li { a href=(paths::StaffCases) { (lang.fair_title()) } }
        }
        h2 { (lang.admin_ledger()) }
        @match proof {
            None => p { (lang.admin_ledger_never()) },
            Some(p) if p.differences == 0 => p { (lang.admin_ledger_true(p.members)) " · " (when::ago(c, p.at)) },
            Some(p) => (banner(Tone::Bad, html! { p { (lang.admin_ledger_wrong(p.differences)) " · " (when::ago(c, p.at)) } })),
        }
        (backups(c, backup))
    };
    frame(c, lang.admin(), body)
}

pub fn outbox(c: &Chrome, mails: &[Line], more: bool, sends: bool) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.admin_outbox()) }
        p { (lang.admin_outbox_text()) }
        @if !sends { (banner(Tone::Warn, html! { p { (lang.admin_outbox_kept()) } })) }
        @if mails.is_empty() { (empty(lang.admin_outbox_empty(), None)) }
        ul.plain role="list" {
            @for m in mails {
                li {
                    p {
                        a href=(paths::AdminMail { id: m.id }) lang=(m.lang) { (m.subject) }
                        br; (m.to) " · " (m.kind) " · " (m.state.label(lang)) " · " (when::ago(c, m.at))
                    }
                }
            }
        }
        @if let Some(last) = mails.last().filter(|_| more) {
            p { a.btn rel="next" href=(paths::with_query(paths::AdminOutbox, &[("before", &last.id.to_string())])) { (lang.admin_mail_older()) } }
        }
    };
    frame(c, lang.admin_outbox(), body)
}

pub fn mail(c: &Chrome, m: &Letter) -> Markup {
    let lang = c.lang;
    let body = html! {
        p { a href=(paths::AdminOutbox) { (lang.admin_outbox()) } }
        h1 lang=(m.line.lang) { (m.line.subject) }
        dl {
            dt { (lang.admin_mail_to()) } dd { (m.line.to) }
            dt { (lang.admin_mail_kind()) } dd { (m.line.kind) }
            dt { (lang.admin_mail_state()) } dd { (m.line.state.label(lang)) }
            dt { (lang.admin_mail_written()) } dd { (when::ago(c, m.line.at)) }
            @if let Some(error) = &m.error { dt { (lang.admin_mail_error()) } dd { (error) } }
        }
        h2 { (lang.admin_mail_text()) }
        pre.mail tabindex="0" lang=(m.line.lang) { (m.text) }
    };
    frame(c, &m.line.subject, body)
}
