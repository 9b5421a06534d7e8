//! The rows a thread is read from, as the database gives them.

use entity::{AccountId, CommentId, PostId, PostKind, PostState, Rank, Role};
use sea_orm::FromQueryResult;

use crate::clock::Millis;
use crate::deadlines::outlook::Outlook;

use super::{Answering, Author, Category, Duplicate, Head, SaidFor, Source};

#[derive(FromQueryResult)]
pub struct HeadRow {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub excerpt: String,
    pub state: PostState,
    pub state_reason: Option<String>,
    pub asker_id: AccountId,
    pub category_slug: Option<String>,
    pub category_en: Option<String>,
    pub category_fr: Option<String>,
    pub tags: Option<String>,
    pub answer_count: i64,
    pub peer_answer_count: i64,
    pub accepted_count: i64,
    pub verified_count: i64,
    pub solved_at: Option<i64>,
    pub solved_elsewhere_at: Option<i64>,
    pub solved_elsewhere_note: Option<String>,
    pub closed_at: Option<i64>,
    pub close_reason: Option<String>,
    pub duplicate_id: Option<PostId>,
    pub duplicate_title: Option<String>,
    pub duplicate_slug: Option<String>,
    pub duplicate_solved_at: Option<i64>,
    pub me_too_count: i64,
    pub views: i64,
    pub created_at: i64,
    pub reserved: bool,
    /// The moments of its clock, where it has one.
    pub promised: bool,
    pub told_at: Option<i64>,
    pub due_at: Option<i64>,
    pub legal: bool,
    /// The brand owes it an outcome.
    pub escalated: bool,
    /// It was escalated at some time, or details are asked for.
    pub touched: bool,
    /// The asker let the question how it went pass.
    pub absent: bool,
    /// What others say for them: `post first second⇥name⇥name` on a line each.
    pub said_for: Option<String>,
    /// `id until name` on a line each.
    pub answering: Option<String>,
}

impl HeadRow {
    pub fn head(&self, now: Millis) -> Head {
        let r = self;
        let category = match (r.category_slug.clone(), r.category_en.clone(), r.category_fr.clone()) {
            (Some(slug), Some(name_en), Some(name_fr)) => Some(Category { slug, name_en, name_fr }),
            _ => None,
        };
        let solved = r.duplicate_solved_at.is_some();
        let duplicate_of = match (r.duplicate_id, r.duplicate_title.clone(), r.duplicate_slug.clone()) {
            (Some(id), Some(title), Some(slug)) => Some(Duplicate { id, title, slug, solved }),
            _ => None,
        };
        Head {
            id: r.id,
            title: r.title.clone(),
            slug: r.slug.clone(),
            excerpt: r.excerpt.clone(),
            state: r.state,
            asker: r.asker_id,
            category,
            tags: r.tags.as_deref().unwrap_or_default().split(',').filter(|t| !t.is_empty()).map(str::to_owned).collect(),
            answers: r.answer_count,
            peer_answers: r.peer_answer_count,
            accepted: r.accepted_count,
            verified: r.verified_count,
            solved_at: r.solved_at,
            solved_elsewhere_at: r.solved_elsewhere_at,
            solved_elsewhere_note: r.solved_elsewhere_note.clone(),
            closed_at: r.closed_at,
            close_reason: r.close_reason.clone(),
            duplicate_of,
            me_too: r.me_too_count,
            views: r.views,
            created_at: r.created_at,
            reserved: r.reserved,
            outlook: r.promised.then_some(Outlook { usual: None, told_at: r.told_at, due_at: r.due_at }),
            legal: r.legal,
            answering: answering(r.answering.as_deref().unwrap_or_default(), now),
        }
    }
}

/// By answer.
pub fn said_for(lines: &str) -> Vec<SaidFor> {
    let one = |line: &str| {
        let (ids, names) = line.split_once('\t')?;
        let (first, second) = names.split_once('\t')?;
        let mut ids = ids.split(' ').map(|id| id.parse::<i64>().ok());
        let (post, first_id, second_id) = (ids.next()??, ids.next()??, ids.next()??);
        Some(SaidFor { post: PostId(post), first_id: AccountId(first_id), first: first.to_owned(), second: (second_id > 0).then(|| second.to_owned()) })
    };
    lines.lines().filter_map(one).collect()
}

/// Those who still are.
fn answering(lines: &str, now: Millis) -> Vec<Answering> {
    let mut all: Vec<Answering> = lines
        .lines()
        .filter_map(|line| {
            let mut parts = line.splitn(3, ' ');
            Some(Answering { who: AccountId(parts.next()?.parse().ok()?), until: parts.next()?.parse().ok()?, display_name: parts.next()?.to_owned() })
        })
        .collect();
    all.retain(|a| a.until > now);
    all.sort_by_key(|a| (a.until, a.who));
    all
}

/// What an answer's place depends on.
#[derive(Clone, Debug, FromQueryResult)]
pub struct AnswerRow {
    pub id: PostId,
    pub author_id: AccountId,
    pub state: PostState,
    pub created_at: i64,
    pub score: i64,
    pub did_not_work_weight: i64,
    pub accepted_at: Option<i64>,
    pub verified_at: Option<i64>,
    pub outdated: i64,
}

impl AnswerRow {
    pub fn is_solution(&self) -> bool {
        self.state.is_live() && self.outdated == 0 && (self.accepted_at.is_some() || self.verified_at.is_some())
    }
}

#[derive(FromQueryResult)]
pub struct PostRow {
    pub id: PostId,
    pub kind: PostKind,
    pub html: String,
    pub photos: String,
    pub lang: String,
    pub state: PostState,
    pub state_reason: Option<String>,
    pub score: i64,
    pub did_not_work_count: i64,
    pub comment_count: i64,
    pub revision: i64,
    pub official: bool,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub reasons: Option<String>,
    pub author_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub role: Role,
    pub rank: Rank,
    pub placeholder: bool,
    pub deleted_at: Option<i64>,
    pub avatar: Option<String>,
    pub source_name: Option<String>,
    pub source_author: Option<String>,
    pub source_url: Option<String>,
    pub source_licence: Option<String>,
}

impl PostRow {
    pub fn source(&self) -> Option<Source> {
        let name = self.source_name.clone()?;
        Some(Source { name, author: self.source_author.clone(), url: self.source_url.clone().filter(|u| u.starts_with("https://") || u.starts_with("http://")), licence: self.source_licence.clone() })
    }
}

#[derive(FromQueryResult)]
pub struct CommentRow {
    pub id: CommentId,
    pub post_id: PostId,
    pub html: String,
    pub photos: String,
    pub state: PostState,
    pub official: bool,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub author_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub role: Role,
    pub rank: Rank,
    pub placeholder: bool,
    pub deleted_at: Option<i64>,
    pub avatar: Option<String>,
}

macro_rules! authored {
    ($($row:ty),*) => {$(
        impl $row {
            pub fn author(&self) -> Author {
                let former = self.deleted_at.is_some();
                let kept = |text: &String| if former { String::new() } else { text.clone() };
                Author {
                    id: self.author_id,
                    username: kept(&self.username),
                    display_name: kept(&self.display_name),
                    rank: if former { Rank::Member } else { self.rank },
                    staff: !former && self.role != Role::Customer,
                    placeholder: self.placeholder,
                    former,
                    avatar: self.avatar.clone().filter(|_| !former),
                }
            }
        }
    )*};
}
authored!(PostRow, CommentRow);

/// One thing the reader said.
#[derive(FromQueryResult)]
pub struct MineRow {
    pub what: String,
    pub post: PostId,
    pub id: i64,
    pub word: String,
    pub key: String,
    pub at: i64,
}
