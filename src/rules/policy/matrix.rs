//! The whole policy on one page: every actor, every verb, in a few typical scenes. Compared with a stored copy in
//! the tests, so that a right given by mistake is seen in review.

use super::{Actor, Facts, Kind, Rank, Role, Verb, may};
use std::fmt::Write as _;

/// A situation the table is drawn for.
pub struct Scene {
    pub name: &'static str,
    pub facts: Facts,
}

/// The account that asked and wrote the post in every scene.
const AUTHOR: i64 = 4;

/// Every kind of actor, by name.
pub fn actors() -> Vec<(&'static str, Actor)> {
    let member = Actor { id: Some(3), confirmed: true, reputation: 1, ..Actor::default() };
    vec![
        ("visitor", Actor::visitor()),
        ("unconfirmed", Actor { id: Some(1), confirmed: false, ..member }),
        ("suspended", Actor { id: Some(2), suspended: true, ..member }),
        ("silenced", Actor { id: Some(10), silenced: true, ..member }),
        ("member", member),
        ("author", Actor { id: Some(AUTHOR), ..member }),
        ("expert", Actor { id: Some(5), rank: Rank::Expert, reputation: 500, ..member }),
        ("ambassador", Actor { id: Some(6), rank: Rank::Ambassador, reputation: 500, ..member }),
        ("staff", Actor { id: Some(7), role: Role::Staff, ..member }),
        ("manager", Actor { id: Some(8), role: Role::Manager, ..member }),
        ("admin", Actor { id: Some(9), role: Role::Admin, ..member }),
    ]
}

/// The scenes of the table. The author of the post is also the asker, so that "own" and "asker" show in one column.
pub fn scenes() -> Vec<Scene> {
    let own = Facts { asker: Some(AUTHOR), author: Some(AUTHOR), ..Facts::default() };
    vec![
        Scene { name: "an open question without answers", facts: own },
        Scene {
            name: "an open question that others answered, three links in the text",
            facts: Facts { others_answered: true, links: 3, ..own },
        },
        Scene { name: "a question closed lately", facts: Facts { closed: true, closed_lately: true, ..own } },
        Scene { name: "a question with an open escalation", facts: Facts { escalated: true, ..own } },
        Scene { name: "the same, with the reader's department", facts: Facts { escalated: true, in_department: true, ..own } },
        Scene { name: "a hidden question", facts: Facts { visible: false, ..own } },
        Scene { name: "the asker's own answer", facts: Facts { kind: Kind::Answer, ..own } },
        Scene { name: "someone's answer to the author's question", facts: Facts { kind: Kind::Answer, author: Some(20), ..own } },
        Scene { name: "the same, which the reader tried", facts: Facts { kind: Kind::Answer, author: Some(20), tried: true, ..own } },
        Scene { name: "the same, two others accepted", facts: Facts { kind: Kind::Answer, author: Some(20), others_accepted: 2, ..own } },
        Scene { name: "the same, whose asker is away", facts: Facts { kind: Kind::Answer, author: Some(20), absent: true, ..own } },
        Scene { name: "the same, proposed by the ambassador", facts: Facts { kind: Kind::Answer, author: Some(20), absent: true, proposed_by: Some(6), ..own } },
        Scene {
            name: "an official answer to the author's question",
            facts: Facts { kind: Kind::Answer, author: Some(21), official: true, ..own },
        },
        Scene { name: "the author's answer to someone's question", facts: Facts { kind: Kind::Answer, asker: Some(20), ..own } },
        Scene { name: "a question for ambassadors and the team", facts: Facts { reserved: true, ..own } },
        Scene {
            name: "someone's comment on someone's thread",
            facts: Facts { kind: Kind::Comment, author: Some(20), asker: Some(22), ..own },
        },
    ]
}

/// The table as text: `yes`, or the name of the refusal.
pub fn matrix() -> String {
    let actors = actors();
    let mut out = String::new();
    for scene in scenes() {
        let _ = writeln!(out, "{}\n", scene.name);
        let _ = write!(out, "{:<18}", "");
        for (name, _) in &actors {
            let _ = write!(out, " {name:<13}");
        }
        for verb in Verb::ALL {
            let _ = write!(out, "\n{:<18}", format!("{verb:?}"));
            for (_, actor) in &actors {
                let cell = match may(actor, verb, &scene.facts) {
                    Ok(()) => "yes".to_owned(),
                    Err(why) => format!("{why:?}").split(' ').next().unwrap_or_default().to_owned(),
                };
                let _ = write!(out, " {cell:<13}");
            }
        }
        out.push_str("\n\n");
    }
    out.lines().map(|l| l.trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::rules::policy::Denied;

    #[test]
    fn the_matrix() {
        insta::assert_snapshot!(matrix());
    }

    #[test]
    fn without_an_account_in_good_standing_one_only_reads() {
        for scene in scenes() {
            for (name, actor) in actors().into_iter().take(3) {
                for verb in Verb::ALL {
                    assert!(may(&actor, verb, &scene.facts).is_err(), "{name} {verb:?} {}", scene.name);
                }
            }
        }
    }

    #[test]
    fn points_unlock_at_their_number_exactly() {
        let others = Facts { asker: Some(1), author: Some(1), ..Facts::default() };
        let closed = Facts { closed: true, ..others };
        let absent = Facts { kind: Kind::Answer, author: Some(9), absent: true, ..others };
        for (verb, facts, points) in [
            (Verb::Comment, others, 25),
            (Verb::Invite, others, 50),
            (Verb::Escalate, others, 250),
            (Verb::Retag, others, 500),
            (Verb::CreateTag, others, 500),
            (Verb::Duplicate, others, 500),
            (Verb::ProposeSolution, absent, 750),
            (Verb::Edit, others, 1_000),
            (Verb::ReviewEdit, others, 1_500),
            (Verb::Close, others, 2_000),
            (Verb::Reopen, closed, 2_000),
        ] {
            let actor = |reputation| Actor { id: Some(2), confirmed: true, reputation, ..Actor::default() };
            assert_eq!(may(&actor(points - 1), verb, &facts), Err(Denied::Points { needed: points, have: points - 1 }), "{verb:?}");
            assert_eq!(may(&actor(points), verb, &facts), Ok(()), "{verb:?}");
            let ambassador = Actor { rank: Rank::Ambassador, ..actor(1) };
            assert_eq!(may(&ambassador, verb, &facts).is_ok(), points <= 1_500, "{verb:?}");
            assert!(may(&Actor { rank: Rank::Emeritus, ..actor(1) }, verb, &facts).is_err(), "honour without tools: {verb:?}");
        }
        let links = |links, reputation| {
            may(&Actor { id: Some(2), confirmed: true, reputation, ..Actor::default() }, Verb::Ask, &Facts { links, ..others })
        };
        assert_eq!((links(2, 1), links(3, 9), links(3, 10)), (Ok(()), Err(Denied::Links { max: 2, points: 10 }), Ok(())));
    }

    #[test]
    fn the_numbers_are_the_managers() {
        let others = Facts { asker: Some(1), author: Some(1), ..Facts::default() };
        let privileges = crate::rules::numbers::Privileges { comment_anywhere: 40, ..Default::default() };
        let actor = |reputation| Actor { id: Some(2), confirmed: true, reputation, privileges, ..Actor::default() };
        assert_eq!(may(&actor(39), Verb::Comment, &others), Err(Denied::Points { needed: 40, have: 39 }));
        assert_eq!(may(&actor(40), Verb::Comment, &others), Ok(()));
    }

    #[test]
    fn two_who_did_not_answer_speak_for_an_asker_who_is_away() {
        let helper = Actor { id: Some(2), confirmed: true, reputation: 750, ..Actor::default() };
        let absent = Facts { kind: Kind::Answer, asker: Some(1), author: Some(9), absent: true, ..Facts::default() };
        assert_eq!(may(&helper, Verb::ProposeSolution, &absent), Ok(()));
        for (facts, why) in [
            (Facts { absent: false, ..absent }, Denied::NotAbsent),
            (Facts { accepted: true, ..absent }, Denied::NotAbsent),
            (Facts { others_accepted: 1, ..absent }, Denied::NotAbsent),
            (Facts { answered_here: true, ..absent }, Denied::AnsweredHere),
            (Facts { author: Some(2), ..absent }, Denied::Own),
            (Facts { asker: Some(2), ..absent }, Denied::Own),
            (Facts { proposed_by: Some(2), ..absent }, Denied::Own),
            (Facts { escalated: true, ..absent }, Denied::Escalated),
            (Facts { closed: true, ..absent }, Denied::Closed),
            (Facts { kind: Kind::Question, ..absent }, Denied::NotAnAnswer),
        ] {
            for actor in [helper, Actor { role: Role::Admin, ..helper }] {
                assert_eq!(may(&actor, Verb::ProposeSolution, &facts), Err(why));
            }
        }
    }

    #[test]
    fn staff_do_not_judge_their_own() {
        let staff = Actor { id: Some(7), role: Role::Admin, confirmed: true, ..Actor::default() };
        let own = Facts { kind: Kind::Answer, author: Some(7), official: true, ..Facts::default() };
        assert_eq!(may(&staff, Verb::Verify, &own), Err(Denied::Own));
        assert_eq!(may(&staff, Verb::Remove, &own), Err(Denied::Own));
        assert_eq!(may(&staff, Verb::Vote, &Facts { author: Some(8), ..own }), Err(Denied::Official));
    }

    #[test]
    fn every_refusal_is_a_sentence() {
        use Denied::*;
        for lang in Lang::ALL {
            for why in [
                SignIn,
                Unconfirmed,
                Suspended,
                Silenced,
                Points { needed: 500, have: 3 },
                Own,
                NotTheirs,
                AskerOnly,
                StaffOnly,
                ManagerOnly,
                AdminOnly,
                Official,
                Closed,
                NotClosed,
                Escalated,
                HasAnswers,
                NoAnswers,
                Answered,
                TwoAccepted,
                SameAuthorAccepted,
                NotAnAnswer,
                NotAsked,
                TooNew,
                NotVisible,
                Links { max: 2, points: 10 },
                Links { max: 5, points: 0 },
                Mentions { max: 2 },
                AnswersHere { max: 3 },
                Annulled,
                Forged,
                AmbassadorOnly,
                ExpertOnly,
                NotForStaff,
                Reserved,
                OtherDepartment,
                AnsweredHere,
                NotAbsent,
            ] {
                assert!(why.message(lang).ends_with('.'), "{why:?}");
            }
        }
        assert!(Points { needed: 2, have: 1 }.by_points() && Links { max: 2, points: 10 }.by_points() && !Links { max: 5, points: 0 }.by_points());
        assert_eq!(Points { needed: 1_000, have: 3 }.message(Lang::En), "This takes 1,000 points of reputation; you have 3.");
    }
}
