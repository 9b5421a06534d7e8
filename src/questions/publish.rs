//! A question or an answer becomes public here and nowhere else.
//!
//! What must stay true: the text was rendered and masked before the transaction began; everything a post brings with
//! it (first revision, tags, follow, private details, counters, search document) is written in the one transaction;
//! and a form that is sent twice makes one post, the second copy finding where the first one led.

mod filing;
mod private;

use std::sync::Arc;
use std::time::Duration;

use entity::{AccountId, CategoryId, PostId, PostKind, PostState, SourceFormat, post, question, revision};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, Value};
use tokio::sync::Semaphore;

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::notifications::events::{self, Said};
use crate::questions::circle;
pub use private::keep_private;
pub use crate::questions::form_keys::{led, led_to, sent_before};
pub(super) use crate::questions::form_keys::scoped;
use crate::rules::fold;
use crate::rules::language;
use crate::rules::policy::Denied;
use crate::web::paths;
use crate::markdown::{self, Links};
use crate::photos::Shown;
use crate::photos::actions::{With, attach};
use crate::screening::{self, Screened, hosts, queue};
use crate::{db, deadlines, search, standing, values};

/// Characters of a question's body that lists show.
pub const EXCERPT: usize = 200;
/// No text of 32,000 characters takes this long; one that does is not worth waiting for.
const RENDERING_AT_MOST: Duration = Duration::from_secs(2);
/// Names looked up in one text; further ones stay words.
const MENTIONS_AT_MOST: usize = 20;
/// Texts rendered at once.
static RENDERING: Semaphore = Semaphore::const_new(4);

/// A text made ready before the transaction: rendered, its language guessed, what was masked set apart.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Markdown, as it will be public.
    pub source: String,
    pub html: String,
    pub renderer: i64,
    pub lang: String,
    /// Names after an `@`.
    pub mentions: Vec<String>,
    /// First words, plain.
    pub excerpt: String,
    /// Links to elsewhere.
    pub links: usize,
    /// For its author and staff alone: originals of what was masked, details given in confidence.
    pub private: Vec<String>,
    /// What was noticed in it; whoever takes texts from members asks (`screening::screen`).
    pub screened: Screened,
}

/// Renders off the async threads; names of members after an `@` become links. `beside` is text that helps to tell the
/// language (a title); `fallback` is the language of the page it was written on.
pub async fn prepare(db: &impl ConnectionTrait, source: String, beside: &str, fallback: Lang, private: Vec<String>) -> Result<Prepared> {
    let (source, members) = if source.contains('@') {
        let (names, source) = off_thread(move || (markdown::mentions(&source), source)).await?;
        (source, members(db, &names).await?)
    } else {
        (source, Vec::new())
    };
    let beside = beside.to_owned();
    off_thread(move || {
        let user = |name: &str| members.iter().any(|m| m == name).then(|| paths::User { username: name }.to_string());
        let rendered = markdown::render_with(&source, &Links { user: &user });
        let plain = markdown::plain(&rendered.html);
        let lang = language::detect(&format!("{beside}\n{plain}")).unwrap_or(fallback.code()).to_owned();
        let excerpt = markdown::excerpt(&plain, EXCERPT);
        Prepared {
            source,
            html: rendered.html,
            renderer: i64::from(markdown::RENDERER),
            lang,
            mentions: rendered.mentions,
            excerpt,
            links: rendered.links,
            private,
            screened: Screened::default(),
        }
    })
    .await
}

/// Runs what is slow beside the async threads, a few at a time, and gives up on it after a while.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let slow = || Error::Unavailable("a text took too long to render".into());
    let permit = RENDERING.acquire().await.map_err(|_| slow())?;
    let task = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    });
    match tokio::time::timeout(RENDERING_AT_MOST, task).await {
        Ok(done) => done.map_err(|e| Error::Internal(anyhow::Error::new(e))),
        Err(_) => Err(slow()),
    }
}

/// Which of the names are members'.
async fn members(db: &impl ConnectionTrait, names: &[String]) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        username: String,
    }
    let names: Vec<&String> = names.iter().take(MENTIONS_AT_MOST).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("SELECT username FROM account WHERE username IN ({}) AND deleted_at IS NULL", db::placeholders(1, names.len()));
    let rows: Vec<Row> = db::rows(db, &text, names.into_iter().map(|n| Value::from(n.as_str()))).await?;
    Ok(rows.into_iter().map(|r| r.username).collect())
}

/// A question about to be asked.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    pub author: AccountId,
    pub title: String,
    pub category: Option<CategoryId>,
    /// Names as `TagName` has them, at most five; those that do not exist are created.
    pub tags: Vec<String>,
    pub text: Arc<Prepared>,
    /// The brand speaks.
    pub official: bool,
    /// With it, and beside it for its author and staff.
    pub photos: Vec<Shown>,
    pub private_photos: Vec<Shown>,
    /// Of the form it came from; empty when there is none.
    pub form_key: String,
    pub now: Millis,
}

/// An answer about to be given.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    pub question: PostId,
    pub author: AccountId,
    pub text: Arc<Prepared>,
    pub official: bool,
    pub photos: Vec<Shown>,
    /// Also where the question is closed: staff may.
    pub even_closed: bool,
    pub form_key: String,
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    New { id: PostId, question: PostId, slug: String, held: bool },
    /// The same form was sent before; that is where it led.
    Before { location: String },
}

impl Published {
    /// Where to go now.
    pub fn location(&self) -> String {
        match self {
            Published::New { id, question, slug, .. } if id == question => paths::Question { id: *id, slug }.to_string(),
            Published::New { id, question, slug, .. } => paths::answer(*question, slug, *id),
            Published::Before { location } => location.clone(),
        }
    }

    /// Does it wait for a person?
    pub fn is_held(&self) -> bool {
        matches!(self, Published::New { held: true, .. })
    }

    /// The post, if this call made it.
    pub fn id(&self) -> Option<PostId> {
        match self {
            Published::New { id, .. } => Some(*id),
            Published::Before { .. } => None,
        }
    }
}

/// Publishes a question.
pub async fn question(tx: &DatabaseTransaction, new: &NewQuestion) -> Result<Published> {
    if let Some(location) = sent_before(tx, new.author, &new.form_key, new.now).await? {
        return Ok(Published::Before { location });
    }
    let state = circle::state_of(tx, new.category, new.author).await?;
    let reserved = state == PostState::Reserved;
    let screened = hosts::screened(tx, new.author, &hosts::of(&new.text.html), &new.text.screened, new.now).await?;
    let state = waiting(state, &screened);
    // tags are for everyone to see
    let tags: &[String] = if reserved { &[] } else { &new.tags };
    let id = insert_post(tx, PostKind::Question, None, new.author, &new.text, new.official, state, new.now).await?;
    db::run(tx, "UPDATE post SET question_id = $1 WHERE id = $1", values![id.0]).await?;
    let slug = fold::slug(&new.title);
    let row = question::ActiveModel {
        id: Set(id),
        title: Set(new.title.clone()),
        slug: Set(slug.clone()),
        excerpt: Set(new.text.excerpt.clone()),
        category_id: Set(new.category),
        author_id: Set(new.author),
        state: Set(state),
        answer_count: Set(0),
        peer_answer_count: Set(0),
        accepted_count: Set(0),
        verified_count: Set(0),
        solved_at: Set(None),
        solved_elsewhere_at: Set(None),
        solved_elsewhere_note: Set(None),
        closed_at: Set(None),
        closed_by: Set(None),
        close_reason: Set(None),
        duplicate_of: Set(None),
        merged_into: Set(None),
        opening_me_too: Set(0),
        me_too_count: Set(0),
        score: Set(0),
        views: Set(0),
        live: Set(true),
        reserved: Set(reserved),
        created_at: Set(new.now),
        activity_at: Set(new.now),
    };
    question::Entity::insert(row).exec_without_returning(tx).await?;
    filing::under(tx, id, tags, state != PostState::Held, new.now).await?;
    first_revision(tx, id, new.author, &new.text.source, Some((&new.title, tags)), new.now).await?;
    keep_private(tx, id, new.author, &new.text.private, new.now).await?;
    attach(tx, new.author, &new.photos, With::Post(id)).await?;
    private::photos(tx, new, id).await?;
    follow(tx, new.author, id, new.now).await?;
    search::index_question(tx, id).await?;
    look_at(tx, state, id, id, new.author, &screened, new.now).await?;
    let made = Published::New { id, question: id, slug, held: state == PostState::Held };
    led_to(tx, new.author, &new.form_key, &made.location()).await?;
    // what waits says nothing yet
    if !reserved && state != PostState::Held {
        said(tx, id, new.author, new.official, &format!("{}\n{}", new.title, new.text.source), new.now).await?;
    }
    if state != PostState::Held {
        events::said(tx, &Said { question: id, post: id, comment: None, author: new.author, html: &new.text.html }, new.now).await?;
    }
    Ok(made)
}

/// Publishes an answer; refuses where the question cannot be seen or, for most, is closed.
pub async fn answer(tx: &DatabaseTransaction, new: &NewAnswer) -> Result<Published> {
    answer_then(tx, new, false).await
}

/// The same. `wait`: where its author has the thread for the brand, the next word is the asker's.
pub async fn answer_then(tx: &DatabaseTransaction, new: &NewAnswer, wait: bool) -> Result<Published> {
    #[derive(FromQueryResult)]
    struct Thread {
        slug: String,
        state: PostState,
        closed_at: Option<i64>,
    }
    db::lock(tx, "question", new.question.0).await?;
    let thread: Option<Thread> = db::row(tx, "SELECT slug, state, closed_at FROM question WHERE id = $1", values![new.question.0]).await?;
    let thread = thread.filter(|t| t.state.is_live()).ok_or(Error::NotFound)?;
    circle::admits(tx, thread.state, new.author).await?;
    if let Some(location) = sent_before(tx, new.author, &new.form_key, new.now).await? {
        return Ok(Published::Before { location });
    }
    if thread.closed_at.is_some() && !new.even_closed {
        return Err(Denied::Closed.into());
    }
    let screened = hosts::screened(tx, new.author, &hosts::of(&new.text.html), &new.text.screened, new.now).await?;
    let state = waiting(thread.state, &screened);
    let id = insert_post(tx, PostKind::Answer, Some(new.question), new.author, &new.text, new.official, state, new.now).await?;
    first_revision(tx, id, new.author, &new.text.source, None, new.now).await?;
    keep_private(tx, id, new.author, &new.text.private, new.now).await?;
    attach(tx, new.author, &new.photos, With::Post(id)).await?;
    follow(tx, new.author, new.question, new.now).await?;
    look_at(tx, state, id, new.question, new.author, &screened, new.now).await?;
    if state == PostState::Held {
        let made = Published::New { id, question: new.question, slug: thread.slug, held: true };
        return led_to(tx, new.author, &new.form_key, &made.location()).await.map(|()| made);
    }
    db::run(
        tx,
        "UPDATE question SET answer_count = answer_count + 1,
            peer_answer_count = peer_answer_count + CASE WHEN author_id = $2 THEN 0 ELSE 1 END,
            activity_at = CASE WHEN activity_at < $3 THEN $3 ELSE activity_at END
         WHERE id = $1",
        values![new.question.0, new.author.0, new.now],
    )
    .await?;
    db::run(tx, "UPDATE question_tag SET activity_at = $2 WHERE question_id = $1 AND activity_at < $2", values![new.question.0, new.now]).await?;
    search::index_question(tx, new.question).await?;
    standing::actions::touch_thread(tx, new.question).await?;
    if new.official {
        deadlines::promises::kept(tx, new.question, id, new.author, new.now).await?;
        deadlines::record::replied(tx, new.question, new.author, wait, new.now).await?;
    }
    let made = Published::New { id, question: new.question, slug: thread.slug, held: false };
    led_to(tx, new.author, &new.form_key, &made.location()).await?;
    if thread.state == PostState::Visible {
        deadlines::enliven(tx, new.question, new.now).await?;
        said(tx, new.question, new.author, new.official, &new.text.source, new.now).await?;
    }
    events::said(tx, &Said { question: new.question, post: id, comment: None, author: new.author, html: &new.text.html }, new.now).await?;
    Ok(made)
}

/// Somebody said something in a thread: whose move is it now? Customers' words are searched for alarms.
pub async fn said(tx: &DatabaseTransaction, question: PostId, by: AccountId, official: bool, text: &str, now: Millis) -> Result<()> {
    if official { deadlines::settle(tx, question, Some(by), now).await } else { deadlines::settle_said(tx, question, Some(by), text, now).await }
}

/// What was held back waits, but in threads of ambassadors and the team.
fn waiting(state: PostState, screened: &Screened) -> PostState {
    if screened.hold && state == PostState::Visible { PostState::Held } else { state }
}

/// Tells the moderators of a text that waits, of one that somebody should read, of a member's first.
async fn look_at(tx: &DatabaseTransaction, state: PostState, post: PostId, question: PostId, author: AccountId, screened: &Screened, now: Millis) -> Result<()> {
    if state == PostState::Reserved {
        return Ok(());
    }
    queue::first(tx, post, question, author, now).await?;
    if !screened.why.is_empty() {
        screening::noticed(tx, queue::Object::Post(post), question, author, state == PostState::Held, screened, now).await?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the parts of one row")]
async fn insert_post(
    tx: &DatabaseTransaction,
    kind: PostKind,
    question: Option<PostId>,
    author: AccountId,
    text: &Prepared,
    official: bool,
    state: PostState,
    now: Millis,
) -> Result<PostId> {
    let row = post::ActiveModel {
        kind: Set(kind),
        question_id: Set(question),
        author_id: Set(author),
        source: Set(text.source.clone()),
        source_format: Set(SourceFormat::Markdown),
        html: Set(text.html.clone()),
        renderer: Set(text.renderer),
        lang: Set(text.lang.clone()),
        state: Set(state),
        state_reason: Set(None),
        opening_score: Set(0),
        score: Set(0),
        did_not_work_count: Set(0),
        did_not_work_weight: Set(0),
        comment_count: Set(0),
        revision: Set(1),
        official: Set(official),
        created_at: Set(now),
        edited_at: Set(None),
        edited_by: Set(None),
        ..Default::default()
    };
    Ok(post::Entity::insert(row).exec(tx).await?.last_insert_id)
}

async fn first_revision(tx: &DatabaseTransaction, post: PostId, editor: AccountId, source: &str, question: Option<(&str, &[String])>, now: Millis) -> Result<()> {
    let row = revision::ActiveModel {
        post_id: Set(post),
        number: Set(1),
        editor_id: Set(editor),
        title: Set(question.map(|(title, _)| title.to_owned())),
        source: Set(source.to_owned()),
        source_format: Set(SourceFormat::Markdown),
        tags: Set(question.map(|(_, tags)| tags.join(","))),
        reason: Set(String::new()),
        created_at: Set(now),
        ..Default::default()
    };
    revision::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Whoever writes in a thread hears of it; once is enough.
pub async fn follow(tx: &DatabaseTransaction, who: AccountId, question: PostId, now: Millis) -> Result<()> {
    db::run(
        tx,
        "INSERT INTO follow (account_id, question_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (account_id, question_id) DO NOTHING",
        values![who.0, question.0, now],
    )
    .await?;
    Ok(())
}
