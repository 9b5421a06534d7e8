//! Where a page of a list begins: the key and id of the row before it. Opaque in addresses; anything malformed is no cursor.

/// Rows on a page.
pub const PAGE: usize = 20;

/// A row's place in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub key: i64,
    pub id: i64,
}

/// Which page of a list is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    #[default]
    Start,
    /// Rows that come after this place.
    After(Place),
    /// Rows that come before it, the nearest ones.
    Before(Place),
}

impl From {
    /// From `?after=` and `?before=`.
    pub fn parse(after: &str, before: &str) -> From {
        match (Place::parse(after), Place::parse(before)) {
            (Some(p), _) => From::After(p),
            (None, Some(p)) => From::Before(p),
            _ => From::Start,
        }
    }

    pub fn is_start(self) -> bool {
        self == From::Start
    }
}

impl Place {
    /// The cursor's text.
    pub fn text(self) -> String {
        format!("{:x}-{:x}", self.key as u64, self.id as u64)
    }

    fn parse(text: &str) -> Option<Place> {
        let (key, id) = text.split_once('-')?;
        let number = |t: &str| (t.len() <= 16 && t.bytes().all(|b| b.is_ascii_hexdigit())).then(|| u64::from_str_radix(t, 16).ok()).flatten().map(|n| n as i64);
        Some(Place { key: number(key)?, id: number(id)? })
    }
}

/// A page of rows with the cursors beside it.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    pub rows: Vec<T>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

impl<T> Slice<T> {
    /// From up to `PAGE + 1` rows as they came: in order, or backwards when read before a place.
    pub fn of(mut rows: Vec<T>, from: From, place: impl Fn(&T) -> Place) -> Slice<T> {
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let (newer, older) = match from {
            From::Start => (false, more),
            From::After(_) => (true, more),
            From::Before(_) => {
                rows.reverse();
                (more, true)
            }
        };
        let first = rows.first().map(&place).filter(|_| newer).map(Place::text);
        let last = rows.last().map(&place).filter(|_| older).map(Place::text);
        Slice { newer: first, older: last, rows }
    }

    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Slice<U> {
        Slice { rows: self.rows.into_iter().map(f).collect(), newer: self.newer, older: self.older }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_go_there_and_back() {
        for p in [Place { key: 0, id: 1 }, Place { key: -5, id: i64::MAX }, Place { key: 1_795_510_800_000, id: 42 }] {
            assert_eq!(From::parse(&p.text(), ""), From::After(p));
        }
        for bad in ["", "-", "1", "zz-1", "1-", "1-2-3", "11111111111111111-1", "é-1", "1' OR 1-1", "+1-1"] {
            assert_eq!(From::parse(bad, bad), From::Start, "{bad}");
        }
    }

    #[test]
    fn pages_know_their_neighbours() {
        let place = |n: &i64| Place { key: *n, id: *n };
        let full: Vec<i64> = (0..=PAGE as i64).rev().collect();
        let first = Slice::of(full.clone(), From::Start, place);
        assert_eq!((first.rows.len(), first.newer.is_some(), first.older.is_some()), (PAGE, false, true));
        let last = Slice::of(vec![3, 2, 1], From::After(Place { key: 4, id: 4 }), place);
        assert_eq!((last.newer.is_some(), last.older.is_some()), (true, false));
        let back = Slice::of(vec![1, 2, 3], From::Before(Place { key: 0, id: 0 }), place);
        assert_eq!((back.rows, back.newer.is_some(), back.older.is_some()), (vec![3, 2, 1], false, true));
    }
}
