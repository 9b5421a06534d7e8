//! A first look: who wrote anything and when first, which answer belongs to which question, why questions were closed.

use std::collections::HashMap;

use super::super::progress::Progress;
use super::super::xml_rows::{Attributes, Row};
use super::{Dump, date, number, rows, text};
use crate::clock::Millis;

#[derive(Default)]
pub struct Seen {
    /// When each user first wrote.
    pub users: HashMap<i64, Millis>,
    /// Answer → its question, at the source.
    pub question_of: HashMap<i64, i64>,
    /// The number of the reason for which a question was last closed.
    pub close_codes: HashMap<i64, String>,
}

impl Seen {
    fn user(&mut self, row: &Attributes, who: &str, when: &str) {
        if let (Some(user), Ok(at)) = (number(row, who), date(row, when)) {
            let first = self.users.entry(user).or_insert(at);
            *first = at.min(*first);
        }
    }
}

/// Broken rows are reported later, when they are read for what they hold.
pub async fn scan(dump: &Dump, progress: &mut Progress) -> anyhow::Result<Seen> {
    let mut seen = Seen::default();
    let mut posts = rows(&dump.posts, progress, only(&["Id", "PostTypeId", "ParentId", "OwnerUserId", "CreationDate", "LastEditorUserId", "LastEditDate"]))?;
    while let Some(batch) = posts.next().await? {
        progress.tick();
        for row in batch.into_iter().flatten().filter(|r| matches!(text(r, "PostTypeId"), "1" | "2")) {
            seen.user(&row, "OwnerUserId", "CreationDate");
            seen.user(&row, "LastEditorUserId", "LastEditDate");
            if let ("2", Some(id), Some(parent)) = (text(&row, "PostTypeId"), number(&row, "Id"), number(&row, "ParentId")) {
                seen.question_of.insert(id, parent);
            }
        }
    }
    if let Some(file) = &dump.comments {
        let mut comments = rows(file, progress, only(&["UserId", "CreationDate"]))?;
        while let Some(batch) = comments.next().await? {
            progress.tick();
            for row in batch.into_iter().flatten() {
                seen.user(&row, "UserId", "CreationDate");
            }
        }
    }
    if let Some(file) = &dump.history {
        let mut history = rows(file, progress, only(&["PostId", "PostHistoryTypeId", "UserId", "CreationDate", "Comment"]))?;
        while let Some(batch) = history.next().await? {
            progress.tick();
            for row in batch.into_iter().flatten() {
                match number(&row, "PostHistoryTypeId") {
                    Some(1..=9) => seen.user(&row, "UserId", "CreationDate"),
                    Some(10) => {
                        if let Some(post) = number(&row, "PostId") {
                            seen.close_codes.insert(post, text(&row, "Comment").trim().to_owned());
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(seen)
}

/// The few attributes that are looked at now.
fn only(names: &'static [&'static str]) -> impl Fn(Row) -> Option<Attributes> {
    move |row| {
        let mut attributes = row.attributes.ok()?;
        attributes.retain(|name, _| names.contains(&name.as_str()));
        Some(attributes)
    }
}
