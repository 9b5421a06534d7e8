//! A thread as its reader may see it: from the rows that are the same for everyone, and from what the reader said.

use entity::{AccountId, DidNotWorkReason, FollowUpKind, PostId, PostKind, PostState, SourceFormat};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::abilities::{Door, Doors, ThreadDoors};
use super::reading::{self, Frame, Read};
use super::rows::{AnswerRow, CommentRow, HeadRow, MineRow, PostRow, said_for};
use super::{ANSWERS, Comment, Draft, Found, Mine, Post, SaidFor, Solution, Sort, Stub, Thread, Want};
use crate::clock::{DAY, Millis};
use crate::error::Result;
use crate::questions::facts::clarity::ASKED_AGAIN;
use crate::notifications::queries::OF_THREAD;
use crate::photos::Shown;
use crate::rules::answer_order;
use crate::rules::follow_up::{COME_BACK, COME_BACK_FOR};
use crate::rules::policy::{Actor, Facts, Kind, Verb, may};
use crate::{db, values};

/// Days in which the asker may say "my problem is different".
const REOPENING: Millis = 30 * DAY;

/// The thread as this reader may see it.
pub async fn thread(read: Read<'_>, id: PostId, actor: &Actor, want: Want, now: Millis) -> Result<Found> {
    let only = match want {
        Want::Only(post) => Some(post),
        Want::Page { .. } | Want::PageOf(_) => None,
    };
    let frame = read.frame(id, only, now).await?;
    let Some(Frame { head: row, answers, brand }) = frame.as_ref() else { return Ok(Found::Nothing) };
    let facts = question_facts(row, now);
    if row.reserved && may(actor, Verb::Circle, &facts).is_err() {
        return Ok(Found::Nothing);
    }
    if !row.state.is_live() && may(actor, Verb::SeeHidden, &facts).is_err() {
        return Ok(match row.state {
            PostState::Held => Found::Nothing,
            _ => Found::Stub(Stub { state: row.state, reason: row.state_reason.clone() }),
        });
    }
    let sort = if let Want::Page { sort, .. } = want { sort } else { Sort::Helpful };
    let order = ordered(answers, actor, sort);
    let pages = order.len().div_ceil(ANSWERS).max(1);
    let page = match want {
        Want::Page { page, .. } => page,
        Want::PageOf(post) => place(&order, post).map_or(1, |at| at / ANSWERS + 1),
        Want::Only(_) => 1,
    };
    if page == 0 || page > pages {
        return Ok(Found::Nothing);
    }
    let solution = order.iter().position(AnswerRow::is_solution).map(|at| Solution { id: order[at].id, page: at / ANSWERS + 1 });
    let accepted: Vec<(PostId, AccountId)> = order.iter().filter(|a| a.accepted_at.is_some() && a.state.is_live()).map(|a| (a.id, a.author_id)).collect();
    let newest = order.iter().map(|a| a.id).max();
    let shown: Vec<&AnswerRow> = order.iter().skip((page - 1) * ANSWERS).take(ANSWERS).collect();
    let mut ids = vec![id];
    ids.extend(shown.iter().map(|a| a.id));
    let texts = read.texts(&ids).await?;
    let mine = match actor.id {
        Some(me) => mine(read.db(), AccountId(me), id, &ids, now).await?,
        None => Vec::new(),
    };
    let said_for = said_for(row.said_for.as_deref().unwrap_or_default());
    let take = |wanted: PostId, standing: Option<&AnswerRow>| -> Option<Post> {
        let post_row = texts.posts.iter().find(|r| r.id == wanted)?;
        let comments = texts.comments.iter().filter(|c| c.post_id == wanted).map(|c| comment(c, row.asker_id, actor)).collect();
        let said_for = said_for.iter().find(|s| s.post == wanted).cloned();
        Some(post(post_row, standing, comments, &mine, &facts, &accepted, said_for, actor, now))
    };
    let Some(question) = take(id, None) else { return Ok(Found::Nothing) };
    let answers: Vec<Post> = shown.into_iter().filter_map(|a| take(a.id, Some(a))).collect();
    let mine = Mine { me: actor.id.map(AccountId), ..own(&mine, actor.is(Some(row.asker_id.0)), id) };
    let doors = ThreadDoors::of(actor, &facts);
    let head = row.head(now);
    Ok(Found::Thread(Box::new(Thread { head, brand: brand.clone(), question, answers, newest, new_since: None, page, pages, sort, solution, mine, doors, related: Vec::new(), quoted: None, replies: Vec::new(), signs: Vec::new() })))
}

/// Where an answer stands for this reader: the page, from 1.
pub async fn page_of(db: &impl ConnectionTrait, question: PostId, answer: PostId, actor: &Actor) -> Result<Option<usize>, DbErr> {
    let order = ordered(&reading::answers(db, question, None).await?, actor, Sort::Helpful);
    Ok(place(&order, answer).map(|at| at / ANSWERS + 1))
}

fn place(order: &[AnswerRow], post: PostId) -> Option<usize> {
    order.iter().position(|a| a.id == post)
}

/// The answers this reader may know of, in order.
fn ordered(rows: &[AnswerRow], actor: &Actor, sort: Sort) -> Vec<AnswerRow> {
    let known = rows.iter().cloned().filter(|a| match a.state {
        PostState::Visible | PostState::Reserved | PostState::Hidden | PostState::Removed => true,
        // its author may bring a deleted one back
        PostState::Held | PostState::Deleted => actor.is_staff() || actor.is(Some(a.author_id.0)),
    });
    let (visible, mut gone): (Vec<_>, Vec<_>) = known.partition(|a| a.state.is_live());
    let mut rows = match sort {
        Sort::Helpful => by_worth(visible),
        Sort::Newest => {
            let mut rows = visible;
            rows.sort_by_key(|a| std::cmp::Reverse((a.created_at, a.id)));
            rows
        }
    };
    // what cannot be read stands last
    gone.sort_by_key(|a| (a.created_at, a.id));
    rows.append(&mut gone);
    rows
}

fn by_worth(rows: Vec<AnswerRow>) -> Vec<AnswerRow> {
    let mut order: Vec<answer_order::Answer> = rows
        .iter()
        .map(|a| answer_order::Answer {
            id: a.id.0,
            created_at: a.created_at,
            helped: a.score.max(0),
            did_not_work: a.did_not_work_weight,
            accepted_at: a.accepted_at,
            verified: a.verified_at.is_some(),
            outdated: a.outdated > 0,
        })
        .collect();
    answer_order::sort(&mut order);
    let mut rows: Vec<Option<AnswerRow>> = rows.into_iter().map(Some).collect();
    let index: std::collections::HashMap<i64, usize> = rows.iter().enumerate().filter_map(|(i, r)| r.as_ref().map(|r| (r.id.0, i))).collect();
    order.iter().filter_map(|a| index.get(&a.id).and_then(|i| rows[*i].take())).collect()
}

fn comment(r: &CommentRow, asker: AccountId, actor: &Actor) -> Comment {
    let facts = Facts { kind: Kind::Comment, asker: Some(asker.0), author: Some(r.author_id.0), visible: r.state == PostState::Visible, ..Facts::default() };
    let hidden = !facts.visible && may(actor, Verb::SeeHidden, &facts).is_err();
    Comment {
        id: r.id,
        hidden,
        official: r.official,
        created_at: r.created_at,
        edited_at: r.edited_at,
        may_flag: Door::of(actor, Verb::Flag, &facts),
        may_edit: may(actor, Verb::Edit, &facts).is_ok(),
        may_delete: may(actor, Verb::Delete, &facts).is_ok(),
        html: if hidden { String::new() } else { r.html.clone() },
        photos: if hidden { Vec::new() } else { Shown::all(&r.photos) },
        author: r.author(),
    }
}

/// What the reader said in this thread: one row each.
async fn mine(db: &impl ConnectionTrait, me: AccountId, question: PostId, ids: &[PostId], now: Millis) -> Result<Vec<MineRow>, DbErr> {
    let list = reading::places(ids, 7);
    let text = format!(
        "SELECT 'vote' AS what, post_id AS post, 0 AS id, '' AS word, '' AS key, 0 AS at FROM vote WHERE actor_id = $1 AND withdrawn_at IS NULL AND post_id IN ({list})
         UNION ALL SELECT 'failed', post_id, 0, reason, '', 0 FROM did_not_work WHERE actor_id = $1 AND withdrawn_at IS NULL AND post_id IN ({list})
         UNION ALL SELECT 'clear', post_id, 0, CASE WHEN clear = TRUE THEN 'yes' ELSE 'no' END, '', at FROM clarity WHERE actor_id = $1 AND withdrawn_at IS NULL AND post_id IN ({list})
         UNION ALL SELECT 'rated', post_id, author_id, '', '', at FROM clarity WHERE actor_id = $1 AND withdrawn_at IS NULL AND at > $4
         UNION ALL SELECT 'private', post_id, 0, '', '', 0 FROM private_detail WHERE post_id IN ({list})
         UNION ALL SELECT 'answered', CAST($2 AS BIGINT), 0, '', '', 0 WHERE EXISTS (SELECT 1 FROM post WHERE question_id = $2 AND kind = 'answer' AND author_id = $1)
         UNION ALL SELECT 'flag', post_id, 0, '', '', 0 FROM flag WHERE actor_id = $1 AND withdrawn_at IS NULL AND comment_id IS NULL AND post_id IN ({list})
         UNION ALL SELECT 'me_too', post_id, 0, '', '', 0 FROM me_too WHERE actor_id = $1 AND withdrawn_at IS NULL AND post_id = $2
         UNION ALL SELECT 'follow', question_id, 0, '', '', 0 FROM follow WHERE account_id = $1 AND question_id = $2
         UNION ALL SELECT 'muted', target_id, 0, '', '', 0 FROM watch WHERE account_id = $1 AND what = 'question' AND target_id = $2 AND muted = TRUE
         UNION ALL SELECT 'visited', question_id, 0, '', '', at FROM thread_visit WHERE account_id = $1 AND question_id = $2
         UNION ALL SELECT 'unread', CAST($2 AS BIGINT), 0, '', '', 0 WHERE EXISTS (SELECT 1 FROM notification n WHERE {OF_THREAD})
         UNION ALL SELECT 'asked', question_id, 0, kind, '', asked_at FROM follow_up WHERE question_id = $2 AND asked_at IS NOT NULL AND answered_at IS NULL
         UNION ALL SELECT 'asked', a.question_id, 0, 'come_back', '', 0 FROM acceptance a JOIN question q ON q.id = a.question_id AND q.live = TRUE
            WHERE a.actor_id = $1 AND a.question_id = $2 AND a.withdrawn_at IS NULL AND a.imported = FALSE AND a.at <= $5 AND a.at > $6
            AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.question_id = $2 AND f.kind = 'come_back' AND f.about_id = a.post_id)
         UNION ALL SELECT 'draft', question_id, id, payload, form_key, updated_at FROM draft WHERE account_id = $1 AND kind = 'answer' AND question_id = $2 AND expires_at > $3"
    );
    let mut values: Vec<sea_orm::Value> = vec![me.0.into(), question.0.into(), now.into(), (now - ASKED_AGAIN).into(), (now - COME_BACK).into(), (now - COME_BACK - COME_BACK_FOR).into()];
    values.extend(reading::ids_as_values(ids));
    db::rows(db, &text, values).await
}

fn own(rows: &[MineRow], is_asker: bool, question: PostId) -> Mine {
    let said = |what: &str| rows.iter().any(|r| r.what == what && r.post == question);
    let draft = rows.iter().filter(|r| r.what == "draft").max_by_key(|r| r.at).and_then(|r| {
        let payload: serde_json::Value = serde_json::from_str(&r.word).ok()?;
        let body = payload.get("body")?.as_str()?.to_owned();
        let photos: Vec<Shown> = payload.get("photo").and_then(|p| p.as_array()).into_iter().flatten().filter_map(|p| Shown::parse(p.as_str()?)).collect();
        (!body.trim().is_empty() || !photos.is_empty()).then_some(Draft { id: r.id.into(), form_key: r.key.clone(), body, photos, updated_at: r.at })
    });
    let asked = rows.iter().filter(|r| is_asker && r.what == "asked").max_by_key(|r| r.at).and_then(|r| FollowUpKind::from_word(&r.word));
    Mine { me: None, me_too: said("me_too"), follows: said("follow"), mutes: said("muted"), visited_at: rows.iter().find(|r| r.what == "visited").map(|r| r.at), unread: said("unread"), is_asker, asked, draft }
}

fn question_facts(row: &HeadRow, now: Millis) -> Facts {
    Facts {
        kind: Kind::Question,
        asker: Some(row.asker_id.0),
        author: Some(row.asker_id.0),
        visible: row.state.is_live(),
        reserved: row.reserved,
        escalated: row.escalated,
        closed: row.closed_at.is_some(),
        closed_lately: row.closed_at.is_some_and(|t| now - t <= REOPENING),
        others_answered: row.peer_answer_count > 0,
        others_accepted: usize::try_from(row.accepted_count).unwrap_or_default(),
        absent: row.absent,
        ..Facts::default()
    }
}

fn post(row: &PostRow, standing: Option<&AnswerRow>, comments: Vec<Comment>, mine: &[MineRow], question: &Facts, accepted: &[(PostId, AccountId)], said_for: Option<SaidFor>, actor: &Actor, now: Millis) -> Post {
    let said = |what: &str| mine.iter().find(|r| r.what == what && r.post == row.id);
    let accepted_at = standing.and_then(|s| s.accepted_at);
    let verified_at = standing.and_then(|s| s.verified_at);
    let facts = Facts {
        kind: if row.kind == PostKind::Answer { Kind::Answer } else { Kind::Question },
        author: Some(row.author_id.0),
        official: row.official,
        visible: row.state.is_live() && question.visible,
        accepted: accepted_at.is_some(),
        others_accepted: question.others_accepted.saturating_sub(usize::from(accepted_at.is_some())),
        same_author_accepted: accepted.iter().any(|(id, author)| *id != row.id && *author == row.author_id),
        tried: said("vote").is_some() || said("failed").is_some(),
        answered_here: mine.iter().any(|r| r.what == "answered"),
        proposed_by: said_for.as_ref().map(|s| s.first_id.0),
        day_old: now - actor.created_at > DAY,
        ..*question
    };
    let stub = !row.state.is_live() && may(actor, Verb::SeeHidden, &facts).is_err();
    let author = row.author();
    let source = row.source();
    Post {
        id: row.id,
        kind: row.kind,
        voted: said("vote").is_some(),
        failed: said("failed").and_then(|r| DidNotWorkReason::from_word(&r.word)),
        clear: said("clear").map(|r| r.word == "yes"),
        rated_author: mine.iter().any(|r| r.what == "rated" && r.id == row.author_id.0),
        flagged: said("flag").is_some(),
        has_private: said("private").is_some(),
        did_not_work: counted(row.reasons.as_deref().unwrap_or_default()),
        did_not_work_count: row.did_not_work_count,
        html: if stub { String::new() } else { row.html.clone() },
        photos: if stub { Vec::new() } else { Shown::all(&row.photos) },
        lang: row.lang.clone(),
        state: row.state,
        state_reason: row.state_reason.clone(),
        stub,
        helped: row.score.max(0),
        accepted_at,
        said_for,
        verified_at,
        outdated: standing.is_some_and(|s| s.outdated > 0),
        official: row.official,
        created_at: row.created_at,
        edited_at: row.edited_at,
        revision: row.revision,
        comments: if stub { Vec::new() } else { comments },
        no_comment: may(actor, Verb::Comment, &facts).err().filter(|_| facts.visible),
        doors: if stub { Doors::default() } else { Doors::of(actor, &facts, accepted_at.is_some(), verified_at.is_some()) },
        author,
        source,
    }
}

/// How many gave each reason, the most frequent first.
fn counted(reasons: &str) -> Vec<(DidNotWorkReason, i64)> {
    let mut counts: Vec<(DidNotWorkReason, i64)> = Vec::new();
    for reason in reasons.split(',').filter_map(DidNotWorkReason::from_word) {
        match counts.iter_mut().find(|(r, _)| *r == reason) {
            Some((_, n)) => *n += 1,
            None => counts.push((reason, 1)),
        }
    }
    counts.sort_by_key(|(reason, n)| (-n, *reason));
    counts
}

/// Visible answers by others that came after one.
pub async fn answers_since(db: &impl ConnectionTrait, question: PostId, seen: PostId, me: AccountId) -> Result<Vec<PostId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PostId,
    }
    let rows: Vec<Row> = db::rows(
        db,
        "SELECT id FROM post WHERE question_id = $1 AND kind = 'answer' AND state IN ('visible', 'reserved') AND id > $2 AND author_id <> $3 ORDER BY id LIMIT 20",
        values![question.0, seen.0, me.0],
    )
    .await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

/// Where a post's thread is: its question and slug, for the permalink.
pub async fn thread_of(db: &impl ConnectionTrait, post: PostId) -> Result<Option<(PostId, PostKind)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: PostId,
        kind: PostKind,
    }
    let row: Option<Row> = db::row(db, "SELECT question_id, kind FROM post WHERE id = $1 AND question_id IS NOT NULL", values![post.0]).await?;
    Ok(row.map(|r| (r.question_id, r.kind)))
}

/// The source of a visible post of this thread.
pub async fn source(db: &impl ConnectionTrait, question: PostId, post: PostId) -> Result<Option<(String, SourceFormat)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        source: String,
        source_format: SourceFormat,
    }
    let row: Option<Row> = db::row(db, "SELECT source, source_format FROM post WHERE id = $1 AND question_id = $2 AND state IN ('visible', 'reserved')", values![post.0, question.0]).await?;
    Ok(row.map(|r| (r.source, r.source_format)))
}
