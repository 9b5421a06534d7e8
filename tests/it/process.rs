//! The program itself, as it is started and stopped: its address, its end, its refusals, and what happens when it runs
//! out of file descriptors.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Engine, TestApp, paths, seed, values};

struct Program {
    child: Child,
    at: SocketAddr,
    _folder: tempfile::TempDir,
}

fn program(arguments: &[&str]) -> (Command, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_entraide"));
    command.args(arguments).current_dir(folder.path()).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    (command, folder)
}

fn output(arguments: &[&str], env: &[(&str, &str)]) -> Output {
    let (mut command, _folder) = program(arguments);
    command.envs(env.iter().copied()).stdin(Stdio::null()).output().expect("the program runs")
}

impl Program {
    /// Starts a server on a free port; `files` is the most it may open.
    fn start(arguments: &[&str], files: Option<u32>) -> Program {
        let (mut command, folder) = program(arguments);
        if let Some(files) = files {
            let mut limited = Command::new("/bin/sh");
            limited.args(["-c", &format!("ulimit -n {files} && exec \"$@\""), "sh"]).arg(env!("CARGO_BIN_EXE_entraide")).args(arguments).current_dir(folder.path());
            command = limited;
        }
        let mut child = command.env("ENTRAIDE_LOG", "warn").stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let said = lines.by_ref().map_while(Result::ok).find(|l| l.contains("http://")).expect("it says where it is");
        let at = said.split("http://").nth(1).and_then(|a| a.trim().parse().ok()).unwrap_or_else(|| panic!("no address in {said}"));
        std::thread::spawn(move || lines.for_each(drop));
        Program { child, at, _folder: folder }
    }

    /// Another server of a database that is there.
    fn on(url: &str) -> Program {
        let (mut command, folder) = program(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.env("DATABASE_URL", url).env("ENTRAIDE_TWO_STEP_STAFF", "offered").env("ENTRAIDE_LOG", "warn").stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let said = lines.by_ref().map_while(Result::ok).find(|l| l.contains("http://")).expect("it says where it is");
        let at = said.split("http://").nth(1).and_then(|a| a.trim().parse().ok()).unwrap_or_else(|| panic!("no address in {said}"));
        std::thread::spawn(move || lines.for_each(drop));
        Program { child, at, _folder: folder }
    }

    /// A form sent from one of its own pages, by somebody who is signed in.
    fn post(&self, path: &str, session: &str, form: &str) -> String {
        let mut socket = TcpStream::connect(self.at).expect("a connection");
        socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        write!(
            socket,
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncookie: session={session}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{form}",
            self.at,
            form.len()
        )
        .expect("sent");
        let mut said = String::new();
        socket.read_to_string(&mut said).expect("an answer");
        said
    }

    fn get(&self, path: &str) -> std::io::Result<String> {
        let mut socket = TcpStream::connect(self.at)?;
        socket.set_read_timeout(Some(Duration::from_secs(60)))?;
        write!(socket, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.at)?;
        let mut said = String::new();
        socket.read_to_string(&mut said)?;
        Ok(said)
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success(), "the program is gone already");
    }

    fn ends(&mut self) -> Option<i32> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(90) {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it does not end");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_serves_and_ends_in_order() {
    let mut program = Program::start(&["serve", "--listen", "127.0.0.1:0"], None);
    assert!(program.get("/healthz").expect("an answer").starts_with("HTTP/1.1 200"));
    assert!(program.get("/readyz").expect("an answer").starts_with("HTTP/1.1 200"));
    program.signal("TERM");
    // it is not ready any more, and still serves until the balancer noticed
    let begun = Instant::now();
    while !program.get("/readyz").expect("it still listens").starts_with("HTTP/1.1 503") {
        assert!(begun.elapsed() < Duration::from_secs(5), "it is still ready");
    }
    assert_eq!(program.ends(), Some(0));
    assert!(program.get("/healthz").is_err());
}

#[test]
fn ctrl_c_ends_it_at_once() {
    let mut program = Program::start(&["serve", "--listen", "127.0.0.1:0"], None);
    program.signal("INT");
    assert_eq!(program.ends(), Some(0));
}

#[test]
fn a_second_signal_does_not_wait() {
    let mut program = Program::start(&["serve", "--listen", "127.0.0.1:0"], None);
    // a request that never ends holds the drain
    let mut held = TcpStream::connect(program.at).expect("a connection");
    held.write_all(b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\nlogin=").expect("sent");
    std::thread::sleep(Duration::from_millis(300));
    let begun = Instant::now();
    program.signal("TERM");
    std::thread::sleep(Duration::from_millis(500));
    program.signal("TERM");
    assert_eq!(program.ends(), Some(1));
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn running_out_of_files_is_survived() {
    let program = Program::start(&["serve", "--listen", "127.0.0.1:0"], Some(96));
    let held: Vec<TcpStream> = (0..200).filter_map(|_| TcpStream::connect(program.at).ok()).collect();
    assert!(held.len() > 100, "{} connections", held.len());
    std::thread::sleep(Duration::from_millis(500));
    drop(held);
    // those that were accepted are gone; the others come and go
    let begun = Instant::now();
    while !program.get("/healthz").is_ok_and(|said| said.starts_with("HTTP/1.1 200")) {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not come back");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn what_would_be_unsafe_is_refused() {
    let refused = |arguments: &[&str], env: &[(&str, &str)], word: &str| {
        let out = output(arguments, env);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(!out.status.success(), "{arguments:?} {env:?} was accepted");
        assert!(said.contains(word), "{arguments:?} {env:?}: {said}");
    };
    refused(&["serve"], &[("ENTRAIDE_LISTEN", "0.0.0.0:0")], "SMTP");
    refused(&["serve"], &[("ENTRAIDE_BASE_URL", "https://community.example.com")], "SMTP");
    refused(&["demo", "--listen", "0.0.0.0:0"], &[], "loopback");
    refused(&["serve"], &[("ENTRAIDE_LISTNE", "x")], "ENTRAIDE_LISTEN");
    refused(&["serve"], &[("DATABASE_URL", "mysql://x")], "sqlite");
    assert_eq!(output(&["no-such-command"], &[]).status.code(), Some(2));
}

#[test]
fn the_sample_community_opens_by_one_command() {
    let program = Program::start(&["demo", "--listen", "127.0.0.1:0"], None);
    let home = program.get("/").expect("an answer");
    assert!(home.starts_with("HTTP/1.1 200"), "{}", &home[..home.len().min(400)]);
    assert!(home.contains("/questions/"), "the home page has no questions");
    let made: PathBuf = program._folder.path().join("data/demo.db");
    assert!(made.exists(), "it is not in data/demo.db");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_give_a_thread_to_one() {
    let app = TestApp::start(Engine::Postgres, &[]).await;
    app.ignore_mails();
    let (ada, claire, karim) = (app.member("ada").await, app.staff("claire").await, app.staff("karim").await);
    let sessions = [&claire, &karim].map(|who| who.cookie("session").expect("signed in"));
    let threads = [seed(&app, "The box is silent", ada.id, &[]).await.id, seed(&app, "The box is loud", ada.id, &[]).await.id];
    let servers = [Program::on(&app.url), Program::on(&app.url)];
    for id in threads {
        let to = paths::StaffThreadClaim { id }.to_string();
        let mut said: Vec<String> = std::thread::scope(|s| {
            let both: Vec<_> = servers.iter().zip(&sessions).map(|(server, session)| s.spawn(|| server.post(&to, session, ""))).collect();
            both.into_iter().map(|t| t.join().expect("no panic")).collect()
        });
        said.sort();
        assert!(said[0].starts_with("HTTP/1.1 303") && said[1].starts_with("HTTP/1.1 409"), "{said:?}");
        assert!(said[1].contains("has had it for"), "whoever came second is told who has it");
    }
    drop(servers);
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_process_does_holds_in_the_other() {
    let app = TestApp::start(Engine::Postgres, &[]).await;
    app.ignore_mails();
    let (ada, claire, karim) = (app.member("ada").await, app.staff("claire").await, app.staff("karim").await);
    let sessions = [&claire, &karim].map(|who| who.cookie("session").expect("signed in"));
    app.exec("INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('billing', 'Billing', 'Facturation', FALSE, 0)", values![]).await;
    let billing = app.count("SELECT id AS n FROM department WHERE slug = 'billing'", values![]).await;
    let support = app.count("SELECT id AS n FROM department WHERE slug = 'support'", values![]).await;
    let id = seed(&app, "The box is silent", ada.id, &[]).await.id;
    let servers = [Program::on(&app.url), Program::on(&app.url)];
    // each by their own server
    let claire_does = |path: String, form: &str| code(&servers[0].post(&path, &sessions[0], form));
    let karim_does = |path: String, form: &str| code(&servers[1].post(&path, &sessions[1], form));
    let both = |path: &str, form: &str| {
        let mut codes: Vec<u16> = std::thread::scope(|s| {
            let all: Vec<_> = servers.iter().zip(&sessions).map(|(server, session)| s.spawn(|| code(&server.post(path, session, form)))).collect();
            all.into_iter().map(|t| t.join().expect("no panic")).collect()
        });
        codes.sort_unstable();
        codes
    };
    let (claim, over, hand, resolve) = (paths::StaffThreadClaim { id }.to_string(), paths::StaffThreadTakeOver { id }.to_string(), paths::StaffThreadHandOver { id }.to_string(), paths::StaffThreadResolve { id }.to_string());
    let owner = async || app.count("SELECT COALESCE(MAX(owner_id), 0) AS n FROM escalation WHERE ended_at IS NULL", values![]).await;

    // taken over with a note: whoever had it learns so with the next press
    assert_eq!(claire_does(claim.clone(), ""), 303);
    assert_eq!(karim_does(over.clone(), "note="), 422);
    assert_eq!(karim_does(over.clone(), "note=She+is+at+lunch"), 303);
    assert_eq!(owner().await, karim.id.0);
    assert_eq!(claire_does(resolve.clone(), "outcome=refused&message=No"), 409);
    // handed over by its owner alone, and then anybody's there
    assert_eq!(claire_does(hand.clone(), &format!("department={billing}&note=A+bill")), 409);
    assert_eq!(karim_does(hand.clone(), &format!("department={billing}&note=A+bill")), 303);
    assert_eq!(owner().await, 0);
    assert_eq!(both(&claim, ""), [303, 409]);
    // a claim that nothing was done with is anybody's, and one of them gets it
    app.exec("UPDATE escalation SET claim_ends_at = 1", values![]).await;
    let first = owner().await;
    let (lapsed, taken) = if first == claire.id.0 { (claire.id.0, karim_does(claim.clone(), "")) } else { (karim.id.0, claire_does(claim.clone(), "")) };
    assert_eq!(taken, 303);
    assert_ne!(owner().await, lapsed);
    // nothing ends without an outcome; with one it ends once, for both
    assert_eq!(both(&resolve, "outcome="), [422, 422]);
    assert_eq!(both(&resolve, "outcome=solved&message=+"), [422, 422]);
    let open = app.count("SELECT id AS n FROM escalation WHERE ended_at IS NULL", values![]).await;
    assert_eq!(both(&resolve, &format!("escalation={open}&outcome=refused&message=The+box+is+right")), [303, 409]);
    assert_eq!(both(&hand, &format!("escalation={open}&department={support}&note=Late")), [409, 409]);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE outcome_line = 'The box is right'", values![]).await, 1);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation", values![]).await, 1);
    drop(servers);
    app.finish().await;
}

/// The status of a response.
fn code(said: &str) -> u16 {
    said.split(' ').nth(1).and_then(|c| c.parse().ok()).unwrap_or_else(|| panic!("no status in {said}"))
}
