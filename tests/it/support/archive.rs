//! A backup as any program may read it, and as somebody may rewrite it.

use std::path::Path;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

pub fn find(bytes: &[u8], words: &[u8]) -> usize {
    bytes.windows(words.len()).position(|w| w == words).expect("it is there")
}

/// The files of a tar as it is specified: name and bytes.
pub fn unpacked(mut tar: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    while tar[0] != 0 {
        let name = String::from_utf8(tar[..100].split(|b| *b == 0).next().expect("a name").to_vec()).expect("text");
        let bytes = usize::from_str_radix(std::str::from_utf8(&tar[124..135]).expect("digits"), 8).expect("a size");
        all.push((name, tar[512..512 + bytes].to_vec()));
        tar = &tar[512 + bytes.next_multiple_of(512)..];
    }
    all
}

pub fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, bytes) in files {
        let mut header = vec![0; 512];
        let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
        put(0, name);
        put(100, "0000600\0");
        put(108, "0000000\0");
        put(116, "0000000\0");
        put(124, &format!("{:011o}\0", bytes.len()));
        put(136, &format!("{:011o}\0", 5));
        put(148, "        ");
        put(156, "0");
        put(257, "ustar\x0000");
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        tar.extend(header);
        tar.extend(bytes);
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1_024, 0);
    tar
}

pub fn manifest_of(file: &Path) -> Json {
    let (name, text) = unpacked(&std::fs::read(file).expect("read")).pop().expect("files");
    assert_eq!(name, "manifest.json");
    serde_json::from_slice(&text).expect("JSON")
}

/// The same backup with another manifest and more files in it, which the manifest names or does not.
pub fn rewritten(whole: &[u8], manifest: impl Fn(Json) -> Json, more: &[(&str, &[u8])], named: bool) -> Vec<u8> {
    let mut files = unpacked(whole);
    let (name, text) = files.pop().expect("a manifest");
    let mut said = manifest(serde_json::from_slice(&text).expect("JSON"));
    for (name, bytes) in more {
        files.push(((*name).to_owned(), bytes.to_vec()));
        if named {
            let sha256: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
            said["files"].as_array_mut().expect("a list").push(serde_json::json!({ "name": name, "bytes": bytes.len(), "sha256": sha256 }));
            let photos = said["photos"]["files"].as_u64().expect("a number");
            said["photos"]["files"] = (photos + 1).into();
        }
    }
    files.push((name, serde_json::to_vec(&said).expect("JSON")));
    packed(&files)
}

/// The files of one backup; of the choices, which hold the mark of the backup itself, as the other has them.
pub fn without_mark(one: &Path, other: &Path) -> Json {
    let (mut files, others) = (manifest_of(one)["files"].clone(), manifest_of(other)["files"].clone());
    let at = |list: &Json| list.as_array().and_then(|l| l.iter().position(|f| f["name"] == "tables/site_choice.jsonl")).expect("the choices");
    let n = at(&files);
    files[n] = others[at(&others)].clone();
    files
}
