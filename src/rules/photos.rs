//! What may be sent as a photo, and how many: pure numbers, and why one is not taken.

use crate::i18n::Lang;
use crate::rules::policy::Actor;

const MIB: i64 = 1 << 20;
/// Bytes of one photo as it is sent.
pub const BYTES_AT_MOST: u64 = 10 << 20;
/// Its pixels.
pub const PIXELS_AT_MOST: u64 = 24_000_000;
/// The same for kinds whose decoders keep the whole picture several times over: progressive JPEG, WebP, GIF.
pub const PIXELS_OF_HEAVY_KINDS: u64 = 12_000_000;
/// Pixels of either side.
pub const SIDE_AT_MOST: u32 = 10_000;
/// Why a post is looked at to which photos were added once it was published.
pub const ADDED: &str = "photos";
/// The long side of what is kept.
pub const KEPT_SIDE: u32 = 2_048;
/// The long side of the smaller picture that pages show.
pub const SMALL_SIDE: u32 = 480;
/// Side of the picture beside a name, and its bytes.
pub const AVATAR_SIDE: u32 = 72;
pub const AVATAR_BYTES: usize = 4 << 10;

/// How much one person may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// With one text.
    pub per_text: usize,
    /// In a day.
    pub per_day: i64,
    /// Bytes of everything of theirs that is kept.
    pub bytes: i64,
}

impl Share {
    /// More for whoever has shown what they are here for: the same points that unlock more links, then those that retag.
    pub fn of(actor: &Actor) -> Share {
        if actor.is_staff() {
            Share { per_text: 20, per_day: 400, bytes: 4_096 * MIB }
        } else if actor.has(actor.privileges.retag) {
            Share { per_text: 10, per_day: 100, bytes: 2_048 * MIB }
        } else if actor.has(actor.privileges.more_links) {
            Share { per_text: 10, per_day: 50, bytes: 500 * MIB }
        } else {
            Share { per_text: 3, per_day: 20, bytes: 100 * MIB }
        }
    }
}

/// Why a photo was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Not a JPEG, PNG, GIF or WebP.
    NotAPhoto,
    /// What recent telephones make; browsers do not show it.
    Heic,
    /// It says that it is one, but cannot be read.
    Broken,
    /// More bytes than one may have.
    TooLarge,
    /// More pixels than one of its kind may have.
    TooManyPixels { at_most: u64 },
    /// More than one text may have.
    TooMany { max: usize },
    /// As many as one may send in a day.
    Day { max: i64 },
    /// As much as one may keep.
    Full { mib: i64 },
    /// Too many are being read at the moment.
    Busy,
    /// It waited too long for its form, and went.
    Expired,
}

impl Refused {
    /// The sentence beside the field.
    pub fn message(self, lang: Lang) -> String {
        let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        match self {
            Refused::NotAPhoto => lang.photos_not_a_photo().into(),
            Refused::Heic => lang.photos_heic().into(),
            Refused::Broken => lang.photos_broken().into(),
            Refused::TooLarge => lang.photos_too_large(n(BYTES_AT_MOST as usize >> 20)),
            Refused::TooManyPixels { at_most } => lang.photos_too_many_pixels(n(at_most as usize / 1_000_000)),
            Refused::TooMany { max } => lang.photos_too_many(n(max)),
            Refused::Day { max } => lang.photos_day(max),
            Refused::Full { mib } => lang.photos_full(mib),
            Refused::Busy => lang.photos_busy().into(),
            Refused::Expired => lang.photos_expired().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::policy::{Rank, Role};

    #[test]
    fn newcomers_send_three_with_a_text_and_points_give_more() {
        let at = |reputation| Actor { id: Some(1), reputation, ..Actor::default() };
        assert_eq!(Share::of(&at(1)), Share { per_text: 3, per_day: 20, bytes: 100 * MIB });
        assert_eq!(Share::of(&at(10)).per_text, 10);
        assert!(Share::of(&at(500)).bytes > Share::of(&at(10)).bytes);
        assert_eq!(Share::of(&Actor { rank: Rank::Ambassador, ..at(1) }).bytes, 2_048 * MIB);
        assert_eq!(Share::of(&Actor { role: Role::Staff, ..at(1) }).per_text, 20);
    }
}
