//! HTTP by hand: one request a connection, so that every way in which an answer can break is seen.

use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than the server's own longest wait.
const PATIENCE: Duration = Duration::from_secs(70);

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).filter_map(|l| l.split_once(':')).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim())
    }

    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }

    /// For a message: the status and what the page says.
    pub fn describe(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        let body = self.body.split("<main").nth(1).unwrap_or(&self.body);
        for c in body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let words: Vec<&str> = text.split_whitespace().take(60).collect();
        format!("{}: {}", self.status, words.join(" "))
    }

    fn parse(bytes: &[u8]) -> io::Result<Answer> {
        let broken = |what: &str| io::Error::new(io::ErrorKind::UnexpectedEof, what.to_owned());
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").ok_or_else(|| broken("no whole head"))?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or_else(|| broken("no status"))?;
        let mut answer = Answer { status, head, body: String::new() };
        let rest = &bytes[end + 4..];
        let body = if answer.header("transfer-encoding").is_some_and(|t| t.eq_ignore_ascii_case("chunked")) {
            chunks(rest).ok_or_else(|| broken("no last chunk"))?
        } else {
            let length: usize = answer.header("content-length").and_then(|l| l.parse().ok()).unwrap_or(0);
            rest.get(..length).ok_or_else(|| broken("no whole body"))?.to_vec()
        };
        answer.body = String::from_utf8_lossy(&body).into_owned();
        Ok(answer)
    }
}

fn chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|w| w == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).ok()?.trim(), 16).ok()?;
        rest = &rest[line + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

/// The head of a request as a browser on one of our pages sends it, without the empty line.
pub fn head(at: SocketAddr, method: &str, path: &str, cookie: &str) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {at}\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\naccept-language: en\r\nuser-agent: drill\r\nconnection: close\r\n");
    if !cookie.is_empty() {
        let _ = write!(head, "cookie: {cookie}\r\n");
    }
    head
}

pub async fn get(at: SocketAddr, path: &str, cookie: &str) -> io::Result<Answer> {
    sent(at, format!("{}\r\n", head(at, "GET", path, cookie))).await
}

pub async fn post(at: SocketAddr, path: &str, cookie: &str, form: &str) -> io::Result<Answer> {
    let head = head(at, "POST", path, cookie);
    sent(at, format!("{head}content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}", form.len())).await
}

async fn sent(at: SocketAddr, request: String) -> io::Result<Answer> {
    let all = async {
        let mut socket = TcpStream::connect(at).await?;
        socket.write_all(request.as_bytes()).await?;
        answer(&mut socket).await
    };
    timeout(PATIENCE, all).await.map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "no answer"))?
}

/// What comes until the server closes, as one answer.
pub async fn answer(socket: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    match socket.read_to_end(&mut bytes).await {
        Ok(_) => Answer::parse(&bytes),
        // a server that answers before it read everything may close with a reset: what came before it counts
        Err(e) => Answer::parse(&bytes).map_err(|_| e),
    }
}

/// Fields as a form sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
