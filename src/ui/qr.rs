//! A QR code as a drawing inside the page: dark on light in every theme, since that is what cameras look for.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code.
const QUIET: usize = 4;

/// The code of a text, named for those who do not see it; none if the text is too long.
pub fn code(text: &str, name: &str) -> Option<Markup> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Some(html! {
        svg role="img" aria-label=(name) width="220" height="220" viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_and_nothing_else() {
        let text = "otpauth://totp/Nordik:ada?secret=GEZDGNBVGY3TQOJQ";
        let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("a code");
        let dark = code.to_colors().iter().filter(|c| **c == Color::Dark).count();
        let drawn = super::code(text, "a <name>").expect("drawn").into_string();
        let path = drawn.split(" d=\"").nth(1).and_then(|p| p.split('"').next()).expect("a path");
        let area: usize = path.split('M').filter(|p| !p.is_empty()).map(|p| p.split('h').nth(1).and_then(|h| h.split('v').next()).and_then(|n| n.parse::<usize>().ok()).expect("a run")).sum();
        assert_eq!(area, dark);
        assert!(drawn.contains("a &lt;name&gt;"));
        assert!(super::code(&"x".repeat(10_000), "").is_none());
    }
}
