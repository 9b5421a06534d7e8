//! One small function a verb, read top to bottom: each line is one reason to refuse.

use super::{owed, programme};
use super::{ACCEPTED_AT_MOST, Actor, Denied, FREE_LINKS, Facts, Kind, Role, Verb};
use crate::rules::daily;

type Answer = Result<(), Denied>;

/// May this actor do this, given these facts?
pub fn may(actor: &Actor, verb: Verb, facts: &Facts) -> Answer {
    match verb {
        Verb::Ask => ask(actor, facts),
        Verb::Answer => answer(actor, facts),
        Verb::Comment => comment(actor, facts),
        Verb::Vote => vote(actor, facts),
        Verb::DidNotWork => did_not_work(actor, facts),
        Verb::Rate => rate(actor, facts),
        Verb::MeToo => me_too(actor, facts),
        Verb::Follow => follow(actor, facts),
        Verb::Accept => accept(actor, facts),
        Verb::Unaccept => unaccept(actor, facts),
        Verb::Verify => verify(actor, facts),
        Verb::Unverify => unverify(actor, facts),
        Verb::CallOutdated => call_outdated(actor, facts),
        Verb::Edit => edit(actor, facts),
        Verb::SuggestEdit => suggest_edit(actor, facts),
        Verb::ReviewEdit => review_edit(actor, facts),
        Verb::Retag => retag(actor, facts),
        Verb::CreateTag => create_tag(actor),
        Verb::Duplicate => duplicate(actor, facts),
        Verb::Invite => invite(actor, facts),
        Verb::Close => close(actor, facts),
        Verb::Reopen => reopen(actor, facts),
        Verb::Delete => delete(actor, facts),
        Verb::Anonymise => anonymise(actor, facts),
        Verb::Remove => remove(actor, facts),
        Verb::Redact => redact(actor),
        Verb::Flag => flag(actor, facts),
        Verb::SolvedElsewhere | Verb::FollowUp => solved_elsewhere(actor, facts),
        Verb::ProposeSolution => propose_solution(actor, facts),
        Verb::Gesture => gesture(actor, facts, Role::Staff, None),
        Verb::ApproveGesture => gesture(actor, facts, Role::Manager, facts.author),
        Verb::MoreLinks => more_links(actor, facts),
        Verb::SeePrivateDetails => see_private_details(actor, facts),
        Verb::SeeHidden => see_hidden(actor, facts),
        Verb::Reviews => at_least(actor, Role::Staff),
        Verb::Claims => at_least(actor, Role::Manager),
        Verb::Outbox => at_least(actor, Role::Admin),
        Verb::GrantBadge => grant_badge(actor, facts),
        Verb::JudgeCase => judge_case(actor, facts),
        Verb::Moderate => judge_case(actor, facts),
        Verb::ReviewFirst => review_first(actor, facts),
        Verb::RunModeration => at_least(actor, Role::Manager),
        Verb::Circle => programme::circle(actor),
        Verb::Tools => programme::tools(actor),
        Verb::ClaimPerk => programme::claim_perk(actor),
        Verb::TakePart => active(actor),
        Verb::RunProgramme => at_least(actor, Role::Manager),
        Verb::Escalate => owed::escalate(actor, facts),
        Verb::Disagree => owed::disagree(actor, facts),
        Verb::AskDetails => owed::ask_details(actor, facts),
        Verb::Handle => owed::handle(actor, facts),
        Verb::ReadExchange => owed::read_exchange(actor, facts),
        Verb::WriteExchange => owed::write_exchange(actor, facts),
        Verb::ReadRecord | Verb::Insights => at_least(actor, Role::Staff),
        Verb::ReadWholeRecord => at_least(actor, Role::Manager),
        Verb::Shape => shape(actor, facts),
    }
}

/// An account in good standing. Without one, all there is to do is read.
pub(super) fn active(actor: &Actor) -> Answer {
    match actor {
        a if a.is_visitor() => Err(Denied::SignIn),
        a if a.suspended => Err(Denied::Suspended),
        a if !a.confirmed => Err(Denied::Unconfirmed),
        _ => Ok(()),
    }
}

/// An account that may write, not only read.
fn writes(actor: &Actor) -> Answer {
    active(actor)?;
    refuse(actor.silenced, Denied::Silenced)
}

pub(super) fn at_least(actor: &Actor, role: Role) -> Answer {
    active(actor)?;
    match role {
        r if actor.role >= r => Ok(()),
        Role::Admin => Err(Denied::AdminOnly),
        Role::Manager => Err(Denied::ManagerOnly),
        _ => Err(Denied::StaffOnly),
    }
}

pub(super) fn points(actor: &Actor, needed: i64) -> Answer {
    if actor.has(needed) { Ok(()) } else { Err(Denied::Points { needed, have: actor.reputation }) }
}

/// A hidden, removed or deleted post is dealt with by staff alone.
pub(super) fn seen(actor: &Actor, facts: &Facts) -> Answer {
    refuse(facts.reserved && programme::circle(actor).is_err(), Denied::NotVisible)?;
    refuse(!facts.visible && !actor.is_staff(), Denied::NotVisible)
}

/// What counts for someone's points or rank counts for everyone's eyes.
pub(super) fn counted(facts: &Facts) -> Answer {
    refuse(facts.reserved, Denied::Reserved)
}

pub(super) fn refuse(when: bool, why: Denied) -> Answer {
    if when { Err(why) } else { Ok(()) }
}

/// An unconfirmed account's question is kept as a draft: the caller asks this before publishing.
fn ask(actor: &Actor, facts: &Facts) -> Answer {
    writes(actor)?;
    more_links(actor, facts)
}

fn answer(actor: &Actor, facts: &Facts) -> Answer {
    writes(actor)?;
    seen(actor, facts)?;
    refuse(facts.closed && !actor.is_staff(), Denied::Closed)?;
    more_links(actor, facts)
}

/// On one's own thread or post from the first point, anywhere from 25.
fn comment(actor: &Actor, facts: &Facts) -> Answer {
    writes(actor)?;
    seen(actor, facts)?;
    if !actor.is(facts.asker) && !actor.is(facts.author) {
        points(actor, actor.privileges.comment_anywhere)?;
    }
    more_links(actor, facts)
}

fn vote(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    seen(actor, facts)?;
    counted(facts)?;
    refuse(actor.is(facts.author), Denied::Own)?;
    refuse(facts.official && actor.is_staff(), Denied::Official)
}

/// Stored from anyone; whether it moves the answer's place is for the order of answers to say.
fn did_not_work(actor: &Actor, facts: &Facts) -> Answer {
    vote(actor, facts)?;
    refuse(facts.kind != Kind::Answer, Denied::NotAnAnswer)
}

/// The asker and those who tried it; never somebody who answered there too, nor of what the brand said.
fn rate(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    seen(actor, facts)?;
    refuse(facts.kind != Kind::Answer, Denied::NotAnAnswer)?;
    refuse(actor.is(facts.author), Denied::Own)?;
    refuse(facts.official, Denied::Official)?;
    counted(facts)?;
    let asker = actor.is(facts.asker);
    refuse(!asker && (!facts.tried || facts.answered_here), Denied::NotAsked)?;
    refuse(!facts.day_old, Denied::TooNew)
}

fn me_too(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    seen(actor, facts)?;
    counted(facts)?;
    refuse(actor.is(facts.asker), Denied::Own)
}

fn follow(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    seen(actor, facts)
}

fn accept(actor: &Actor, facts: &Facts) -> Answer {
    unaccept(actor, facts)?;
    refuse(facts.same_author_accepted, Denied::SameAuthorAccepted)?;
    refuse(!facts.accepted && facts.others_accepted >= ACCEPTED_AT_MOST, Denied::TwoAccepted)
}

fn unaccept(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    refuse(facts.kind != Kind::Answer, Denied::NotAnAnswer)?;
    refuse(!actor.is(facts.asker), Denied::AskerOnly)?;
    counted(facts)?;
    seen(actor, facts)
}

/// For an asker who is away, by two who have nothing to gain from it: neither wrote there.
fn propose_solution(actor: &Actor, facts: &Facts) -> Answer {
    writes(actor)?;
    refuse(facts.kind != Kind::Answer, Denied::NotAnAnswer)?;
    seen(actor, facts)?;
    counted(facts)?;
    refuse(actor.is(facts.asker) || actor.is(facts.author) || actor.is(facts.proposed_by), Denied::Own)?;
    refuse(facts.answered_here, Denied::AnsweredHere)?;
    refuse(facts.closed, Denied::Closed)?;
    refuse(facts.escalated, Denied::Escalated)?;
    refuse(!facts.absent || facts.accepted || facts.others_accepted > 0, Denied::NotAbsent)?;
    points(actor, actor.privileges.propose_acceptance)
}

fn verify(actor: &Actor, facts: &Facts) -> Answer {
    at_least(actor, Role::Staff)?;
    refuse(facts.kind != Kind::Answer, Denied::NotAnAnswer)?;
    refuse(!facts.visible, Denied::NotVisible)?;
    counted(facts)?;
    refuse(actor.is(facts.author), Denied::Own)
}

fn unverify(actor: &Actor, facts: &Facts) -> Answer {
    at_least(actor, Role::Staff)?;
    refuse(facts.kind != Kind::Answer, Denied::NotAnAnswer)?;
    refuse(actor.is(facts.author), Denied::Own)
}

/// Anyone on staff may say that an answer no longer holds, their own included.
fn call_outdated(actor: &Actor, facts: &Facts) -> Answer {
    at_least(actor, Role::Staff)?;
    refuse(facts.kind != Kind::Answer, Denied::NotAnAnswer)
}

fn edit(actor: &Actor, facts: &Facts) -> Answer {
    writes(actor)?;
    seen(actor, facts)?;
    if !actor.is(facts.author) {
        refuse(facts.kind == Kind::Comment && !actor.is_staff(), Denied::NotTheirs)?;
        refuse(facts.official && !actor.is_staff(), Denied::StaffOnly)?;
        points(actor, actor.privileges.edit)?;
    }
    more_links(actor, facts)
}

/// For those who may not edit at once; the author has no need to ask.
fn suggest_edit(actor: &Actor, facts: &Facts) -> Answer {
    writes(actor)?;
    seen(actor, facts)?;
    refuse(facts.kind == Kind::Comment, Denied::NotTheirs)?;
    refuse(actor.is(facts.author), Denied::Own)?;
    more_links(actor, facts)
}

fn review_edit(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    seen(actor, facts)?;
    refuse(actor.is(facts.editor), Denied::Own)?;
    if actor.is(facts.author) {
        return Ok(());
    }
    refuse(facts.official && !actor.is_staff(), Denied::StaffOnly)?;
    points(actor, actor.privileges.review)
}

fn retag(actor: &Actor, facts: &Facts) -> Answer {
    writes(actor)?;
    seen(actor, facts)?;
    counted(facts)?;
    if actor.is(facts.asker) { Ok(()) } else { points(actor, actor.privileges.retag) }
}

fn create_tag(actor: &Actor) -> Answer {
    active(actor)?;
    points(actor, actor.privileges.retag)
}

fn duplicate(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    closable(actor, facts)?;
    counted(facts)?;
    if actor.is(facts.asker) { Ok(()) } else { points(actor, actor.privileges.retag) }
}

fn invite(actor: &Actor, facts: &Facts) -> Answer {
    writes(actor)?;
    seen(actor, facts)?;
    refuse(facts.kind != Kind::Question || facts.closed, Denied::Closed)?;
    refuse(facts.others_answered, Denied::Answered)?;
    points(actor, actor.privileges.invite)
}

fn close(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    closable(actor, facts)?;
    points(actor, actor.privileges.close)
}

fn closable(actor: &Actor, facts: &Facts) -> Answer {
    seen(actor, facts)?;
    refuse(facts.closed, Denied::Closed)?;
    refuse(facts.escalated, Denied::Escalated)
}

/// The asker for 30 days ("my problem is different"), else by privilege.
fn reopen(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    seen(actor, facts)?;
    refuse(!facts.closed, Denied::NotClosed)?;
    if actor.is(facts.asker) && facts.closed_lately { Ok(()) } else { points(actor, actor.privileges.close) }
}

/// One's own, unless it is a question that others answered: their work is not the asker's to delete.
fn delete(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    refuse(!actor.is(facts.author), Denied::NotTheirs)?;
    // what was taken away is not theirs to delete, on staff or not: they could bring it back
    refuse(!facts.visible, Denied::NotVisible)?;
    refuse(facts.kind == Kind::Question && facts.others_answered, Denied::HasAnswers)
}

fn anonymise(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    refuse(facts.kind != Kind::Question || !actor.is(facts.author), Denied::NotTheirs)?;
    seen(actor, facts)?;
    refuse(!facts.others_answered, Denied::NoAnswers)
}

fn remove(actor: &Actor, facts: &Facts) -> Answer {
    at_least(actor, Role::Staff)?;
    refuse(actor.is(facts.author), Denied::Own)
}

fn redact(actor: &Actor) -> Answer {
    at_least(actor, Role::Staff)
}

fn flag(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    seen(actor, facts)?;
    refuse(actor.is(facts.author), Denied::Own)
}

fn solved_elsewhere(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    refuse(!actor.is(facts.asker), Denied::AskerOnly)?;
    seen(actor, facts)
}

fn more_links(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    let more = actor.privileges.more_links;
    refuse(facts.links > FREE_LINKS && !actor.has(more), Denied::Links { max: FREE_LINKS, points: more })?;
    let level = actor.level();
    let links = daily::links(level).filter(|max| facts.links > *max);
    links.map_or(Ok(()), |max| Err(Denied::Links { max, points: 0 }))?;
    let names = daily::mentions(level).filter(|max| facts.mentions > *max);
    names.map_or(Ok(()), |max| Err(Denied::Mentions { max }))
}

/// Never ambassadors: what a customer tells the brand stays between them. A suspended author still sees their own.
fn see_private_details(actor: &Actor, facts: &Facts) -> Answer {
    if actor.is(facts.author) { Ok(()) } else { at_least(actor, Role::Staff) }
}

/// What is for ambassadors and the team stays where it is: nothing of it may slip into what everybody reads.
fn shape(actor: &Actor, facts: &Facts) -> Answer {
    at_least(actor, Role::Staff)?;
    refuse(!facts.visible, Denied::NotVisible)?;
    counted(facts)
}

/// Nobody gives themselves anything, or decides on what they proposed.
fn gesture(actor: &Actor, facts: &Facts, role: Role, proposer: Option<i64>) -> Answer {
    at_least(actor, role)?;
    refuse(actor.is(facts.asker) || actor.is(proposer), Denied::Own)
}

/// Nobody honours themselves.
fn grant_badge(actor: &Actor, facts: &Facts) -> Answer {
    at_least(actor, Role::Manager)?;
    refuse(actor.is(facts.author), Denied::Own)
}

/// `author`: the actor, where they are part of the case.
fn judge_case(actor: &Actor, facts: &Facts) -> Answer {
    at_least(actor, Role::Staff)?;
    refuse(actor.is(facts.author), Denied::Own)
}

/// As suggested edits: by points, never one's own.
fn review_first(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    refuse(actor.is(facts.author), Denied::Own)?;
    points(actor, actor.privileges.review)
}

/// A hidden post stays readable to its author, who may appeal, and to staff.
fn see_hidden(actor: &Actor, facts: &Facts) -> Answer {
    refuse(facts.reserved && programme::circle(actor).is_err(), Denied::NotVisible)?;
    if actor.is(facts.author) { Ok(()) } else { at_least(actor, Role::Staff) }
}
