//! Who brings a thread before the brand, who sees to it there, and who reads what is said in private.

use super::programme::tools;
use super::verbs::{active, at_least, counted, points, refuse, seen};
use super::{Actor, Denied, Facts, Role};

type Answer = Result<(), Denied>;

/// The asker's own thread, or with the points for it. When the asker may, and how many at a time, is counted at the act.
pub(super) fn escalate(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    seen(actor, facts)?;
    counted(facts)?;
    refuse(facts.closed && !actor.is_staff(), Denied::Closed)?;
    if actor.is(facts.asker) { Ok(()) } else { points(actor, actor.privileges.escalate) }
}

pub(super) fn disagree(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    refuse(!actor.is(facts.asker), Denied::AskerOnly)?;
    seen(actor, facts)
}

pub(super) fn ask_details(actor: &Actor, facts: &Facts) -> Answer {
    tools(actor)?;
    seen(actor, facts)?;
    counted(facts)?;
    refuse(facts.closed, Denied::Closed)?;
    refuse(actor.is(facts.asker), Denied::Own)
}

/// Never one's own thread.
pub(super) fn handle(actor: &Actor, facts: &Facts) -> Answer {
    at_least(actor, Role::Staff)?;
    counted(facts)?;
    refuse(actor.is(facts.asker), Denied::Own)
}

/// The asker, and of the team only those it is with: never ambassadors. A suspended asker still reads what they were told.
pub(super) fn read_exchange(actor: &Actor, facts: &Facts) -> Answer {
    if actor.is(facts.asker) {
        return Ok(());
    }
    at_least(actor, Role::Staff)?;
    refuse(actor.role == Role::Staff && !facts.in_department, Denied::OtherDepartment)
}

pub(super) fn write_exchange(actor: &Actor, facts: &Facts) -> Answer {
    active(actor)?;
    counted(facts)?;
    read_exchange(actor, facts)
}
