//! Notes of thanks: the member decides who sees them.

use crate::support::*;

both! {
    async fn the_member_decides_who_sees_a_note(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let to = paths::UserThank { username: "basile" };
        ada.get(to).await.missing();
        ada.post(to, &[("body", "Well done")]).await.missing();
        let profile = claire.get(paths::User { username: "basile" }).await.ok();
        profile.see("Thank Basile");
        let form = claire.get(to).await.ok();
        claire.press(&form, "Send my thanks", &[("body", " ")]).await.refused();
        let words = "Your answers about the update saved forty people a call.\n\nSee http://evil.example if you like.";
        claire.press(&form, "Send my thanks", &[("body", words)]).await.done();
        claire.press(&form, "Send my thanks", &[("body", words)]).await.done();
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1, "the same words are sent once");
        assert!(mails[0].text.contains("saved forty people a call") && !mails[0].text.contains("evil.example"), "{}", mails[0].text);
        for who in [&ada, &claire, &app.anyone()] {
            who.get(paths::User { username: "basile" }).await.ok().not_see("forty people");
        }
        let own = basile.get(mails[0].link("/users")).await.ok();
        own.see("forty people").see("Claire");
        let done = basile.press(&own, "Show it on my profile", &[]).await.done();
        let own = basile.follow(&done).await.ok();
        own.see("Others see it");
        app.anyone().get(paths::User { username: "basile" }).await.ok().see("forty people").see("Thanks from the Nordik team").not_see("Hide it");
        ada.post(paths::Note { id: entity::NoteId(1) }, &[("shown", "off")]).await.missing();
        basile.press(&own, "Hide it from others", &[]).await.done();
        app.anyone().get(paths::User { username: "basile" }).await.ok().not_see("forty people");
        claire.get(paths::UserThank { username: "claire" }).await.missing();
        claire.get(paths::UserThank { username: "nobody" }).await.missing();
    }
}
