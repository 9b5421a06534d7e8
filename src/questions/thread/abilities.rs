//! The policy's answers for a page: which buttons its reader gets.

use crate::rules::policy::{Actor, Denied, Facts, Verb, may};

/// What a button does for this reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Door {
    Open,
    /// After logging in, perhaps: the button leads there.
    SignIn,
    #[default]
    Shut,
}

impl Door {
    /// The policy's word on a verb.
    pub fn of(actor: &Actor, verb: Verb, facts: &Facts) -> Door {
        match may(actor, verb, facts) {
            Ok(()) => Door::Open,
            Err(Denied::SignIn) => Door::SignIn,
            Err(_) => Door::Shut,
        }
    }

    pub fn is_open(self) -> bool {
        self == Door::Open
    }
}

/// What may be done with a post.
#[derive(Clone, Copy, Debug, Default)]
pub struct Doors {
    pub vote: Door,
    pub did_not_work: Door,
    /// "Was this clear?"
    pub rate: Door,
    pub accept: Door,
    pub unaccept: Door,
    /// Say that it solved it, for an asker who is away.
    pub propose: Door,
    pub verify: Door,
    pub unverify: Door,
    pub comment: Door,
    pub edit: Door,
    pub suggest_edit: Door,
    pub delete: Door,
    pub remove: Door,
    pub redact: Door,
    pub flag: Door,
    pub private: Door,
}

impl Doors {
    pub fn of(actor: &Actor, facts: &Facts, accepted: bool, verified: bool) -> Doors {
        let door = |verb| Door::of(actor, verb, facts);
        let signed_in = |door: Door| if door == Door::SignIn { Door::Shut } else { door };
        let when = |holds: bool, verb| if holds { signed_in(door(verb)) } else { Door::Shut };
        // staff may deal with what is out of sight, but nobody says anything to it
        let said = |verb| if facts.visible { door(verb) } else { Door::Shut };
        Doors {
            vote: said(Verb::Vote),
            did_not_work: said(Verb::DidNotWork),
            rate: signed_in(said(Verb::Rate)),
            accept: when(!accepted && facts.visible, Verb::Accept),
            unaccept: when(accepted, Verb::Unaccept),
            propose: when(facts.absent && facts.visible, Verb::ProposeSolution),
            verify: when(!verified, Verb::Verify),
            unverify: when(verified, Verb::Unverify),
            comment: said(Verb::Comment),
            edit: signed_in(door(Verb::Edit)),
            suggest_edit: signed_in(door(Verb::SuggestEdit)),
            delete: signed_in(door(Verb::Delete)),
            remove: signed_in(door(Verb::Remove)),
            redact: signed_in(door(Verb::Redact)),
            flag: said(Verb::Flag),
            private: signed_in(door(Verb::SeePrivateDetails)),
        }
    }
}

/// What may be done with a thread.
#[derive(Clone, Debug, Default)]
pub struct ThreadDoors {
    pub answer: Door,
    /// Why not, where it is shut.
    pub answer_denied: Option<Denied>,
    pub me_too: Door,
    pub follow: Door,
    pub invite: Door,
    pub close: Door,
    pub duplicate: Door,
    pub reopen: Door,
    pub solved_elsewhere: Door,
    pub anonymise: Door,
    /// Merge it, split it, file it elsewhere.
    pub shape: Door,
    /// "I am answering".
    pub answering: Door,
    /// One's saved replies.
    pub replies: Door,
    /// Ask that the brand see to it.
    pub escalate: Door,
    pub disagree: Door,
    pub ask_details: Door,
    /// The team's page of the thread.
    pub handle: Door,
    /// Posts of staff speak for the brand unless they say otherwise.
    pub speaks_for_brand: bool,
}

impl ThreadDoors {
    pub fn of(actor: &Actor, facts: &Facts) -> ThreadDoors {
        let door = |verb| Door::of(actor, verb, facts);
        ThreadDoors {
            answer: door(Verb::Answer),
            answer_denied: may(actor, Verb::Answer, facts).err(),
            me_too: door(Verb::MeToo),
            follow: door(Verb::Follow),
            invite: door(Verb::Invite),
            close: door(Verb::Close),
            duplicate: door(Verb::Duplicate),
            reopen: door(Verb::Reopen),
            solved_elsewhere: door(Verb::SolvedElsewhere),
            anonymise: door(Verb::Anonymise),
            shape: door(Verb::Shape),
            answering: if may(actor, Verb::Answer, facts).is_ok() { door(Verb::Tools) } else { Door::Shut },
            replies: if may(actor, Verb::Answer, facts).is_ok() { door(Verb::Circle) } else { Door::Shut },
            escalate: door(Verb::Escalate),
            disagree: door(Verb::Disagree),
            ask_details: door(Verb::AskDetails),
            handle: door(Verb::Handle),
            speaks_for_brand: actor.is_staff(),
        }
    }
}
