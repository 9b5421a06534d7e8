//! The running program: what every handler shares, how it starts, serves and stops.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use entity::{AccountId, PostId, VersionId};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use moka::future::Cache;
use tokio::sync::Semaphore;

use crate::accountability::transparency;
use crate::badges;
use crate::bus::Bus;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, Db};
use crate::error::Result;
use crate::feed;
use crate::kept::Pages;
use crate::listings::remembered::Remembered;
use crate::mail;
use crate::notifications::queries::unread_of;
use crate::notifications::visits::Visits;
use crate::photos;
use crate::questions::thread;
use crate::reputation_pages::in_force::{self, InForce};
use crate::signs;
use crate::ui::brand;
use crate::values;
use crate::web::assets::BrandedCss;
use crate::web::context::Me;
use crate::web::crowding::Crowding;
use crate::web::limits::Limits;
use crate::web::session::Store;

/// Password hashes that may wait for a core (S-01).
const HASHES_WAITING: usize = 32;

/// Shared by all requests and jobs. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

pub struct Shared {
    pub config: Config,
    pub db: Db,
    pub clock: Clock,
    pub css: BrandedCss,
    pub sessions: Store,
    pub limits: Limits,
    pub trusted_proxies: Vec<IpAddr>,
    /// Password hashes computed at once: as many as there are cores (S-01).
    pub hashing: Semaphore,
    /// Hashes under way and waiting; beyond it people are asked to come back.
    pub hashing_room: Semaphore,
    /// Where mails go; none where they are kept for the admin.
    pub mailer: Option<mail::jobs::Transport>,
    pub mail_circuit: mail::jobs::Circuit,
    /// What is being answered, and what is refused meanwhile.
    pub crowding: Crowding,
    /// Sessions marked as used in the last minutes.
    pub touched: Cache<String, ()>,
    pub photos: photos::Photos,
    pub metrics: Option<PrometheusHandle>,
    /// What changed, and the finished pages that hold until then.
    pub bus: Bus,
    pub pages: Pages,
    /// Rows of threads.
    pub threads: thread::Remembered,
    /// Numbers beside lists.
    pub remembered: Remembered,
    pub badges: badges::Remembered,
    pub transparency: transparency::Remembered,
    /// Incidents, pins, announcements.
    pub signs: signs::Remembered,
    /// Who waits to be told of new rows of the feed.
    pub feed: feed::live::Live,
    people: Cache<AccountId, Option<Arc<Me>>>,
    /// Sets of rules; they never change.
    rules: Cache<VersionId, Arc<InForce>>,
    views: Mutex<HashMap<PostId, i64>>,
    /// When members read threads, until it is written.
    pub visits: Visits,
    draining: AtomicBool,
}

impl std::ops::Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Puts the parts together. The database must be connected and migrated.
    pub fn new(config: Config, db: Db, clock: Clock) -> App {
        let second = Duration::from_secs(1);
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        App(Arc::new(Shared {
            css: BrandedCss::new(&brand::tokens(config.get("brand.accent"))),
            sessions: Store::new(db.clone(), clock.clone()),
            limits: Limits::new(&config, &clock),
            trusted_proxies: config.get("trusted_proxies").split(',').filter_map(|s| s.trim().parse().ok()).collect(),
            hashing: Semaphore::new(cores),
            hashing_room: Semaphore::new(cores + HASHES_WAITING),
            mailer: mail::jobs::transport(&config).unwrap_or_else(|e| {
                tracing::error!(error = ?e, "mails cannot be sent");
                None
            }),
            mail_circuit: mail::jobs::Circuit::default(),
            crowding: Crowding::new(cores),
            photos: photos::Photos::new(&config),
            touched: Cache::builder().max_capacity(50_000).time_to_live(Duration::from_secs(300)).build(),
            people: Cache::builder().max_capacity(20_000).time_to_live(second).build(),
            rules: Cache::builder().max_capacity(100).build(),
            metrics: PrometheusBuilder::new().install_recorder().ok(),
            bus: Bus::default(),
            pages: Pages::default(),
            threads: thread::Remembered::default(),
            remembered: Remembered::default(),
            badges: badges::Remembered::default(),
            transparency: transparency::Remembered::default(),
            signs: signs::Remembered::default(),
            feed: feed::live::Live::default(),
            views: Mutex::default(),
            visits: Visits::default(),
            draining: AtomicBool::new(false),
            config,
            db,
            clock,
        }))
    }

    /// A person who may sign in, remembered for a second; none if deleted or a placeholder.
    pub async fn person(&self, id: AccountId) -> Result<Option<Arc<Me>>> {
        let load = async {
            let unread = unread_of("$1");
            let text = format!(
                "SELECT id, username, display_name, role, rank, reputation, lang, theme, shortcuts, email_verified_at, suspended_until, suspended_reason, silenced_until, silenced_reason, created_at,
                    (SELECT v.id FROM rule_version v WHERE v.applied_at <= $2 ORDER BY v.applied_at DESC, v.id DESC LIMIT 1) AS version_id,
                    reputation - COALESCE((SELECT s.balance FROM ledger_seen s WHERE s.member_id = account.id), 1) AS gained,
                    CASE WHEN role = 'customer' THEN 0 ELSE (SELECT COUNT(*) FROM feed_row f WHERE f.snoozed = FALSE AND f.urgency >= $3) END AS urgent,
                    CASE WHEN role IN ('manager', 'admin') THEN (SELECT COUNT(*) FROM gesture g WHERE g.state = 'proposed' AND g.proposed_by <> account.id) ELSE 0 END AS to_decide,
                    (SELECT COUNT(*) FROM ({unread}) u) AS unread,
                    EXISTS (SELECT 1 FROM two_factor t WHERE t.account_id = account.id) AS two_step,
                    EXISTS (SELECT 1 FROM signup_wait w WHERE w.account_id = account.id) AS waits,
                    role <> 'customer' AND COALESCE((SELECT c.value FROM site_choice c WHERE c.name = 'team_two_factor'), $4) = 'required'
                        AND NOT EXISTS (SELECT 1 FROM two_factor t WHERE t.account_id = account.id) AS two_step_owed
                 FROM account WHERE id = $1 AND deleted_at IS NULL AND placeholder = FALSE"
            );
            let found: Option<Me> = db::row(self.db.read(), &text, values![id.0, self.clock.now(), feed::URGENT, self.config.get("two_step.staff")]).await?;
            let Some(mut me) = found else { return Ok(None) };
            if let Some(version) = me.version_id {
                me.privileges = self.rules(version).await?.numbers.privileges;
            }
            Ok::<_, sea_orm::DbErr>(Some(Arc::new(me)))
        };
        let found = self.people.try_get_with(id, load).await;
        Ok(found?)
    }

    /// A set of rules by its number; those of the program where there is none.
    pub async fn rules(&self, id: VersionId) -> Result<Arc<InForce>, sea_orm::DbErr> {
        if let Some(known) = self.rules.get(&id).await {
            return Ok(known);
        }
        let found = in_force::read(self.db.read(), id).await?;
        if let Some(found) = &found {
            self.rules.insert(id, found.clone()).await;
        }
        Ok(found.unwrap_or_default())
    }

    /// Forgets what is remembered of a person, after their row or their sessions changed.
    pub async fn forget(&self, id: AccountId) {
        self.people.invalidate(&id).await;
        self.sessions.forget_all();
    }

    /// Counts what a person has not read anew.
    pub async fn recount(&self, id: AccountId) {
        self.people.invalidate(&id).await;
    }

    /// A question page was read. Summed here, written each minute.
    pub fn count_view(&self, question: PostId) {
        if let Ok(mut views) = self.views.lock() {
            *views.entry(question).or_default() += 1;
        }
    }

    /// What was read since the last call.
    pub fn take_views(&self) -> HashMap<PostId, i64> {
        self.views.lock().map(|mut v| std::mem::take(&mut *v)).unwrap_or_default()
    }

    pub fn draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
        // whoever listens is told by the end of what they hear
        self.feed.look();
    }
}
