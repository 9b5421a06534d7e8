//! The commands, as the contract has them. Exit codes: 0 done, 1 failed, 2 wrong usage.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Parser as _;

use crate::clock::{Clock, DAY};
use crate::config::{Config, Source};
use crate::db::Db;
use crate::accounts::two_factor;
use crate::{accounts, app, audit, badges, check, import, jobs, photos, reputation, server, standing, transfer};

mod args;

use args::*;

/// Reads the arguments, runs the command.
pub fn main() -> ExitCode {
    let cli = Cli::parse(); // exits with 2 on wrong usage
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("entraide: {e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(e) => {
            eprintln!("entraide: {e:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let mut config = Config::load(cli.common.config.as_deref(), std::env::vars())?;
    if let Some(url) = &cli.common.database {
        config.set("database_url", url.clone())?;
    }
    let command = cli.command.unwrap_or(Command::Serve(cli.serve));
    match command {
        Command::Serve(Serve { demo: false, listen }) => {
            set_listen(&mut config, listen)?;
            start_logging(&config);
            server::serve(config).await?;
        }
        Command::Serve(Serve { demo: true, listen }) | Command::Demo { listen } => {
            set_listen(&mut config, listen)?;
            config.demo = true;
            for (key, value) in [("brand.name", "Entraide Nordik"), ("brand.team", "Nordik"), ("two_step.staff", "offered")] {
                if config.source(key) == Source::Default {
                    config.set(key, value)?;
                }
            }
            if cli.common.database.is_none() {
                config.set("database_url", "")?; // never the real community's
            }
            start_logging(&config);
            server::serve(config).await?;
        }
        Command::Config(ConfigCommand::Show) => show(&config)?,
        Command::Config(ConfigCommand::Check) => return Ok(check_config(&config)),
        Command::Migrate { what } if what == "status" => {
            let db = Db::connect(config.database_url()).await?;
            let pending = db.pending_migrations().await?;
            if pending.is_empty() {
                println!("up to date");
            } else {
                println!("pending: {}", pending.join(", "));
            }
        }
        Command::Restore { file } => {
            start_logging(&config);
            let restored = transfer::restore::restore(&file, &config).await?;
            println!("{}\n{:>10} files of photos", restored.carried, restored.photos);
            for name in &restored.missing {
                println!("a photo is missing: {name}");
            }
            println!("restored; `entraide check` looks at all of it");
        }
        other => {
            start_logging(&config);
            let db = connected(&config).await?;
            let done = with_database(&config, &db, other).await;
            db.close().await?;
            return done;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn connected(config: &Config) -> anyhow::Result<Db> {
    let db = Db::connect(config.database_url()).await?;
    transfer::nightly::migrate(config, &db, Clock::System.now()).await?;
    reputation::versions::first(&db, config.get("timezone")).await?;
    Ok(db)
}

async fn with_database(config: &Config, db: &Db, command: Command) -> anyhow::Result<ExitCode> {
    let clock = Clock::System;
    match command {
        Command::Migrate { .. } => println!("up to date"),
        Command::Backup { file } => {
            let made = transfer::backup::make(db, &photos::Store::new(config), &file, &transfer::backup::How::default(), clock.now()).await?;
            let (tables, photos) = (made.manifest.tables.len(), &made.manifest.photos);
            println!("{}: {} bytes, {} rows of {tables} tables, {} files of photos{}", file.display(), made.bytes, made.manifest.rows(), photos.files, if photos.inside { "" } else { " named, which stay where they are" });
            for name in &photos.missing {
                println!("a photo is missing: {name}");
            }
        }
        Command::Move { to } => {
            let target = Db::connect(&to).await?;
            target.migrate().await?;
            println!("{}", transfer::carry(db, &target).await?);
            target.close().await?;
        }
        Command::User(User::Create { email, username, role }) => {
            let password = password()?;
            accounts::admin::create(db, config, &clock, accounts::admin::Create { username: username.clone(), email, role, password, display_name: String::new() }).await?;
            println!("{username} ({}) can log in", role.word());
        }
        Command::User(User::ResetPassword { username }) => {
            accounts::admin::reset_password(db, config, &clock, &username, &password()?).await?;
            println!("{username} has a new password; all sessions were ended");
        }
        Command::User(User::ResetTwoStep { username, reason }) => {
            accounts::admin::reset_two_step(db, config, &clock, &username, &reason).await?;
            println!("{username} logs in with the password alone until they set up two steps again");
        }
        Command::User(User::Promote { username, role }) => {
            accounts::admin::promote(db, &clock, &username, role).await?;
            println!("{username} is {}", role.word());
        }
        Command::User(User::Suspend { username, reason, days }) => {
            accounts::admin::suspend(db, &clock, &username, Some(clock.now() + i64::from(days) * DAY), &reason).await?;
            println!("{username} is suspended for {days} days");
        }
        Command::User(User::Claim { source_id, username }) => {
            accounts::claims::command::claim(db, &clock, &source_id, &username).await?;
            println!("the posts of {source_id} now belong to {username}; a manager can undo it for 30 days");
        }
        Command::Import(Import::StackExchange { dir, options, category, site }) => {
            let report = import::stack_exchange(db, &dir, import_options(options, Some(category), site)?).await?;
            println!("{report}");
        }
        Command::Import(Import::Kitsune { dir, options }) => {
            let report = import::kitsune(db, &dir, import_options(options, None, None)?).await?;
            println!("{report}");
        }
        Command::Standing(Standing::DryRun { as_of, rules, format, all }) => {
            let format = if format == "csv" { standing::command::Format::Csv } else { standing::command::Format::Table };
            let asked = standing::command::Asked { as_of: as_of.map(|d| midnight(d, config.get("timezone"))).transpose()?, rules: rules.as_deref(), format, all };
            standing::command::dry_run(db, config, &clock, &asked, &mut std::io::stdout().lock()).await?;
        }
        Command::Check => {
            let mut problems = check::run(db, clock.now()).await?;
            problems.extend(two_factor::queries::lost(db.read(), config).await?.into_iter().map(|(key, count)| check::Problem { what: lost_key(&key), count }));
            for p in &problems {
                println!("{p}");
            }
            for what in photos::jobs::check(db, &photos::Store::new(config)).await? {
                println!("{what}");
                problems.push(check::Problem { what, count: 0 });
            }
            if !problems.is_empty() {
                return Ok(ExitCode::FAILURE);
            }
            let head = audit::chain::head(db.read()).await?;
            println!("everything checked is true; the audit record has {} links and ends with {}", head.position, if head.hash.is_empty() { "nothing" } else { &head.hash });
        }
        Command::Reputation(Reputation::Verify { repair }) => {
            let left = reputation::command::run(db, &clock, repair).await?;
            if left.differences > 0 {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Badges(Badges::Recheck) => println!("{} badges given", badges::jobs::recheck(db, clock.now()).await?),
        Command::Jobs(Jobs::RunOnce) => jobs::run_due(&app::App::new(config.clone(), db.clone(), Clock::System)).await?,
        Command::Serve(_) | Command::Demo { .. } | Command::Config(_) | Command::Restore { .. } => bail!("handled above"),
    }
    Ok(ExitCode::SUCCESS)
}

fn lost_key(key: &str) -> String {
    format!("secrets of two-step log-in under the key {key}, which is not in secret_key")
}

fn import_options(o: ImportOptions, category: Option<String>, site: Option<String>) -> anyhow::Result<import::Options> {
    Ok(import::Options { dry_run: o.dry_run, live_since: o.live_since, now: None, category, site, emails: o.emails })
}

fn set_listen(config: &mut Config, listen: Option<String>) -> anyhow::Result<()> {
    match listen {
        Some(address) => config.set("listen", address),
        None => Ok(()),
    }
}

/// From a prompt on a terminal (twice), else the first line of standard input.
fn password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        let first = rpassword::prompt_password("Password: ")?;
        if first != rpassword::prompt_password("Again: ")? {
            bail!("the two passwords differ");
        }
        return Ok(first);
    }
    let mut text = String::new();
    std::io::stdin().take(4_096).read_to_string(&mut text).context("no password on standard input")?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn show(config: &Config) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for (key, value, source) in config.listing() {
        writeln!(out, "{:<32} {:<40} # {:?}: {}", key.name, format!("{value:?}"), source, key.help)?;
    }
    Ok(())
}

fn check_config(config: &Config) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    if let Err(e) = config.check_serve() {
        println!("error: {e:#}");
        code = ExitCode::FAILURE;
    }
    for key in ["legal.notice", "legal.terms", "legal.privacy", "legal.accessibility"] {
        if config.get(key).is_empty() {
            println!("warning: {key} is empty; the page says so");
        }
    }
    if config.secret_keys().next().is_none() {
        println!("warning: secret_key is empty: the secrets of two-step log-in are locked with a key that lies in the same database");
    }
    if !config.sends_mail() {
        println!("warning: no mail is sent: addresses are not confirmed, and whoever signs up is signed in at once; mails are kept in /admin/outbox");
    }
    if code == ExitCode::SUCCESS {
        println!("the server would start on {}", config.get("listen"));
    }
    code
}

fn start_logging(config: &Config) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_new(config.get("log")).unwrap_or_else(|_| EnvFilter::new("info"));
    let json = match config.get("log_format") {
        "json" => true,
        "text" => false,
        _ => !std::io::stderr().is_terminal(),
    };
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if json { builder.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init() } else { builder.try_init() };
    if let Err(e) = started {
        eprintln!("entraide: logging is off: {e}");
    }
}

/// The first moment of a day in a zone.
fn midnight(day: jiff::civil::Date, zone: &str) -> anyhow::Result<i64> {
    let zone = jiff::tz::TimeZone::get(zone).context("timezone")?;
    Ok(day.to_zoned(zone)?.timestamp().as_millisecond())
}
