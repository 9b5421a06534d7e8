//! The shape of the sample community's files.

use anyhow::Context;
use serde::Deserialize;

use crate::clock::{DAY, HOUR, MINUTE, Millis};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub username: String,
    pub name: String,
    pub role: String,
    pub rank: String,
    #[expect(dead_code, reason = "pages follow the browser of whoever tries the demo")]
    pub lang: String,
    pub joined_days_ago: i64,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub password_login: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub slug: String,
    pub name_fr: String,
    pub name_en: String,
    pub description_fr: String,
    pub description_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub key: String,
    pub title: String,
    pub lang: String,
    pub author: String,
    #[serde(default)]
    pub category: String,
    #[serde(default)]
    pub tags: Vec<String>,
    pub age: Age,
    pub body: String,
    #[serde(default)]
    pub tried: Option<String>,
    #[serde(default)]
    pub private_details: Option<String>,
    #[serde(default)]
    pub views: i64,
    #[serde(default)]
    pub me_too: Vec<String>,
    #[serde(default)]
    pub helped: Vec<String>,
    #[serde(default)]
    pub followers: Vec<String>,
    #[serde(default)]
    pub state: Option<String>,
    #[serde(default)]
    pub close_reason: Option<String>,
    #[serde(default)]
    pub duplicate_of: Option<String>,
    #[serde(default)]
    pub solved_elsewhere: Option<String>,
    #[serde(default, rename = "answer")]
    pub answers: Vec<Answer>,
    #[serde(default, rename = "comment")]
    pub comments: Vec<Comment>,
    #[serde(default, rename = "revision")]
    pub revisions: Vec<Revision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub author: String,
    pub age: Age,
    pub body: String,
    #[serde(default)]
    pub lang: Option<String>,
    #[serde(default)]
    pub helped: Vec<String>,
    #[serde(default)]
    pub accepted: bool,
    #[serde(default)]
    pub accepted_age: Option<Age>,
    #[serde(default)]
    pub verified_by: Option<String>,
    #[serde(default)]
    pub official: bool,
    #[serde(default)]
    pub did_not_work: Vec<DidNotWork>,
    #[serde(default, rename = "comment")]
    pub comments: Vec<Comment>,
    #[serde(default, rename = "revision")]
    pub revisions: Vec<Revision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    pub author: String,
    pub age: Age,
    pub body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DidNotWork {
    pub who: String,
    pub reason: String,
    #[serde(default)]
    pub details: String,
}

/// A text before an edit; the rest is of the edit that replaced it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    #[serde(default)]
    pub title: Option<String>,
    pub body: String,
    pub editor: String,
    pub age: Age,
    #[serde(default)]
    pub reason: String,
}

/// How long ago: `40m`, `5h`, `3d`.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub struct Age(pub Millis);

impl TryFrom<String> for Age {
    type Error = anyhow::Error;
    fn try_from(text: String) -> Result<Age, anyhow::Error> {
        let (number, unit) = text.split_at(text.len().saturating_sub(1));
        let unit = match unit {
            "m" => MINUTE,
            "h" => HOUR,
            "d" => DAY,
            _ => anyhow::bail!("{text}: an age such as 40m, 5h or 3d"),
        };
        Ok(Age(number.parse::<i64>().with_context(|| text.clone())? * unit))
    }
}

#[derive(Deserialize)]
struct People {
    person: Vec<Person>,
}

#[derive(Deserialize)]
struct Categories {
    category: Vec<Category>,
}

#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

/// Everything, in the order of its files.
pub struct Content {
    pub people: Vec<Person>,
    pub categories: Vec<Category>,
    pub questions: Vec<Question>,
}

pub fn read() -> anyhow::Result<Content> {
    const FILES: [&str; 9] = [
        include_str!("nordik/questions-01.toml"),
        include_str!("nordik/questions-02.toml"),
        include_str!("nordik/questions-03.toml"),
        include_str!("nordik/questions-04.toml"),
        include_str!("nordik/questions-05.toml"),
        include_str!("nordik/questions-06.toml"),
        include_str!("nordik/questions-07.toml"),
        include_str!("nordik/questions-08.toml"),
        include_str!("nordik/questions-09.toml"),
    ];
    let people: People = toml::from_str(include_str!("nordik/people.toml")).context("people.toml")?;
    let categories: Categories = toml::from_str(include_str!("nordik/categories.toml")).context("categories.toml")?;
    let mut questions = Vec::new();
    for text in FILES {
        questions.extend(toml::from_str::<Questions>(text).context("questions")?.question);
    }
    Ok(Content { people: people.person, categories: categories.category, questions })
}
