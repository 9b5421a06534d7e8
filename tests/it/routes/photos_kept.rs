//! Photos once they are kept: who sees one, where it goes when its text goes, who takes one away.

use crate::support::photos::*;
use crate::support::*;

both! {
    async fn a_hidden_texts_photo_is_nowhere_for_others(app) {
        let (ada, eve, claire) = (app.member("ada").await, app.member("eve").await, app.staff("claire").await);
        let page = ask(&ada, &[("photos", "a.png", &drawn(1))]).await;
        let (id, photo) = (id_of(&page), photos(&page).remove(0));
        seen(&app.anyone(), &photo).await;
        for state in ["hidden", "removed", "deleted", "held"] {
            app.exec("UPDATE question SET state = $2 WHERE id = $1", values![id.0, state]).await;
            app.exec("UPDATE post SET state = $2 WHERE id = $1", values![id.0, state]).await;
            unseen(&app.anyone(), &photo).await;
            unseen(&eve, &photo).await;
            assert_eq!(seen(&claire, &photo).await.header("cache-control"), Some("private, no-cache"));
        }
        app.exec("UPDATE question SET state = 'visible' WHERE id = $1", values![id.0]).await;
        app.exec("UPDATE post SET state = 'visible' WHERE id = $1", values![id.0]).await;
        seen(&eve, &photo).await;
        let done = ada.submit_with(page.form(&format!("form[action='{}']", paths::PostComments { id })).with(&[("body", "This one?")]), &[("photos", "c.png", &drawn(2))]).await.done();
        let of_comment = photos(&ada.follow(&done).await.ok()).into_iter().find(|p| *p != photo).expect("the comment's");
        seen(&eve, &of_comment).await;
        app.exec("UPDATE comment SET state = 'hidden' WHERE post_id = $1", values![id.0]).await;
        unseen(&eve, &of_comment).await;
        seen(&claire, &of_comment).await;
    }

    async fn what_is_told_in_confidence_is_for_its_author_and_the_team(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let page = ask(&ada, &[("private_photos", "invoice.png", &drawn(1))]).await;
        let id = id_of(&page);
        assert!(photos(&page).is_empty());
        let own = ada.get(paths::PostPrivate { id }).await.ok();
        let photo = photos(&own).remove(0);
        seen(&ada, &photo).await;
        unseen(&basile, &photo).await;
        unseen(&app.anyone(), &photo).await;
        assert!(photos(&claire.get(paths::PostPrivate { id }).await.ok()).is_empty(), "not before it is opened");
        let opened = claire.post(paths::PostPrivate { id }, &[]).await.ok();
        assert_eq!(photos(&opened), [photo.clone()]);
        seen(&claire, &photo).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'open_private'", values![]).await, 1);

        // the exchange
        let exchange = ada.get(paths::QuestionPrivate { id }).await.ok();
        let refused = ada.submit_with(exchange.form("main form").with(&[("body", "")]), &[("files", "label.png", &drawn(2))]).await.refused();
        assert_eq!(refused.count("input[name=file]"), 1);
        let done = ada.submit_with(refused.form("main form").with(&[("body", "The label.")]), &[]).await.done();
        let label = photos(&ada.follow(&done).await.ok()).remove(0);
        seen(&ada, &label).await;
        seen(&claire, &label).await;
        for other in [&basile, &app.member("eve").await, &app.anyone()] {
            unseen(other, &label).await;
        }
        app.ignore_mails();
    }

    async fn what_waits_in_vain_goes_and_what_a_draft_has_stays(app) {
        let ada = app.member("ada").await;
        let sent = ada.upload(paths::Photos, &[], &[("photos", "a.png", &drawn(1))], &[("x-fragment", "photo")]).await.ok();
        assert!(sent.body().contains("checked"));
        let kept = ada.upload(paths::Photos, &[], &[("photos", "a.png", &drawn(2))], &[("x-fragment", "photo")]).await.ok();
        let value = kept.body().split("value=\"").nth(1).and_then(|v| v.split('"').next()).expect("its key").to_owned();
        ada.post(paths::Drafts, &[("kind", "question"), ("title", TITLE), ("body", "Since"), ("photo", &value)]).await.done();
        assert_eq!(folder(app).len(), 2);
        app.advance(47 * HOUR).await;
        app.tick().await;
        assert_eq!(folder(app).len(), 2);
        app.advance(2 * HOUR).await;
        app.tick().await;
        app.advance(2 * MINUTE).await;
        app.tick().await;
        assert_eq!(folder(app).len(), 1, "the draft's is there still");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM photo", values![]).await, 1);
        let page = ada.get(paths::Ask).await.ok();
        assert_eq!(page.count("input[name=photo]"), 1);
        app.advance(8 * DAY).await;
        app.tick().await;
        app.advance(HOUR).await;
        app.tick().await;
        assert_eq!((folder(app).len(), app.count("SELECT COUNT(*) AS n FROM photo", values![]).await), (0, 0));
    }

    async fn a_photo_taken_away_is_gone_for_good(app) {
        let (ada, eve, claire) = (app.member("ada").await, app.member("eve").await, app.staff("claire").await);
        let (page, other) = (ask(&ada, &[("photos", "a.png", &drawn(1)), ("photos", "b.png", &drawn(2))]).await, drawn(3));
        let (id, all) = (id_of(&page), photos(&page));
        eve.get(paths::PostPhotos { id }).await.missing();
        let key = all[0].rsplit('/').next().expect("its key");
        eve.post(paths::PostPhotoRemove { id }, &[("key", key)]).await.missing();
        let list = ada.get(paths::PostPhotos { id }).await.ok();
        ada.submit_with(list.form(&format!("form[action='{}']", paths::PostPhotos { id })).with(&[]), &[("photos", "c.png", &other)]).await.done();
        ada.post(paths::PostPhotoRemove { id }, &[("key", key)]).await.done();
        unseen(&claire, &all[0]).await;
        // the team takes another away, and that is written down
        claire.get(paths::PostRedact { id }).await.ok().see("Photos of this post");
        let list = claire.get(paths::PostPhotos { id }).await.ok();
        claire.press(&list, "Remove photo 1", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'remove_photo'", values![]).await, 1);
        let page = eve.get(&page.path).await.ok();
        assert_eq!(photos(&page).len(), 1);
        app.tick().await;
        assert_eq!((folder(app).len(), app.count("SELECT COUNT(*) AS n FROM photo", values![]).await), (1, 1));
    }

    async fn a_removed_texts_photo_goes_when_it_cannot_come_back(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let page = ask(&ada, &[("photos", "a.png", &drawn(1))]).await;
        let (id, photo) = (id_of(&page), photos(&page).remove(0));
        ada.post(paths::PostDelete { id }, &[]).await.done();
        unseen(&app.anyone(), &photo).await;
        app.tick().await;
        app.advance(29 * DAY).await;
        app.tick().await;
        seen(&app.browser(claire.id).await, &photo).await;
        for _ in 0..2 {
            app.advance(DAY + MINUTE).await;
            app.tick().await;
        }
        app.advance(2 * MINUTE).await;
        app.tick().await;
        unseen(&app.browser(claire.id).await, &photo).await;
        assert_eq!(folder(app).len(), 0);
        app.ignore_mails();
    }

    async fn who_leaves_takes_their_own_photos_along(app) {
        let ada = app.member("ada").await;
        let page = ask(&ada, &[("photos", "a.png", &drawn(1)), ("private_photos", "b.png", &drawn(2))]).await;
        let public = photos(&page).remove(0);
        let private = photos(&ada.get(paths::PostPrivate { id: id_of(&page) }).await.ok()).remove(0);
        let settings = ada.get(paths::SettingsProfile).await.ok();
        ada.submit_with(settings.form(&format!("form[action='{}']", paths::SettingsAvatar)).with(&[]), &[("avatar", "me.jpg", &file("photos/hopper.jpg"))]).await.done();
        let avatar = ada.get(paths::SettingsProfile).await.ok().attr(".av img", "src");
        let got = app.anyone().get(&avatar).await.ok();
        assert!(got.bytes.len() <= 4_096);
        let read = image::load_from_memory(&got.bytes).expect("ours can be read");
        assert_eq!((read.width(), read.height()), (72, 72));
        assert_eq!(app.anyone().get(&page.path).await.ok().attrs(".av img", "src"), [avatar.clone()]);
        let tx = app.db().write().await.expect("a transaction");
        assert!(entraide::accounts::settings::delete::leave(&tx, ada.id, app.now()).await.expect("left"));
        tx.commit().await.expect("committed");
        seen(&app.anyone(), &public).await;
        let claire = app.staff("claire").await;
        unseen(&claire, &private).await;
        claire.get(&avatar).await.missing();
        app.tick().await;
        assert_eq!(folder(app).len(), 1);
    }

    async fn an_avatar_is_changed_and_removed(app) {
        let ada = app.member("ada").await;
        let form = format!("form[action='{}']", paths::SettingsAvatar);
        let page = ada.get(paths::SettingsProfile).await.ok();
        ada.submit_with(page.form(&form).with(&[]), &[]).await.refused().see("Choose a photo first");
        ada.submit_with(page.form(&form).with(&[]), &[("avatar", "me.jpg", b"nothing")]).await.refused();
        ada.submit_with(page.form(&form).with(&[]), &[("avatar", "me.jpg", &file("photos/hopper.webp"))]).await.done();
        let first = ada.get(paths::SettingsProfile).await.ok().attr(".av img", "src");
        ada.submit_with(page.form(&form).with(&[]), &[("avatar", "me.gif", &file("photos/hopper.gif"))]).await.done();
        let second = ada.get(paths::SettingsProfile).await.ok().attr(".av img", "src");
        assert_ne!(first, second);
        ada.get(&first).await.missing();
        ada.post(paths::SettingsAvatar, &[("remove", "1")]).await.done();
        ada.get(&second).await.missing();
        app.tick().await;
        assert_eq!(folder(app).len(), 0);
    }

    async fn whoever_takes_their_name_off_takes_what_they_showed_along(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let page = ask(&ada, &[("photos", "a.png", &drawn(1)), ("private_photos", "invoice.png", &drawn(2))]).await;
        let (id, public) = (id_of(&page), photos(&page).remove(0));
        let invoice = photos(&ada.get(paths::PostPrivate { id }).await.ok()).remove(0);
        for (who, seed) in [(&ada, 3), (&claire, 4)] {
            let said = who.upload(paths::QuestionPrivate { id }, &[("body", "The label.")], &[("files", "label.png", &drawn(seed))], &[]).await;
            said.done();
        }
        let label = photos(&ada.get(paths::QuestionPrivate { id }).await.ok()).remove(0);
        basile.post(paths::QuestionAnswers { id }, &[("body", "Plug it in once more, then wait.")]).await.done();
        let asked = ada.get(paths::QuestionAnonymise { id }).await.ok();
        ada.press(&asked, "Take my name off", &[]).await.done();
        for gone in [&invoice, &label] {
            unseen(&claire, gone).await;
            unseen(&ada, gone).await;
        }
        seen(&app.anyone(), &public).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM photo_use WHERE account_id = $1", values![ada.id.0]).await, 0, "nothing says whose they were");
        app.tick().await;
        assert_eq!(folder(app).len(), 1);
        app.ignore_mails();
    }

    async fn the_team_takes_away_what_was_shown_in_confidence(app) {
        let (ada, eve, claire) = (app.member("ada").await, app.member("eve").await, app.staff("claire").await);
        let page = ask(&ada, &[("private_photos", "invoice.png", &drawn(1))]).await;
        let id = id_of(&page);
        ada.upload(paths::QuestionPrivate { id }, &[("body", "The label.")], &[("files", "label.png", &drawn(2))], &[]).await.done();
        let label = photos(&ada.get(paths::QuestionPrivate { id }).await.ok()).remove(0);
        eve.post(paths::PostPhotoRemove { id }, &[("key", label.rsplit('/').next().expect("its key"))]).await.missing();
        let opened = claire.post(paths::PostPrivate { id }, &[]).await.ok();
        claire.press(&opened, "Remove photo 1", &[]).await.done();
        assert!(photos(&ada.get(paths::PostPrivate { id }).await.ok()).is_empty());
        let exchange = ada.get(paths::QuestionPrivate { id }).await.ok();
        ada.press(&exchange, "Remove photo 1", &[]).await.done();
        unseen(&claire, &label).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'remove_photo'", values![]).await, 1);
        app.ignore_mails();
    }

    async fn what_somebody_is_reproached_with_stays_until_it_is_decided(app) {
        let (ada, eve, claire) = (app.member("ada").await, app.member("eve").await, app.staff("claire").await);
        let page = ask(&ada, &[("photos", "a.png", &drawn(1))]).await;
        let (id, photo) = (id_of(&page), photos(&page).remove(0));
        let key = photo.rsplit('/').next().expect("its key").to_owned();
        eve.post(paths::PostFlag { id }, &[("reason", "spam")]).await.done();
        ada.post(paths::PostPhotoRemove { id }, &[("key", &key)]).await.done();
        seen(&eve, &photo).await;
        app.exec("UPDATE flag SET state = 'dismissed'", values![]).await;
        app.exec("UPDATE account SET silenced_until = $2 WHERE id = $1", values![ada.id.0, app.now() + DAY]).await;
        app.app.forget(ada.id).await;
        ada.post(paths::PostPhotoRemove { id }, &[("key", &key)]).await.denied();
        seen(&eve, &photo).await;
        claire.post(paths::PostPhotoRemove { id }, &[("key", &key)]).await.done();
        unseen(&eve, &photo).await;
        app.ignore_mails();
    }

    async fn an_official_answer_goes_with_photos(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let id = id_of(&ask(&ada, &[]).await);
        let desk = claire.get(paths::StaffThread { id }).await.ok();
        let reply = format!("form[action='{}']", paths::StaffThreadReply { id });
        let desk = claire.submit_with(desk.form(&reply).with(&[("body", "")]), &[("photos", "a.png", &drawn(1))]).await.refused();
        assert_eq!(desk.count("input[name=photo]"), 1, "an empty text loses no photo");
        claire.submit_with(desk.form(&reply).with(&[("body", "The light is here.")]), &[]).await.done();
        let thread = app.anyone().get(paths::QuestionShort { id }).await;
        let photo = photos(&app.anyone().follow(&thread).await.ok()).remove(0);
        seen(&app.anyone(), &photo).await;
        app.ignore_mails();
    }

    async fn the_team_takes_a_picture_away(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let page = ada.get(paths::SettingsProfile).await.ok();
        ada.submit_with(page.form(&format!("form[action='{}']", paths::SettingsAvatar)).with(&[]), &[("avatar", "me.jpg", &file("photos/hopper.jpg"))]).await.done();
        let picture = ada.get(paths::SettingsProfile).await.ok().attr(".av img", "src");
        ada.post(paths::StaffMemberPicture { username: "ada" }, &[]).await.missing();
        let member = claire.get(paths::StaffModerationMember { username: "ada" }).await.ok();
        claire.press(&member, "Remove this picture", &[]).await.done();
        app.anyone().get(&picture).await.missing();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'remove_picture'", values![]).await, 1);
    }

    async fn a_photo_under_a_hidden_question_is_nowhere_for_others(app) {
        let (ada, basile, eve, claire) = (app.member("ada").await, app.member("basile").await, app.member("eve").await, app.staff("claire").await);
        let id = id_of(&ask(&ada, &[]).await);
        let said = basile.upload(paths::QuestionAnswers { id }, &[("body", "Mine looks like this.")], &[("photos", "a.png", &drawn(1))], &[]).await.done();
        let photo = photos(&basile.follow(&said).await.ok()).remove(0);
        seen(&eve, &photo).await;
        app.exec("UPDATE question SET state = 'removed' WHERE id = $1", values![id.0]).await;
        unseen(&eve, &photo).await;
        seen(&claire, &photo).await;
        app.tick().await;
        for _ in 0..2 {
            app.advance(101 * DAY).await;
            app.tick().await;
        }
        app.advance(2 * MINUTE).await;
        app.tick().await;
        assert_eq!(folder(app).len(), 0, "it goes when its question cannot come back");
        app.exec("UPDATE question SET state = 'visible', reserved = TRUE WHERE id = $1", values![id.0]).await;
        app.ignore_mails();
    }
}
