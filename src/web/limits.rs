//! How often one address may do a thing. Counted in memory, per process; what members may do a day is counted
//! in the database by the rules instead. IPv6 clients count by /64.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::web::context::Ctx;

type Keyed = DefaultKeyedRateLimiter<IpAddr>;

/// The limiters of this process.
pub struct Limits {
    pages_short: Keyed,
    pages: Keyed,
    pub similar: Limit,
    pub logins: Limit,
    pub mails: Limit,
    pub signups: Limit,
    pub reports: Limit,
    pub notices: Limit,
    receipts: DefaultKeyedRateLimiter<(IpAddr, String)>,
}

/// One action's limiter.
pub struct Limit(Keyed);

impl Limit {
    fn new(times: u32, per: Duration) -> Limit {
        Limit(RateLimiter::keyed(quota(times, per)))
    }

    /// Takes one; says how long to wait if none is left.
    pub fn take(&self, ip: IpAddr) -> Result<()> {
        take(&self.0, key(ip))
    }
}

fn quota(times: u32, per: Duration) -> Quota {
    let times = NonZeroU32::new(times).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(per / times.get()).unwrap_or(Quota::per_second(times)).allow_burst(times)
}

fn take(limiter: &Keyed, ip: IpAddr) -> Result<()> {
    limiter.check_key(&ip).map_err(|until| Error::TooMany { seconds: until.wait_time_from(DefaultClock::default().now()).as_secs() + 1 })
}

/// What an address counts as: itself, or its /64.
pub fn key(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => {
                let s = v6.segments();
                Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0).into()
            }
        },
        v4 => v4,
    }
}

impl Limits {
    pub fn new(config: &Config) -> Limits {
        let n = |name| config.number(name);
        let (minute, hour) = (Duration::from_secs(60), Duration::from_secs(3_600));
        Limits {
            pages_short: RateLimiter::keyed(quota(n("limits.pages"), Duration::from_secs(10))),
            pages: RateLimiter::keyed(quota(n("limits.pages_per_minute"), minute)),
            similar: Limit::new(n("limits.similar_per_minute"), minute),
            logins: Limit::new(n("limits.logins_per_minute"), minute),
            mails: Limit::new(n("limits.mails_per_hour"), hour),
            signups: Limit::new(n("limits.signups_per_day"), hour * 24),
            reports: Limit::new(10, minute),
            notices: Limit::new(5, hour),
            receipts: RateLimiter::keyed(quota(3, hour * 24)),
        }
    }

    /// May a receipt be mailed to an e-mail address that was typed at this one? Takes one.
    pub fn receipt(&self, ip: IpAddr, email: &str) -> bool {
        self.receipts.check_key(&(key(ip), email.to_lowercase())).is_ok()
    }

    /// Forgets addresses that have been quiet, so that memory follows who is here now.
    pub fn sweep(&self) {
        for l in [&self.pages_short, &self.pages, &self.similar.0, &self.logins.0, &self.mails.0, &self.signups.0, &self.reports.0, &self.notices.0] {
            l.retain_recent();
        }
        self.receipts.retain_recent();
    }
}

/// L-01: pages one address may have built, by whatever method: a form that is refused costs as much as a page.
/// Signed-in members are not counted by address.
pub async fn pages(ctx: Ctx, request: Request, next: Next) -> Response {
    if ctx.me.is_none() {
        let ip = key(ctx.ip);
        let limits = &ctx.app.limits;
        if let Err(e) = take(&limits.pages_short, ip).and_then(|()| take(&limits.pages, ip)) {
            return e.into_response();
        }
    }
    next.run(request).await
}
