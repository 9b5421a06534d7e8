use crate::{clock::Millis, i18n::Lang};
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme { Auto, Light, Dark }
impl Theme { pub fn from_word(w: &str) -> Theme { match w { "light" => Theme::Light, "dark" => Theme::Dark, _ => Theme::Auto } } }
#[derive(Clone, Debug)]
pub struct Brand { pub name: String, pub team: String }
impl Brand { pub fn new(name: &str, team: &str) -> Brand { Brand { name: name.into(), team: team.into() } } }
#[derive(Clone, Debug)]
pub struct Viewer { pub username: String, pub display_name: String, pub staff: bool, pub manager: bool, pub admin: bool, pub shortcuts: bool }
#[derive(Clone, Debug)]
pub struct Chrome { pub lang: Lang, pub theme: Theme, pub brand: Brand, pub me: Option<Viewer>, pub path: String, pub base_url: String, pub css: String, pub now: Millis, pub zone: String, pub said: Option<String>, pub request_id: String }
