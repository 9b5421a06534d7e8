//! What the sample brand owes: threads in each state of an escalation, brought there through the real actions at earlier
//! moments.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use entity::{AccountId, DepartmentId, EscalationOutcome, PostId};
use sea_orm::DatabaseTransaction;

use crate::app::App;
use crate::clock::{DAY, HOUR, MINUTE, Millis};
use crate::escalations::actions::notes::Written;
use crate::escalations::actions::{self, Asking, No, Outcome, Promising, Wish};
use crate::i18n::Lang;
use crate::questions::publish::{self, Prepared};
use crate::{db, values};

const BILLED_TWICE: &str = "Deux prélèvements le même jour pour la même facture";
const FEES: &str = "Frais de mise en service facturés alors que l'offre disait « offerts »";
const ABROAD: &str = "Résilier pendant l'engagement pour un départ à l'étranger : quels frais ?";
const CREDIT: &str = "Avoir promis au téléphone, mais absent de ma facture";
const RENNES: &str = "Plus de 4G ni de 5G à Rennes centre depuis une heure";
const NO_TONE: &str = "Plus de tonalité sur le téléphone fixe depuis l'orage, Internet fonctionne";
const RIO: &str = "Numéro toujours pas porté chez Nordik : RIO refusé trois fois";

/// Everything rendered, before the transactions.
struct Texts {
    hand: Written,
    note: Written,
    asked: Written,
    told: Written,
    reply: Arc<Prepared>,
}

struct Stage<'a> {
    app: &'a App,
    tx: &'a DatabaseTransaction,
    people: &'a HashMap<String, AccountId>,
    now: Millis,
}

/// Plays what happened until now.
pub async fn play(app: &App, people: &HashMap<String, AccountId>) -> anyhow::Result<()> {
    let read = app.db.read();
    let written = async |text: &str| Written::new(read, text, Lang::Fr).await;
    let texts = Texts {
        hand: written("Les frais de mise en service sont chez vous : l'offre d'octobre les disait offerts.").await?,
        note: written("Le double est visible dans l'outil de facturation, rejet bancaire du 3. @manon tu valides l'avoir ?").await?,
        asked: written("Les deux prélèvements sont de 42,99 €, les références finissent par 118 et 119.").await?,
        told: written("Merci, nous voyons les deux. Le second vous est rendu sous trois jours ouvrés.").await?,
        reply: Arc::new(publish::prepare(read, "Nous avons relancé le portage avec votre ancien opérateur. Vous n'avez rien à faire : nous vous disons ici quand il a répondu.".into(), "", Lang::Fr, Vec::new()).await?),
    };
    let tx = app.db.write().await?;
    let stage = Stage { app, tx: &tx, people, now: app.clock.now() };
    stage.play(&texts).await?;
    tx.commit().await?;
    Ok(())
}

impl Stage<'_> {
    fn who(&self, name: &str) -> anyhow::Result<AccountId> {
        self.people.get(name).copied().with_context(|| format!("nobody is called {name}"))
    }

    async fn thread(&self, title: &str) -> anyhow::Result<PostId> {
        let id = db::count(self.tx, "SELECT id AS n FROM question WHERE title = $1", values![title]).await?;
        anyhow::ensure!(id > 0, "no question is called {title}");
        Ok(PostId(id))
    }

    async fn billing(&self) -> anyhow::Result<DepartmentId> {
        let text = "INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('billing', 'Billing', 'Facturation', FALSE, $1) ON CONFLICT (slug) DO NOTHING";
        db::run(self.tx, text, values![self.now - 300 * DAY]).await?;
        Ok(DepartmentId(db::count(self.tx, "SELECT id AS n FROM department WHERE slug = 'billing'", []).await?))
    }

    async fn play(&self, texts: &Texts) -> anyhow::Result<()> {
        let (tx, now, config) = (self.tx, self.now, &self.app.config);
        let (ada, noam, fatou, celine, basile) = (self.who("ada")?, self.who("noam")?, self.who("fatou")?, self.who("celine.v")?, self.who("basile")?);
        let (claire, manon) = (self.who("claire")?, self.who("manon")?);
        let billing = self.billing().await?;
        for who in [claire, manon] {
            let text = "INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, $2, $3 FROM department WHERE TRUE ON CONFLICT DO NOTHING";
            db::run(tx, text, values![who.0, who == manon, now - 300 * DAY]).await?;
        }
        let missing = |details| Wish { reason: "brand_only", details };

        // settled long ago: refused with its reason, and in private
        let id = self.thread(ABROAD).await?;
        done(actions::escalate(tx, id, fatou, missing("Personne ne peut me dire le montant exact."), now - 10 * DAY).await?)?;
        let line = "Les mois restants sont dus à un quart : c'est ce que dit le contrat, et un départ à l'étranger n'y change rien.";
        done(actions::resolve(tx, id, claire, Outcome { what: EscalationOutcome::Refused, line, post: None }, now - 9 * DAY).await?)?;
        let id = self.thread(CREDIT).await?;
        done(actions::escalate(tx, id, celine, missing("L'avoir n'y est toujours pas."), now - 20 * DAY).await?)?;
        let line = "L'avoir a été posé sur la facture suivante ; le détail est dans l'échange privé.";
        done(actions::resolve(tx, id, manon, Outcome { what: EscalationOutcome::Private, line, post: None }, now - 18 * DAY).await?)?;

        // with billing, promised, and moved once by its lead
        let id = self.thread(FEES).await?;
        done(actions::escalate(tx, id, noam, missing("L'offre est claire, la facture aussi : elles se contredisent."), now - 6 * DAY).await?)?;
        done(actions::hand_over(tx, config, id, claire, billing, &texts.hand, now - 5 * DAY).await?)?;
        let words = "Nous vérifions l'offre d'octobre et rendons les frais s'ils étaient offerts.";
        done(actions::promise(tx, config, id, manon, Promising { words, due: now - DAY }, now - 5 * DAY).await?)?;
        done(actions::promise(tx, config, id, manon, Promising { words, due: now + 3 * DAY }, now - 2 * DAY).await?)?;

        // promised, and the hour has passed
        let id = self.thread(RIO).await?;
        done(actions::reply(tx, id, claire, texts.reply.clone(), "", false, now - 30 * HOUR).await?)?;
        let words = "Une réponse de votre ancien opérateur, ou un nouveau RIO de notre part.";
        done(actions::promise(tx, config, id, claire, Promising { words, due: now - 2 * HOUR }, now - 29 * HOUR).await?)?;

        // asked back; brought by an ambassador; told in private
        let id = self.thread(NO_TONE).await?;
        done(actions::ask_details(tx, config, id, claire, Asking { words: "Quel est le modèle du téléphone, et la prise a-t-elle été essayée avec un autre ?", team: true }, now - DAY).await?)?;
        let id = self.thread(RENNES).await?;
        done(actions::escalate(tx, id, basile, Wish { reason: "urgent", details: "Tout le centre est touché, je le vois chez moi aussi." }, now - 40 * MINUTE).await?)?;
        let id = self.thread(BILLED_TWICE).await?;
        actions::say(tx, config, id, ada, &texts.asked, &[], now - 2 * HOUR).await?;
        done(actions::claim(tx, id, claire, now - 20 * MINUTE).await?)?;
        actions::say(tx, config, id, claire, &texts.told, &[], now - 15 * MINUTE).await?;
        actions::note(tx, id, claire, &texts.note, now - 12 * MINUTE).await?;
        Ok(())
    }
}

fn done<T>(tried: Result<T, No>) -> anyhow::Result<T> {
    tried.map_err(|no| anyhow::anyhow!("{}", no.message(Lang::En)))
}
