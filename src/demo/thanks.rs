//! Thanks and daily tools of the sample community: perks, briefings, notes, saved replies, a room of their own.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context;
use entity::{AccountId, CategoryId, PerkId, Rank};
use sea_orm::DatabaseTransaction;

use crate::app::App;
use crate::clock::{DAY, HOUR, Millis};
use crate::i18n::Lang;
use crate::questions::publish::{self, NewAnswer, NewQuestion, Prepared};
use crate::questions::replies;
use crate::rules::numbers::Programme;
use crate::thanks::briefings::actions::{self as briefings, Change, NewRemark, Text};
use crate::thanks::perks::actions as perks;
use crate::thanks::perks::forms::Parsed;
use crate::ui::when;
use crate::{db, values};

const SOON: [(&str, &str); 2] = [
    (
        "The Box 6 comes on the second of December",
        "The **Box 6** goes on sale soon. What you may want to know before others ask:\n\n- Wi-Fi 7 on three bands, and the same mesh repeaters as today;\n- a 2.5 Gb/s port in place of one of the four;\n- the remote of the Box 5 works with it.\n\nPeople with a Box 5 can change from January on, at no cost. Please do not announce a date for those with a Box 4: there is none yet.",
    ),
    (
        "La Box 6 arrive le 2 décembre",
        "La **Box 6** sera bientôt en vente. Ce que vous voudrez savoir avant qu'on vous le demande :\n\n- Wi-Fi 7 sur trois bandes, et les mêmes répéteurs qu'aujourd'hui ;\n- un port 2,5 Gb/s à la place de l'un des quatre ;\n- la télécommande de la Box 5 fonctionne avec elle.\n\nLes clients équipés d'une Box 5 pourront changer dès janvier, sans frais. N'annoncez pas de date pour la Box 4 : il n'y en a pas encore.",
    ),
];
const PUBLIC: [(&str, &str); 2] = [
    ("Orange lights since version 5.4: what happened", "Version 5.4 made the light of some boxes blink orange although the line was fine. Version 5.4.2, sent out last week, puts it right at the next restart. Nothing has to be done; *unplugging for ten seconds* brings it at once."),
    ("Voyants orange depuis la version 5.4 : ce qui s'est passé", "La version 5.4 a fait clignoter en orange le voyant de certaines box alors que la ligne allait bien. La version 5.4.2, envoyée la semaine dernière, corrige cela au prochain redémarrage. Rien n'est à faire ; *débrancher dix secondes* la fait venir aussitôt."),
];
const ASKED: &str = "Will the repeaters of the Box 5 keep their place in the mesh, or must they be paired again?";
const ANSWERED: &str = "They are taken over: the Box 6 reads the mesh from your account. One restart each is enough.";
const ROOM: [&str; 2] = [
    "Do we answer questions about moving house here, or send people to 3900? I see three a week and give the form each time.",
    "Answer them, please: the form is right for everyone but people in a shared building. For those, escalate and we call them.",
];

/// Everything rendered, before the transaction.
pub struct Content {
    soon: Vec<Text>,
    public: Vec<Text>,
    asked: Prepared,
    answered: Prepared,
    room: [Arc<Prepared>; 2],
}

pub async fn prepare(app: &App) -> anyhow::Result<Content> {
    let db = app.db.read();
    let render = async |source: &str, lang: Lang| publish::prepare(db, source.to_owned(), "", lang, Vec::new()).await;
    let both = async |texts: [(&str, &str); 2]| -> anyhow::Result<Vec<Text>> {
        let mut out = Vec::new();
        for ((title, body), lang) in texts.into_iter().zip(Lang::ALL) {
            out.push(Text { lang: lang.code(), title: title.to_owned(), body: render(body, lang).await? });
        }
        Ok(out)
    };
    Ok(Content {
        soon: both(SOON).await?,
        public: both(PUBLIC).await?,
        asked: render(ASKED, Lang::En).await?,
        answered: render(ANSWERED, Lang::En).await?,
        room: [Arc::new(render(ROOM[0], Lang::En).await?), Arc::new(render(ROOM[1], Lang::En).await?)],
    })
}

/// Puts it in, through the same doors as the pages; once ranks and terms are there.
pub async fn play(app: &App, content: Content, people: &HashMap<String, AccountId>) -> anyhow::Result<()> {
    let tx = app.db.write().await?;
    fill(&tx, app, content, people, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn fill(tx: &DatabaseTransaction, app: &App, content: Content, people: &HashMap<String, AccountId>, now: Millis) -> anyhow::Result<()> {
    let who = |name: &str| people.get(name).copied().with_context(|| format!("nobody is called {name}"));
    let (basile, maeve, claire, manon) = (who("basile")?, who("maeve")?, who("claire")?, who("manon")?);
    thanks(tx, [(basile, claire, "Your answers about the orange light spared hundreds of people a call. Merci, Basile.", true), (basile, manon, "Thank you for the evening with the new ambassadors: they still talk about it.", false), (maeve, claire, "The way you ask back before you answer is what we show new colleagues.", true)], now).await?;
    catalogue(tx, app, manon, basile, now).await?;
    let zone = app.config.get("timezone");
    // on the hour, some days from now
    let soon = when::from_field(zone, &format!("{}:00", &when::field(zone, now + 9 * DAY)[..13])).unwrap_or(now + 9 * DAY);
    let change = |texts, public_at, at| Change { category: None, public_at, texts, editor: claire, now: at };
    let id = briefings::create(tx, change(content.soon, soon, now - 2 * DAY)).await?;
    briefings::show(tx, &app.config, id, now - DAY).await?;
    briefings::open(tx, id, maeve, now - 20 * HOUR).await?;
    let asked = briefings::remark(tx, NewRemark { briefing: id, parent: None, author: maeve, official: false, body: content.asked, now: now - 19 * HOUR }).await?;
    briefings::remark(tx, NewRemark { briefing: id, parent: Some(asked), author: claire, official: true, body: content.answered, now: now - 17 * HOUR }).await?;
    let id = briefings::create(tx, change(content.public, now - 12 * DAY, now - 15 * DAY)).await?;
    briefings::show(tx, &app.config, id, now - 14 * DAY).await?;
    for (who, hours) in [(basile, 3), (maeve, 8)] {
        briefings::open(tx, id, who, now - 14 * DAY + hours * HOUR).await?;
    }
    for (title, body) in [
        ("Which version?", "Which version does your box show? Open **Settings**, then **About**: the number begins with 5."),
        ("Restart in order", "1. Unplug the box, then the repeaters.\n2. Wait ten seconds.\n3. Plug the box in and wait for the steady light.\n4. Plug the repeaters in, one after the other."),
        ("Portabilité : le RIO", "Appelez le **3179** depuis la ligne à garder : le RIO vous est dit et envoyé par SMS. Sans lui, le transfert ne peut pas commencer."),
    ] {
        replies::add(tx, basile, title, body, now - 30 * DAY).await?;
    }
    room(tx, content.room, basile, claire, now).await
}

async fn thanks(tx: &DatabaseTransaction, notes: [(AccountId, AccountId, &str, bool); 3], now: Millis) -> anyhow::Result<()> {
    for (i, (member, author, body, shown)) in (1_i64..).zip(notes) {
        db::run(tx, "INSERT INTO thank_note (member_id, author_id, body, shown, created_at) VALUES ($1, $2, $3, $4, $5)", values![member.0, author.0, body, shown, now - i * 11 * DAY]).await?;
    }
    Ok(())
}

async fn catalogue(tx: &DatabaseTransaction, app: &App, manon: AccountId, basile: AccountId, now: Millis) -> anyhow::Result<()> {
    let perk = |en: [&str; 2], fr: [&str; 2], value, stock, rank| Parsed {
        title_en: en[0].into(),
        text_en: en[1].into(),
        title_fr: fr[0].into(),
        text_fr: fr[1].into(),
        value,
        stock,
        per_member: 1,
        rank,
    };
    let mut ids: Vec<PerkId> = Vec::new();
    for new in [
        perk(["A day in the network lab", "Meet the people who build the box, and break one with them. Travel is paid."], ["Une journée au laboratoire réseau", "Rencontrez celles et ceux qui font la box, et cassez-en une avec eux. Le trajet est remboursé."], 60, Some(6), Rank::Ambassador),
        perk(["A month of mobile, on us", "A code for your next bill, yours or someone else's."], ["Un mois de mobile offert", "Un code pour votre prochaine facture, ou celle d'un proche."], 20, None, Rank::Ambassador),
        perk(["A repeater to try", "The Wi-Fi 6 repeater, to keep: tell us what you think of it, or not."], ["Un répéteur à essayer", "Le répéteur Wi-Fi 6, à garder : dites-nous ce que vous en pensez, ou pas."], 79, Some(10), Rank::Ambassador),
        perk(["Your name in the release notes", "When something you reported is mended, we say who saw it."], ["Votre nom dans les notes de version", "Quand ce que vous avez signalé est corrigé, nous disons qui l'a vu."], 0, None, Rank::Expert),
    ] {
        ids.push(perks::create(tx, manon, new, now - 60 * DAY).await?);
    }
    let codes: Vec<String> = (0..12).map(|n| format!("NORDIK-{:04}-{:04}", 4_127 + n * 391, 9_001 - n * 173)).collect();
    perks::load_codes(tx, ids[1], &codes, now - 59 * DAY).await?;
    // as far as the rules let him
    let programme = Programme::default();
    let year = when::year(app.config.get("timezone"), now);
    for id in [ids[0], ids[1]] {
        let _ = perks::claim(tx, basile, id, true, &programme, year, now - 5 * DAY).await?;
    }
    Ok(())
}

/// A category for ambassadors and the team, with a thread in it.
async fn room(tx: &DatabaseTransaction, texts: [Arc<Prepared>; 2], basile: AccountId, claire: AccountId, now: Millis) -> anyhow::Result<()> {
    db::run(
        tx,
        "INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, audience, position, created_at)
         VALUES ('salon', 'Ambassadors'' room', 'Salon des ambassadeurs', 'Between ambassadors and the team.', 'Entre ambassadeurs et équipe.', 'circle', 99, $1)",
        values![now - 300 * DAY],
    )
    .await?;
    let category = CategoryId(db::count(tx, "SELECT id AS n FROM category WHERE slug = 'salon'", []).await?);
    let [question, answer] = texts;
    let new = NewQuestion { author: basile, title: "Moving house: do we answer, or send people to 3900?".into(), category: Some(category), tags: Vec::new(), text: question, official: false, photos: Vec::new(), private_photos: Vec::new(), form_key: String::new(), now: now - 3 * DAY };
    let id = publish::question(tx, &new).await?.id().context("published before")?;
    let new = NewAnswer { question: id, author: claire, text: answer, official: true, even_closed: false, photos: Vec::new(), form_key: String::new(), now: now - 2 * DAY };
    publish::answer(tx, &new).await?;
    Ok(())
}
