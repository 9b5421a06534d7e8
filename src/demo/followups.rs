//! What follows in the sample community: an incident, pins, an announcement; texts of the team; gestures; askers who were
//! asked how it went, and what some of them said.

use std::collections::HashMap;

use anyhow::Context as _;
use entity::{AccountId, Expectation, FollowUpAnswer, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::app::App;
use crate::canned::actions::{self as canned, New as NewCanned};
use crate::clock::{DAY, HOUR, Millis};
use crate::escalations::actions::notes::Written;
use crate::followups::actions::{self as followups, Word};
use crate::followups::{jobs, queries};
use crate::gestures::actions::{self as gestures, New};
use crate::gestures::{Kind, queries as kinds};
use crate::i18n::Lang;
use crate::signs::announcements::actions as announcements;
use crate::signs::incidents::{Parsed, actions as incidents};
use crate::signs::pins::actions as pins;
use crate::ui::when;
use crate::{db, values};

const RENNES: &str = "Plus de 4G ni de 5G à Rennes centre depuis une heure";
const CREDIT: &str = "Avoir promis au téléphone, mais absent de ma facture";

/// Plays what happened until now.
pub async fn play(app: &App, people: &HashMap<String, AccountId>) -> anyhow::Result<()> {
    let now = app.clock.now();
    let who = |name: &str| people.get(name).copied().with_context(|| format!("nobody is called {name}"));
    let (claire, manon) = (who("claire")?, who("manon")?);
    let month_free = Written::new(app.db.read(), "Pour ces jours sans réseau, un mois de mobile vous est offert : il apparaît sur votre prochaine facture.", Lang::Fr).await?;
    let credit = Written::new(app.db.read(), "Votre avoir aurait dû être là dès le premier appel. Nous vous en accordons un second, du même montant.", Lang::Fr).await?;
    let tx = app.db.write().await?;
    signs_up(&tx, claire, manon, now).await?;
    texts(&tx, claire, now).await?;
    for kind in [
        Kind { name_en: "A month of mobile".into(), name_fr: "Un mois de mobile".into(), value: Some(12), ceiling: 12 },
        Kind { name_en: "A credit note".into(), name_fr: "Un avoir".into(), value: None, ceiling: 30 },
        Kind { name_en: "A repeater, lent".into(), name_fr: "Un répéteur, prêté".into(), value: Some(5), ceiling: 10 },
    ] {
        gestures::create_kind(&tx, &kind, now - 90 * DAY).await?;
    }
    tx.commit().await?;
    gesture(app, RENNES, 0, 12, &month_free, "Tout le quartier est resté une soirée sans réseau.", claire, now - 3 * HOUR).await?;
    gesture(app, CREDIT, 1, 60, &credit, "Promis au téléphone le 3, jamais posé.", claire, now - 2 * DAY).await?;
    jobs::tick(app, now).await?;
    answered(app, now).await
}

async fn thread(tx: &DatabaseTransaction, title: &str) -> anyhow::Result<PostId> {
    let id = db::count(tx, "SELECT id AS n FROM question WHERE title = $1", values![title]).await?;
    anyhow::ensure!(id > 0, "no question is called {title}");
    Ok(PostId(id))
}

async fn signs_up(tx: &DatabaseTransaction, claire: AccountId, manon: AccountId, now: Millis) -> anyhow::Result<()> {
    let rennes = thread(tx, RENNES).await?;
    let incident = Parsed {
        title_en: "No mobile network in the centre of Rennes".into(),
        title_fr: "Pas de réseau mobile dans le centre de Rennes".into(),
        text_en: "A mast is down. Our technicians are there; we expect it back this evening.".into(),
        text_fr: "Une antenne est en panne. Nos techniciens sont sur place ; nous pensons la remettre en service ce soir.".into(),
        categories: vec!["mobile".into()],
        tags: Vec::new(),
        begins_at: now - HOUR,
        ends_at: None,
        canonical: Some(rennes),
    };
    anyhow::ensure!(incidents::create(tx, claire, &incident).await?.is_ok(), "the incident could not be put up");
    #[derive(FromQueryResult)]
    struct Best {
        id: PostId,
    }
    let text = "SELECT q.id FROM question q JOIN category c ON c.id = q.category_id WHERE c.slug = 'box' AND q.state = 'visible' AND q.solved_at IS NOT NULL ORDER BY q.views DESC, q.id LIMIT 2";
    let best: Vec<Best> = db::rows(tx, text, []).await?;
    for b in best {
        pins::pin(tx, b.id, claire, now + 20 * DAY, now - 2 * DAY).await?;
    }
    let saturdays = announcements::New {
        title_en: "The team answers on Saturdays too".into(),
        title_fr: "L'équipe répond aussi le samedi".into(),
        text_en: "Until the end of the year, from nine to one.".into(),
        text_fr: "Jusqu'à la fin de l'année, de neuf heures à treize heures.".into(),
        begins: now - 5 * DAY,
        ends: now + 25 * DAY,
    };
    announcements::put_up(tx, manon, &saturdays, now - 5 * DAY).await?;
    Ok(())
}

async fn texts(tx: &DatabaseTransaction, claire: AccountId, now: Millis) -> anyhow::Result<()> {
    for (name, en, fr, acts, hours) in [
        ("Which version?", "Hello {first_name}, which version does your {product} show under **Settings**, **About**?", "Bonjour {prénom}, quelle version votre {produit} affiche-t-elle dans **Réglages**, **À propos** ?", "claim ask_details", None),
        ("Sent to billing", "Hello {first_name}, our billing team looks at it; you hear from us here.\n\n{agent}, {brand}", "Bonjour {prénom}, notre service facturation s'en occupe ; nous vous répondons ici.\n\n{agent}, {marque}", "", None),
        ("Come back tomorrow", "Hello {first_name}, we are on it and write here by tomorrow.", "Bonjour {prénom}, nous nous en occupons et écrivons ici d'ici demain.", "claim snooze", Some(24 * 60)),
    ] {
        let new = NewCanned { name: name.into(), body_en: en.into(), body_fr: fr.into(), acts: acts.into(), department: None, snooze_minutes: hours };
        canned::create(tx, claire, &new, now - 80 * DAY).await?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the parts of one gesture")]
async fn gesture(app: &App, title: &str, kind: usize, amount: i64, words: &Written, reason: &str, by: AccountId, at: Millis) -> anyhow::Result<()> {
    let tx = app.db.write().await?;
    let question = thread(&tx, title).await?;
    let all = kinds::kinds(&tx, false).await?;
    let new = New { question, kind: all.get(kind).context("a kind")?, amount, words, reason, by, month: when::month_of(app.config.get("timezone"), at), form_key: "" };
    gestures::propose(&tx, &app.config, &new, at).await?;
    tx.commit().await?;
    Ok(())
}

/// Two of those who were asked answer; Ada has not yet.
async fn answered(app: &App, now: Millis) -> anyhow::Result<()> {
    #[derive(FromQueryResult)]
    struct Put {
        question_id: PostId,
    }
    let text = "SELECT f.question_id FROM follow_up f JOIN question q ON q.id = f.question_id JOIN account a ON a.id = q.author_id WHERE a.username <> 'ada' AND f.answered_at IS NULL ORDER BY f.id LIMIT 2";
    let put: Vec<Put> = db::rows(app.db.read(), text, []).await?;
    for (p, received) in put.into_iter().zip([None, Some(Expectation::Explained)]) {
        let asked = queries::of_thread(app.db.read(), p.question_id, now).await?.context("it was asked")?;
        let asker = app.person(asked.asker_id).await?.context("they are here")?;
        let tx = app.db.write().await?;
        let word = Word { answer: FollowUpAnswer::NotSolved, post: None, note: None };
        followups::answer(&tx, &asker.actor(&app.config, now), &asked, &word, now).await?;
        let id = asked.id.context("it was put")?;
        followups::expected(&tx, id, Expectation::Fixed, now).await?;
        followups::received(&tx, id, p.question_id, received, now).await?;
        tx.commit().await?;
    }
    Ok(())
}
