//! Ranges of addresses as people write them: `203.0.113.0/24`, `2001:db8::/32`, one address; what follows a `#` is a remark.

use std::net::IpAddr;

/// Addresses that begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    first: IpAddr,
    bits: u32,
}

fn number(ip: IpAddr) -> (u128, u32) {
    match ip {
        IpAddr::V4(v4) => (u128::from(v4.to_bits()), 32),
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or((v6.to_bits(), 128), |v4| (u128::from(v4.to_bits()), 32)),
    }
}

impl Range {
    /// One, unless it is so wide that it leaves out half the world.
    pub fn read(text: &str) -> Option<Range> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let first: IpAddr = address.trim().parse().ok()?;
        let (_, all) = number(first);
        let bits = bits.map_or(Some(all), |b| b.trim().parse().ok())?;
        let widest = if all == 32 { 8 } else { 16 };
        (widest..=all).contains(&bits).then_some(Range { first, bits })
    }

    /// One a line; the number of the first line that is none.
    pub fn read_all(text: &str) -> Result<Vec<Range>, usize> {
        let line = |(n, line): (usize, &str)| {
            let said = line.split('#').next().unwrap_or_default().trim();
            (!said.is_empty()).then(|| Range::read(said).ok_or(n + 1))
        };
        text.lines().enumerate().filter_map(line).collect()
    }

    pub fn holds(self, ip: IpAddr) -> bool {
        let ((a, all), (b, of)) = (number(self.first), number(ip));
        all == of && (a ^ b).checked_shr(all - self.bits).unwrap_or(0) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(range: &str, ip: &str) -> bool {
        Range::read(range).is_some_and(|r| r.holds(ip.parse().expect("an address")))
    }

    #[test]
    fn addresses_that_begin_alike() {
        assert!(holds("203.0.113.0/24", "203.0.113.200") && !holds("203.0.113.0/24", "203.0.114.1"));
        assert!(holds("203.0.113.7", "203.0.113.7") && !holds("203.0.113.7", "203.0.113.8"));
        assert!(holds("203.0.113.0/24", "::ffff:203.0.113.9"));
        assert!(holds("2001:db8::/32", "2001:db8:9::1") && !holds("2001:db8::/32", "2001:db9::1") && !holds("2001:db8::/32", "203.0.113.7"));
    }

    #[test]
    fn what_is_none_is_named_by_its_line() {
        assert_eq!(Range::read_all("# the school\n203.0.113.0/24 # its hall\n\n2001:db8::/48\n").map(|all| all.len()), Ok(2));
        assert_eq!(Range::read_all("203.0.113.0/24\nhere"), Err(2));
        for wide in ["0.0.0.0/0", "203.0.113.0/33", "::/0", "203.0.113.0/7", "203.0.113.0/x", "203.0.113"] {
            assert_eq!(Range::read(wide), None, "{wide}");
        }
    }
}
