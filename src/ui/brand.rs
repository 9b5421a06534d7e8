//! The brand's accent, made readable: the hue stays, lightness and chroma are moved in OKLCH until text in it reaches
//! 4.5:1 on every light surface and 7.35:1 on every dark one, which leaves 6:1 on the tinted rows (WCAG 2.2 contrast).

/// The accent as the pages use it, in sRGB hex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    pub light: String,
    pub on_light: &'static str,
    pub dark: String,
    pub on_dark: &'static str,
}

/// The accent the stylesheet is written with.
pub const BUILT_IN: &str = "#2438a6";
/// Surfaces text in the accent stands on: sheet, paper, sunk.
const LIGHT: [&str; 3] = ["#ffffff", "#eff3f4", "#e4eaec"];
const DARK: [&str; 3] = ["#151d25", "#0e141a", "#0a0f14"];
const INK: &str = "#0e141a";

/// CSS that puts the brand's accent in the place of the built-in one; empty for the built-in one.
pub fn tokens(hex: &str) -> String {
    if hex.eq_ignore_ascii_case(BUILT_IN) {
        return String::new();
    }
    let a = derive(hex);
    format!(
        "@layer tokens{{:root{{--accent:{0};--accent:light-dark({0},{1});--on-accent:{2};--on-accent:light-dark({2},{3})}}}}",
        a.light, a.dark, a.on_light, a.on_dark
    )
}

/// Works out both forms of an accent `#rrggbb`; anything else reads as black.
pub fn derive(hex: &str) -> Accent {
    let (l, c, h) = oklch(parse(hex));
    let worst = |rgb: [f64; 3], on: [&str; 3]| on.iter().map(|s| ratio(rgb, parse(s))).fold(f64::MAX, f64::min);
    let mut light_l = l;
    let mut light = in_gamut(light_l, c, h);
    while worst(light, LIGHT) < 4.5 && light_l > 0.0 {
        light_l -= 0.005;
        light = in_gamut(light_l, c, h);
    }
    let mut dark_l = l.max(0.72);
    let chroma = c.min(0.13);
    let mut dark = in_gamut(dark_l, chroma, h);
    while worst(dark, DARK) < 7.35 && dark_l < 1.0 {
        dark_l += 0.005;
        dark = in_gamut(dark_l, chroma, h);
    }
    Accent { on_light: on(light), light: format_hex(light), on_dark: on(dark), dark: format_hex(dark) }
}

fn on(rgb: [f64; 3]) -> &'static str {
    if ratio(rgb, [1.0; 3]) >= 4.5 { "#ffffff" } else { INK }
}

fn parse(hex: &str) -> [f64; 3] {
    let channel = |i: usize| hex.get(i..i + 2).and_then(|h| u8::from_str_radix(h, 16).ok()).map_or(0.0, |v| f64::from(v) / 255.0);
    [channel(1), channel(3), channel(5)]
}

fn format_hex(rgb: [f64; 3]) -> String {
    let [r, g, b] = rgb.map(|v| (v.clamp(0.0, 1.0) * 255.0).round() as u8);
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn linear(v: f64) -> f64 {
    if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

fn gamma(v: f64) -> f64 {
    if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 }
}

/// Contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2).
pub fn ratio(a: [f64; 3], b: [f64; 3]) -> f64 {
    // What is shown has eight bits a channel.
    let luminance = |c: [f64; 3]| {
        let [r, g, b] = c.map(|v| linear((v.clamp(0.0, 1.0) * 255.0).round() / 255.0));
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (x, y) = (luminance(a), luminance(b));
    (x.max(y) + 0.05) / (x.min(y) + 0.05)
}

/// Lightness 0–1, chroma, hue in radians. Björn Ottosson's OKLab matrices.
fn oklch(rgb: [f64; 3]) -> (f64, f64, f64) {
    let [r, g, b] = rgb.map(linear);
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    let lightness = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
    let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
    let bb = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
    (lightness, a.hypot(bb), bb.atan2(a))
}

fn srgb(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    [
        gamma(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
        gamma(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
        gamma(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s),
    ]
}

/// The colour with as much of the chroma as sRGB holds.
fn in_gamut(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let fits = |c: f64| srgb(lightness, c, hue).iter().all(|v| (-0.001..=1.001).contains(v));
    let mut c = chroma;
    while !fits(c) && c > 0.0 {
        c -= 0.002;
    }
    srgb(lightness, c.max(0.0), hue).map(|v| v.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> bool {
        parse(a).iter().zip(parse(b)).all(|(x, y)| (x - y).abs() * 255.0 <= 9.0)
    }

    #[test]
    fn known_brands_come_out_as_measured() {
        for (brand, light, dark) in [
            ("#e60000", "#d30503", "#f78e7f"),
            ("#ff7900", "#a94f05", "#f0945f"),
            ("#ffcc00", "#806605", "#f3cf66"),
            ("#00b5e2", "#06728f", "#25b8e4"),
            ("#00a651", "#03793a", "#62bd7b"),
            ("#000000", "#000000", "#ababab"),
        ] {
            let a = derive(brand);
            assert!(near(&a.light, light) && near(&a.dark, dark), "{brand}: {a:?}, expected {light} / {dark}");
        }
    }

    #[test]
    fn any_accent_can_be_read() {
        let mut seed: u32 = 7;
        for _ in 0..500 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hex = format!("#{:06x}", seed >> 8);
            let a = derive(&hex);
            for s in LIGHT {
                assert!(ratio(parse(&a.light), parse(s)) >= 4.5, "{hex} {a:?} on {s}");
            }
            for s in DARK {
                assert!(ratio(parse(&a.dark), parse(s)) >= 7.3, "{hex} {a:?} on {s}");
            }
            assert!(ratio(parse(&a.light), parse(a.on_light)) >= 4.5, "{hex} {a:?}");
            assert!(ratio(parse(&a.dark), parse(a.on_dark)) >= 4.5, "{hex} {a:?}");
        }
    }
}
