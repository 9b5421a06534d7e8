//! Writes the sample community through the same doors as real people's posts: one transaction, all or nothing.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context, bail};
use entity::{AccountId, CategoryId, EntryId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::content::{self, Age, Answer, Comment, Content, Question, Revision};
use super::{LOGINS, PASSWORD};
use crate::app::App;
use crate::clock::{DAY, HOUR, MINUTE, Millis};
use crate::i18n::Lang;
use crate::questions::publish::{self, NewAnswer, NewQuestion, Prepared};
use crate::questions::refresh;
use crate::reputation_pages::reviews;
use crate::rules::names;
use crate::{accounts, badges, db, fair_play, markdown, reputation, search, values};

/// Fills an empty database; leaves one that holds the sample community as it is; refuses any other.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    let accounts = db::count(app.db.read(), "SELECT COUNT(*) AS n FROM account", []).await?;
    if accounts > 0 {
        let ours = db::count(app.db.read(), "SELECT COUNT(*) AS n FROM account WHERE email_folded = 'root@nordik.example'", []).await?;
        if ours == 0 {
            bail!("{} already holds accounts: the sample community goes into an empty database", app.config.database_url());
        }
        return Ok(());
    }
    let content = content::read()?;
    let texts = Texts::prepare(app, &content).await?;
    let thanks = super::thanks::prepare(app).await?;
    let moderation = super::moderation::prepare(app).await?;
    let hash = accounts::passwords::compute(PASSWORD)?;
    let tx = app.db.write().await?;
    let mut loader = Loader { tx: &tx, now: app.clock.now(), people: HashMap::new(), categories: HashMap::new(), keys: HashMap::new(), texts };
    loader.people(&content, &hash).await?;
    loader.categories(&content).await?;
    let mut questions: Vec<&Question> = content.questions.iter().collect();
    questions.sort_by_key(|q| std::cmp::Reverse(q.age.0));
    for q in &questions {
        loader.question(q).await.with_context(|| q.key.clone())?;
    }
    for q in &questions {
        loader.duplicate(q).await.with_context(|| q.key.clone())?;
    }
    loader.friends().await?;
    loader.reputation().await?;
    let people = std::mem::take(&mut loader.people);
    tx.commit().await?;
    super::programme::play(app).await?;
    super::thanks::play(app, thanks, &people).await?;
    super::escalations::play(app, &people).await?;
    super::moderation::play(app, moderation).await?;
    super::followups::play(app, &people).await?;
    super::photos::play(app, &people).await?;
    // closed and solved at their own dates: where each thread stands now
    let tx = app.db.write().await?;
    crate::deadlines::mark_all(&tx, "question_id > 0", []).await?;
    tx.commit().await?;
    while crate::deadlines::jobs::due(app, app.clock.now()).await? > 0 {}
    badges::jobs::recheck(&app.db, app.clock.now()).await?;
    fair_play::jobs::look(&app.db, app.clock.now()).await?;
    Ok(())
}

/// Every text rendered before the transaction begins.
struct Texts(HashMap<String, Arc<Prepared>>);

impl Texts {
    async fn prepare(app: &App, content: &Content) -> anyhow::Result<Texts> {
        let mut texts = HashMap::new();
        for q in &content.questions {
            let private = q.private_details.iter().cloned().collect();
            texts.insert(body_of(q), prepared(app, body_of(q), &q.lang, private).await?);
            for r in &q.revisions {
                texts.insert(r.body.clone(), prepared(app, r.body.clone(), &q.lang, Vec::new()).await?);
            }
            for a in &q.answers {
                let lang = a.lang.as_deref().unwrap_or(&q.lang);
                texts.insert(a.body.trim().to_owned(), prepared(app, a.body.trim().to_owned(), lang, Vec::new()).await?);
            }
        }
        Ok(Texts(texts))
    }

    fn of(&self, source: &str) -> anyhow::Result<Arc<Prepared>> {
        self.0.get(source).cloned().context("a text was not prepared")
    }
}

async fn prepared(app: &App, source: String, lang: &str, private: Vec<String>) -> anyhow::Result<Arc<Prepared>> {
    let fallback = Lang::from_code(lang).unwrap_or_default();
    let mut text = publish::prepare(app.db.read(), source, "", fallback, private).await?;
    text.lang = lang.to_owned();
    Ok(Arc::new(text))
}

/// The body as the ask form would have joined it with what was tried.
fn body_of(q: &Question) -> String {
    let body = q.body.trim();
    match &q.tried {
        None => body.to_owned(),
        Some(tried) => {
            let lang = Lang::from_code(&q.lang).unwrap_or_default();
            format!("{body}\n\n### {}\n\n{}", lang.ask_tried_heading(), tried.trim())
        }
    }
}

struct Loader<'a> {
    tx: &'a DatabaseTransaction,
    now: Millis,
    people: HashMap<String, AccountId>,
    categories: HashMap<String, CategoryId>,
    keys: HashMap<String, (PostId, Millis)>,
    texts: Texts,
}

impl Loader<'_> {
    fn ago(&self, age: Age) -> Millis {
        self.now - age.0
    }

    fn person(&self, name: &str) -> anyhow::Result<AccountId> {
        self.people.get(name).copied().with_context(|| format!("nobody is called {name}"))
    }

    async fn people(&mut self, content: &Content, hash: &str) -> anyhow::Result<()> {
        for p in &content.people {
            let login = LOGINS.iter().any(|(n, _)| *n == p.username) && p.password_login;
            let email = format!("{}@nordik.example", p.username);
            let joined = self.now - p.joined_days_ago * DAY;
            db::run(
                self.tx,
                "INSERT INTO account (username, username_folded, display_name, email, email_folded, email_verified_at, password_hash, role, rank, reputation, lang,
                    about, shortcuts, placeholder, failed_logins, created_at)
                 VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, 1, $9, $10, TRUE, FALSE, 0, $5)",
                values![
                    p.username.as_str(),
                    names::username_key(&p.username),
                    p.name.as_str(),
                    email,
                    joined,
                    login.then(|| hash.to_owned()),
                    p.role.as_str(),
                    p.rank.as_str(),
                    None::<String>,
                    p.about.as_str(),
                ],
            )
            .await?;
            let id = db::count(self.tx, "SELECT id AS n FROM account WHERE username = $1", values![p.username.as_str()]).await?;
            reputation::actions::open_account(self.tx, AccountId(id), joined).await?;
            self.people.insert(p.username.clone(), AccountId(id));
        }
        Ok(())
    }

    async fn categories(&mut self, content: &Content) -> anyhow::Result<()> {
        for (i, c) in (0_i64..).zip(&content.categories) {
            db::run(
                self.tx,
                "INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                values![c.slug.as_str(), c.name_en.as_str(), c.name_fr.as_str(), c.description_en.as_str(), c.description_fr.as_str(), i, self.now - 900 * DAY],
            )
            .await?;
            let id = db::count(self.tx, "SELECT id AS n FROM category WHERE slug = $1", values![c.slug.as_str()]).await?;
            self.categories.insert(c.slug.clone(), CategoryId(id));
        }
        Ok(())
    }

    async fn question(&mut self, q: &Question) -> anyhow::Result<()> {
        let asked = self.ago(q.age);
        let author = self.person(&q.author)?;
        let category = if q.category.is_empty() { None } else { Some(*self.categories.get(&q.category).with_context(|| q.category.clone())?) };
        let new = NewQuestion {
            author,
            title: q.title.clone(),
            category,
            tags: q.tags.clone(),
            text: self.texts.of(&body_of(q))?,
            official: false,
            photos: Vec::new(), private_photos: Vec::new(), form_key: String::new(),
            now: asked,
        };
        let id = publish::question(self.tx, &new).await?.id().context("published before")?;
        self.keys.insert(q.key.clone(), (id, asked));
        self.revisions(id, Some(&q.title), &body_of(q), author, asked, &q.revisions).await?;
        self.comments(id, id, &q.comments).await?;
        self.spread("me_too", id, asked, &q.me_too).await?;
        for name in &q.me_too {
            self.follow(id, name).await?;
        }
        for name in &q.followers {
            self.follow(id, name).await?;
        }
        self.spread("vote", id, asked, &q.helped).await?;
        let mut answers: Vec<&Answer> = q.answers.iter().collect();
        answers.sort_by_key(|a| std::cmp::Reverse(a.age.0));
        for a in answers {
            self.answer(id, author, a).await?;
        }
        db::run(self.tx, "UPDATE question SET views = $1 WHERE id = $2", values![q.views, id.0]).await?;
        if q.state.as_deref() == Some("closed") {
            let closed = asked + (self.now - asked) / 3;
            let claire = self.person("claire")?;
            db::run(self.tx, "UPDATE question SET closed_at = $1, closed_by = $2, close_reason = $3 WHERE id = $4", values![closed, claire.0, q.close_reason.clone(), id.0]).await?;
        }
        if let Some(how) = &q.solved_elsewhere {
            let at = asked + (self.now - asked) / 4;
            db::run(self.tx, "UPDATE question SET solved_elsewhere_at = $1, solved_elsewhere_note = $2 WHERE id = $3", values![at, how.as_str(), id.0]).await?;
        }
        refresh::refresh(self.tx, id).await?;
        search::index_question(self.tx, id).await?;
        Ok(())
    }

    async fn answer(&self, question: PostId, asker: AccountId, a: &Answer) -> anyhow::Result<()> {
        let at = self.ago(a.age);
        let author = self.person(&a.author)?;
        let new = NewAnswer { question, author, text: self.texts.of(a.body.trim())?, official: a.official, even_closed: true, photos: Vec::new(), form_key: String::new(), now: at };
        let id = publish::answer(self.tx, &new).await?.id().context("published before")?;
        self.revisions(id, None, a.body.trim(), author, at, &a.revisions).await?;
        self.comments(id, question, &a.comments).await?;
        self.spread("vote", id, at, &a.helped).await?;
        if a.accepted {
            let when = a.accepted_age.map_or(at + HOUR, |age| self.ago(age)).min(self.now);
            db::run(self.tx, "INSERT INTO acceptance (post_id, question_id, actor_id, imported, at) VALUES ($1, $2, $3, FALSE, $4)", values![id.0, question.0, asker.0, when]).await?;
        }
        if let Some(staff) = &a.verified_by {
            let staff = self.person(staff)?;
            let when = (at + 6 * HOUR).min(self.now - MINUTE);
            db::run(self.tx, "INSERT INTO verification (post_id, actor_id, at) VALUES ($1, $2, $3)", values![id.0, staff.0, when]).await?;
        }
        for d in &a.did_not_work {
            let who = self.person(&d.who)?;
            let counts = who == asker || db::count(self.tx, "SELECT COUNT(*) AS n FROM me_too WHERE post_id = $1 AND actor_id = $2", values![question.0, who.0]).await? > 0;
            let when = (at + 20 * HOUR).min(self.now - MINUTE);
            db::run(
                self.tx,
                "INSERT INTO did_not_work (post_id, actor_id, reason, details, counts, at) VALUES ($1, $2, $3, $4, $5, $6)",
                values![id.0, who.0, d.reason.as_str(), d.details.as_str(), counts, when],
            )
            .await?;
        }
        Ok(())
    }

    /// The texts a post had before; its present one becomes the newest revision.
    async fn revisions(&self, post: PostId, title: Option<&str>, source: &str, author: AccountId, at: Millis, older: &[Revision]) -> anyhow::Result<()> {
        let Some(first) = older.first() else { return Ok(()) };
        db::run(self.tx, "UPDATE revision SET source = $1, title = COALESCE($2, title) WHERE post_id = $3 AND number = 1", values![first.body.trim(), first.title.clone(), post.0]).await?;
        let mut last = (author, at);
        for (i, edit) in older.iter().enumerate() {
            let next = older.get(i + 1);
            let (text, name) = next.map_or((source, title), |n| (n.body.trim(), n.title.as_deref()));
            let editor = self.person(&edit.editor)?;
            let when = self.ago(edit.age);
            db::run(
                self.tx,
                "INSERT INTO revision (post_id, number, editor_id, title, source, source_format, tags, reason, created_at)
                 SELECT $1, $2, $3, $4, $5, 'markdown', tags, $6, $7 FROM revision WHERE post_id = $1 AND number = 1",
                values![post.0, i64::try_from(i)? + 2, editor.0, name.map(str::to_owned), text, edit.reason.as_str(), when],
            )
            .await?;
            last = (editor, when);
        }
        let number = i64::try_from(older.len())? + 1;
        db::run(self.tx, "UPDATE post SET revision = $1, edited_by = $2, edited_at = $3 WHERE id = $4", values![number, last.0.0, last.1, post.0]).await?;
        Ok(())
    }

    async fn comments(&self, post: PostId, question: PostId, comments: &[Comment]) -> anyhow::Result<()> {
        let mut sorted: Vec<&Comment> = comments.iter().collect();
        sorted.sort_by_key(|c| std::cmp::Reverse(c.age.0));
        for c in sorted {
            let html = markdown::render(&c.body).html;
            let author = self.person(&c.author)?;
            let staff = db::count(self.tx, "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND role <> 'customer'", values![author.0]).await? > 0;
            db::run(
                self.tx,
                "INSERT INTO comment (post_id, question_id, author_id, source, source_format, html, state, official, opening_score, created_at) VALUES ($1, $2, $3, $4, 'markdown', $5, 'visible', $6, 0, $7)",
                values![post.0, question.0, author.0, c.body.as_str(), html, staff, self.ago(c.age)],
            )
            .await?;
        }
        Ok(())
    }

    /// Facts by several people, spread over the days since the post: nobody says everything at once.
    async fn spread(&self, table: &str, post: PostId, from: Millis, people: &[String]) -> anyhow::Result<()> {
        let span = (self.now - from).min(30 * DAY);
        for (i, name) in (1_i64..).zip(people) {
            let who = self.person(name)?;
            let at = from + span * i / (i64::try_from(people.len())? + 1);
            let text = match table {
                "vote" => "INSERT INTO vote (post_id, actor_id, at) VALUES ($1, $2, $3)",
                _ => "INSERT INTO me_too (post_id, actor_id, imported, at) VALUES ($1, $2, FALSE, $3)",
            };
            db::run(self.tx, text, values![post.0, who.0, at]).await?;
        }
        Ok(())
    }

    async fn follow(&self, question: PostId, name: &str) -> anyhow::Result<()> {
        let who = self.person(name)?;
        db::run(self.tx, "INSERT INTO follow (account_id, question_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", values![who.0, question.0, self.now]).await?;
        Ok(())
    }

    async fn duplicate(&self, q: &Question) -> anyhow::Result<()> {
        let Some(of) = &q.duplicate_of else { return Ok(()) };
        let (id, asked) = *self.keys.get(&q.key).context("unknown key")?;
        let (original, _) = *self.keys.get(of).with_context(|| format!("no question is called {of}"))?;
        let basile = self.person("basile")?;
        let at = asked + (self.now - asked) / 5;
        db::run(
            self.tx,
            "UPDATE question SET duplicate_of = $1, closed_at = $2, closed_by = $3, close_reason = NULL WHERE id = $4",
            values![original.0, at, basile.0, id.0],
        )
        .await?;
        Ok(())
    }

    /// Three who thank each other more than anybody else does: something for staff to look at.
    async fn friends(&self) -> anyhow::Result<()> {
        #[derive(FromQueryResult)]
        struct Post {
            id: PostId,
            question_id: PostId,
        }
        let friends = [self.person("ruth")?, self.person("dimitar")?, self.person("hanna")?];
        for giver in friends {
            for receiver in friends.into_iter().filter(|f| *f != giver) {
                let posts: Vec<Post> = db::rows(
                    self.tx,
                    "SELECT p.id, p.question_id FROM post p WHERE p.author_id = $1 AND p.state = 'visible' AND p.created_at < $3 AND p.question_id IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM vote v WHERE v.post_id = p.id AND v.actor_id = $2) ORDER BY p.id DESC LIMIT 5",
                    values![receiver.0, giver.0, self.now - 6 * DAY],
                )
                .await?;
                for (i, post) in (1_i64..).zip(&posts) {
                    let at = self.now - i * DAY - (giver.0 % 7) * HOUR;
                    db::run(self.tx, "INSERT INTO vote (post_id, actor_id, at) VALUES ($1, $2, $3)", values![post.id.0, giver.0, at]).await?;
                    refresh::refresh(self.tx, post.question_id).await?;
                }
            }
        }
        Ok(())
    }

    /// What was said becomes points as it would have, fact by fact in the order of time.
    async fn reputation(&self) -> anyhow::Result<()> {
        #[derive(FromQueryResult)]
        struct Said {
            kind: String,
            post_id: PostId,
            question_id: PostId,
            actor_id: AccountId,
            at: i64,
        }
        let said: Vec<Said> = db::rows(
            self.tx,
            "SELECT 'vote' AS kind, f.post_id, p.question_id, f.actor_id, f.at FROM vote f JOIN post p ON p.id = f.post_id
             UNION ALL SELECT 'me_too', f.post_id, f.post_id, f.actor_id, f.at FROM me_too f
             UNION ALL SELECT 'acceptance', f.post_id, f.question_id, f.actor_id, f.at FROM acceptance f
             UNION ALL SELECT 'verification', f.post_id, p.question_id, f.actor_id, f.at FROM verification f JOIN post p ON p.id = f.post_id
             ORDER BY 5, 1, 2, 4",
            [],
        )
        .await?;
        for s in said {
            match s.kind.as_str() {
                "vote" => reputation::actions::vote(self.tx, s.post_id, s.actor_id, s.at).await?,
                "me_too" => reputation::actions::me_too(self.tx, s.post_id, s.actor_id, s.at).await?,
                "acceptance" => reputation::actions::outcome(self.tx, s.question_id, s.at).await?,
                _ => reputation::actions::verified(self.tx, s.post_id, s.at).await?,
            };
        }
        let everyone: Vec<AccountId> = self.people.values().copied().collect();
        reputation::actions::settle_members(self.tx, &everyone, self.now).await?;
        self.doubt().await
    }

    /// Someone asks the team to look at a line of their ledger.
    async fn doubt(&self) -> anyhow::Result<()> {
        let (basile, at) = (self.person("basile")?, self.now - DAY);
        let line = db::count(self.tx, "SELECT COALESCE(MAX(id), 0) AS n FROM ledger_entry WHERE member_id = $1 AND post_id IS NOT NULL AND at < $2", values![basile.0, at]).await?;
        if line > 0 {
            reviews::actions::ask(self.tx, EntryId(line), basile, "I think I know who said this, and that it should not count: please look.", at).await?;
        }
        Ok(())
    }
}
