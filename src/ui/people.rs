//! How a person is shown: avatar, name, what the community and the brand say of them.

use maud::{Markup, html};

use crate::i18n::Lang;
use crate::ui::chrome::Brand;
use crate::ui::{Icon, icon};
use crate::web::paths;

/// A person, as far as a line about them needs.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Empty for someone who left.
    pub username: String,
    pub display_name: String,
    pub rank: Standing,
    /// Of the brand, speaking for it.
    pub official: bool,
    /// Stands for someone of an imported community.
    pub imported: bool,
    /// The key of their picture.
    pub avatar: Option<String>,
}

/// What the community says of someone; drawn as notches on the avatar's ring and written beside the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Member,
    Helper,
    Expert,
    Ambassador,
    Emeritus,
}

impl Standing {
    /// From the word in the database; anything unknown is a member.
    pub fn from_word(word: &str) -> Standing {
        match word {
            "helper" => Standing::Helper,
            "expert" => Standing::Expert,
            "ambassador" => Standing::Ambassador,
            "emeritus" => Standing::Emeritus,
            _ => Standing::Member,
        }
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Standing::Member => lang.ui_rank_member(),
            Standing::Helper => lang.ui_rank_helper(),
            Standing::Expert => lang.ui_rank_expert(),
            Standing::Ambassador => lang.ui_rank_ambassador(),
            Standing::Emeritus => lang.ui_rank_emeritus(),
        }
    }

    fn ring(self) -> &'static str {
        match self {
            Standing::Member => "",
            Standing::Helper => "r1",
            Standing::Expert => "r2",
            Standing::Ambassador => "r3",
            Standing::Emeritus => "r0",
        }
    }
}

/// One or two capital letters.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphanumeric()));
    let first = words.next().unwrap_or('?');
    let last = words.next_back();
    std::iter::once(first).chain(last).flat_map(char::to_uppercase).collect()
}

/// Round for people, square for the brand. Decorative: the name is always beside it.
pub fn avatar(brand: &Brand, person: &Person) -> Markup {
    html! {
        @if person.official { span.av.stf aria-hidden="true" { (brand.initial) } }
        @else {
            span class={ "av " (person.rank.ring()) } aria-hidden="true" {
                @if let Some(key) = &person.avatar { img src=(paths::Photo { key }) alt="" width="72" height="72" loading="lazy" decoding="async"; } @else { (initials(&person.display_name)) }
                @if person.rank != Standing::Member { svg.ring viewBox="0 0 46 46" { circle cx="23" cy="23" r="21.5" pathLength="360" {} } }
            }
        }
    }
}

/// The name as a link; someone who left has none.
pub fn name(lang: Lang, person: &Person) -> Markup {
    html! {
        @if person.username.is_empty() { span.gone { (lang.ui_former_member()) } }
        @else { a href=(paths::User { username: &person.username }) { bdi { (person.display_name) } } }
    }
}

/// The name of who wrote the text at hand, for machines too.
fn author(lang: Lang, person: &Person) -> Markup {
    html! {
        span itemprop="author" itemscope itemtype="https://schema.org/Person" {
            @if person.username.is_empty() { span.gone itemprop="name" { (lang.ui_former_member()) } }
            @else { a itemprop="url" href=(paths::User { username: &person.username }) { bdi itemprop="name" { (person.display_name) } } }
        }
    }
}

/// Rank or staff label, in words.
pub fn role(lang: Lang, brand: &Brand, person: &Person) -> Markup {
    html! {
        @if person.official { span.role.stf { (lang.ui_team(&brand.team)) } }
        @else if person.rank != Standing::Member { span.role { (icon(Icon::Award)) (person.rank.label(lang)) } }
    }
}

/// What an ambassador's label must say: they receive something from the brand.
pub fn benefits(lang: Lang, brand: &Brand, rank: Standing) -> Markup {
    html! { @if rank == Standing::Ambassador { p.meta { span { (icon(Icon::Award)) " " (lang.ui_benefits(&brand.name)) " " a href=(paths::Ambassadors) { (lang.ui_benefits_what()) } } } } }
}

/// Avatar, name, rank of who wrote the text at hand, and whatever follows (a time).
pub fn line(lang: Lang, brand: &Brand, person: &Person, rest: Markup) -> Markup {
    html! { div.who { (avatar(brand, person)) (author(lang, person)) (role(lang, brand, person)) (rest) } }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_short() {
        assert_eq!(initials("Léa Martin-Dubois"), "LM");
        assert_eq!(initials("basile"), "B");
        assert_eq!(initials("  "), "?");
        assert_eq!(initials("Jean de la Tour"), "JT");
    }
}
