//! The digest: what was not mailed yet, questions without an answer under the tags one follows or answers, what one's help
//! did. Daily or weekly for whoever asked for it; for everybody else only what was over a day's share.
//!
//! What must stay true: nothing new, no mail; one a period, whatever the clocks do: its next moment is moved in the
//! transaction that writes it.

use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use super::gather::{self, Thing};
use super::letters::{facts, full};
use super::reader::{Reader, reader};
use super::{BATCH, mailed};
use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{self, Letter, List, Mail, Part, inert};
use crate::notifications::choices::{self, Digest, Rhythm};
use crate::notifications::kinds::{How, Kind};
use crate::notifications::{queries, unsubscribe};
use crate::rules::badges::Badge;
use crate::ui::medal;
use crate::web::paths;
use crate::{db, values};

/// Threads named, and questions offered.
const THREADS: usize = 15;
const OFFERED: i64 = 5;
/// Tags whose questions are offered: those somebody answered most in half a year.
const TAGS: i64 = 5;
const ANSWERED_WITHIN: Millis = 180 * DAY;

#[derive(FromQueryResult)]
struct Due {
    account_id: AccountId,
}

/// Writes the digests that are due, a member a transaction.
pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let mut after = AccountId(0);
    let mut failed = None;
    loop {
        let text = "SELECT account_id FROM notification_rhythm WHERE digest_at IS NOT NULL AND digest_at <= $1 AND account_id > $2 ORDER BY account_id LIMIT $3";
        let due: Vec<Due> = db::rows(app.db.read(), text, values![now, after.0, BATCH]).await?;
        for one in &due {
            if let Err(e) = of_member(app, one.account_id, now).await {
                tracing::error!(account = %one.account_id, error = %e, "a digest could not be written");
                failed = Some(e);
            }
        }
        match due.last() {
            Some(last) if due.len() as i64 == BATCH && !app.draining() => after = last.account_id,
            _ => break,
        }
    }
    failed.map_or(Ok(()), |e| Err(e.into()))
}

#[derive(FromQueryResult)]
struct Since {
    digested_at: Option<i64>,
}

async fn of_member(app: &App, account: AccountId, now: Millis) -> Result<(), DbErr> {
    let config = &app.config;
    let tx = app.db.write().await?;
    db::lock(&tx, "account", account.0).await?;
    let rhythm = choices::rhythm(&tx, account).await?;
    let next = rhythm.digest.next(rhythm.zone(config), now);
    let since: Option<Since> = db::row(&tx, "SELECT digested_at FROM notification_rhythm WHERE account_id = $1 AND digest_at IS NOT NULL AND digest_at <= $2", values![account.0, now]).await?;
    let Some(since) = since else { return Ok(()) };
    db::run(&tx, "UPDATE notification_rhythm SET digest_at = $2, digested_at = $3 WHERE account_id = $1", values![account.0, next, now]).await?;
    if let Some(person) = reader(&tx, config, account, now).await? {
        write(&tx, config, &person, &rhythm, since.digested_at.unwrap_or(now - DAY), now).await?;
    }
    tx.commit().await
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
    kind: String,
}

/// Puts it together, and into the outbox if there is anything to say.
async fn write(tx: &DatabaseTransaction, config: &Config, to: &Reader, rhythm: &Rhythm, since: Millis, now: Millis) -> Result<(), DbErr> {
    let wanted = rhythm.digest != Digest::None;
    let chosen = choices::all(tx, to.id).await?;
    // what is mailed at once and was not is over the day's share, unless its moment is still to come
    let text = "SELECT n.id, n.kind FROM notification n WHERE n.account_id = $1 AND n.read_at IS NULL AND n.mail_at IS NULL AND n.at > $2 ORDER BY n.id LIMIT 2000";
    let open: Vec<Id> = db::rows(tx, text, values![to.id.0, now - 30 * DAY]).await?;
    let ids: Vec<i64> = open
        .iter()
        .filter(|n| {
            let Some(kind) = Kind::from_word(&n.kind) else { return false };
            let how = chosen.get(&kind).copied().unwrap_or(kind.usual());
            how == How::Now || wanted && how == How::Digest
        })
        .map(|n| n.id)
        .collect();
    let things = gather::unmailed(tx, &ids, to.id).await?;
    let offered = if wanted { unanswered(tx, to.id, since).await? } else { Vec::new() };
    let helped = if wanted { helped(tx, to.id, since).await? } else { Helped::default() };
    if things.is_empty() && offered.is_empty() && helped.is_nothing() {
        return Ok(());
    }
    let lang = to.lang(config);
    let mut letter = letter(tx, config, to, &things, &offered, &helped).await?;
    letter.subject = lang.notifications_digest_subject(inert(config.get("brand.name")), choices::day(lang, rhythm.zone(config), now));
    letter.why = if wanted { lang.notifications_digest_why(config.get("brand.name")) } else { lang.notifications_digest_why_rest(config.get("brand.name"), super::AT_MOST) };
    letter.list = Some(List {
        unsubscribe: unsubscribe::address(tx, config, to.id, "digest").await?,
        parts: things
            .iter()
            .filter_map(|t| Some(Part { post: t.post()?, comment: t.comment(), actor: t.actor() }))
            .chain(offered.iter().map(|q| Part { post: q.id, comment: None, actor: None }))
            .collect(),
        ..List::default()
    });
    mail::put(tx, config, &Mail { account: Some(to.id), to: to.email.clone(), kind: "digest", lang, letter }, now).await?;
    mailed(tx, &things, now).await
}

async fn letter(tx: &DatabaseTransaction, config: &Config, to: &Reader, things: &[Thing], offered: &[Offered], helped: &Helped) -> Result<Letter, DbErr> {
    let lang = to.lang(config);
    let mut letter = Letter::default();
    letter.opening.extend(helped.line(lang));
    let groups = gather::groups(things.to_vec());
    let names = queries::topics(tx, lang, groups.iter().filter_map(|g| g.first()).map(|t| t.subject.as_str())).await?;
    for group in groups.iter().take(THREADS) {
        letter.lines.extend(line(config, lang, to, group, &names));
    }
    if groups.len() > THREADS {
        letter.closing.push(lang.notifications_mail_more((groups.len() - THREADS) as i64));
    }
    if !offered.is_empty() {
        let label = |q: &Offered| lang.notifications_digest_unanswered(inert(&q.title));
        letter.lines.extend(offered.iter().map(|q| (label(q), full(config, paths::Question { id: q.id, slug: &q.slug }))));
    }
    letter.button = Some((lang.notifications_digest_button().into(), full(config, paths::Notifications)));
    Ok(letter)
}

/// One line of what happened, and the page where.
fn line(config: &Config, lang: Lang, to: &Reader, group: &[Thing], names: &std::collections::HashMap<String, String>) -> Option<(String, String)> {
    let first = group.iter().min_by_key(|t| t.kind())?;
    let title = inert(first.title.as_deref().unwrap_or_default());
    let texts = group.iter().filter(|t| matches!(t.kind(), Kind::Mention | Kind::Answer | Kind::Comment)).count();
    Some(match first.kind() {
        Kind::Topic => {
            let name = inert(names.get(&first.subject).map(String::as_str).unwrap_or_default());
            (lang.notifications_line_topic(group.len() as i64, name), full(config, paths::Notifications))
        }
        Kind::Badge => {
            let name = Badge::from_word(&first.words).map_or(first.words.as_str(), |b| medal::name(lang, b));
            (lang.notifications_line_badge(name), full(config, paths::UserBadges { username: &to.username }))
        }
        kind if kind.is_message() => (inert(&first.words), format!("{}{}", config.base_url(), first.href)),
        _ => {
            let mut said = facts(lang, group);
            if texts > 0 {
                said.insert(0, lang.notifications_line_replies(texts as i64));
            }
            (format!("{title} – {}", said.join(" ")), full(config, paths::Post { id: first.post()? }))
        }
    })
}

/// A question that nobody has answered.
#[derive(Clone, Debug, FromQueryResult)]
struct Offered {
    id: PostId,
    slug: String,
    title: String,
}

/// New and without an answer, under a tag the member follows or answers; not where they muted it.
async fn unanswered(tx: &DatabaseTransaction, account: AccountId, since: Millis) -> Result<Vec<Offered>, DbErr> {
    let text = format!(
        "WITH mine AS (
            SELECT w.target_id AS tag_id FROM watch w WHERE w.account_id = $1 AND w.what = 'tag' AND w.muted = FALSE
            UNION SELECT tag_id FROM (SELECT g.tag_id, COUNT(*) AS n FROM post p JOIN question_tag g ON g.question_id = p.question_id
                WHERE p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND p.created_at > $3 GROUP BY g.tag_id ORDER BY n DESC, g.tag_id LIMIT {TAGS}) most
         )
         SELECT q.id, q.slug, q.title FROM question q WHERE q.state = 'visible' AND q.live = TRUE AND q.peer_answer_count = 0 AND q.closed_at IS NULL AND q.author_id <> $1 AND q.created_at > $2
            AND EXISTS (SELECT 1 FROM question_tag g WHERE g.question_id = q.id AND g.tag_id IN (SELECT tag_id FROM mine))
            AND NOT EXISTS (SELECT 1 FROM watch w WHERE w.account_id = $1 AND w.muted = TRUE AND (w.what = 'question' AND w.target_id = q.id OR w.what = 'person' AND w.target_id = q.author_id
                OR w.what = 'category' AND w.target_id = q.category_id OR w.what = 'tag' AND w.target_id IN (SELECT g.tag_id FROM question_tag g WHERE g.question_id = q.id)))
         ORDER BY q.created_at DESC, q.id DESC LIMIT {OFFERED}"
    );
    db::rows(tx, &text, values![account.0, since, since - ANSWERED_WITHIN]).await
}

/// What others said of a member's answers since the last digest.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
struct Helped {
    votes: i64,
    solved: i64,
}

impl Helped {
    fn is_nothing(self) -> bool {
        self.votes == 0 && self.solved == 0
    }

    fn line(self, lang: Lang) -> Option<String> {
        let parts: Vec<String> = [(self.votes > 0).then(|| lang.notifications_line_helped(self.votes)), (self.solved > 0).then(|| lang.notifications_line_solved(self.solved))].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

async fn helped(tx: &DatabaseTransaction, account: AccountId, since: Millis) -> Result<Helped, DbErr> {
    let text = "SELECT (SELECT COUNT(*) FROM vote v JOIN post p ON p.id = v.post_id WHERE p.author_id = $1 AND p.state = 'visible' AND v.at > $2 AND v.withdrawn_at IS NULL) AS votes,
            (SELECT COUNT(*) FROM acceptance c JOIN post p ON p.id = c.post_id WHERE p.author_id = $1 AND p.state = 'visible' AND c.at > $2 AND c.withdrawn_at IS NULL AND c.imported = FALSE) AS solved";
    Ok(db::row(tx, text, values![account.0, since]).await?.unwrap_or_default())
}
