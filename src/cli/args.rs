//! The arguments of each command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use entity::Role;

#[derive(Parser)]
#[command(name = "entraide", version, about = "A peer-support forum server for brands")]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) serve: Serve,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Args, Clone, Default)]
pub(super) struct Common {
    /// Settings file (default: entraide.toml if it is there)
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// sqlite://path or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub(super) database: Option<String>,
}

#[derive(Args, Clone, Default)]
pub(super) struct Serve {
    /// Serve the sample community
    #[arg(long)]
    pub(super) demo: bool,
    /// Address and port, e.g. 0.0.0.0:3000
    #[arg(long, value_name = "ADDRESS")]
    pub(super) listen: Option<String>,
}

#[derive(Subcommand)]
pub(super) enum Command {
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
    /// Write everything, photos included, as it is at this moment into a new file; the server goes on
    Backup { file: PathBuf },
    /// Bring a backup to where no community is yet: an empty database, or a file that is not there
    Restore { file: PathBuf },
    /// Carry everything into another, empty database and compare it there; stop the server first, what is written meanwhile stays behind
    Move {
        /// sqlite://path or postgres://…
        #[arg(long, value_name = "URL")]
        to: String,
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
pub(super) enum Badges {
    /// Look at everybody's history and give what is missing; gives nothing twice
    Recheck,
}

#[derive(Subcommand)]
pub(super) enum User {
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
    /// Switch two-step log-in off for somebody who lost their device and codes; the account's sessions end
    ResetTwoStep {
        username: String,
        #[arg(long)]
        reason: String,
    },
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
pub(super) enum Import {
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
pub(super) struct ImportOptions {
    /// Read and count everything, write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Threads whose last post is on or after this day (YYYY-MM-DD) live; the rest are history
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) live_since: Option<i64>,
    /// CSV source_user,email from the community's owner: lets members who prove an address be offered their posts
    #[arg(long, value_name = "FILE")]
    pub(super) emails: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(super) enum Reputation {
    /// Add everything up: balances, entries, and what the facts give
    Verify {
        /// Append what is missing
        #[arg(long)]
        repair: bool,
    },
}

#[derive(Subcommand)]
pub(super) enum Standing {
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
pub(super) enum Jobs {
    /// Run what is due, then exit
    RunOnce,
}

#[derive(Subcommand)]
pub(super) enum ConfigCommand {
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
