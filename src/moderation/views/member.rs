//! A member, for moderators.

use maud::{Markup, html};

use super::super::forms::{Merge, Raw};
use super::super::merges::Joined;
use super::super::queries::{Decision, Member, Note, Wrote};
use super::{because, button, decisions, item, notes};
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page as Frame};
use crate::ui::lists::{self, empty};
use crate::ui::{reasons, when};
use crate::web::paths;

pub struct Page<'a> {
    pub member: &'a Member,
    pub decisions: Vec<Decision>,
    pub notes: Vec<Note>,
    pub wrote: Vec<Wrote>,
    /// Whoever reads may silence and suspend them.
    pub sanctions: bool,
    pub merges: bool,
    /// Accounts that were made one with it and can be parted.
    pub joined: Vec<Joined>,
}

pub fn page(c: &Chrome, p: &Page<'_>, raw: &Raw, merge: &Merge, errors: &Errors) -> Markup {
    let lang = c.lang;
    let m = p.member;
    let title = lang.moderation_member(&m.display_name);
    let silenced = m.silenced_until.filter(|t| *t > c.now);
    let suspended = m.suspended_until.filter(|t| *t > c.now);
    // one summary, and each message beside its own form
    let (mine, theirs) = if merge.into.is_empty() && merge.fact.is_empty() && merge.part.is_empty() { (errors, &Errors::new()) } else { (&Errors::new(), errors) };
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &[(lang.moderation_title().to_owned(), paths::StaffModeration.to_string())]))
        (form::summary(lang, errors))
        h1 dir="auto" { (title) }
        p { a href=(paths::User { username: &m.username }) { "@" (m.username) } }
        (item::writer(c, m))
        @if let Some(until) = silenced { p { strong { (lang.moderation_member_silenced(when::full(lang, &c.zone, until))) } } }
        @if let Some(until) = suspended { p { strong { (lang.moderation_member_suspended(when::full(lang, &c.zone, until))) } } }
        @if let Some(key) = &m.avatar {
            form.acts method="post" action=(paths::StaffMemberPicture { username: &m.username }) {
                img src=(paths::Photo { key }) alt=(lang.moderation_member_picture()) width="72" height="72";
                button.btn { (lang.moderation_member_picture_remove()) }
            }
        }
        h2 { (lang.moderation_member_act()) }
        form.keyed method="post" action=(paths::StaffModerationMember { username: &m.username }) novalidate {
            (because(lang, &raw.reason, &raw.fact, mine))
            @if p.sanctions { (Field::new("days", lang.moderation_days()).hint(lang.moderation_days_hint()).value(&raw.days).inputmode("numeric").maxlength(4).error(mine).text(lang)) }
            div.bar {
                (button(c, "warn", lang.moderation_warn(), "w", ""))
                @if p.sanctions {
                    (button(c, "silence", lang.moderation_silence(), "s", ""))
                    (button(c, "suspend", lang.moderation_suspend(), "u", "bad"))
                }
                @if silenced.is_some() || suspended.is_some() { (button(c, "lift", lang.moderation_member_lift(), "e", "")) }
            }
        }
        h2 { (lang.moderation_member_decisions()) }
        @if p.decisions.is_empty() { (empty(lang.moderation_member_none(), None)) }
        (decisions(c, &p.decisions))
        h2 { (lang.moderation_member_posts()) }
        ul.plain role="list" {
            @for w in &p.wrote {
                li {
                    a href=(if w.answer { paths::answer(w.question_id, &w.slug, w.id) } else { paths::Question { id: w.question_id, slug: &w.slug }.to_string() }) dir="auto" { (w.title) }
                    p.meta { (when::ago(c, w.created_at)) @if !w.state.is_live() { span { (reasons::state(lang, w.state)) } } }
                }
            }
        }
        (notes(c, &p.notes, paths::StaffModerationMemberNote { username: &m.username }.to_string(), mine))
        @if p.merges && !p.joined.is_empty() {
            h2 { (lang.moderation_member_joined()) }
            p { (lang.moderation_member_joined_text()) }
            @for j in &p.joined {
                p { "@" (j.username) " · " (when::date(lang, &c.zone, j.at)) " · " span dir="auto" { (j.reason) } }
                form method="post" action=(paths::StaffMerge { username: &m.username }) novalidate {
                    input type="hidden" name="part" value=(j.claim_id.to_string());
                    label for={ "f-part-" (j.claim_id.to_string()) } { (lang.care_reason()) }
                    @if merge.part == j.claim_id.to_string() && let Some(wrong) = theirs.of("fact") { p.emsg { (wrong) } }
                    input type="text" id={ "f-part-" (j.claim_id.to_string()) } name="fact" maxlength="500" value=[(merge.part == j.claim_id.to_string()).then_some(&merge.fact)];
                    button.btn { (lang.moderation_member_part(&j.username)) }
                }
            }
        }
        @if p.merges {
            h2 { (lang.moderation_member_merge()) }
            p { (lang.moderation_member_merge_text()) }
            form method="post" action=(paths::StaffMerge { username: &m.username }) novalidate {
                (Field::new("into", lang.moderation_member_merge_into()).value(&merge.into).maxlength(31).error(theirs).text(lang))
                @let wrong = theirs.of("fact").filter(|_| merge.part.is_empty());
                div.f.err[wrong.is_some()] {
                    label for="f-merge-fact" { (lang.care_reason()) }
                    @if let Some(wrong) = wrong { p.emsg { (wrong) } }
                    input type="text" #f-merge-fact name="fact" value=[merge.part.is_empty().then_some(&merge.fact)] maxlength="500";
                }
                button.btn.bad { (lang.moderation_member_merge_do()) }
            }
        }
    });
    layout::page(c, &Frame { title: &title, noindex: true, quiet: true, errors: !errors.is_empty(), ..Frame::default() }, body)
}
