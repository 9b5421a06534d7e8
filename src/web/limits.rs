//! How often one address, or one account, may have a page built. Counted in memory, per process; what members may do a
//! day, and what must be exact wherever it is asked for (log-ins, mails, sign-ups), is counted in the database instead.
//! IPv6 clients count by /64. The hands of the clock are the application's, so that a test can let an hour pass.
//!
//! What must stay true: an office of fifty honest people behind one address never meets a limit; whoever is refused is
//! told how long to wait and gets back what they typed (`web::again`); nothing a client says of itself gives it more.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use entity::AccountId;

use crate::clock::{Clock, MINUTE, Millis};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::web::context::Ctx;
use crate::web::{again, paths};

mod counter;

use counter::{Counter, Micros};

/// The application's clock as the counters read it; the system's is read where it never goes back.
#[derive(Clone, Debug)]
struct Wall {
    clock: Clock,
    start: Instant,
}

impl Wall {
    fn now(&self) -> Micros {
        match &self.clock {
            Clock::System => Micros::try_from(self.start.elapsed().as_micros()).unwrap_or(Micros::MAX),
            fixed => Micros::try_from(fixed.now()).unwrap_or(0) * 1_000,
        }
    }
}

/// KiB of photos of visitors at one address that are kept in six hours.
const VISITORS_PHOTOS: u32 = 128 << 10;

/// What a network may do together, as a multiple of one address of it.
const WIDE: u64 = 10;

/// One limit: so many in a time, for each address or account.
pub struct Limit<K> {
    /// Its name on the team's page.
    what: &'static str,
    wall: Wall,
    counts: Counter,
    /// The same for the networks of addresses.
    wide: Counter,
    keys: std::marker::PhantomData<fn(K)>,
}

impl<K: Hash> Limit<K> {
    fn new(what: &'static str, wall: &Wall, times: u32, per: Duration) -> Limit<K> {
        let per = Micros::try_from(per.as_micros()).unwrap_or(Micros::MAX);
        let counts = |times: u64| Counter::new(times, per);
        Limit { what, wall: wall.clone(), counts: counts(times.into()), wide: counts(u64::from(times).saturating_mul(WIDE)), keys: std::marker::PhantomData }
    }

    fn enough(&self, wait: Micros) -> Error {
        Error::TooMany { what: self.what, seconds: wait / 1_000_000 + 1 }
    }

    fn take_for(&self, key: &K) -> Result<()> {
        self.counts.take(key, self.wall.now()).map_err(|wait| self.enough(wait))
    }

    fn give_back_for(&self, key: &K) {
        self.counts.give_back(key);
    }

    fn sweep(&self) {
        let now = self.wall.now();
        self.counts.sweep(now);
        self.wide.sweep(now);
    }
}

impl Limit<IpAddr> {
    /// Takes one; says how long to wait if none is left.
    pub fn take(&self, ip: IpAddr) -> Result<()> {
        self.take_for(&key(ip))?;
        network(ip).map_or(Ok(()), |n| self.wide.take(&n, self.wall.now()).map_err(|wait| self.enough(wait)))
    }

    /// Takes several at once, if so many are left.
    fn take_all(&self, ip: IpAddr, n: u32) -> bool {
        let now = self.wall.now();
        self.counts.take_all(&key(ip), n.into(), now).is_ok() && network(ip).is_none_or(|w| self.wide.take_all(&w, n.into(), now).is_ok())
    }

    fn give_back(&self, ip: IpAddr) {
        self.give_back_for(&key(ip));
        if let Some(n) = network(ip) {
            self.wide.give_back(&n);
        }
    }
}

/// The limiters of this process.
pub struct Limits {
    pages_short: Limit<IpAddr>,
    pages: Limit<IpAddr>,
    member_pages_short: Limit<AccountId>,
    member_pages: Limit<AccountId>,
    address_pages: Limit<IpAddr>,
    crawlers: Limit<(&'static str, IpAddr)>,
    /// Kept pages of one address that count as read.
    reads: Limit<IpAddr>,
    searches: Limit<IpAddr>,
    member_searches: Limit<AccountId>,
    similar: Limit<IpAddr>,
    member_similar: Limit<AccountId>,
    pub feeds: Limit<IpAddr>,
    /// Questions of visitors, kept until they have an account.
    pub asks: Limit<IpAddr>,
    pub logins: Limit<IpAddr>,
    pub reports: Limit<IpAddr>,
    pub notices: Limit<IpAddr>,
    receipts: Limit<(IpAddr, String)>,
    /// Photos of visitors, and those of members.
    photos: Limit<IpAddr>,
    member_photos: Limit<AccountId>,
    /// KiB of visitors' photos that are kept: nobody alone fills what there is for all of them.
    visitors_photos: Limit<IpAddr>,
    /// Photos shown.
    pictures: Limit<IpAddr>,
    /// Refusals since they were last written down.
    met: Mutex<HashMap<(&'static str, i64), i64>>,
    /// When this process last did what each has to do for itself.
    tidied_at: AtomicI64,
}

/// NAT64: an IPv4 address in the last four bytes.
const NAT64: [u16; 6] = [0x64, 0xff9b, 0, 0, 0, 0];

fn plain(ip: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = ip else { return ip };
    match v6.to_ipv4_mapped() {
        Some(v4) => v4.into(),
        None if v6.segments()[..6] == NAT64 => IpAddr::from([v6.octets()[12], v6.octets()[13], v6.octets()[14], v6.octets()[15]]),
        None => ip,
    }
}

fn shortened(v6: Ipv6Addr, segments: usize) -> IpAddr {
    let mut s = v6.segments();
    s[segments..].fill(0);
    Ipv6Addr::from(s).into()
}

/// What an address counts as: itself, or its /64.
pub fn key(ip: IpAddr) -> IpAddr {
    match plain(ip) {
        IpAddr::V6(v6) => shortened(v6, 4),
        v4 => v4,
    }
}

/// The network that counts, too, with ten times the number: of IPv6, the /48 that one customer is given.
pub fn network(ip: IpAddr) -> Option<IpAddr> {
    match plain(ip) {
        IpAddr::V6(v6) => Some(shortened(v6, 3)),
        IpAddr::V4(_) => None,
    }
}

/// Where a crawler comes from, roughly: whoever borrows its name elsewhere takes nothing from it.
fn neighbourhood(ip: IpAddr) -> IpAddr {
    match plain(ip) {
        IpAddr::V4(v4) => IpAddr::from([v4.octets()[0], v4.octets()[1], 0, 0]),
        IpAddr::V6(v6) => shortened(v6, 2),
    }
}

/// Crawlers by the word in their agent (L-03). Who lies about it is counted by address like anyone.
const CRAWLERS: &[&str] = &[
    "AhrefsBot", "Amazonbot", "Applebot", "Baiduspider", "bingbot", "Bytespider", "CCBot", "ClaudeBot", "DotBot", "DuckDuckBot", "facebookexternalhit", "Googlebot", "GPTBot", "ia_archiver", "meta-externalagent",
    "MJ12bot", "OAI-SearchBot", "PerplexityBot", "PetalBot", "SemrushBot", "Sogou", "YandexBot",
];

/// By its own word.
pub fn is_crawler(request: &Request) -> bool {
    crawler(request).is_some()
}

fn crawler(request: &Request) -> Option<&'static str> {
    // what tells them where not to go is theirs to read
    let (path, maps) = (request.uri().path(), paths::Sitemap::PATTERN.trim_end_matches(".xml"));
    if [paths::Robots::PATTERN, paths::Favicon::PATTERN].contains(&path) || path.starts_with(maps) {
        return None;
    }
    let agent = request.headers().get(header::USER_AGENT)?.to_str().ok()?;
    CRAWLERS.iter().find(|name| agent.contains(**name)).copied()
}

impl Limits {
    pub fn new(config: &Config, clock: &Clock) -> Limits {
        let n = |name| config.number(name);
        let wall = Wall { clock: clock.clone(), start: Instant::now() };
        let (ten, minute) = (Duration::from_secs(10), Duration::from_secs(60));
        Limits {
            pages_short: Limit::new("pages", &wall, n("limits.pages"), ten),
            pages: Limit::new("pages", &wall, n("limits.pages_per_minute"), minute),
            member_pages_short: Limit::new("member_pages", &wall, n("limits.member_pages"), ten),
            member_pages: Limit::new("member_pages", &wall, n("limits.member_pages_per_minute"), minute),
            address_pages: Limit::new("address_pages", &wall, n("limits.address_pages_per_minute"), minute),
            crawlers: Limit::new("crawlers", &wall, n("limits.crawlers_per_minute"), minute),
            reads: Limit::new("pages", &wall, n("limits.pages_per_minute"), minute),
            searches: Limit::new("searches", &wall, n("limits.searches_per_minute"), minute),
            member_searches: Limit::new("searches", &wall, n("limits.member_searches_per_minute"), minute),
            feeds: Limit::new("feeds", &wall, n("limits.feeds_per_ten_minutes"), minute * 10),
            similar: Limit::new("similar", &wall, n("limits.similar_per_minute"), minute),
            member_similar: Limit::new("similar", &wall, n("limits.similar_per_minute"), minute),
            asks: Limit::new("asks", &wall, n("limits.asks_per_minute"), minute),
            // a first look that costs nothing; what counts is in the database
            logins: Limit::new("logins", &wall, n("limits.logins_per_minute").saturating_mul(10), minute),
            reports: Limit::new("reports", &wall, 10, minute),
            notices: Limit::new("notices", &wall, 5, minute * 60),
            receipts: Limit::new("notices", &wall, 3, minute * 60 * 24),
            photos: Limit::new("photos", &wall, n("limits.photos_per_minute"), minute),
            member_photos: Limit::new("photos", &wall, n("limits.photos_per_minute").saturating_mul(3), minute),
            visitors_photos: Limit::new("photos", &wall, VISITORS_PHOTOS, minute * 60 * 6),
            pictures: Limit::new("pages", &wall, n("limits.pictures"), ten),
            met: Mutex::default(),
            tidied_at: AtomicI64::new(0),
        }
    }

    /// May a receipt be mailed to an e-mail address that was typed at this one? Takes one.
    pub fn receipt(&self, ip: IpAddr, email: &str) -> bool {
        self.receipts.take_for(&(key(ip), email.to_lowercase())).is_ok()
    }

    /// A kept page costs next to nothing and is refused to nobody; it counts as read only as often as one address may have
    /// pages made.
    pub fn counts_as_read(&self, ip: IpAddr) -> bool {
        self.reads.take(ip).is_ok()
    }

    /// L-08: photos sent, kept or not; members by their account.
    pub fn photo(&self, ctx: &Ctx) -> Result<()> {
        match &ctx.me {
            Some(me) => self.member_photos.take_for(&me.id),
            None => self.photos.take(ctx.ip),
        }
    }

    /// May a visitor's photo of so many KiB be kept? Takes them.
    pub fn keeps_photo(&self, ip: IpAddr, kib: u32) -> bool {
        self.visitors_photos.take_all(ip, kib)
    }

    /// L-04: members by their account, so that a busy office does not use up each other's; visitors by address.
    pub fn search(&self, ctx: &Ctx) -> Result<()> {
        match &ctx.me {
            Some(me) => self.member_searches.take_for(&me.id),
            None => self.searches.take(ctx.ip),
        }
    }

    /// Look-ups of similar questions, previews, suggestions: the same way.
    pub fn similar(&self, ctx: &Ctx) -> Result<()> {
        match &ctx.me {
            Some(me) => self.member_similar.take_for(&me.id),
            None => self.similar.take(ctx.ip),
        }
    }

    /// L-01 to L-03.
    fn page(&self, ctx: &Ctx, crawler: Option<&'static str>) -> Result<()> {
        match &ctx.me {
            Some(me) => self.member_pages_short.take_for(&me.id).and_then(|()| self.member_pages.take_for(&me.id)).and_then(|()| self.address_pages.take(ctx.ip)),
            None => {
                self.pages_short.take(ctx.ip).and_then(|()| self.pages.take(ctx.ip))?;
                crawler.map_or(Ok(()), |name| self.crawlers.take_for(&(name, neighbourhood(ctx.ip))))
            }
        }
    }

    /// The page could not be built: it counts nothing.
    fn page_failed(&self, ctx: &Ctx, crawler: Option<&'static str>) {
        match &ctx.me {
            Some(me) => {
                self.member_pages_short.give_back_for(&me.id);
                self.member_pages.give_back_for(&me.id);
                self.address_pages.give_back(ctx.ip);
            }
            None => {
                self.pages_short.give_back(ctx.ip);
                self.pages.give_back(ctx.ip);
                if let Some(name) = crawler {
                    self.crawlers.give_back_for(&(name, neighbourhood(ctx.ip)));
                }
            }
        }
    }

    /// Is it a minute since this process last tidied up? Whoever asks first does it.
    pub fn tidy_now(&self, now: Millis) -> bool {
        let last = self.tidied_at.load(Ordering::SeqCst);
        (now - last >= MINUTE || now < last) && self.tidied_at.compare_exchange(last, now, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    /// Somebody was refused: counted for the team's page, without an address.
    pub fn refused(&self, what: &'static str, account: Option<AccountId>) {
        metrics::counter!("entraide_limited_total", "limit" => what).increment(1);
        if let Ok(mut met) = self.met.lock() {
            *met.entry((what, account.map_or(0, |a| a.0))).or_default() += 1;
        }
    }

    /// The refusals since the last call.
    pub fn take_refusals(&self) -> HashMap<(&'static str, i64), i64> {
        self.met.lock().map(|mut m| std::mem::take(&mut *m)).unwrap_or_default()
    }

    /// Forgets addresses that have been quiet, so that memory follows who is here now.
    pub fn sweep(&self) {
        for l in [&self.pages_short, &self.pages, &self.reads, &self.address_pages, &self.searches, &self.similar, &self.feeds, &self.asks, &self.logins, &self.reports, &self.notices, &self.photos, &self.visitors_photos, &self.pictures] {
            l.sweep();
        }
        for l in [&self.member_pages_short, &self.member_pages, &self.member_searches, &self.member_similar, &self.member_photos] {
            l.sweep();
        }
        self.crawlers.sweep();
        self.receipts.sweep();
    }
}

/// A page has many photos, and none of them is built: they count by themselves, by address.
fn is_picture(request: &Request) -> bool {
    let pattern = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    request.method() == Method::GET && pattern.is_some_and(|p| p == paths::Photo::PATTERN || p == paths::PhotoSmall::PATTERN)
}

/// L-01 to L-03: pages one address may have built, by whatever method (a form that is refused costs as much as a page);
/// members by their account, and by address only far above what an office needs; crawlers by their name and where they
/// come from. A page that fails through no fault of theirs counts nothing.
pub async fn pages(ctx: Ctx, request: Request, next: Next) -> Response {
    let limits = &ctx.app.limits;
    if is_picture(&request) {
        return match limits.pictures.take(ctx.ip) {
            Ok(()) => next.run(request).await,
            Err(e) => again::refuse(&ctx, request, e).await,
        };
    }
    let crawler = crawler(&request);
    if let Err(e) = limits.page(&ctx, crawler) {
        return again::refuse(&ctx, request, e).await;
    }
    let response = next.run(request).await;
    if response.status().is_server_error() {
        limits.page_failed(&ctx, crawler);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_counts_as() {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        for (of, counts, wide) in [
            ("203.0.113.7", "203.0.113.7", None),
            ("::ffff:203.0.113.7", "203.0.113.7", None),
            ("64:ff9b::203.0.113.7", "203.0.113.7", None),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", Some("2001:db8:1::")),
        ] {
            assert_eq!((key(ip(of)), network(ip(of))), (ip(counts), wide.map(ip)), "{of}");
        }
    }

    #[test]
    fn a_network_of_many_addresses_is_one_customer() {
        let limits = Limits::new(&Config::defaults(), &Clock::fixed(0));
        let from = |n: u16| IpAddr::from([0x2001, 0xdb8, 1, n, 0, 0, 0, 1]);
        let passed = (0..2_000).filter(|n| limits.feeds.take(from(*n)).is_ok()).count();
        assert_eq!(passed, 300);
        assert!(limits.feeds.take(IpAddr::from([0x2001, 0xdb8, 2, 0, 0, 0, 0, 1])).is_ok());
    }
}
