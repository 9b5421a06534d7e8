//! What is out of sight stays out of sight, and whoever may not act does not get around it.

use crate::support::*;

both! {
    async fn zero_characters_are_missing_or_refused_and_never_break(app) {
        let ada = app.member("ada").await;
        for path in ["/tags/a%00b", "/users/a%00b", "/categories/%00", "/feeds/tags/%00.atom", "/%00", "/questions/1/%00", "/verify-email/%00", "/password/reset/%00"] {
            ada.get(path).await.missing();
        }
        for path in ["/?after=%00", "/users?q=%00", "/tags?q=%00", "/search?q=%00&tag=%00", "/login?next=/%00", "/ask?title=%00&draft=%00"] {
            for who in [&ada, &app.anyone()] {
                let page = who.get(path).await;
                assert!(!page.status.is_server_error(), "{}", page.describe());
            }
        }
    }

    async fn a_suggestion_shows_nothing_of_a_post_that_went_out_of_sight(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.member("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let form = basile.get(paths::PostEdit { id: t.id }).await.ok();
        basile.press(&form, "Send for review", &[("body", "Clearer words."), ("reason", "Clearer")]).await.done();
        basile.get(paths::Review).await.ok().see("yesterday");
        claire.post(paths::PostFlag { id: t.id }, &[("reason", "privacy")]).await.done();
        basile.get(paths::Review).await.ok().not_see("yesterday");
        basile.get(paths::PostSuggestions { id: t.id }).await.missing();
    }

    async fn nobody_brings_a_post_back_past_their_suspension_or_its_hiding(app) {
        let (ada, bob, sam) = (app.member("ada").await, app.member("bob").await, app.staff("sam").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        ada.post(paths::PostDelete { id: t.id }, &[]).await.done();
        app.alter(ada.id, &format!("suspended_until = {}", app.now() + DAY)).await;
        ada.post(paths::PostRestore { id: t.id }, &[]).await.denied();
        // staff neither: deleting what was hidden would let its author bring it back
        let own = seed(app, "A question of the team", sam.id, &[]).await;
        bob.post(paths::PostFlag { id: own.id }, &[("reason", "privacy")]).await.done();
        sam.post(paths::PostDelete { id: own.id }, &[("reason", "mine")]).await.denied();
        sam.post(paths::PostRestore { id: own.id }, &[]).await.missing();
    }

    async fn suspended_staff_open_no_doors(app) {
        let sam = app.staff("sam").await;
        app.alter(sam.id, "role = 'admin'").await;
        app.alter(sam.id, &format!("suspended_until = {}", app.now() + DAY)).await;
        for path in [paths::Admin.to_string(), paths::AdminOutbox.to_string(), paths::StaffClaims.to_string()] {
            sam.get(path).await.denied();
        }
    }
}
