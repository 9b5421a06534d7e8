//! Mails: written with their cause, sent by a job, read by the admin where nothing sends them.

use std::sync::{Arc, Mutex};

use entraide::mail;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::accounts::{PASSWORD, WITH_MAIL, signs_up};
use crate::support::*;

/// A mail server that takes what it is given, or hangs up after the data as often as told.
pub struct Sink {
    url: String,
    pub mails: Arc<Mutex<Vec<String>>>,
}

pub async fn sink(hang_ups: usize) -> Sink {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    let mails = Arc::new(Mutex::new(Vec::new()));
    let taken = mails.clone();
    let left = Arc::new(Mutex::new(hang_ups));
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (taken, left) = (taken.clone(), left.clone());
            tokio::spawn(async move {
                let (read, mut write) = socket.into_split();
                let mut lines = BufReader::new(read).lines();
                let _ = write.write_all(b"220 sink\r\n").await;
                let mut data: Option<String> = None;
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer: &[u8] = match (&mut data, line.as_str()) {
                        (Some(text), ".") => {
                            taken.lock().expect("not poisoned").push(text.clone());
                            data = None;
                            let hang_up = {
                                let mut n = left.lock().expect("not poisoned");
                                let now = *n > 0;
                                *n = n.saturating_sub(1);
                                now
                            };
                            if hang_up {
                                return;
                            }
                            b"250 taken\r\n"
                        }
                        (Some(text), line) => {
                            text.push_str(line);
                            text.push('\n');
                            continue;
                        }
                        (None, "DATA") => {
                            data = Some(String::new());
                            b"354 go on\r\n"
                        }
                        (None, "QUIT") => b"221 bye\r\n",
                        (None, l) if l.starts_with("RCPT TO:<refused") => b"550 no such mailbox\r\n",
                        (None, l) if l.starts_with("EHLO") => b"250-sink\r\n250 8BITMIME\r\n",
                        (None, _) => b"250 ok\r\n",
                    };
                    if write.write_all(answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    Sink { url, mails }
}

/// The same database under settings that send to the sink.
pub fn sending(app: &TestApp, sink: &Sink) -> entraide::app::App {
    let mut config = app.app.config.clone();
    config.set("smtp_url", sink.url.clone()).expect("a setting");
    config.set("mail_from", "Nordik <aide@nordik.example>").expect("a setting");
    entraide::app::App::new(config, app.db().clone(), app.clock.clone())
}

pub fn header(mail: &str, name: &str) -> String {
    mail.lines().find_map(|l| l.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {mail}")).trim().to_owned()
}

both! {
    with [WITH_MAIL] async fn the_job_sends_what_is_due(app) {
        let sink = sink(0).await;
        signs_up(&app.anyone(), "ada", "ada@example.org").await.done();
        let app2 = sending(app, &sink);
        mail::jobs::tick(&app2, app.now()).await.expect("sent");
        mail::jobs::tick(&app2, app.now()).await.expect("nothing more");
        let mails = sink.mails.lock().expect("not poisoned").clone();
        assert_eq!(mails.len(), 1);
        assert!(header(&mails[0], "From:").contains("aide@nordik.example"));
        assert_eq!(header(&mails[0], "To:"), "ada@example.org");
        assert!(mails[0].contains("multipart/alternative") && mails[0].contains("Auto-Submitted: auto-generated"));
        assert!(app.mails().await[0].sent_at.is_some());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE text <> '' OR html <> ''", values![]).await, 0, "the link is its receiver's alone");
    }

    with [WITH_MAIL] async fn a_mail_is_tried_again_under_the_same_id(app) {
        let sink = sink(2).await;
        signs_up(&app.anyone(), "ada", "ada@example.org").await.done();
        let app2 = sending(app, &sink);
        for n in 1..=3 {
            mail::jobs::tick(&app2, app.now()).await.expect("tried");
            mail::jobs::tick(&app2, app.now()).await.expect("not due yet");
            assert_eq!(sink.mails.lock().expect("not poisoned").len(), n);
            app.advance(3 * MINUTE).await;
        }
        mail::jobs::tick(&app2, app.now()).await.expect("done");
        let mails = sink.mails.lock().expect("not poisoned").clone();
        assert_eq!(mails.len(), 3);
        let ids: std::collections::BTreeSet<String> = mails.iter().map(|m| header(m, "Message-ID:")).collect();
        assert_eq!(ids.len(), 1);
        assert!(app.mails().await[0].sent_at.is_some());
    }

    with [WITH_MAIL] async fn a_server_that_is_away_is_tried_ten_times(app) {
        signs_up(&app.anyone(), "ada", "ada@example.org").await.done();
        for _ in 0..14 {
            mail::jobs::tick(&app.app, app.now()).await.expect("tried");
            app.advance(DAY).await;
        }
        assert_eq!(app.count("SELECT attempts AS n FROM mail", values![]).await, 10);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE failed_at IS NOT NULL AND next_attempt_at IS NULL AND last_error IS NOT NULL", values![]).await, 1);
        app.ignore_mails();
    }

    with [WITH_MAIL] async fn a_refused_mailbox_is_given_up_at_once(app) {
        let sink = sink(0).await;
        signs_up(&app.anyone(), "eve", "refused@example.org").await.done();
        signs_up(&app.anyone(), "ada", "ada@example.org").await.done();
        let app2 = sending(app, &sink);
        mail::jobs::tick(&app2, app.now()).await.expect("sent");
        assert_eq!(sink.mails.lock().expect("not poisoned").len(), 1, "the other one went out");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE failed_at IS NOT NULL AND attempts = 1", values![]).await, 1);
        app.ignore_mails();
    }

    with [WITH_MAIL] async fn what_people_typed_is_no_link_and_no_header(app) {
        let ada = app.anyone();
        let page = ada.get(paths::with_query(paths::Ask, &[("title", "See www.evil.example now http://evil.example/x")])).await.ok();
        let kept = ada.fill(&page, "form#ask", &[("body", "Since Monday evening, all lights.")]).await.done();
        ada.follow(&kept).await.ok();
        ada.post(paths::Signup, &[("username", "evil.example"), ("email", "ada@example.org\r\nBcc: eve@example.org"), ("password", PASSWORD)]).await.refused();
        ada.post(paths::Signup, &[("username", "evil.example"), ("email", "ada@example.org"), ("password", PASSWORD)]).await.done();
        let mail = app.mail_to("ada@example.org").await;
        for part in [&mail.text, &mail.html] {
            assert!(part.contains("evil") && !part.contains("evil.example") && !part.contains("http://evil"), "{part}");
        }
        assert!(!mail.subject.contains('\n'));
    }

    async fn without_a_server_the_admin_reads_what_would_be_sent(app) {
        let ada = app.account(Person::member("ada")).await;
        app.exec("UPDATE account SET password_hash = 'x', lang = 'fr' WHERE id = $1", values![ada.0]).await;
        app.anyone().post(paths::Forgot, &[("email", "ada@example.com")]).await.ok();
        mail::jobs::tick(&app.app, app.now()).await.expect("nothing to send");
        let root = app.admin("root").await;
        root.get(paths::Admin).await.ok().see("Outbox");
        let list = root.get(paths::AdminOutbox).await.ok();
        list.see("Choisissez un nouveau mot de passe – Nordik").see("kept");
        let mail = root.get(list.attr("main li a", "href")).await.ok();
        assert!(mail.text("pre").contains("/password/reset/"));
        for who in [app.manager("manon").await, app.member("basile").await] {
            who.get(paths::AdminOutbox).await.missing();
        }
        app.mail_to("ada@example.com").await;
    }
}
