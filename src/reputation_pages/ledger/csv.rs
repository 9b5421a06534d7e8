//! A whole ledger as CSV, oldest line first, with the balance after each: read in pieces while it is sent.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use entity::AccountId;
use futures_util::stream;

use super::lines::Line;
use super::queries;
use crate::error::{Error, Result};
use crate::ui::when;
use crate::web::context::Ctx;
use crate::web::paths;

/// Lines read at once.
const PIECE: i64 = 1_000;

/// Where the next piece begins, and the balance there; none when all was sent.
struct At {
    ctx: Ctx,
    member: AccountId,
    after: i64,
    balance: i64,
    first: bool,
    done: bool,
}

/// Every line of the member's own ledger, as a file.
pub fn all(ctx: &Ctx, member: AccountId, username: &str) -> Response {
    let start = At { ctx: ctx.clone(), member, after: 0, balance: 0, first: true, done: false };
    let pieces = stream::try_unfold(start, |mut at| async move {
        if at.done {
            return Ok::<_, Error>(None);
        }
        let bytes = piece(&mut at).await?;
        Ok(Some((bytes, at)))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"reputation-{username}.csv\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}

async fn piece(at: &mut At) -> Result<Bytes> {
    let lines = queries::lines_after(at.ctx.app.db.read(), at.member, at.after, PIECE).await?;
    at.done = lines.len() < usize::try_from(PIECE).unwrap_or(usize::MAX);
    let mut out = ::csv::Writer::from_writer(Vec::new());
    if at.first {
        out.write_record(["line", "at", "kind", "points", "balance", "limited", "undoes", "rules", "address", "question", "note"]).map_err(anyhow::Error::new)?;
        at.first = false;
    }
    let base = at.ctx.app.config.base_url();
    for l in &lines {
        at.after = l.id.0;
        at.balance += l.points;
        out.write_record(record(l, at.balance, &base)).map_err(anyhow::Error::new)?;
    }
    Ok(Bytes::from(out.into_inner().map_err(|e| anyhow::anyhow!("{e}"))?))
}

fn record(l: &Line, balance: i64, base: &str) -> [String; 11] {
    [
        l.id.to_string(),
        when::machine(l.at),
        l.kind.word().to_owned(),
        l.points.to_string(),
        balance.to_string(),
        l.limited.map_or(String::new(), |w| w.word().to_owned()),
        l.reverses.map_or(String::new(), |r| r.to_string()),
        l.version_id.to_string(),
        l.post_id.map_or(String::new(), |id| format!("{base}{}", paths::Post { id })),
        plain(l.title.as_deref().filter(|_| l.open()).unwrap_or_default()),
        plain(&l.note),
    ]
}

/// A cell that begins like a formula is one for a spreadsheet, which would run it.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|c| if matches!(c, '\r' | '\n' | '\t') { ' ' } else { c }).collect();
    if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn no_cell_is_a_formula() {
        for evil in ["=1+1", "+1", "-1", "@SUM(A1)", " =cmd|' /C calc'!A0", "\t=1", "＝1"] {
            assert!(plain(evil).starts_with('\''), "{evil}");
        }
        assert_eq!(plain("My box"), "My box");
    }
}
