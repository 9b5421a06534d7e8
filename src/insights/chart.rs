//! Charts as SVG: drawn here, coloured by the stylesheet, each with its numbers in words beside it.

use maud::{Markup, html};

/// Where one row of values stands.
pub struct Series<'a> {
    pub name: &'a str,
    /// One of `s1`, `s2`, `s3`: the stylesheet knows their colours and patterns.
    pub class: &'static str,
    pub values: &'a [i64],
}

const WIDTH: i64 = 640;
const HEIGHT: i64 = 200;
const TOP: i64 = 26;
const BOTTOM: i64 = 24;
const LEFT: i64 = 40;

/// A round number that nothing exceeds, so that half of it is one too.
fn ceiling(most: i64) -> i64 {
    let mut step = 2;
    loop {
        for n in [1, 2, 5] {
            if step * n >= most {
                return step * n;
            }
        }
        step *= 10;
    }
}

struct Scale {
    most: i64,
    parts: i64,
}

impl Scale {
    fn new(series: &[Series<'_>]) -> Scale {
        let most = series.iter().flat_map(|s| s.values).copied().max().unwrap_or(0);
        let parts = series.iter().map(|s| s.values.len()).max().unwrap_or(0);
        Scale { most: ceiling(most), parts: i64::try_from(parts).unwrap_or(1).max(1) }
    }

    fn y(&self, value: i64) -> i64 {
        HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - TOP) / self.most
    }

    /// Where a part begins.
    fn x(&self, part: i64) -> i64 {
        LEFT + part * (WIDTH - LEFT) / self.parts
    }
}

/// The frame of a chart: three lines to read by, first and last part named.
fn frame(title: &str, scale: &Scale, ends: (&str, &str), number: &dyn Fn(i64) -> String, body: Markup) -> Markup {
    html! {
        svg.chart viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(title) {
            title { (title) }
            @for value in [0, scale.most / 2, scale.most] {
                line.grid x1=(LEFT) x2=(WIDTH) y1=(scale.y(value)) y2=(scale.y(value)) {}
                text x=(LEFT - 6) y=(scale.y(value) + 4) text-anchor="end" { (number(value)) }
            }
            (body)
            text x=(LEFT) y=(HEIGHT - 6) { (ends.0) }
            text x=(WIDTH) y=(HEIGHT - 6) text-anchor="end" { (ends.1) }
        }
    }
}

/// Bars side by side, part by part. The name of each series stands above, in its colour and with its mark.
pub fn bars(title: &str, series: &[Series<'_>], ends: (&str, &str), number: &dyn Fn(i64) -> String) -> Markup {
    let scale = Scale::new(series);
    let several = i64::try_from(series.len()).unwrap_or(1).max(1);
    let body = html! {
        @for (s, one) in series.iter().enumerate() {
            @let s = i64::try_from(s).unwrap_or(0);
            (key(one, s))
            @for (i, value) in one.values.iter().enumerate() {
                @let i = i64::try_from(i).unwrap_or(0);
                @let room = (scale.x(i + 1) - scale.x(i)).max(2);
                @let width = ((room * 8 / 10) / several).max(1);
                rect class=(one.class) x=(scale.x(i) + room / 10 + s * width) width=(width) y=(scale.y(*value)) height=(scale.y(0) - scale.y(*value)) {}
            }
        }
    };
    frame(title, &scale, ends, number, body)
}

/// A line through the parts, with its last value at its end.
pub fn line(title: &str, one: &Series<'_>, ends: (&str, &str), number: &dyn Fn(i64) -> String) -> Markup {
    let scale = Scale::new(std::slice::from_ref(one));
    let middle = |i: usize| {
        let i = i64::try_from(i).unwrap_or(0);
        i64::midpoint(scale.x(i), scale.x(i + 1))
    };
    let points: Vec<String> = one.values.iter().enumerate().map(|(i, v)| format!("{},{}", middle(i), scale.y(*v))).collect();
    let body = html! {
        (key(one, 0))
        polyline class=(one.class) points=(points.join(" ")) {}
        @if let Some(last) = one.values.last() {
            @let x = middle(one.values.len() - 1);
            circle class=(one.class) cx=(x) cy=(scale.y(*last)) r="4" {}
            text.value x=(x - 8) y=((scale.y(*last) - 8).max(TOP + 10)) text-anchor="end" { (number(*last)) }
        }
    };
    frame(title, &scale, ends, number, body)
}

fn key(one: &Series<'_>, place: i64) -> Markup {
    let x = LEFT + place * 200;
    html! {
        rect class=(one.class) x=(x) y="4" width="12" height="12" {}
        text.name x=(x + 18) y="15" { (one.name) }
    }
}

/// Shares of one whole, one band under the other, each with its name and number.
pub fn shares(title: &str, parts: &[(&str, &'static str, i64)], number: &dyn Fn(i64) -> String) -> Markup {
    let whole: i64 = parts.iter().map(|p| p.2).sum::<i64>().max(1);
    let height = 34 * i64::try_from(parts.len()).unwrap_or(1);
    html! {
        svg.chart viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(title) {
            title { (title) }
            @for (i, (name, class, value)) in parts.iter().enumerate() {
                @let y = 34 * i64::try_from(i).unwrap_or(0);
                rect class=(class) x="0" y=(y + 18) width=((WIDTH * value / whole).max(1)) height="10" {}
                text.name x="0" y=(y + 13) { (name) ", " (number(*value)) " (" (value * 100 / whole) " %)" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_ends_at_a_round_number() {
        assert_eq!([0, 2, 3, 5, 11, 20, 21, 101, 1_999].map(ceiling), [2, 2, 4, 10, 20, 20, 40, 200, 2_000]);
    }

    #[test]
    fn everything_stays_inside() {
        let values: Vec<i64> = (0..30).map(|n| n * 7 % 13).collect();
        let drawn = bars("t", &[Series { name: "a", class: "s1", values: &values }, Series { name: "b", class: "s2", values: &[] }], ("x", "y"), &|n| n.to_string()).into_string();
        for y in drawn.split(" y=\"").skip(1).filter_map(|r| r.split('"').next()).filter_map(|n| n.parse::<i64>().ok()) {
            assert!((0..=HEIGHT).contains(&y), "{y}");
        }
        assert!(drawn.contains("role=\"img\"") && drawn.contains("<title>t</title>"));
        let drawn = line("t", &Series { name: "a", class: "s1", values: &[] }, ("x", "y"), &|n| n.to_string()).into_string();
        assert!(drawn.contains("polyline"));
    }
}
