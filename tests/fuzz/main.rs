//! What reads what strangers wrote, given what no stranger wrote yet: hostile inputs, changed at random, always the same way
//! for the same seed. A panic, a broken promise or a case that takes too long fails, and its input is kept.
//!
//! In the suite some thousand cases a target. The long form: `cargo test --release --test fuzz -- --seconds 3600 --seed 7
//! markdown`; words name targets, and with ENTRAIDE_TEST_DATA set the inputs there are among the first.

mod corpus;
mod inert;
mod mutate;
mod targets;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use mutate::{Random, mutated};
use targets::Target;

/// Of the suite: always the same cases.
const SEED: u64 = 0x05ea_51de;
const CASES: usize = 1_000;
/// Bytes of a case, in the suite and in the long form.
const SHORT: usize = 1_500;
const LONG: usize = 40_000;
/// Processor time that a case may take at most, of which nobody should come near; and the clock after which one hangs.
const SLOW: Duration = Duration::from_secs(5);
const HANGS: Duration = Duration::from_secs(120);

struct Args {
    seconds: Option<u64>,
    seed: u64,
    names: Vec<String>,
}

impl Args {
    /// Flags of the test runner that mean nothing here are passed over.
    fn read() -> Option<Args> {
        let mut args = Args { seconds: None, seed: SEED, names: Vec::new() };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--list" => return None,
                "--seconds" => args.seconds = words.next().and_then(|n| n.parse().ok()),
                "--seed" => args.seed = words.next().and_then(|n| n.parse().ok()).unwrap_or(SEED),
                "--test-threads" | "--skip" | "--format" | "--color" => drop(words.next()),
                flag if flag.starts_with('-') => {}
                name => args.names.push(name.to_owned()),
            }
        }
        Some(args)
    }
}

thread_local! {
    static PANICKED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What every thread is at, for whoever waits for it.
type Now = Mutex<Option<(Instant, Vec<u8>)>>;

/// Processor time of this thread, or the clock where that cannot be known.
fn used(begin: Instant) -> Duration {
    std::thread::yield_now(); // it is counted up to now at each change of turns
    let ran = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = ran.and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| begin.elapsed(), Duration::from_nanos)
}

fn keep(target: &Target, input: &[u8]) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    let mark = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    let path = dir.join(format!("{}-{mark:016x}", target.name));
    let kept = std::fs::create_dir_all(&dir).and_then(|()| std::fs::write(&path, input));
    kept.expect("the input is kept");
    path
}

/// One case; what is wrong, if anything.
fn tried(target: &Target, input: &[u8]) -> Result<(), String> {
    let start = Instant::now();
    let begin = used(start);
    let came = catch_unwind(AssertUnwindSafe(|| (target.check)(input))).unwrap_or_else(|_| Err(PANICKED.take()));
    let took = used(start).saturating_sub(begin);
    came?;
    if took > SLOW { Err(format!("took {took:?}")) } else { Ok(()) }
}

/// Cases that were tried, or what failed.
fn run(target: &Target, args: &Args, now: &Now) -> Result<usize, String> {
    let inputs = corpus::of(target.name, args.seconds.is_some());
    let longest = if args.seconds.is_some() { LONG } else { SHORT };
    let until = args.seconds.map(|s| Instant::now() + Duration::from_secs(s));
    let mut random = Random::new(args.seed ^ target.name.bytes().fold(0, |h, b| h * 31 + u64::from(b)));
    let first = inputs.iter().map(|input| input[..input.len().min(longest)].to_vec()).collect::<Vec<_>>().into_iter();
    let mut n = 0;
    let invented = std::iter::repeat_with(|| mutated(&mut random, &inputs, targets::WORDS, longest));
    for input in first.chain(invented) {
        let over = match until {
            Some(until) => Instant::now() > until,
            None => n >= target.share(CASES),
        };
        if over {
            break;
        }
        *now.lock().expect("one at a time") = Some((Instant::now(), input.clone()));
        if let Err(why) = tried(target, &input) {
            let path = keep(target, &input);
            return Err(format!("{} (seed {}, case {n}): {why}\n  the input is kept: {}", target.name, args.seed, path.display()));
        }
        n += 1;
    }
    *now.lock().expect("one at a time") = None;
    Ok(n)
}

/// Ends everything where a case does not end.
fn watch(target: &Target, args: &Args, now: &Now) {
    let hangs = now.lock().expect("one at a time").as_ref().filter(|(since, _)| since.elapsed() > HANGS).map(|(_, input)| input.clone());
    if let Some(input) = hangs {
        println!("{} (seed {}) does not end\n  the input is kept: {}", target.name, args.seed, keep(target, &input).display());
        std::process::exit(1);
    }
}

fn main() -> ExitCode {
    let Some(args) = Args::read() else { return ExitCode::SUCCESS };
    let chosen: Vec<&Target> = targets::ALL.iter().filter(|t| args.names.is_empty() || args.names.iter().any(|n| t.name.contains(n.as_str()))).collect();
    std::panic::set_hook(Box::new(|said| PANICKED.set(said.to_string())));
    println!("seed {}, {}", args.seed, args.seconds.map_or_else(|| "the suite's cases".to_owned(), |s| format!("{s} seconds a target")));
    let nows: Vec<Now> = chosen.iter().map(|_| Mutex::new(None)).collect();
    let (next, ended, failed) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let cores = std::thread::available_parallelism().map_or(2, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some((target, now)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| chosen.get(at).zip(nows.get(at))) {
                    let began = Instant::now();
                    match run(target, &args, now) {
                        Ok(n) => println!("{:<12} {n:>8} cases  {:>7.1} s  ok", target.name, began.elapsed().as_secs_f64()),
                        Err(why) => {
                            println!("{:<12} FAILED\n  {why}", target.name);
                            failed.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                    ended.fetch_add(1, Ordering::Release);
                }
            });
        }
        while ended.load(Ordering::Acquire) < chosen.len() {
            std::thread::sleep(Duration::from_millis(20));
            chosen.iter().zip(&nows).for_each(|(target, now)| watch(target, &args, now));
        }
    });
    if failed.load(Ordering::Relaxed) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
