//! Words of danger and of the law: whole words, whatever their case and accents, wherever a customer wrote them.

use entity::{AlertKind, PostId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::departments::words_of;
use crate::db;
use crate::error::Result;
use crate::{markdown, values};

/// The lists.
#[derive(Clone, Debug, Default)]
pub struct Words {
    danger: Vec<String>,
    legal: Vec<String>,
}

/// What a text was found to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    pub danger: bool,
    pub legal: bool,
}

#[derive(FromQueryResult)]
struct Row {
    kind: AlertKind,
    word: String,
}

#[derive(FromQueryResult)]
struct Text {
    title: Option<String>,
    html: String,
}

impl Words {
    pub async fn load(db: &impl ConnectionTrait) -> Result<Words> {
        let rows: Vec<Row> = db::rows(db, "SELECT kind, word FROM alert_word", []).await?;
        let mut words = Words::default();
        for row in rows {
            let list = match row.kind {
                AlertKind::Danger => &mut words.danger,
                AlertKind::Legal => &mut words.legal,
            };
            list.push(words_of(&row.word));
        }
        Ok(words)
    }

    /// Looks for every word of the lists, whatever the language: what is told of one's own short text is a guess.
    pub fn found(&self, text: &str) -> Alerts {
        let text = words_of(text);
        let any = |list: &[String]| list.iter().any(|w| w.len() > 2 && text.contains(w.as_str()));
        Alerts { danger: any(&self.danger), legal: any(&self.legal) }
    }

    /// Everything that customers wrote in a thread and everyone may read.
    pub async fn in_thread(&self, db: &impl ConnectionTrait, question: PostId) -> Result<Alerts> {
        let texts: Vec<Text> = db::rows(
            db,
            "SELECT q.title, p.html FROM post p LEFT JOIN question q ON q.id = p.id WHERE p.question_id = $1 AND p.state = 'visible' AND p.official = FALSE
             UNION ALL SELECT NULL, c.html FROM comment c JOIN post p ON p.id = c.post_id WHERE c.question_id = $1 AND c.state = 'visible' AND p.state = 'visible' AND c.official = FALSE",
            values![question.0],
        )
        .await?;
        let mut alerts = Alerts::default();
        for text in texts {
            let found = self.found(&format!("{}\n{}", text.title.unwrap_or_default(), markdown::plain(&text.html)));
            alerts = Alerts { danger: alerts.danger || found.danger, legal: alerts.legal || found.legal };
        }
        Ok(alerts)
    }
}
