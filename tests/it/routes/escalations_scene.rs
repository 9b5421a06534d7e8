//! A thread the brand owes, as the tests of escalations begin; and what is asked of it.

use entity::{AccountId, PostId};

use crate::support::*;

/// A thread somebody asked for the brand in, with a second department to hand it to.
pub async fn scene(app: &TestApp) -> (Client, Client, Client, Thread) {
    let (ada, claire, karim) = (app.member("ada").await, app.staff("claire").await, app.staff("karim").await);
    app.exec("INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('billing', 'Billing', 'Facturation', FALSE, 0)", values![]).await;
    let thread = seed(app, "My bill names a box I sent back", ada.id, &[]).await;
    ada.post(paths::QuestionEscalate { id: thread.id }, &[("reason", "brand_only"), ("details", "Nobody here can see my bill.")]).await.done();
    (ada, claire, karim, thread)
}

pub async fn owner(app: &TestApp, q: PostId) -> AccountId {
    AccountId(app.count("SELECT COALESCE(MAX(owner_id), 0) AS n FROM escalation WHERE question_id = $1 AND ended_at IS NULL", values![q.0]).await)
}

pub async fn is_open(app: &TestApp, q: PostId) -> bool {
    app.count("SELECT COUNT(*) AS n FROM escalation WHERE question_id = $1 AND ended_at IS NULL", values![q.0]).await == 1
}

/// The number of the escalation that is open.
pub async fn open_one(app: &TestApp, q: PostId) -> i64 {
    app.count("SELECT id AS n FROM escalation WHERE question_id = $1 AND ended_at IS NULL", values![q.0]).await
}

pub async fn billing(app: &TestApp) -> String {
    app.count("SELECT id AS n FROM department WHERE slug = 'billing'", values![]).await.to_string()
}

/// How often something of a kind stands in the journals.
pub async fn events(app: &TestApp, kind: &str) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM escalation_event WHERE kind = $1", values![kind]).await
}
