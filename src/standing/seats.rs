//! Seats: how many ambassadors a category has room for. A running term takes one, and so does an open offer, so that
//! accepting never finds the seat gone; candidates wait in line by date.

use entity::{AccountId, CategoryId, OfferId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::db;
use crate::values;

/// A category with its seats.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Seats {
    pub category_id: CategoryId,
    pub name_en: String,
    pub name_fr: String,
    /// None: as many as there are ambassadors.
    pub seats: Option<i64>,
    pub taken: i64,
    pub offered: i64,
    pub waiting: i64,
}

const TAKEN: &str = "(SELECT COUNT(*) FROM term t WHERE t.category_id = c.id AND t.ended_at IS NULL)";
const OFFERED: &str = "(SELECT COUNT(*) FROM offer o WHERE o.category_id = c.id AND o.state = 'open')";

/// Every category with its seats.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Seats>, DbErr> {
    let text = format!(
        "SELECT c.id AS category_id, c.name_en, c.name_fr, s.seats, {TAKEN} AS taken, {OFFERED} AS offered,
            (SELECT COUNT(*) FROM offer o WHERE o.category_id = c.id AND o.state = 'queued') AS waiting
         FROM category c LEFT JOIN seat s ON s.id = c.id ORDER BY c.position, c.id"
    );
    db::rows(db, &text, values![]).await
}

/// Sets the seats of a category; none takes the limit away.
pub async fn set(tx: &DatabaseTransaction, category: CategoryId, seats: Option<i64>, by: AccountId, now: Millis) -> Result<(), DbErr> {
    match seats {
        Some(seats) => {
            db::run(
                tx,
                "INSERT INTO seat (id, seats, set_by, set_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (id) DO UPDATE SET seats = excluded.seats, set_by = excluded.set_by, set_at = excluded.set_at",
                values![category.0, seats, by.0, now],
            )
            .await?
        }
        None => db::run(tx, "DELETE FROM seat WHERE id = $1", values![category.0]).await?,
    };
    Ok(())
}

/// Is there room for one more? Holds the category's seats until the transaction ends.
pub async fn free(tx: &DatabaseTransaction, category: Option<CategoryId>) -> Result<bool, DbErr> {
    let Some(category) = category else { return Ok(true) };
    db::lock(tx, "seat", category.0).await?;
    let text = format!("SELECT COUNT(*) AS n FROM category c JOIN seat s ON s.id = c.id WHERE c.id = $1 AND {TAKEN} + {OFFERED} >= s.seats");
    Ok(db::count(tx, &text, values![category.0]).await? == 0)
}

/// The place in line of a waiting offer, from 1.
pub async fn place(db: &impl ConnectionTrait, offer: OfferId) -> Result<i64, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM offer mine JOIN offer o ON o.category_id = mine.category_id AND o.state = 'queued' AND (o.made_at, o.id) <= (mine.made_at, mine.id)
        WHERE mine.id = $1 AND mine.state = 'queued'";
    db::count(db, text, values![offer.0]).await
}
