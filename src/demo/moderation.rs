//! Moderation of the sample community: reports, a text that waits, a notice, a decision somebody appeals against.

use entity::{AccountId, DecisionAct, FlagReason, PostId, WatchAct};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::app::App;
use crate::clock::{DAY, HOUR, MINUTE, Millis};
use crate::i18n::Lang;
use crate::moderation::{self, Case, Verdict, appeals, notices};
use crate::questions::facts::scene;
use crate::questions::flags::{self, Target};
use crate::questions::publish::{self, NewAnswer, Prepared};
use crate::screening::{Screened, words};
use crate::{db, values};

const OFFER: &str = "Do not wait for the hotline: my cousin repairs every box within the hour. Write to him on WhatsApp, he takes half the price.";

#[derive(FromQueryResult)]
struct Post {
    id: PostId,
    question_id: PostId,
    author_id: AccountId,
}

/// Answers by members, of some days ago: somebody's to report.
async fn answers(tx: &DatabaseTransaction, now: Millis) -> anyhow::Result<Vec<Post>> {
    let text = "SELECT p.id, p.question_id, p.author_id FROM post p JOIN account a ON a.id = p.author_id JOIN question q ON q.id = p.question_id
        WHERE p.kind = 'answer' AND p.state = 'visible' AND q.state = 'visible' AND a.role = 'customer' AND a.rank = 'member' AND a.username <> 'ada' AND p.created_at < $1
          AND NOT EXISTS (SELECT 1 FROM acceptance x WHERE x.post_id = p.id) AND NOT EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id) ORDER BY p.created_at DESC, p.id LIMIT 8";
    Ok(db::rows(tx, text, values![now - 4 * DAY]).await?)
}

async fn report(tx: &DatabaseTransaction, post: &Post, who: AccountId, reason: FlagReason, details: &str, at: Millis) -> anyhow::Result<()> {
    if who != post.author_id {
        flags::flag(tx, &Target::Post(post.id), post.question_id, post.author_id, who, reason, details, at).await?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the parts of one decision")]
async fn decided(tx: &DatabaseTransaction, app: &App, post: &Post, by: AccountId, act: DecisionAct, reason: Option<FlagReason>, fact: &str, at: Millis) -> anyhow::Result<entity::DecisionId> {
    let scene = scene::held(tx, post.id).await?;
    let verdict = Verdict { act, reason, fact: fact.into(), abuse: false, days: None };
    Ok(moderation::decide(tx, &app.config, &Case { item: None, scene, remark: None }, &verdict, by, at).await?)
}

/// Rendered before the transaction.
pub async fn prepare(app: &App) -> anyhow::Result<Prepared> {
    let mut text = publish::prepare(app.db.read(), OFFER.into(), "", Lang::En, Vec::new()).await?;
    text.screened = Screened { hold: true, why: vec!["selling".into()] };
    Ok(text)
}

pub async fn play(app: &App, offer: Prepared) -> anyhow::Result<()> {
    let now = app.clock.now();
    let tx = app.db.write().await?;
    // what was written long ago was looked at long ago
    db::run(&tx, "UPDATE moderation_item SET done_at = since + $2 WHERE done_at IS NULL AND since < $1 AND object NOT IN ('suggestion', 'case')", values![now - 4 * DAY, 5 * HOUR]).await?;
    let who = async |name: &str| anyhow::Ok(AccountId(db::count(&tx, "SELECT id AS n FROM account WHERE username = $1", values![name]).await?));
    let (basile, claire, manon) = (who("basile").await?, who("claire").await?, who("manon").await?);
    let (ruth, hanna) = (who("ruth").await?, who("hanna").await?);
    words::put(&tx, "telegram", WatchAct::Hold, "", manon, now - 90 * DAY).await?;
    words::put(&tx, "imei unlock", WatchAct::Block, "We do not publish offers to unlock phones: ask the shop that sold it.", manon, now - 80 * DAY).await?;
    let all = answers(&tx, now).await?;
    let [first, second, third, fourth, ..] = all.as_slice() else { return Ok(tx.commit().await?) };
    // what two of them reported before, and what became of it
    report(&tx, third, basile, FlagReason::Disrespect, "", now - 40 * DAY).await?;
    decided(&tx, app, third, claire, DecisionAct::Warn, Some(FlagReason::Disrespect), "You called another member lazy. Say what is wrong with an answer, not with who wrote it.", now - 40 * DAY + HOUR).await?;
    report(&tx, third, ruth, FlagReason::Spam, "", now - 30 * DAY).await?;
    decided(&tx, app, third, claire, DecisionAct::Keep, None, "", now - 30 * DAY + HOUR).await?;
    // what waits now
    report(&tx, first, basile, FlagReason::Other, "A remark, not an answer: it belongs in a comment.", now - 5 * HOUR).await?;
    report(&tx, first, ruth, FlagReason::Other, "", now - 3 * HOUR).await?;
    report(&tx, second, hanna, FlagReason::Other, "A new question: it should be asked on its own.", now - 2 * HOUR).await?;
    let new = NewAnswer { question: second.question_id, author: hanna, text: std::sync::Arc::new(offer), official: false, even_closed: true, photos: Vec::new(), form_key: String::new(), now: now - 50 * MINUTE };
    publish::answer(&tx, &new).await?;
    // hidden, and appealed against
    let id = decided(&tx, app, fourth, claire, DecisionAct::Hide, Some(FlagReason::Other), "A note of thanks, not an answer: it stands where readers look for a solution.", now - 2 * DAY).await?;
    let scene = scene::scene(&tx, fourth.id).await?;
    appeals::make(&tx, appeals::Against::Decision(id, scene.author_id), "It says what solved it for me, and others may need just that. Please read it again.", now - DAY).await?;
    // somebody without an account
    let url = format!("{}{}", app.config.base_url(), crate::web::paths::Post { id: first.id });
    let new = notices::New { url: &url, reason: FlagReason::Legal, explanation: "This text copies two pages of my guide word for word, without my name.", name: "Judith Okafor", email: "judith.okafor@post.example", lang: Lang::En, receipt: true };
    notices::make(&tx, &app.config, &new, now - 6 * HOUR).await?;
    tx.commit().await?;
    Ok(())
}
