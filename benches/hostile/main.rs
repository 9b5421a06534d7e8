//! What a text costs whose author means harm: each generator at 8,000, 16,000 and 32,000 characters, as Markdown, as imported
//! HTML and back to Markdown. Processor time, the best of several runs; fails where a goal is not met.
//! `cargo bench --bench hostile -- NAME` looks at those whose names hold the word.

mod generators;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use entraide::markdown::{self, MAX_OUTPUT};

/// The program's own: another gives memory back and takes it anew with each text, which is then what is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The longest text that may be published, and what it may cost.
const LONGEST: usize = 32_000;
const AT_MOST: Duration = Duration::from_millis(200);
/// Twice the text costs so many times as much, at most.
const GROWTH: f64 = 2.5;
/// Below this, nothing is compared: such a text costs nobody anything.
const FLOOR: Duration = Duration::from_millis(1);
/// Runs, at least, and ten times as many while they take less than this; where a goal is not met, looked at so many times.
const RUNS: u32 = 3;
const ENOUGH: Duration = Duration::from_millis(20);
const LOOKS: u32 = 8;

type Render = fn(&str) -> usize;

const KINDS: [(&str, Render); 3] =
    [("markdown", |s| markdown::render(s).html.len()), ("imported", |s| markdown::render_html(s).html.len()), ("edited", |s| markdown::to_markdown(s).len())];

/// Processor time of this thread: what the machine does besides shows less. Elsewhere than on Linux, the clock.
fn used(begin: Instant) -> Duration {
    std::thread::yield_now(); // it is counted up to now at each change of turns
    let ran = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = ran.and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| begin.elapsed(), Duration::from_nanos)
}

/// The best of several runs.
fn best(render: Render, text: &str, mut best: Duration) -> (Duration, usize) {
    let start = Instant::now();
    let (mut runs, mut bytes) = (0, 0);
    while runs < RUNS || (runs < RUNS * 10 && start.elapsed() < ENOUGH) {
        let begin = used(start);
        bytes = render(text);
        best = best.min(used(start).saturating_sub(begin));
        runs += 1;
    }
    (best, bytes)
}

fn growth(times: &[Duration; 3]) -> f64 {
    times.windows(2).map(|w| w[1].max(FLOOR).as_secs_f64() / w[0].max(FLOOR).as_secs_f64()).fold(0.0, f64::max)
}

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    // what is loaded once is no text's own cost
    for language in ["rust", "js", "html", "cpp", "php", "latex", "md"] {
        markdown::render(&format!("```{language}\nfn a() {{}}\n```"));
    }
    println!("{:<10} {:<34} {:>9} {:>7} {:>8}", "as", "text", "ms", "growth", "KB");
    let (mut looked, mut missed) = (0, 0);
    for (name, make) in generators::all() {
        if !asked.is_empty() && !asked.iter().any(|a| name.contains(a.as_str())) {
            continue;
        }
        let texts = [LONGEST / 4, LONGEST / 2, LONGEST].map(&make);
        for (kind, render) in KINDS {
            let mut times = [Duration::MAX; 3];
            let mut bytes = 0;
            let mut met = false;
            for _ in 0..LOOKS {
                for (time, text) in times.iter_mut().zip(&texts) {
                    (*time, bytes) = best(render, text, *time);
                }
                met = times[2] <= AT_MOST && growth(&times) <= GROWTH && bytes <= MAX_OUTPUT;
                if met {
                    break;
                }
            }
            looked += 1;
            missed += u32::from(!met);
            let [ms, grows, kb] = [times[2].as_secs_f64() * 1e3, growth(&times), bytes as f64 / 1024.0];
            println!("{kind:<10} {name:<34} {ms:>9.2} {grows:>7.2} {kb:>8.1}  {}", if met { "met" } else { "NOT met" });
        }
    }
    println!("{looked} looked at, {missed} not met (at {LONGEST} characters: {} ms, {} KB; twice the text: x{GROWTH})", AT_MOST.as_millis(), MAX_OUTPUT / 1024);
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
