//! What people do, by every door there is, in any order.

use entity::{AccountId, CommentId, GestureId, IncidentId, ItemId, PerkClaimId, PerkId, PostId};

use super::{Dice, People};
use crate::support::*;

async fn ids(app: &TestApp, text: &str) -> Vec<PostId> {
    #[derive(sea_orm::FromQueryResult)]
    struct Id {
        id: PostId,
    }
    let rows: Vec<Id> = db::rows(app.db().read(), text, []).await.expect("ids");
    rows.into_iter().map(|r| r.id).collect()
}

pub async fn asked(app: &TestApp, who: AccountId, n: usize) {
    let t = seed(app, &format!("Trouble number {n} with the box"), who, &[]).await;
    let tx = app.db().write().await.expect("a transaction");
    entraide::search::index_question(&tx, t.id).await.expect("indexed");
    entraide::deadlines::settle(&tx, t.id, None, app.now()).await.expect("settled");
    tx.commit().await.expect("committed");
}

/// Somebody does something. Whether they may is for the forum to say; it only must not break.
pub async fn act(app: &TestApp, dice: &mut Dice, people: &People, step: usize) {
    let threads = ids(app, "SELECT id FROM question WHERE merged_into IS NULL ORDER BY id").await;
    let answers = ids(app, "SELECT id FROM post WHERE kind = 'answer' ORDER BY id").await;
    let q = *dice.of(&threads);
    let a = if answers.is_empty() { q } else { *dice.of(&answers) };
    let (who, staff) = (dice.of(&people.customers), dice.of(&people.team));
    let key = format!("step{step}");
    let due = entraide::ui::when::field("Europe/Paris", app.now() + (1 + dice.below(5) as i64) * DAY);
    let other = dice.of(&threads).to_string();
    let colleague = dice.of(&people.team).id.to_string();
    // merging takes two threads that fit: it is tried more often
    let page = match if step % 20 == 19 { 29 } else { dice.below(60) } {
        0 => {
            asked(app, who.id, step).await;
            return;
        }
        1..=5 => who.post(paths::QuestionAnswers { id: q }, &[("body", "Unplug it for ten seconds."), ("form_key", &key)]).await,
        6 => staff.post(paths::QuestionAnswers { id: q }, &[("body", "We have replaced the line card."), ("form_key", &key)]).await,
        7 => who.post(paths::PostComments { id: q }, &[("body", "Since the storm."), ("form_key", &key)]).await,
        8 | 9 => {
            // the asker of that answer's thread accepts it
            let asker = AccountId(app.count("SELECT q.author_id AS n FROM post p JOIN question q ON q.id = p.question_id WHERE p.id = $1", values![a.0]).await);
            match people.customers.iter().find(|c| c.id == asker) {
                Some(asker) if dice.below(3) > 0 => asker.post(paths::PostAccept { id: a }, &[]).await,
                Some(asker) => asker.post(paths::PostUnaccept { id: a }, &[]).await,
                None => return,
            }
        }
        10 => who.post(paths::QuestionMeToo { id: q }, &[("state", *dice.of(&["on", "off"]))]).await,
        11 => who.post(paths::PostVote { id: a }, &[("direction", *dice.of(&["up", "none"]))]).await,
        12 => who.post(paths::PostDidNotWork { id: a }, &[("reason", *dice.of(&["outdated", "risky", "other"]))]).await,
        13 => who.post(paths::PostFlag { id: a }, &[("reason", "other"), ("details", "Odd")]).await,
        14 | 15 => who.post(paths::QuestionEscalate { id: q }, &[("reason", "unanswered"), ("details", "Nobody here knows.")]).await,
        16 | 17 => staff.post(paths::StaffThreadClaim { id: q }, &[]).await,
        18 => staff.post(paths::StaffThreadRelease { id: q }, &[]).await,
        19 => staff.post(paths::StaffThreadPromise { id: q }, &[("message", "A technician comes"), ("due", &due)]).await,
        20 => staff.post(paths::StaffThreadSnooze { id: q }, &[("until", "hours"), ("event", "any_post")]).await,
        21 => staff.post(paths::StaffThreadResolve { id: q }, &[("outcome", *dice.of(&["refused", "private", "", "solved"])), ("message", *dice.of(&["Settled by phone on Monday", ""]))]).await,
        22 => staff.post(paths::StaffThreadDecline { id: q }, &[("message", "Not ours to settle")]).await,
        23 => staff.post(paths::StaffThreadDetails { id: q }, &[("message", "Which lamp blinks?"), ("words", "Which lamp blinks?"), ("body", "Which lamp blinks?")]).await,
        24 => staff.post(paths::StaffThreadAssign { id: q }, &[("to", &colleague)]).await,
        25 => staff.post(paths::StaffThreadTakeOver { id: q }, &[("note", "She is away")]).await,
        26 => staff.post(paths::QuestionClose { id: q }, &[("reason", "Settled by phone")]).await,
        27 => who.post(paths::QuestionReopen { id: q }, &[]).await,
        28 => staff.post(paths::PostVerify { id: a }, &[]).await,
        29 => {
            // threads of different people are duplicates, not one thread
            let theirs = ids(app, &format!("SELECT o.id FROM question o JOIN question q ON q.author_id = o.author_id WHERE q.id = {q} AND o.id <> q.id AND o.merged_into IS NULL ORDER BY o.id")).await;
            let of = if theirs.is_empty() { other } else { dice.of(&theirs).to_string() };
            staff.post(paths::QuestionMerge { id: q }, &[("of", &of), ("sure", "1")]).await
        }
        30 => {
            let (first, title) = (a.to_string(), format!("Another trouble, step {step}"));
            let from = PostId(app.count("SELECT question_id AS n FROM post WHERE id = $1", values![a.0]).await);
            staff.post(paths::QuestionSplit { id: from }, &[("title", &title), ("first", &first), ("sure", "1")]).await
        }
        31 => staff.post(paths::PostDelete { id: a }, &[("reason", "Off topic")]).await,
        32..=59 => match more(app, dice, people, q, a, &key).await {
            Some(page) => page,
            None => return,
        },
        _ => return,
    };
    assert!(!page.status.is_server_error(), "step {step}: {}", page.describe());
}

/// The number of a row of a table, any of them.
async fn any(app: &TestApp, dice: &mut Dice, table: &str) -> Option<i64> {
    let all = app.count(&format!("SELECT COUNT(*) AS n FROM {table}"), []).await;
    let nth = dice.below(usize::try_from(all.max(1)).expect("small"));
    if all == 0 { None } else { Some(app.count(&format!("SELECT MIN(id) AS n FROM (SELECT id FROM {table} ORDER BY id DESC LIMIT {}) x", nth + 1), []).await) }
}

/// Doors that are opened less often.
async fn more(app: &TestApp, dice: &mut Dice, people: &People, q: PostId, a: PostId, key: &str) -> Option<Page> {
    let (who, staff) = (dice.of(&people.customers), dice.of(&people.team));
    let asker = AccountId(app.count("SELECT author_id AS n FROM question WHERE id = $1", values![q.0]).await);
    let asker = people.customers.iter().find(|c| c.id == asker);
    let hour = entraide::ui::when::field("Europe/Paris", app.now() + 2 * HOUR);
    let page = match dice.below(26) {
        0 | 1 => asker?.post(paths::QuestionEscalate { id: q }, &[("reason", *dice.of(&["brand_only", "unanswered", "wrong"])), ("details", "Only you see my bill.")]).await,
        2 => asker?.post(paths::QuestionDisagree { id: q }, &[]).await,
        3 => asker?.post(paths::QuestionSolvedElsewhere { id: q }, &[("note", "A technician came"), ("state", *dice.of(&["on", "off"]))]).await,
        4 => asker?.post(paths::QuestionFollowUp { id: q }, &[("answer", *dice.of(&["solved", "not_solved"])), ("post", &a.to_string()), ("details", "It is back")]).await,
        5 => asker?.post(paths::PostComments { id: q }, &[("body", "The lamp blinks orange, twice."), ("form_key", key)]).await,
        6 => asker?.post(paths::QuestionPrivate { id: q }, &[("body", "My number is in the contract."), ("form_key", key)]).await,
        7 => asker?.post(paths::PostDelete { id: q }, &[]).await,
        8 => staff.post(paths::QuestionPrivate { id: q }, &[("body", "We have it, thank you."), ("form_key", key)]).await,
        9 => staff.post(paths::StaffThreadNote { id: q }, &[("body", "She called us.")]).await,
        10 => staff.post(paths::StaffThreadReply { id: q }, &[("body", "We look into it today."), ("then", *dice.of(&["wait", "solved", ""])), ("form_key", key)]).await,
        11 => staff.post(paths::StaffThreadWake { id: q }, &[]).await,
        12 => {
            let to = any(app, dice, "department").await?.to_string();
            staff.post(paths::StaffThreadHandOver { id: q }, &[("department", &to), ("note", "Only they see bills")]).await
        }
        13 => {
            let word = *dice.of(&["claim", "release", "snooze", "resolve", "take_over"]);
            staff.post(paths::StaffFeedAct, &[("do", word), ("on", &q.to_string()), ("on", &a.to_string()), ("until", "tomorrow"), ("outcome", "refused"), ("text", "Nobody can do that.")]).await
        }
        14 => {
            let act = any(app, dice, "feed_act").await?.to_string();
            staff.post(paths::StaffFeedUndo, &[("act", &act)]).await
        }
        15 => {
            let kind = any(app, dice, "gesture_kind").await?.to_string();
            staff.post(paths::StaffThreadGesture { id: q }, &[("kind", &kind), ("amount", "9"), ("words", "For the wait."), ("reason", "Two weeks"), ("form_key", key)]).await
        }
        16 | 17 => {
            let id = GestureId(any(app, dice, "gesture").await?);
            staff.post(paths::StaffGesture { id }, &[("decision", *dice.of(&["approve", "refuse", "withdraw"])), ("note", "As agreed")]).await
        }
        18 | 19 => who.post(paths::PerkClaim { id: PerkId(any(app, dice, "perk").await?) }, &[("adult", "1")]).await,
        20 => {
            let id = PerkClaimId(any(app, dice, "perk_claim").await?);
            if dice.below(2) == 0 { who.post(paths::PerkCancel { id }, &[]).await } else { staff.post(paths::StaffPerkClaim { id }, &[("decision", *dice.of(&["fulfil", "decline"])), ("reason", "It did not arrive")]).await }
        }
        21 | 22 => {
            let id = ItemId(any(app, dice, "moderation_item").await?);
            let act = *dice.of(&["keep", "hide", "remove", "warn", "lock", "silence", "release"]);
            staff.post(paths::StaffItem { id }, &[("act", act), ("reason", "abuse"), ("fact", "It insulted somebody."), ("days", "1")]).await
        }
        23 => match dice.below(3) {
            0 => staff.post(paths::StaffIncidents, &[("title_en", "No line"), ("title_fr", "Pas de ligne"), ("text_en", "We are on it."), ("text_fr", "On y travaille."), ("whole", "1")]).await,
            1 => staff.post(paths::StaffIncidentAttach { id: IncidentId(any(app, dice, "incident").await?) }, &[("thread", &q.to_string())]).await,
            _ => staff.post(paths::StaffIncidentEnd { id: IncidentId(any(app, dice, "incident").await?) }, &[]).await,
        },
        24 => match any(app, dice, "comment").await {
            Some(id) if dice.below(2) == 0 => who.post(paths::CommentDelete { id: CommentId(id) }, &[]).await,
            _ => staff.post(paths::PostRestore { id: a }, &[]).await,
        },
        _ => staff.post(paths::StaffThreadPromise { id: q }, &[("message", "Somebody calls"), ("due", &hour)]).await,
    };
    Some(page)
}
