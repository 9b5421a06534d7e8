//! The programme of the sample community, lived through the real actions at earlier dates: who accepted the charter when,
//! who left, who is on leave, an open offer, a nomination that waits for an answer.

use anyhow::Context as _;
use entity::{AccountId, NominationId, OfferCause, Rank, RankEventKind};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::ambassadors::measure;
use crate::ambassadors::nominations::{actions as nominations, queries};
use crate::ambassadors::steps::{self, New};
use crate::ambassadors::leave;
use crate::app::App;
use crate::clock::{DAY, HOUR, Millis};
use crate::config::Config;
use crate::rules::standing::Window;
use crate::standing::ranks::{self, Event};
use crate::standing::seats;
use crate::ui::when;
use crate::{db, values};

/// Whoever is known by a name.
struct Stage<'a> {
    tx: &'a DatabaseTransaction,
    config: &'a Config,
    now: Millis,
}

/// Plays what happened until now, then counts everyone.
pub async fn play(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    let tx = app.db.write().await?;
    let stage = Stage { tx: &tx, config: &app.config, now };
    stage.ranks().await?;
    stage.ambassadors().await?;
    stage.offers().await?;
    stage.nomination().await?;
    stage.readers().await?;
    tx.commit().await?;
    crate::standing::jobs::everyone(app, now).await?;
    crate::ambassadors::jobs::refresh(app, now).await
}

impl Stage<'_> {
    async fn id(&self, name: &str) -> anyhow::Result<AccountId> {
        let id = db::count(self.tx, "SELECT id AS n FROM account WHERE username = $1", values![name]).await?;
        anyhow::ensure!(id > 0, "nobody is called {name}");
        Ok(AccountId(id))
    }

    fn ago(&self, days: i64) -> Millis {
        self.now - days * DAY + 3 * HOUR
    }

    async fn promoted(&self, who: AccountId, to: Rank, at: Millis) -> anyhow::Result<()> {
        let numbers = match to {
            Rank::Helper => Window { solved: 1, askers: 1, days: 1, threads: 2, threads_solved: 1, age_days: 40, reputation: 26, ..Window::default() },
            _ => Window { solved: 5, askers: 4, days: 6, threads: 12, threads_solved: 5, clarity_raters: 3, clarity_clear: 3, age_days: 120, reputation: 148, ..Window::default() },
        };
        ranks::record(self.tx, &Event { member: who, kind: RankEventKind::Promoted, to: Some(to), numbers: Some(&numbers), by: None, reason: "" }, at).await?;
        Ok(())
    }

    /// Everyone begins as a member; ranks come with their events.
    async fn ranks(&self) -> anyhow::Result<()> {
        let begun = [("basile", 860, 790), ("maeve", 650, 560), ("yannick", 1_240, 1_100), ("ines", 380, 240), ("tomasz", 350, 200)];
        for (name, _, _) in begun {
            db::run(self.tx, "UPDATE account SET rank = 'member' WHERE username = $1", values![name]).await?;
        }
        for (name, helper, expert) in begun {
            let who = self.id(name).await?;
            self.promoted(who, Rank::Helper, self.ago(helper)).await?;
            self.promoted(who, Rank::Expert, self.ago(expert)).await?;
        }
        for name in ["odile", "kwame", "anh"] {
            let who = self.id(name).await?;
            db::run(self.tx, "UPDATE account SET rank = 'member' WHERE id = $1", values![who.0]).await?;
            self.promoted(who, Rank::Helper, self.ago(90)).await?;
        }
        Ok(())
    }

    async fn accepted(&self, name: &str, days: i64, reason: &str) -> anyhow::Result<AccountId> {
        let (who, manon) = (self.id(name).await?, self.id("manon").await?);
        self.numbers(who, self.ago(days + 5)).await?;
        let new = New { member: who, cause: OfferCause::Invitation, kind: RankEventKind::Invited, by: Some(manon), reason, confirmed: true };
        steps::make(self.tx, self.config, &new, self.ago(days + 4)).await?;
        steps::accept(self.tx, self.config, who, self.ago(days)).await?;
        Ok(who)
    }

    /// What was counted of somebody at the time: the numbers of an ambassador. Everyone is counted again at the end.
    async fn numbers(&self, who: AccountId, at: Millis) -> anyhow::Result<()> {
        db::run(
            self.tx,
            "INSERT INTO standing (member_id, computed_at, solved, askers, days, threads, threads_solved, clarity_raters, clarity_clear, sanctions)
             VALUES ($1, $2, 17, 12, 14, 31, 17, 12, 11, 0) ON CONFLICT DO NOTHING",
            values![who.0, at],
        )
        .await?;
        Ok(())
    }

    async fn ambassadors(&self) -> anyhow::Result<()> {
        self.accepted("basile", 318, "Il répond depuis trente ans, ici comme chez ses voisins.").await?;
        let maeve = self.accepted("maeve", 150, "Patient in two languages, and always kind.").await?;
        leave::begin(self.tx, self.config, maeve, 14, self.ago(4)).await?;
        let yannick = self.accepted("yannick", 700, "Un pilier des débuts de la communauté.").await?;
        steps::step_down(self.tx, self.config, yannick, self.ago(400)).await?;
        Ok(())
    }

    async fn offers(&self) -> anyhow::Result<()> {
        let (tomasz, manon) = (self.id("tomasz").await?, self.id("manon").await?);
        let new = New { member: tomasz, cause: OfferCause::Invitation, kind: RankEventKind::Invited, by: Some(manon), reason: "Your answers about the fibre are the clearest we have.", confirmed: true };
        steps::make(self.tx, self.config, &new, self.ago(6)).await?;
        #[derive(FromQueryResult)]
        struct Found {
            id: entity::CategoryId,
        }
        let first: Option<Found> = db::row(self.tx, "SELECT id FROM category ORDER BY position, id LIMIT 1", []).await?;
        let first = first.context("the sample community has products")?;
        seats::set(self.tx, first.id, Some(3), manon, self.ago(200)).await?;
        Ok(())
    }

    /// Ada proposes Inès; people Inès helped testify; the managers' answer is due.
    async fn nomination(&self) -> anyhow::Result<()> {
        let at = self.ago(9);
        let (ada, ines) = (self.id("ada").await?, self.id("ines").await?);
        let by = measure::member(self.tx, ada).await?.context("Ada is here")?;
        let nominee = measure::member(self.tx, ines).await?.context("Inès is here")?;
        let made = nominations::nominate(self.tx, self.config, &by, &nominee, "Elle a passé une soirée entière à comprendre mon décodeur, et elle y est arrivée.", at).await?;
        let id: NominationId = made.map_err(|why| anyhow::anyhow!("{why:?}"))?;
        let n = queries::one(self.tx, id).await?.context("the nomination is there")?;
        nominations::consent(self.tx, self.config, &n, true, at + DAY).await?;
        #[derive(FromQueryResult)]
        struct Helped {
            actor_id: AccountId,
        }
        let helped: Vec<Helped> = db::rows(
            self.tx,
            "SELECT DISTINCT f.actor_id FROM (SELECT c.actor_id, c.post_id FROM acceptance c UNION SELECT v.actor_id, v.post_id FROM vote v) f
             JOIN post p ON p.id = f.post_id AND p.author_id = $1 AND p.kind = 'answer' JOIN account a ON a.id = f.actor_id AND a.role = 'customer' ORDER BY f.actor_id LIMIT 6",
            values![ines.0],
        )
        .await?;
        let words = ["Claire et patiente : tout remarche depuis.", "She asked the right question, and that was it.", "Une réponse courte, juste, sans me faire sentir bête."];
        let mut said = words.iter();
        for h in helped {
            let who = measure::member(self.tx, h.actor_id).await?.context("they are here")?;
            let Some(text) = said.clone().next() else { break };
            if nominations::testify(self.tx, &n, &who, text, at + 3 * DAY).await?.is_ok() {
                said.next();
            }
        }
        Ok(())
    }

    /// A part of what was read was read this month.
    async fn readers(&self) -> anyhow::Result<()> {
        let month = when::month_of(self.config.get("timezone"), self.now);
        db::run(
            self.tx,
            "INSERT INTO question_month (question_id, month, views) SELECT id, $1, views / 8 FROM question WHERE views >= 8 ON CONFLICT DO NOTHING",
            values![month],
        )
        .await?;
        Ok(())
    }
}
