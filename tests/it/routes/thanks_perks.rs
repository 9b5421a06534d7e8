//! Perks: who may claim, never one too many, a code that is shown once.

use entity::{PerkClaimId, PerkId};

use crate::support::*;

/// Since `days`, an ambassador with a term.
async fn since(app: &TestApp, who: &Client, days: i64) {
    let at = app.now() - days * DAY;
    app.exec("INSERT INTO term (member_id, charter, began_at, ends_at, end_reason) VALUES ($1, '', $2, $3, '')", values![who.id.0, at, at + 365 * DAY]).await;
}

/// A perk with the next number.
async fn perk(app: &TestApp, manager: &Client, title: &str, value: &str, stock: &str, per_member: &str) -> PerkId {
    let page = manager.get(paths::StaffPerks).await.ok();
    let fields = [("title_en", title), ("title_fr", title), ("value", value), ("stock", stock), ("per_member", per_member)];
    manager.press(&page, "Save the perk", &fields).await.done();
    PerkId(app.count("SELECT MAX(id) AS n FROM perk", values![]).await)
}

both! {
    async fn a_claim_is_fulfilled_and_done(app) {
        let (ada, basile, claire, manon) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await, app.manager("manon").await);
        since(app, &basile, 40).await;
        claire.get(paths::StaffPerks).await.missing();
        let page = manon.get(paths::StaffPerks).await.ok();
        manon.press(&page, "Save the perk", &[("title_en", ""), ("title_fr", "x"), ("value", "-1"), ("per_member", "0")]).await.refused();
        let id = perk(app, &manon, "A visit of the lab", "40", "2", "1").await;
        ada.get(paths::Perks).await.ok().see("A visit of the lab").see("€40").see("For ambassadors").see("This is for experts");
        ada.post(paths::PerkClaim { id }, &[("adult", "1")]).await.denied();
        claire.post(paths::PerkClaim { id }, &[("adult", "1")]).await.denied();
        let page = basile.get(paths::Perks).await.ok();
        page.see("from 30 days after your promotion").see("up to €150 in a year").see("2 left");
        basile.post(paths::PerkClaim { id }, &[]).await.refused().see("18 or older");
        let done = basile.post(paths::PerkClaim { id }, &[("adult", "1")]).await.done();
        basile.follow(&done).await.ok().see("Waiting for the team").see("€40 of €150 this year");
        basile.post(paths::PerkClaim { id }, &[("adult", "1")]).await.refused().see("You have had yours");
        assert!(app.mail_to("basile@example.com").await.subject.contains("A visit of the lab"));
        let claim = PerkClaimId(1);
        ada.post(paths::PerkCancel { id: claim }, &[]).await.status(409);
        let page = manon.get(paths::StaffPerkClaims).await.ok();
        page.see("Basile").see("18 or older");
        manon.post(paths::StaffPerkClaim { id: claim }, &[("decision", "decline"), ("reason", "")]).await.refused();
        manon.post(paths::StaffPerkClaim { id: claim }, &[("decision", "fulfil")]).await.done();
        manon.post(paths::StaffPerkClaim { id: claim }, &[("decision", "decline"), ("reason", "No")]).await.status(409);
        assert!(app.mail_to("basile@example.com").await.subject.starts_with("Ready"));
        let page = basile.get(paths::Perks).await.ok();
        let done = basile.press(&page, "I have it", &[]).await.done();
        basile.follow(&done).await.ok().see("Done");
        let csv = manon.get(paths::with_query(paths::StaffPerkValues, &[("year", "2026")])).await.ok();
        assert_eq!(csv.body(), format!("year,account,username,name,perks,value,currency\n2026,{},basile,Basile,1,40,EUR\n", basile.id));
        claire.get(paths::StaffPerkValues).await.missing();
        // what is declined is given back, with its reason
        let other = perk(app, &manon, "A hat", "20", "1", "1").await;
        basile.post(paths::PerkClaim { id: other }, &[("adult", "1")]).await.done();
        manon.post(paths::StaffPerkClaim { id: PerkClaimId(2) }, &[("decision", "decline"), ("reason", "The hats did not arrive.")]).await.done();
        let mail = app.mail_to("basile@example.com").await;
        assert!(mail.text.contains("hats did not arrive"), "{}", mail.text);
        basile.get(paths::Perks).await.ok().see("1 left").see("The hats did not arrive.").see("€40 of €150");
        basile.post(paths::PerkClaim { id: other }, &[("adult", "1")]).await.done();
        let page = basile.get(paths::Perks).await.ok();
        basile.press(&page, "Cancel my claim", &[]).await.done();
        manon.post(paths::StaffPerkRetire { id: other }, &[]).await.done();
        basile.post(paths::PerkClaim { id: other }, &[("adult", "1")]).await.refused();
        app.mails().await;
    }

    async fn the_rules_of_claims_hold(app) {
        let (basile, elise, manon) = (app.ambassador("basile").await, app.expert("elise").await, app.manager("manon").await);
        since(app, &basile, 29).await;
        let dear = perk(app, &manon, "A box", "100", "", "5").await;
        let free = perk(app, &manon, "A badge to wear", "0", "", "5").await;
        basile.post(paths::PerkClaim { id: dear }, &[("adult", "1")]).await.refused().see("You can claim it from 25 November 2026");
        elise.post(paths::PerkClaim { id: free }, &[]).await.refused().see("This perk is for ambassadors");
        app.advance(DAY).await;
        basile.post(paths::PerkClaim { id: dear }, &[("adult", "1")]).await.done();
        basile.post(paths::PerkClaim { id: dear }, &[("adult", "1")]).await.refused().see("€50");
        basile.post(paths::PerkClaim { id: free }, &[]).await.done();
        // the next year begins where the community is
        app.advance(38 * DAY).await;
        let basile = app.browser(basile.id).await;
        basile.post(paths::PerkClaim { id: dear }, &[("adult", "1")]).await.done();
        app.alter(basile.id, "rank = 'emeritus'").await;
        basile.post(paths::PerkClaim { id: free }, &[]).await.denied();
        app.ignore_mails();
    }

    async fn a_code_is_shown_once(app) {
        let (ada, basile, manon) = (app.member("ada").await, app.ambassador("basile").await, app.manager("manon").await);
        since(app, &basile, 40).await;
        let id = perk(app, &manon, "A voucher", "10", "", "3").await;
        let page = manon.get(paths::StaffPerk { id }).await.ok();
        manon.press(&page, "Load the codes", &[("codes", "")]).await.refused();
        let done = manon.press(&page, "Load the codes", &[("codes", "NORDIK-AAAA-1111\r\nNORDIK-BBBB-2222\r\n\r\nNORDIK-AAAA-1111")]).await.done();
        manon.follow(&done).await.ok().see("2 left").not_see("NORDIK-");
        basile.post(paths::PerkClaim { id }, &[("adult", "1")]).await.done();
        let mail = app.mail_to("basile@example.com").await;
        assert!(!mail.text.contains("NORDIK-") && !mail.html.contains("NORDIK-"));
        let page = basile.get(paths::Perks).await.ok();
        page.see("Your code is ready").not_see("NORDIK-");
        ada.post(paths::PerkReveal { id: PerkClaimId(1) }, &[]).await.done();
        manon.post(paths::PerkReveal { id: PerkClaimId(1) }, &[]).await.done();
        // pressed four times at once, it is there in one answer
        let shown = futures_util::future::join_all((0..4).map(|_| basile.post(paths::PerkReveal { id: PerkClaimId(1) }, &[]))).await;
        let with: Vec<_> = shown.iter().filter(|p| p.body().contains("NORDIK-AAAA-1111")).collect();
        assert_eq!(with.len(), 1, "{:?}", shown.iter().map(|p| p.status).collect::<Vec<_>>());
        assert!(with[0].header("cache-control").is_some_and(|v| v.contains("no-store")));
        basile.get(paths::Perks).await.ok().see("••••11").not_see("NORDIK-");
        manon.get(paths::StaffPerkClaims).await.ok().see("••••11").not_see("NORDIK-");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM perk_code WHERE code LIKE '%AAAA%'", values![]).await, 0);
        // a code that was given is not loaded again
        manon.post(paths::StaffPerkCodes { id }, &[("codes", "NORDIK-AAAA-1111")]).await.done();
        manon.get(paths::StaffPerk { id }).await.ok().see("1 left");
        basile.post(paths::PerkClaim { id }, &[("adult", "1")]).await.done();
        basile.post(paths::PerkClaim { id }, &[("adult", "1")]).await.refused().see("None is left");
        // one that is typed when a claim is fulfilled
        let typed = perk(app, &manon, "A ticket", "10", "5", "3").await;
        basile.post(paths::PerkClaim { id: typed }, &[("adult", "1")]).await.done();
        manon.post(paths::StaffPerkClaim { id: PerkClaimId(3) }, &[("decision", "fulfil"), ("code", "TICKET-42-ROW-7")]).await.done();
        basile.post(paths::PerkReceived { id: PerkClaimId(3) }, &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM perk_claim WHERE id = 3 AND state = 'fulfilled'", values![]).await, 1, "not before its code was seen");
        let page = basile.post(paths::PerkReveal { id: PerkClaimId(3) }, &[]).await.ok();
        page.see("TICKET-42-ROW-7");
        // the stock follows the codes: two wait for one, one of them steps back, and the other's is not promised twice
        let late = perk(app, &manon, "A late voucher", "0", "5", "3").await;
        basile.post(paths::PerkClaim { id: late }, &[]).await.done();
        basile.post(paths::PerkClaim { id: late }, &[]).await.done();
        manon.post(paths::StaffPerkCodes { id: late }, &[("codes", "LATE-0001-AAAA")]).await.done();
        basile.post(paths::PerkCancel { id: PerkClaimId(5) }, &[]).await.done();
        let left = "SELECT stock - taken AS n FROM perk WHERE id = $1";
        assert_eq!(app.count(left, values![late.0]).await, 0);
        manon.post(paths::StaffPerkClaim { id: PerkClaimId(4) }, &[("decision", "fulfil"), ("code", "LATE-0002-BBBB")]).await.done();
        assert_eq!(app.count(left, values![late.0]).await, 1, "a typed code leaves the loaded one free");
        app.mails().await;
    }

    async fn many_at_once_never_take_one_too_many(app) {
        let manon = app.manager("manon").await;
        let few = perk(app, &manon, "Three lamps", "0", "3", "1").await;
        let mut people = Vec::new();
        for n in 0..8 {
            let who = app.ambassador(&format!("helper{n}")).await;
            since(app, &who, 60).await;
            people.push(who);
        }
        let twice = people.iter().chain(&people);
        let got = futures_util::future::join_all(twice.map(|who| who.post(paths::PerkClaim { id: few }, &[]))).await;
        assert_eq!(got.iter().filter(|p| p.status == 303).count(), 3, "{:?}", got.iter().map(|p| p.status.as_u16()).collect::<Vec<_>>());
        assert!(got.iter().all(|p| p.status == 303 || p.status == 422));
        assert_eq!(app.count("SELECT taken AS n FROM perk WHERE id = $1", values![few.0]).await, 3);
        // one member, many perks: the year's cap
        let dear = perk(app, &manon, "A box", "40", "", "100").await;
        let got = futures_util::future::join_all((0..10).map(|_| people[0].post(paths::PerkClaim { id: dear }, &[("adult", "1")]))).await;
        assert_eq!(got.iter().filter(|p| p.status == 303).count(), 3, "120 of 150");
        // codes: each to one claim
        let codes = perk(app, &manon, "A voucher", "1", "", "1").await;
        let all: String = (0..5).map(|n| format!("CODE-{n}-{n}{n}{n}{n}\n")).collect();
        manon.post(paths::StaffPerkCodes { id: codes }, &[("codes", all.as_str())]).await.done();
        let got = futures_util::future::join_all(people.iter().map(|who| who.post(paths::PerkClaim { id: codes }, &[("adult", "1")]))).await;
        assert_eq!(got.iter().filter(|p| p.status == 303).count(), 5);
        assert_eq!(app.count("SELECT COUNT(DISTINCT claim_id) AS n FROM perk_code WHERE claim_id IS NOT NULL", values![]).await, 5);
        // a claim that two managers deal with, and its member cancels, at once
        let one = perk(app, &manon, "A hat", "0", "1", "1").await;
        let rosa = app.manager("rosa").await;
        people[7].post(paths::PerkClaim { id: one }, &[]).await.done();
        let claim = PerkClaimId(app.count("SELECT MAX(id) AS n FROM perk_claim", values![]).await);
        let (a, b, c) = tokio::join!(
            manon.post(paths::StaffPerkClaim { id: claim }, &[("decision", "fulfil")]),
            rosa.post(paths::StaffPerkClaim { id: claim }, &[("decision", "decline"), ("reason", "No")]),
            people[7].post(paths::PerkCancel { id: claim }, &[]),
        );
        assert_eq!([&a, &b, &c].iter().filter(|p| p.status == 303).count(), 1, "{} {} {}", a.status, b.status, c.status);
        let taken = app.count("SELECT taken AS n FROM perk WHERE id = $1", values![one.0]).await;
        assert_eq!(taken, i64::from(a.status == 303));
        app.ignore_mails();
    }
}
