//! What tests of photos share: pictures, forms with some, who sees one.

use std::path::PathBuf;

use entity::PostId;

use super::*;

pub const TITLE: &str = "My box blinks orange since the update";
pub const FORM: &str = "form#ask";

pub fn file(path: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)).expect("a fixture")
}

pub fn folder(app: &TestApp) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = Vec::new();
    let mut look = vec![app.app.config.photos_folder()];
    while let Some(dir) = look.pop() {
        for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            if entry.path().is_dir() { look.push(entry.path()) } else { all.push(entry.path()) }
        }
    }
    all
}

pub fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|w| w == words)
}

/// A plain picture that differs by `seed`, as a PNG.
pub fn drawn(seed: u8) -> Vec<u8> {
    let image = image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([seed, (x * 4) as u8, (y * 6) as u8]));
    let mut out = std::io::Cursor::new(Vec::new());
    image.write_to(&mut out, image::ImageFormat::Png).expect("encodes");
    out.into_inner()
}

pub async fn form(who: &Client) -> Page {
    who.get(paths::with_query(paths::Ask, &[("title", TITLE)])).await.ok()
}

/// Asks with these photos; gives the page of the question.
pub async fn ask(who: &Client, files: &[(&str, &str, &[u8])]) -> Page {
    let page = form(who).await;
    let done = who.submit_with(page.form(FORM).with(&[("body", "Since Monday")]), files).await.done();
    who.follow(&done).await.ok()
}

pub fn id_of(page: &Page) -> PostId {
    page.path.split('/').nth(2).and_then(|n| n.parse().ok()).expect("the page of a question")
}

/// The addresses of the photos on a page.
pub fn photos(page: &Page) -> Vec<String> {
    page.attrs(".pics a", "href")
}

/// Nobody guesses: both sizes are nowhere.
pub async fn unseen(who: &Client, photo: &str) {
    who.get(photo).await.missing();
    who.get(format!("{photo}/small")).await.missing();
}

pub async fn seen(who: &Client, photo: &str) -> Page {
    who.get(format!("{photo}/small")).await.ok();
    who.get(photo).await.ok()
}
