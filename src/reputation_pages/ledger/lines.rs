//! Lines, and those of one post, kind and day taken together.

use entity::{AccountId, EntryId, EntryKind, Limited, PostId, PostState, VersionId};
use sea_orm::FromQueryResult;

use crate::reputation_pages::calendar;

/// A line of the ledger with what it is about.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    pub id: EntryId,
    pub member_id: AccountId,
    pub at: i64,
    pub kind: EntryKind,
    pub points: i64,
    pub limited: Option<Limited>,
    pub version_id: VersionId,
    pub reverses: Option<EntryId>,
    pub note: String,
    pub post_id: Option<PostId>,
    pub question_id: Option<PostId>,
    /// The fact's own kind, where the line is about what a limit took or gave back.
    pub fact_kind: Option<EntryKind>,
    /// What the fact is worth before the limit of the day.
    pub worth: Option<i64>,
    pub title: Option<String>,
    pub lang: Option<String>,
    pub post_state: Option<PostState>,
    pub question_state: Option<PostState>,
    /// When the line it undoes was written.
    pub reversed_at: Option<i64>,
    pub actor: Option<String>,
    pub review: Option<String>,
    pub review_answer: Option<String>,
}

impl Line {
    /// What was said or done, whatever became of it.
    pub fn about(&self) -> EntryKind {
        self.fact_kind.unwrap_or(self.kind)
    }

    /// A report that was right is between its author and whoever decided: what it was about is theirs to read, else
    /// somebody of the team could find who reported them.
    pub fn keep_report(&mut self) {
        if self.about() == EntryKind::FlagUpheld {
            (self.post_id, self.question_id, self.title, self.actor) = (None, None, None, None);
        }
    }

    /// Everyone can read what it is about.
    pub fn open(&self) -> bool {
        self.post_state == Some(PostState::Visible) && self.question_state == Some(PostState::Visible)
    }
}

/// Lines of one post, kind and day, newest first; most have one.
#[derive(Clone, Debug)]
pub struct Group {
    pub lines: Vec<Line>,
    pub points: i64,
}

impl Group {
    pub fn first(&self) -> &Line {
        &self.lines[0]
    }
}

/// Takes together what belongs together, in the order of the newest of each.
pub fn group(lines: Vec<Line>, zone: &str) -> Vec<Group> {
    let key = |l: &Line| (calendar::day(zone, l.at), l.kind, l.fact_kind, l.post_id, l.reverses.is_some());
    let mut groups: Vec<Group> = Vec::new();
    for line in lines {
        let same = |g: &&mut Group| line.post_id.is_some() && key(g.first()) == key(&line);
        match groups.iter_mut().find(same) {
            Some(g) => {
                g.points += line.points;
                g.lines.push(line);
            }
            None => groups.push(Group { points: line.points, lines: vec![line] }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, HOUR};

    fn line(id: i64, at: i64, kind: EntryKind, post: i64, points: i64) -> Line {
        Line {
            id: EntryId(id),
            member_id: AccountId(1),
            at,
            kind,
            points,
            limited: None,
            version_id: VersionId(1),
            reverses: None,
            note: String::new(),
            post_id: Some(PostId(post)),
            question_id: Some(PostId(1)),
            fact_kind: Some(kind),
            worth: Some(points),
            title: None,
            lang: None,
            post_state: None,
            question_state: None,
            reversed_at: None,
            actor: None,
            review: None,
            review_answer: None,
        }
    }

    #[test]
    fn a_post_and_a_day_are_one() {
        let vote = EntryKind::AnswerUpvoted;
        let all = vec![
            line(6, DAY + HOUR, vote, 2, 10),
            line(5, DAY, EntryKind::AnswerAccepted, 2, 15),
            line(4, DAY, vote, 2, 4),
            line(3, DAY, vote, 3, 10),
            line(2, HOUR, vote, 2, 10),
            Line { post_id: None, ..line(1, HOUR, EntryKind::Floor, 0, 1) },
            Line { post_id: None, ..line(0, HOUR, EntryKind::Floor, 0, 1) },
        ];
        let groups = group(all, "UTC");
        let shape: Vec<(i64, usize, i64)> = groups.iter().map(|g| (g.first().id.0, g.lines.len(), g.points)).collect();
        assert_eq!(shape, [(6, 2, 14), (5, 1, 15), (3, 1, 10), (2, 1, 10), (1, 1, 1), (0, 1, 1)]);
        let undone = Line { reverses: Some(EntryId(6)), ..line(7, DAY + HOUR, vote, 2, -10) };
        assert_eq!(group(vec![undone, line(6, DAY, vote, 2, 10)], "UTC").len(), 2, "what undoes stands by itself");
    }
}
