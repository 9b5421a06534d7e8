//! The commands, as the contract has them. Exit codes: 0 done, 1 failed, 2 wrong usage.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand};
use entity::Role;

use crate::clock::{Clock, DAY};
use crate::config::{Config, Source};
use crate::db::Db;
use crate::{accounts, app, badges, check, import, jobs, reputation, server, standing};

#[derive(Parser)]
#[command(name = "entraide", version, about = "A peer-support forum server for brands")]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    serve: Serve,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args, Clone, Default)]
struct Common {
    /// Settings file (default: entraide.toml if it is there)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// sqlite://path or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
}

#[derive(Args, Clone, Default)]
struct Serve {
    /// Serve the sample community
    #[arg(long)]
    demo: bool,
    /// Address and port, e.g. 0.0.0.0:3000
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server (the default)
    Serve(Serve),
    /// Run the sample community in data/demo.db; prints its logins
    Demo {
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<String>,
    },
    /// Look at, or bring up to date, the schema
    Migrate {
        #[arg(value_parser = ["status", "up"], default_value = "up")]
        what: String,
    },
    /// Accounts
    #[command(subcommand)]
    User(User),
    /// Bring in another community
    #[command(subcommand)]
    Import(Import),
    /// Ranks
    #[command(subcommand)]
    Standing(Standing),
    /// Check that everything the database says is true
    Check,
    /// The ledger of reputation
    #[command(subcommand)]
    Reputation(Reputation),
    /// Badges
    #[command(subcommand)]
    Badges(Badges),
    /// Background work
    #[command(subcommand)]
    Jobs(Jobs),
    /// Settings
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
enum Badges {
    /// Look at everybody's history and give what is missing; gives nothing twice
    Recheck,
}

#[derive(Subcommand)]
enum User {
    /// Make an account; the password comes from a prompt or standard input
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        username: String,
        #[arg(long, value_parser = role, default_value = "customer")]
        role: Role,
    },
    /// Set a new password; the account's sessions end
    ResetPassword { username: String },
    /// Change a role; the account's sessions end
    Promote {
        username: String,
        #[arg(long, value_parser = role)]
        role: Role,
    },
    /// Give an imported person's posts to a member
    Claim {
        /// The person's number or name at the source, or SOURCE:ID
        source_id: String,
        username: String,
    },
    /// Suspend for a number of days, with a reason the person is told
    Suspend {
        username: String,
        #[arg(long)]
        reason: String,
        #[arg(long, default_value_t = 7)]
        days: u32,
    },
}

#[derive(Subcommand)]
enum Import {
    /// A Stack Exchange dump: Posts.xml, Users.xml, Votes.xml… (also .zst)
    StackExchange {
        dir: PathBuf,
        #[command(flatten)]
        options: ImportOptions,
        /// Slug of the category the questions go to
        #[arg(long, default_value = "imported")]
        category: String,
        /// The site's name (default: the folder's)
        #[arg(long)]
        site: Option<String>,
    },
    /// A Kitsune forum: questions-*.csv, answers-*.csv (also .zst)
    Kitsune {
        dir: PathBuf,
        #[command(flatten)]
        options: ImportOptions,
    },
}

#[derive(Args)]
struct ImportOptions {
    /// Read and count everything, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Threads whose last post is on or after this day (YYYY-MM-DD) live; the rest are history
    #[arg(long, value_name = "DATE", value_parser = day)]
    live_since: Option<i64>,
    /// CSV source_user,email from the community's owner: lets members who prove an address be offered their posts
    #[arg(long, value_name = "FILE")]
    emails: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Reputation {
    /// Add everything up: balances, entries, and what the facts give
    Verify {
        /// Append what is missing
        #[arg(long)]
        repair: bool,
    },
}

#[derive(Subcommand)]
enum Standing {
    /// Who would be helper, expert or ambassador, with every number; changes nothing
    DryRun {
        /// At 00:00 of this day (YYYY-MM-DD) in the community's time zone (default: now)
        #[arg(long, value_name = "DATE")]
        as_of: Option<jiff::civil::Date>,
        /// A set of rules in TOML; what it leaves out stays as it is in force
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
        #[arg(long, value_parser = ["table", "csv"], default_value = "table")]
        format: String,
        /// Also those whose numbers are no rank's
        #[arg(long)]
        all: bool,
    },
}

#[derive(Subcommand)]
enum Jobs {
    /// Run what is due, then exit
    RunOnce,
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// The effective settings with their source, secrets masked
    Show,
    /// Would the server start with these settings?
    Check,
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| "customer, staff, manager or admin".into())
}

/// Midnight UTC of a day, in Unix milliseconds.
fn day(text: &str) -> Result<i64, String> {
    text.parse::<jiff::civil::Date>()
        .and_then(|d| d.to_zoned(jiff::tz::TimeZone::UTC))
        .map(|z| z.timestamp().as_millisecond())
        .map_err(|_| "a day such as 2026-01-31".into())
}

/// The first moment of a day in a zone.
fn midnight(day: jiff::civil::Date, zone: &str) -> anyhow::Result<i64> {
    let zone = jiff::tz::TimeZone::get(zone).context("timezone")?;
    Ok(day.to_zoned(zone)?.timestamp().as_millisecond())
}

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
            for (key, value) in [("brand.name", "Entraide Nordik"), ("brand.team", "Nordik")] {
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
    db.migrate().await?;
    reputation::versions::begin(&db, config.get("timezone"), Clock::System.now()).await?;
    Ok(db)
}

async fn with_database(config: &Config, db: &Db, command: Command) -> anyhow::Result<ExitCode> {
    let clock = Clock::System;
    match command {
        Command::Migrate { .. } => println!("up to date"),
        Command::User(User::Create { email, username, role }) => {
            let password = password()?;
            accounts::admin::create(db, config, &clock, accounts::admin::Create { username: username.clone(), email, role, password, display_name: String::new() }).await?;
            println!("{username} ({}) can log in", role.word());
        }
        Command::User(User::ResetPassword { username }) => {
            accounts::admin::reset_password(db, config, &clock, &username, &password()?).await?;
            println!("{username} has a new password; all sessions were ended");
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
            let problems = check::run(db, clock.now()).await?;
            for p in &problems {
                println!("{p}");
            }
            if !problems.is_empty() {
                return Ok(ExitCode::FAILURE);
            }
            println!("everything checked is true");
        }
        Command::Reputation(Reputation::Verify { repair }) => {
            let found = reputation::command::run(db, &clock, repair).await?;
            if found.differences > 0 && !repair {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Badges(Badges::Recheck) => println!("{} badges given", badges::jobs::recheck(db, clock.now()).await?),
        Command::Jobs(Jobs::RunOnce) => jobs::run_due(&app::App::new(config.clone(), db.clone(), Clock::System)).await?,
        Command::Serve(_) | Command::Demo { .. } | Command::Config(_) => bail!("handled above"),
    }
    Ok(ExitCode::SUCCESS)
}

fn import_options(o: ImportOptions, category: Option<String>, site: Option<String>) -> anyhow::Result<import::Options> {
    Ok(import::Options { dry_run: o.dry_run, live_since: o.live_since, category, site, emails: o.emails })
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

