//! The rules' words and the rows'.

use entity::{EntryKind, Limited};

use crate::rules::reputation::{Kind, Limit};

pub fn entry(kind: Kind) -> EntryKind {
    match kind {
        Kind::AnswerUpvoted => EntryKind::AnswerUpvoted,
        Kind::QuestionUpvoted => EntryKind::QuestionUpvoted,
        Kind::MeToo => EntryKind::MeToo,
        Kind::AnswerAccepted => EntryKind::AnswerAccepted,
        Kind::Accepting => EntryKind::Accepting,
        Kind::AnswerVerified => EntryKind::AnswerVerified,
        Kind::FlagUpheld => EntryKind::FlagUpheld,
        Kind::EditAccepted => EntryKind::EditAccepted,
        Kind::ArticlePublished => EntryKind::ArticlePublished,
        Kind::RemovedAsAbuse => EntryKind::RemovedAsAbuse,
        Kind::Opening => EntryKind::Opening,
    }
}

/// The kind of a credit; none for what only limits write.
pub fn kind(entry: EntryKind) -> Option<Kind> {
    Some(match entry {
        EntryKind::AnswerUpvoted => Kind::AnswerUpvoted,
        EntryKind::QuestionUpvoted => Kind::QuestionUpvoted,
        EntryKind::MeToo => Kind::MeToo,
        EntryKind::AnswerAccepted => Kind::AnswerAccepted,
        EntryKind::Accepting => Kind::Accepting,
        EntryKind::AnswerVerified => Kind::AnswerVerified,
        EntryKind::FlagUpheld => Kind::FlagUpheld,
        EntryKind::EditAccepted => Kind::EditAccepted,
        EntryKind::ArticlePublished => Kind::ArticlePublished,
        EntryKind::RemovedAsAbuse => Kind::RemovedAsAbuse,
        EntryKind::Opening => Kind::Opening,
        EntryKind::Clip | EntryKind::Release | EntryKind::Floor => return None,
    })
}

pub fn limited(limit: Limit) -> Limited {
    match limit {
        Limit::Held => Limited::Held,
        Limit::PairDay => Limited::PairDay,
        Limit::PairMonth => Limited::PairMonth,
        Limit::Post => Limited::Post,
        Limit::Day => Limited::Day,
        Limit::Ever => Limited::Ever,
        Limit::Own => Limited::Own,
        Limit::NoneEarned => Limited::NoneEarned,
    }
}

pub fn limit(limited: Limited) -> Limit {
    match limited {
        Limited::Held => Limit::Held,
        Limited::PairDay => Limit::PairDay,
        Limited::PairMonth => Limit::PairMonth,
        Limited::Post => Limit::Post,
        Limited::Day => Limit::Day,
        Limited::Ever => Limit::Ever,
        Limited::Own => Limit::Own,
        Limited::NoneEarned => Limit::NoneEarned,
    }
}
