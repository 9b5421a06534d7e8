//! The harness itself: a visitor gets pages, a member is signed in, statements are counted.

use crate::support::*;

both! {
    async fn a_visitor_meets_a_drawn_404(app) {
        app.anyone().get("/no-such-page").await.missing();
    }

    async fn the_server_is_alive_and_ready(app) {
        let bot = app.anyone();
        bot.get(paths::Healthz).await.ok();
        bot.get(paths::Readyz).await.ok();
    }

    async fn a_member_is_signed_in_everywhere(app) {
        let ada = app.member("ada").await;
        let page = ada.get("/no-such-page").await.missing();
        assert!(page.header("cache-control").is_some_and(|v| v.contains("no-store")));
        app.alter(ada.id, "deleted_at = 1").await;
        ada.get("/no-such-page").await.missing();
    }

    async fn statements_are_counted(app) {
        let (_, sent) = app.statements(app.count("SELECT COUNT(*) AS n FROM account", values![])).await;
        assert_eq!(sent, ["SELECT COUNT(*) AS n FROM account"]);
        let (n, sent) = app.statements(app.exec("DELETE FROM draft", values![])).await;
        assert_eq!((n, sent.len()), (0, 1));
    }

    async fn threads_can_be_seeded(app) {
        let ada = app.member("ada").await;
        let basile = app.ambassador("basile").await;
        let thread = seed(app, "My box blinks orange", ada.id, &[basile.id, ada.id]).await;
        assert_eq!(thread.answers.len(), 2);
        assert_eq!(app.count("SELECT peer_answer_count AS n FROM question", values![]).await, 1);
    }
}
