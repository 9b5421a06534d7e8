//! Every route there is: the list itself, who may pass, what a forged request may do, what reading changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::Method;
use entraide::router;
use entraide::web::routes::{Access, Entry};

use super::world::World;
use crate::support::*;

/// The routes of the table, in reading order.
fn table() -> Vec<Entry> {
    router::routes().table
}

#[test]
fn the_list_of_routes() {
    let mut lines: BTreeMap<(&str, &str), Access> = BTreeMap::new();
    for e in table() {
        let twice = lines.insert((e.path, e.method), e.access);
        assert!(twice.is_none(), "{} {} stands twice", e.method, e.path);
    }
    let mut out = String::new();
    for ((path, method), access) in lines {
        let _ = writeln!(out, "{method:<4} {path:<40} {access:?}");
    }
    insta::assert_snapshot!(out);
}

#[test]
fn staff_and_admin_addresses_are_guarded() {
    for e in table() {
        let guarded = matches!(e.access, Access::Staff | Access::Manager | Access::Admin);
        assert!(guarded || !e.path.starts_with("/staff"), "{} {} lets in {:?}", e.method, e.path, e.access);
        // the rules and what is promised are the managers'
        let theirs = ["/admin/rules", "/admin/deadlines", "/admin/calendars", "/admin/alert-words", "/admin/departments", "/admin/routing"];
        let admin = if theirs.iter().any(|t| e.path.starts_with(t)) { Access::Manager } else { Access::Admin };
        assert!(e.access == admin || !e.path.starts_with("/admin"), "{} {} lets in {:?}", e.method, e.path, e.access);
    }
}

both! {
    async fn outsiders_find_no_staff_door(app) {
        let world = World::new(app).await;
        let visitor = app.anyone();
        for e in table().into_iter().filter(|e| e.access != Access::Public) {
            let path = world.fill(e.path);
            let method = if e.method == "GET" { Method::GET } else { Method::POST };
            let form = (e.method == "POST").then(String::new);
            let page = visitor.send(method.clone(), &path, form.clone(), &[]).await;
            assert_eq!(page.status, 303, "a visitor: {}", page.describe());
            assert!(page.location().starts_with(&paths::Login.to_string()), "a visitor: {}", page.describe());
            let too_low: &[&Client] = match e.access {
                Access::Public | Access::Member => &[],
                Access::Staff => &[&world.asker],
                Access::Manager => &[&world.asker, &world.staff],
                Access::Admin => &[&world.asker, &world.staff, &world.manager],
            };
            for who in too_low {
                let page = who.send(method.clone(), &path, form.clone(), &[]).await;
                assert_eq!(page.status, 404, "{}: {}", who.username, page.describe());
            }
        }
    }

    async fn a_forged_request_changes_nothing(app) {
        let world = World::new(app).await;
        let before = app.dump().await;
        for e in table().into_iter().filter(|e| e.method == "POST") {
            let path = world.fill(e.path);
            // S-18: what browsers say of a request from elsewhere
            for headers in [
                &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")][..],
                &[("sec-fetch-site", "same-site"), ("origin", "https://other.example")],
                &[("sec-fetch-site", ""), ("origin", "https://evil.example")],
                &[("sec-fetch-site", ""), ("origin", "null")],
                &[("sec-fetch-site", "cross-site"), ("origin", "")],
                &[("sec-fetch-site", ""), ("origin", "")],
            ] {
                let page = world.admin.send(Method::POST, &path, Some(world.form()), headers).await;
                assert_eq!(page.status, 403, "{headers:?}: {}", page.describe());
            }
        }
        app.unchanged_since(&before).await;
    }

    async fn reading_changes_nothing(app) {
        let world = World::new(app).await;
        // whoever comes by is marked as seen, and questions count their readers: nothing else may move
        let before = app.dump().await;
        for round in 0..2 {
            for who in [None, Some(&world.asker), Some(&world.helper), Some(&world.staff), Some(&world.manager), Some(&world.admin)] {
                for e in table().into_iter().filter(|e| e.method == "GET") {
                    let path = world.fill(e.path);
                    let page = match who {
                        None => app.anyone().get(&path).await,
                        Some(who) => who.get(&path).await,
                    };
                    let name = who.map_or("a visitor", |w| &w.username);
                    assert!(!page.status.is_server_error(), "round {round}, {name}: {}", page.describe());
                }
            }
        }
        app.unchanged_since(&before).await;
    }

    async fn whole_pages_say_how_they_may_be_kept(app) {
        let world = World::new(app).await;
        for e in table().into_iter().filter(|e| e.method == "GET") {
            let path = world.fill(e.path);
            let page = app.anyone().get(&path).await;
            let cache = page.header("cache-control").unwrap_or_default().to_owned();
            assert!(!cache.contains("private"), "a visitor's {path}: {cache}");
            let page = world.admin.get(&path).await;
            let cache = page.header("cache-control").unwrap_or_default().to_owned();
            let kept = page.is_html() && page.status == 200;
            assert!(!kept || !cache.contains("public"), "a member's {path}: {cache}");
            assert!(!e.path.starts_with("/admin") && !e.path.starts_with("/staff") || cache.contains("no-store"), "{path}: {cache}");
        }
    }

    async fn unknown_methods_are_refused(app) {
        let world = World::new(app).await;
        for method in ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "BREW"] {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            for e in table().into_iter().filter(|e| e.access == Access::Public) {
                let page = app.anyone().send(method.clone(), &world.fill(e.path), None, &[]).await;
                assert_eq!(page.status, 405, "{}", page.describe());
            }
        }
    }

    async fn addresses_with_nonsense_are_missing_not_broken(app) {
        let world = World::new(app).await;
        // their zero means something: all other categories, a new calendar
        let zero = [paths::AdminDeadline::PATTERN, paths::AdminCalendar::PATTERN];
        for e in table().into_iter().filter(|e| e.method == "GET" && e.path.contains('{')) {
            for odd in ["0", "-1", "9223372036854775807", "9223372036854775808", "x", "%00", "%F0%9F%A6%8A", "%FF", "..%2f..%2fetc%2fpasswd", "' OR 1=1 --", "null"] {
                let path = e.path.split('/').map(|part| if part.starts_with('{') { odd.replace(' ', "%20") } else { part.to_owned() }).collect::<Vec<_>>().join("/");
                for who in [&app.anyone(), &world.admin] {
                    if odd == "0" && zero.contains(&e.path) {
                        continue;
                    }
                    let page = who.get(&path).await;
                    assert!(!page.status.is_server_error() && page.status != 200 || page.is_html() && e.path.contains("token"), "{}", page.describe());
                }
            }
        }
    }
}

both! {
    with [("base_url", "https://community.example.com")]
    async fn over_https_everything_is_strict(app) {
        let ada = app.member("ada").await;
        assert!(ada.cookie("__Host-session").is_some());
        let page = ada.get(paths::Home).await;
        assert!(page.header("strict-transport-security").is_some_and(|v| v.contains("max-age=31536000")), "{:?}", page.headers);
    }
}
