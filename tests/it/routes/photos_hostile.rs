//! Hostile files sent as photos, and a place to keep them that does not answer.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use entraide::photos::picture;

use crate::support::photos::*;
use crate::support::*;

/// What a form may say of a file it does not take.
const REFUSALS: &[&str] = &["not a photo we can show", "is damaged and cannot be read", "million pixels at most"];

/// In which a hostile file is refused.
const AT_MOST: Duration = Duration::from_millis(200);

both! {
    async fn each_hostile_image_is_taken_clean_or_refused_in_words(app) {
        let claire = app.staff("claire").await;
        for path in hostile() {
            let bytes = std::fs::read(&path).expect("readable");
            let (mut took, mut taken) = (Duration::MAX, false);
            // what else a machine does is not the file's fault
            for _ in 0..5 {
                let begun = Instant::now();
                let sent = claire.upload(paths::Photos, &[], &[("photos", "a.jpg", &bytes)], &[("x-fragment", "photo")]).await;
                took = took.min(begun.elapsed());
                taken = sent.status == 200 && sent.body().contains("name=\"photo\"");
                assert!(taken || (sent.status == 422 && REFUSALS.iter().any(|r| sent.body().contains(r))), "{}: {}", path.display(), sent.describe());
                if taken || took < AT_MOST {
                    break;
                }
            }
            assert!(taken || took < AT_MOST, "{}: {took:?}", path.display());
        }
    }
}

fn hostile() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile/images");
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder").map(|e| e.expect("a file").path()).collect();
    all.sort();
    all
}

/// Every hostile image is refused, or becomes a clean picture of ours; in bounded time either way.
#[test]
fn hostile_images_are_refused_or_made_clean() {
    let mut said = Vec::new();
    for path in hostile() {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a plain name").to_owned();
        let bytes = std::fs::read(&path).expect("readable");
        let read = picture::photo(&bytes);
        said.push(match read {
            Ok(p) => {
                assert!(!holds(&p.bytes, b"Exif") && !holds(&p.bytes, b"eXIf") && !holds(&p.bytes, b"acTL"), "{name}");
                image::load_from_memory(&p.bytes).expect("ours can be read");
                format!("{name}: {}×{} {}", p.width, p.height, p.kind.word())
            }
            Err(why) => format!("{name}: {why:?}"),
        });
    }
    insta::assert_snapshot!(said.join("\n"));
}

/// The few words of S3 that are spoken here.
mod bucket {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex};

    use axum::Router;
    use axum::body::Bytes;
    use axum::extract::{Request, State};
    use axum::http::{Method, StatusCode, header};
    use axum::response::{IntoResponse as _, Response};

    pub type Objects = Arc<Mutex<BTreeMap<String, Bytes>>>;

    pub fn router(objects: Objects) -> Router {
        Router::new().fallback(answer).with_state(objects)
    }

    async fn answer(State(objects): State<Objects>, request: Request) -> Response {
        assert!(request.headers().get(header::AUTHORIZATION).is_some_and(|v| v.to_str().is_ok_and(|v| v.starts_with("AWS4-HMAC-SHA256 Credential=someone/"))), "requests are signed");
        let path = request.uri().path().to_owned();
        let tag = (header::ETAG, "\"1\"".to_owned());
        match *request.method() {
            Method::PUT => {
                let bytes = axum::body::to_bytes(request.into_body(), 1 << 20).await.expect("a body");
                objects.lock().expect("not poisoned").insert(path, bytes);
                (StatusCode::OK, [tag]).into_response()
            }
            Method::GET => match objects.lock().expect("not poisoned").get(&path) {
                Some(bytes) => ([tag, (header::LAST_MODIFIED, "Tue, 24 Nov 2026 09:00:00 GMT".to_owned())], bytes.clone()).into_response(),
                None => StatusCode::NOT_FOUND.into_response(),
            },
            Method::DELETE => {
                objects.lock().expect("not poisoned").remove(&path);
                StatusCode::NO_CONTENT.into_response()
            }
            _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        }
    }
}

#[test]
fn a_bucket_keeps_what_a_folder_does() {
    use futures_util::TryStreamExt as _;
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        let objects = bucket::Objects::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let router = bucket::router(objects.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let mut config = entraide::config::Config::defaults();
        for (key, value) in [("photos.bucket", "photos"), ("photos.endpoint", &endpoint), ("photos.access_key", "someone"), ("photos.secret_key", "secret")] {
            config.set(key, value).expect("a known setting");
        }
        let store = entraide::photos::Store::new(&config);
        store.put("ab/abc.jpeg", b"pixels".to_vec()).await.expect("kept");
        assert_eq!(objects.lock().expect("not poisoned").keys().cloned().collect::<Vec<_>>(), ["/photos/ab/abc.jpeg"]);
        let bytes: Vec<axum::body::Bytes> = store.get("ab/abc.jpeg").await.expect("read").expect("there").try_collect().await.expect("whole");
        assert_eq!(bytes.concat(), b"pixels");
        store.remove("ab/abc.jpeg").await.expect("removed");
        assert!(store.get("ab/abc.jpeg").await.expect("read").is_none());
    });
}

fn in_a_bucket(endpoint: &str) -> entraide::photos::Store {
    let mut config = entraide::config::Config::defaults();
    for (key, value) in [("photos.bucket", "photos"), ("photos.endpoint", endpoint), ("photos.access_key", "someone"), ("photos.secret_key", "secret")] {
        config.set(key, value).expect("a known setting");
    }
    entraide::photos::Store::new(&config)
}

#[test]
fn a_bucket_that_never_answers_is_not_waited_for() {
    block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let store = in_a_bucket(&format!("http://{}", listener.local_addr().expect("an address")));
        let began = Instant::now();
        // several pages at once, and whoever comes after them
        let all = futures_util::future::join_all((0..6).map(|_| store.get("ab/abc.jpeg"))).await;
        assert!(all.iter().all(Result::is_err));
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
        let after = Instant::now();
        assert!(store.get("ab/abc.jpeg").await.is_err());
        assert!(after.elapsed() < Duration::from_secs(1), "nobody waits any more: {:?}", after.elapsed());
    });
}
