//! Hashes (SHA-256, 8 hex digits), compresses and embeds everything under `static/`. A changed file has a
//! new address, so browsers may keep every asset for ever.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::{collections::BTreeMap, env, fs, path::Path};

pub fn generate() {
    let dir = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for entry in fs::read_dir("static").expect("static folder") {
        let path = entry.expect("entry").path();
        let name = path.file_name().and_then(|n| n.to_str()).expect("UTF-8 name").to_owned();
        if path.is_file() && kind(&name).is_some() {
            files.insert(name, fs::read(&path).expect("readable asset"));
        }
    }
    let mut order: Vec<String> = files.keys().cloned().collect();
    order.sort_by_key(|n| (n.ends_with(".css"), n.clone())); // stylesheets last: they name the others
    let mut addresses: BTreeMap<String, String> = BTreeMap::new();
    let mut consts = String::new();
    let mut table = String::from("pub static ASSETS: &[Asset] = &[\n");
    for name in order {
        let mut bytes = files.remove(&name).expect("listed above");
        if name.ends_with(".css") {
            let mut text = without_comments(&String::from_utf8(bytes).expect("UTF-8 stylesheet"));
            for (other, address) in &addresses {
                text = text.replace(&format!("url({other})"), &format!("url({address})"));
            }
            bytes = text.into_bytes();
        }
        if name.ends_with(".js") {
            bytes = without_indentation(&String::from_utf8(bytes).expect("UTF-8 script"));
        }
        let hash: String = Sha256::digest(&bytes).iter().take(4).map(|b| format!("{b:02x}")).collect();
        let (stem, ext) = name.rsplit_once('.').expect("kind() saw the extension");
        let address = format!("/a/{stem}.{hash}.{ext}");
        let (content_type, compressible) = kind(&name).expect("filtered above");
        let write = |suffix: &str, data: &[u8]| {
            let file = Path::new(&dir).join(format!("{name}{suffix}"));
            fs::write(&file, data).expect("OUT_DIR is writable");
            format!("include_bytes!({:?})", file.to_str().expect("UTF-8 path"))
        };
        let raw = write("", &bytes);
        let (br, gz) = if compressible { (format!("Some({})", write(".br", &brotli(&bytes))), format!("Some({})", write(".gz", &gzip(&bytes)))) } else { ("None".into(), "None".into()) };
        writeln!(table, "Asset {{ name: {name:?}, path: {address:?}, content_type: {content_type:?}, raw: {raw}, br: {br}, gz: {gz} }},").expect("string");
        writeln!(consts, "/// Address of `static/{name}`.\npub const {}: &str = {address:?};", name.to_uppercase().replace(['.', '-'], "_")).expect("string");
        addresses.insert(name, address);
    }
    table.push_str("];\n");
    fs::write(Path::new(&dir).join("assets.rs"), format!("{consts}{table}")).expect("OUT_DIR is writable");
}

fn kind(name: &str) -> Option<(&'static str, bool)> {
    if name == "speculation.json" {
        return Some(("application/speculationrules+json", true));
    }
    Some(match name.rsplit_once('.')?.1 {
        "css" => ("text/css; charset=utf-8", true),
        "js" => ("text/javascript; charset=utf-8", true),
        "json" => ("application/json", true),
        "svg" => ("image/svg+xml", true),
        "woff2" => ("font/woff2", false),
        "png" => ("image/png", false),
        "ico" => ("image/x-icon", false),
        "txt" => ("text/plain; charset=utf-8", true),
        _ => return None,
    })
}

/// Scripts lose their indentation and the comments that fill a line; a string never spans lines there.
fn without_indentation(script: &str) -> Vec<u8> {
    script.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")).collect::<Vec<_>>().join("\n").into_bytes()
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    out.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).expect("compresses in memory");
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut e = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    e.write_all(bytes).and_then(|()| e.finish()).expect("compresses in memory")
}
