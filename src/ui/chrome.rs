//! What the frame of every page needs to know.

use crate::clock::Millis;
use crate::i18n::Lang;

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    /// The word in cookies and on accounts; anything unknown is `auto`.
    pub fn word(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn from_word(word: &str) -> Theme {
        match word {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Auto,
        }
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Theme::Auto => lang.ui_theme_auto(),
            Theme::Light => lang.ui_theme_light(),
            Theme::Dark => lang.ui_theme_dark(),
        }
    }
}

/// Whose community this is.
#[derive(Clone, Debug)]
pub struct Brand {
    /// Name of the community.
    pub name: String,
    /// What official posts are signed with.
    pub team: String,
    /// One letter in the margin cell.
    pub initial: String,
    /// Where one writes so that legal time limits are kept; may be empty.
    pub write_to: String,
}

impl Brand {
    pub fn new(name: &str, team: &str) -> Brand {
        let team = if team.is_empty() { name } else { team };
        let initial = name.split_whitespace().last().and_then(|w| w.chars().next()).unwrap_or('E').to_uppercase().collect();
        Brand { name: name.to_owned(), team: team.to_owned(), initial, write_to: String::new() }
    }
}

/// The signed-in reader.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub username: String,
    pub display_name: String,
    pub staff: bool,
    pub manager: bool,
    pub admin: bool,
    pub shortcuts: bool,
    /// Points won or lost since they last read their ledger.
    pub gained: i64,
    /// Notifications they have not read, up to a hundred.
    pub unread: i64,
    /// They may read, not write.
    pub barred: Option<Barred>,
    /// Ambassador or of the team.
    pub circle: bool,
    /// Expert, ambassador or of the team: has the daily tools.
    pub tools: bool,
    /// For the team: threads that cannot wait.
    pub urgent: i64,
    /// For managers: gestures that wait for a decision.
    pub to_decide: i64,
}

/// What keeps somebody from writing.
#[derive(Clone, Debug)]
pub struct Barred {
    /// Silenced; else suspended.
    pub silenced: bool,
    pub until: Millis,
    /// A word of the public list, or words.
    pub reason: String,
}

/// The frame of a page, made once a request.
#[derive(Clone, Debug)]
pub struct Chrome {
    pub lang: Lang,
    pub theme: Theme,
    pub brand: Brand,
    pub me: Option<Viewer>,
    /// Path and query of this page.
    pub path: String,
    /// Without a slash at the end.
    pub base_url: String,
    /// Address of the stylesheet.
    pub css: String,
    pub now: Millis,
    /// IANA zone in which days and hours are shown.
    pub zone: String,
    /// What the action that led here has to say.
    pub said: Option<String>,
    pub request_id: String,
}

impl Chrome {
    /// The absolute form of a path of ours.
    pub fn absolute(&self, path: impl std::fmt::Display) -> String {
        format!("{}{path}", self.base_url)
    }

    /// This page without what a redirect wanted said.
    pub fn path_here(&self) -> String {
        let Some((path, query)) = self.path.split_once('?') else { return self.path.clone() };
        let kept: Vec<&str> = query.split('&').filter(|p| !p.starts_with("said=") && !p.is_empty()).collect();
        if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
    }
}
