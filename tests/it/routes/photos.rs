//! Photos on their way in: every form takes them, what is wrong is said, nobody takes more than their share; without a script
//! throughout.

use entity::PostId;

use crate::support::photos::*;
use crate::support::*;

both! {
    async fn a_telephones_photo_stands_upright_and_carries_no_position(app) {
        let ada = app.member("ada").await;
        let lying = file("photos/hopper_orientation_6.jpg");
        let placed = file("photos/exif_gps.jpg");
        assert!(holds(&placed, b"Exif") && image::load_from_memory(&lying).is_ok());
        let page = ask(&ada, &[("photos", "IMG_1.JPG", &lying), ("photos", "../../etc/passwd", &placed)]).await;
        let all = photos(&page);
        assert_eq!(all.len(), 2);
        let raw = image::load_from_memory(&lying).expect("a photo");
        for photo in &all {
            let got = seen(&app.anyone(), photo).await;
            assert_eq!(got.header("content-type"), Some("image/jpeg"));
            assert!(got.header("content-security-policy").is_some_and(|v| v.starts_with("sandbox")));
            assert_eq!(got.header("cache-control"), Some("public, no-cache"));
            assert!(!holds(&got.bytes, b"Exif") && !holds(&got.bytes, b"GPS"));
            assert_eq!(got.header("content-length").and_then(|l| l.parse().ok()), Some(got.bytes.len()));
            let again = app.anyone().send(axum::http::Method::GET, photo, None, &[("if-none-match", got.header("etag").expect("a validator"))]).await;
            assert_eq!(again.status, 304);
        }
        // the fixture lies on its side: a quarter turn to the right makes it stand
        let upright = image::load_from_memory(&app.anyone().get(&all[0]).await.bytes).expect("ours can be read").into_rgb8();
        let turned = raw.rotate90().into_rgb8();
        assert_eq!(upright.dimensions(), turned.dimensions());
        let apart: u64 = upright.pixels().zip(turned.pixels()).map(|(a, b)| (0..3).map(|i| u64::from(a[i].abs_diff(b[i]))).sum::<u64>()).sum();
        assert!(apart / u64::from(upright.width() * upright.height() * 3) < 8, "the same picture, but for what JPEG costs");
    }

    async fn every_kind_of_form_takes_photos_and_keeps_each_once(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let same = drawn(1);
        let page = ask(&ada, &[("photos", "a.png", &same)]).await;
        let id = id_of(&page);
        let thread = basile.get(paths::QuestionShort { id }).await;
        let thread = basile.follow(&thread).await.ok();
        let done = basile.submit_with(thread.form_with_button("Publish the answer").with(&[("body", "Mine looks like this.")]), &[("photos", "b.png", &same)]).await.done();
        let thread = ada.follow(&done).await.ok();
        let done = ada.submit_with(thread.form(&format!("form[action='{}']", paths::PostComments { id })).with(&[("body", "This one?")]), &[("photos", "c.png", &same)]).await.done();
        let thread = ada.follow(&done).await.ok();
        assert_eq!(photos(&thread).len(), 3, "one with the question, one with the answer, one with the comment");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM photo", values![]).await, 1);
        assert_eq!(folder(app).len(), 1, "it is small: there is no smaller one");
        app.must_be_sound().await;
        let problems = entraide::photos::jobs::check(app.db(), &app.app.photos.store).await.expect("checked");
        assert_eq!(problems, Vec::<String>::new());
    }

    async fn what_is_wrong_elsewhere_loses_no_photo(app) {
        let ada = app.member("ada").await;
        let page = form(&ada).await;
        let page = ada.submit_with(page.form(FORM).with(&[("title", "box"), ("body", "Since Monday")]), &[("photos", "a.png", &drawn(1))]).await.refused();
        assert_eq!((page.count("input[name=photo]"), page.value("body").trim()), (1, "Since Monday"));
        let small = page.attr(".photos img", "src");
        ada.get(&small).await.ok();
        unseen(&app.member("eve").await, small.trim_end_matches("/small")).await;
        unseen(&app.anyone(), small.trim_end_matches("/small")).await;
        // no file is chosen again
        let done = ada.fill(&page, FORM, &[("title", TITLE)]).await.done();
        assert_eq!(photos(&ada.follow(&done).await.ok()).len(), 1);
    }

    async fn what_is_no_photo_is_refused_beside_its_field(app) {
        let ada = app.member("ada").await;
        let page = form(&ada).await;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        let typed = page.form(FORM).with(&[("body", "Since Monday"), ("private_details", "Customer 4455")]);
        let page = ada.submit_with(typed, &[("photos", "a.jpg", svg), ("photos", "b.png", &drawn(2))]).await.refused();
        assert!(page.text("#e-f-photos").contains("not a photo we can show"));
        assert_eq!((page.value("body").trim(), page.value("private_details").trim()), ("Since Monday", "Customer 4455"));
        assert_eq!(page.count("input[name=photo]"), 1, "the good one is kept");
        let large = vec![0u8; (10 << 20) + 1];
        let page = ada.submit_with(page.form(FORM).with(&[]), &[("photos", "c.jpg", &large)]).await.refused();
        assert!(page.text("#e-f-photos").contains("10 MB at most"));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 0);
        let done = ada.fill(&page, FORM, &[]).await.done();
        assert_eq!(photos(&ada.follow(&done).await.ok()).len(), 1);
    }

    async fn a_photo_says_it_without_words(app) {
        let ada = app.member("ada").await;
        let page = form(&ada).await;
        let page = ada.submit_with(page.form(FORM).with(&[("body", "")]), &[]).await.refused();
        page.see("Describe the problem in a few words.");
        let page = ada.submit_with(page.form(FORM).with(&[]), &[("photos", "a.png", &drawn(3))]).await.refused();
        assert!(page.text("#e-f-photos").contains("Say what each photo shows"), "not to those who do not see it");
        let says = page.attr("input[name^=says-]", "name");
        let done = ada.submit(page.form(FORM).with(&[(says.as_str(), "An orange light;  call 06 12 34 56 78 <b>")])).await.done();
        let thread = ada.follow(&done).await.ok();
        assert_eq!(photos(&thread).len(), 1);
        let alt = thread.attr(".pics img", "alt");
        assert!(alt.starts_with("An orange light; call") && alt.contains("<b>") && !alt.contains("34 56"), "{alt}");
    }

    async fn what_a_photo_shows_is_masked_wherever_a_form_says_it(app) {
        let ada = app.member("ada").await;
        let page = form(&ada).await;
        let refused = ada.submit_with(page.form(FORM).with(&[("body", "")]), &[("photos", "a.png", &drawn(3))]).await.refused();
        let (photo, says) = (refused.attr("input[name=photo]", "value"), refused.attr("input[name^=says-]", "name"));
        let form = refused.form(FORM).with(&[("body", "Since Monday the light is orange.")]).forge("photo", &format!("{photo}:call%2006%2012%2034%2056%2078"));
        let pairs = form.pairs();
        let sent: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).filter(|(k, _)| *k != says).collect();
        let done = ada.post(paths::Questions, &sent).await.done();
        let alt = ada.follow(&done).await.ok().attr(".pics img", "alt");
        assert!(alt.starts_with("call") && !alt.contains("34 56"), "{alt}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM photo_use WHERE says LIKE '%34 56%'", values![]).await, 0);
    }

    async fn what_a_photo_shows_stays_with_it(app) {
        let (ada, basile) = (app.member("ada").await, app.expert("basile").await);
        let page = ask(&ada, &[]).await;
        let refused = basile.submit_with(basile.get(&page.path).await.ok().form_with_button("Publish the answer").with(&[("body", "")]), &[("photos", "a.png", &drawn(1))]).await.refused();
        let says = refused.attr("input[name^=says-]", "name");
        let refused = basile.submit(refused.form_with_button("Publish the answer").with(&[("body", ""), (says.as_str(), "The button beside the plug")])).await.refused();
        assert_eq!(refused.value(&says), "The button beside the plug");
        let done = basile.submit(refused.form_with_button("Publish the answer").with(&[("body", "Press this one for ten seconds.")])).await.done();
        assert_eq!(basile.follow(&done).await.ok().attr(".pics img", "alt"), "The button beside the plug, opens large");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM photo_use WHERE says = 'The button beside the plug' AND place = 'post'", values![]).await, 1);
        app.ignore_mails();
    }

    async fn a_newcomer_sends_three_with_a_text_and_twenty_a_day(app) {
        let ada = app.member("ada").await;
        let all: Vec<Vec<u8>> = (0..21).map(drawn).collect();
        let page = form(&ada).await;
        let files: Vec<(&str, &str, &[u8])> = all[..4].iter().map(|p| ("photos", "a.png", p.as_slice())).collect();
        let page = ada.submit_with(page.form(FORM).with(&[("body", "Since Monday")]), &files).await.refused();
        page.see("3 photos go with a text at most");
        assert_eq!(page.count("input[name=photo]"), 3);
        for (n, photo) in all.iter().enumerate().skip(3) {
            let sent = ada.upload(paths::Photos, &[], &[("photos", "a.png", photo)], &[("x-fragment", "photo")]).await;
            assert_eq!(sent.status.as_u16(), if n < 20 { 200 } else { 422 }, "photo {n}");
        }
        let refused = ada.upload(paths::Photos, &[], &[("photos", "a.png", &all[0])], &[("x-fragment", "photo")]).await.refused();
        assert!(refused.body().contains("20 photos in 24 hours"), "{}", refused.body());
        app.advance(DAY).await;
        let sent = ada.upload(paths::Photos, &[], &[("photos", "a.png", &all[0])], &[("x-fragment", "photo")]).await.ok();
        assert!(sent.body().contains("name=\"photo\""));
        // more than anybody keeps
        app.exec("UPDATE photo_use SET bytes = 104857600 WHERE id = (SELECT MIN(id) FROM photo_use)", values![]).await;
        let full = ada.upload(paths::Photos, &[], &[("photos", "a.png", &all[1])], &[("x-fragment", "photo")]).await.refused();
        assert!(full.body().contains("100 MB"), "{}", full.body());
    }

    async fn a_photo_waits_for_an_account_in_its_own_browser(app) {
        let visitor = app.anyone();
        let page = form(&visitor).await;
        let page = visitor.submit_with(page.form(FORM).with(&[("title", "box"), ("body", "Since Monday")]), &[("photos", "a.png", &drawn(1))]).await.refused();
        let small = page.attr(".photos img", "src");
        visitor.get(&small).await.ok();
        unseen(&app.anyone(), small.trim_end_matches("/small")).await;
        let done = visitor.submit_with(page.form(FORM).with(&[("title", TITLE)]), &[("photos", "b.png", &drawn(2))]).await.done();
        assert!(done.location().starts_with(&paths::Signup.to_string()));
        assert_eq!(visitor.cookies().iter().filter(|c| c.contains("draft")).count(), 1);
        let hash = app.count("SELECT COUNT(*) AS n FROM photo_use u JOIN draft d ON d.token_hash = u.token_hash", values![]).await;
        assert_eq!(hash, 2, "the draft and both photos are the same browser's");
        let ada = app.account(Person::member("ada")).await;
        let tx = app.db().write().await.expect("a transaction");
        let hash = entraide::web::draft_cookie::hash(&visitor.cookie("draft").expect("a cookie"));
        entraide::questions::drafts::bind(&tx, &hash, ada, true).await.expect("bound");
        tx.commit().await.expect("committed");
        let ready = entraide::questions::drafts::ready(&app.app, entraide::questions::drafts::Whose::Account(ada), app.now()).await.expect("ready");
        let tx = app.db().write().await.expect("a transaction");
        entraide::questions::drafts::publish(&tx, &ready, ada, app.now()).await.expect("published");
        tx.commit().await.expect("committed");
        let page = app.anyone().get(paths::QuestionShort { id: PostId(app.count("SELECT MAX(id) AS n FROM question", values![]).await) }).await;
        assert_eq!(photos(&app.anyone().follow(&page).await.ok()).len(), 2);
    }

    async fn two_send_the_same_photo_at_once(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let photo = drawn(7);
        let files: [(&str, &str, &[u8]); 1] = [("photos", "a.png", &photo)];
        let send = async |who: &Client| who.upload(paths::Photos, &[], &files, &[("x-fragment", "photo")]).await.ok();
        let (a, b) = tokio::join!(send(&ada), send(&basile));
        assert_ne!(a.body(), b.body());
        assert_eq!((folder(app).len(), app.count("SELECT COUNT(*) AS n FROM photo", values![]).await), (1, 1));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM photo_use", values![]).await, 2);
    }

    async fn a_photo_of_somebody_else_is_not_taken(app) {
        let (ada, eve) = (app.member("ada").await, app.member("eve").await);
        let sent = ada.upload(paths::Photos, &[], &[("photos", "a.png", &drawn(1))], &[("x-fragment", "photo")]).await.ok();
        let value = sent.body().split("value=\"").nth(1).and_then(|v| v.split('"').next()).expect("its key").to_owned();
        let page = form(&eve).await;
        let forged = page.form(FORM).with(&[("body", "Since Monday")]).forge("photo", &value);
        let page = eve.submit(forged).await.refused();
        assert!(page.text("#e-f-photos").contains("no longer there"));
    }

    async fn whoever_sends_slowly_keeps_no_other_from_asking(app) {
        let there = app.anyone_at([192, 0, 2, 7]);
        let (mut slow, mut busy) = (Vec::new(), false);
        for n in 0..20 {
            // one that finds no place because a quick one has it never comes back for it: there is one more each time
            slow.extend((0..8).map(|_| app.anyone_at([192, 0, 2, 7]).stall(paths::Photos)));
            let sent = there.upload(paths::Photos, &[], &[("photos", "a.png", &drawn(n))], &[("x-fragment", "photo")]).await;
            busy = sent.status == 422 && sent.body().contains("in a minute");
            if busy {
                break;
            }
        }
        let over: Vec<_> = slow.iter().filter(|s| s.is_finished()).collect();
        assert!(busy, "one address has so many places and no more; {} are over", over.len());
        // without a photo they ask as ever, and with one they keep what they typed
        let asked = there.submit(form(&there).await.form(FORM).with(&[("body", "Since Monday")])).await.done();
        assert!(asked.location().starts_with(&paths::Signup.to_string()));
        let page = form(&there).await;
        let kept = there.submit_with(page.form(FORM).with(&[("body", "Since Tuesday")]), &[("photos", "a.png", &drawn(1))]).await.refused();
        assert_eq!(kept.value("body").trim(), "Since Tuesday");
        // others send as ever
        let ada = app.member("ada").await;
        assert_eq!(photos(&ask(&ada, &[("photos", "a.png", &drawn(1))]).await).len(), 1);
        slow.iter().for_each(|s| s.abort());
    }

    with [("photos.keep_free", "4000000000")]
    async fn a_disk_that_is_nearly_full_takes_no_photo_and_loses_no_word(app) {
        let ada = app.member("ada").await;
        let page = form(&ada).await;
        let page = ada.submit_with(page.form(FORM).with(&[("body", "Since Monday")]), &[("photos", "a.png", &drawn(1))]).await.refused();
        assert!(page.text("#e-f-photos").contains("cannot be taken in"));
        assert_eq!(page.value("body").trim(), "Since Monday");
        let done = ada.fill(&page, FORM, &[]).await.done();
        ada.follow(&done).await.ok().see("Since Monday");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM photo", values![]).await, 0);
    }

    with [("limits.pages", "20"), ("limits.pages_per_minute", "20")]
    async fn a_page_full_of_photos_is_one_page(app) {
        let ada = app.member("ada").await;
        let photo = photos(&ask(&ada, &[("photos", "a.png", &drawn(1))]).await).remove(0);
        let visitor = app.anyone();
        for _ in 0..60 {
            visitor.get(format!("{photo}/small")).await.ok();
        }
        visitor.get(paths::Home).await.ok();
    }

    with [("limits.photos_per_minute", "2")]
    async fn what_is_refused_counts_as_well(app) {
        let ada = app.member("ada").await;
        for n in 0..7 {
            let sent = ada.upload(paths::Photos, &[], &[("photos", "a.png", b"nothing")], &[("x-fragment", "photo")]).await.refused();
            assert_eq!(sent.body().contains("in a minute"), n >= 6, "{n}");
        }
    }

    async fn what_is_removed_counts_for_the_day(app) {
        let ada = app.member("ada").await;
        let id = id_of(&ask(&ada, &[]).await);
        app.exec("INSERT INTO quota (account_id, act, began_at, n, last_at) VALUES ($1, 'photo', $2, 19, $2)", values![ada.id.0, app.now()]).await;
        let add = async |seed: u8| {
            let list = ada.get(paths::PostPhotos { id }).await.ok();
            ada.submit_with(list.form(&format!("form[action='{}']", paths::PostPhotos { id })).with(&[]), &[("photos", "c.png", &drawn(seed))]).await
        };
        add(1).await.done();
        let list = ada.get(paths::PostPhotos { id }).await.ok();
        ada.press(&list, "Remove photo 1", &[]).await.done();
        assert!(add(2).await.refused().text("#e-f-photos").contains("20 photos in 24 hours"));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM moderation_item WHERE object = 'post' AND why LIKE '%photos%'", values![]).await, 1, "somebody looks at what a newcomer adds");
    }

    async fn a_photo_is_with_one_text_alone(app) {
        let ada = app.member("ada").await;
        let sent = ada.upload(paths::Photos, &[], &[("photos", "a.png", &drawn(1))], &[("x-fragment", "photo")]).await.ok();
        let value = sent.body().split("value=\"").nth(1).and_then(|v| v.split('"').next()).expect("its key").to_owned();
        let first = form(&ada).await.form(FORM).with(&[("body", "Since Monday")]).forge("photo", &value);
        let again = first.clone();
        let done = ada.submit(first).await.done();
        assert_eq!(ada.submit(again).await.done().location().split('?').next(), done.location().split('?').next(), "sent twice, it is one question");
        let other = form(&ada).await.form(FORM).with(&[("title", "My other box blinks orange as well"), ("body", "")]).forge("photo", &value);
        let page = ada.submit(other).await.refused();
        assert!(page.text("#e-f-photos").contains("no longer there"));
        assert_eq!(page.count("input[name=photo]"), 0, "what is not there is not offered again");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 1);
    }

    async fn a_large_photo_is_nobodys_picture(app) {
        let ada = app.member("ada").await;
        let sent = ada.upload(paths::Photos, &[], &[("photos", "a.jpg", &file("photos/hopper.jpg"))], &[("x-fragment", "photo")]).await.ok();
        let value = sent.body().split("value=\"").nth(1).and_then(|v| v.split('"').next()).expect("its key").to_owned();
        ada.post(paths::SettingsAvatar, &[("avatar_photo", &value)]).await.refused();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE avatar IS NOT NULL", values![]).await, 0);
    }
}
