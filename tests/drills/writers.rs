//! People who write, each one thing after the other, and who send a form again until they are told that it was taken. The
//! form's key makes one of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::crowd::{Crowd, Person};
use crate::http::{self, Answer, form};
use crate::journal::{Journal, Question, Reply, word};
use crate::server::Site;

/// A form is sent again for this long.
const PATIENCE: Duration = Duration::from_secs(60);
/// Threads of the first member: the team has them, and nobody accepts anything there.
const TEAMS: usize = 0;

/// Numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (n.max(1) as u64)).unwrap_or_default()
    }
}

/// What all of them share.
pub struct Scene {
    pub site: Arc<Site>,
    pub crowd: Crowd,
    pub journal: Arc<Journal>,
    /// Writes still to be acknowledged.
    left: AtomicUsize,
}

impl Scene {
    pub fn new(site: Arc<Site>, crowd: Crowd, writes: usize) -> Scene {
        Scene { site, crowd, journal: Arc::default(), left: AtomicUsize::new(writes) }
    }

    fn more(&self) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_ok()
    }

    /// Sends a form until an answer comes that is not "not now".
    async fn settled(&self, who: &Person, path: &str, body: &str) -> anyhow::Result<Answer> {
        let begun = Instant::now();
        loop {
            let last = match self.site.at() {
                None => "it is not served".to_owned(),
                Some(at) => match http::post(at, path, &who.cookie, body).await {
                    Ok(a) if a.status == 503 => a.describe(),
                    Ok(a) => return Ok(a),
                    Err(e) => {
                        self.journal.again();
                        e.to_string()
                    }
                },
            };
            if begun.elapsed() > PATIENCE {
                bail!("{path} is not answered: {last}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The same; only "taken" will do.
    async fn taken(&self, who: &Person, path: &str, body: &str) -> anyhow::Result<Answer> {
        let answer = self.settled(who, path, body).await?;
        if answer.status != 303 || answer.location().starts_with("/login") {
            bail!("{path} is answered {} {}", answer.location(), answer.describe());
        }
        Ok(answer)
    }
}

/// Everyone writes until so much is acknowledged.
pub async fn write(scene: Arc<Scene>) -> anyhow::Result<()> {
    let mut all = tokio::task::JoinSet::new();
    for n in 0..scene.crowd.customers.len() {
        let scene = scene.clone();
        all.spawn(async move { Customer::new(scene, n).goes_on().await });
    }
    for n in 0..scene.crowd.managers.len() {
        let scene = scene.clone();
        all.spawn(async move { manager(&scene, n).await });
    }
    while let Some(done) = all.join_next().await {
        done??;
    }
    Ok(())
}

struct Customer {
    scene: Arc<Scene>,
    n: usize,
    dice: Dice,
    words: usize,
    /// Their answers: the version each is in.
    versions: Vec<(i64, i64)>,
    /// Their questions, and what they accepted there.
    accepted: Vec<(Question, Vec<Reply>)>,
}

const SENTENCES: [&str; 5] = [
    "Unplug the box for ten seconds and start it again.",
    "Look at the lamp on the left: it should be green after a minute.",
    "The cable behind the box was loose at our place.",
    "Choose the other channel in the settings of the box.",
    "It began after the storm of last week and is over now.",
];

impl Customer {
    fn new(scene: Arc<Scene>, n: usize) -> Customer {
        Customer { scene, n, dice: Dice::new(n as u64 + 11), words: 0, versions: Vec::new(), accepted: Vec::new() }
    }

    fn me(&self) -> &Person {
        &self.scene.crowd.customers[self.n]
    }

    fn word(&mut self) -> String {
        self.words += 1;
        word(self.n, self.words)
    }

    async fn goes_on(mut self) -> anyhow::Result<()> {
        while self.scene.more() {
            let questions = self.scene.journal.look(|j| j.questions.len());
            let dice = if questions < 3 || self.accepted.is_empty() { 0 } else { self.dice.below(100) };
            match dice {
                0..8 => self.asks().await?,
                8..45 => self.answers().await?,
                45..60 => self.comments().await?,
                60..75 => self.edits().await?,
                75..90 => self.votes().await?,
                _ => self.accepts().await?,
            }
        }
        Ok(())
    }

    /// Somebody presses twice now and then: it is taken once.
    async fn once(&mut self, path: &str, body: &str) -> anyhow::Result<Answer> {
        let twice = self.dice.below(8) == 0;
        let (first, second) = match twice {
            true => {
                let (a, b) = tokio::join!(self.scene.taken(self.me(), path, body), self.scene.taken(self.me(), path, body));
                (a?, Some(b?))
            }
            false => (self.scene.taken(self.me(), path, body).await?, None),
        };
        if let Some(second) = second {
            anyhow::ensure!(number(second.location()) == number(first.location()), "{path} led to {} and to {}", first.location(), second.location());
        }
        Ok(first)
    }

    async fn asks(&mut self) -> anyhow::Result<()> {
        let word = self.word();
        let (title, body) = (format!("The box and {word}"), format!("{} We call it {word} here. What else can be tried?", SENTENCES[self.dice.below(5)]));
        let done = self.once("/questions", &form(&[("title", &title), ("body", &body), ("form_key", &word)])).await?;
        let id = number(done.location().trim_start_matches("/questions/")).with_context(|| format!("a question at {}", done.location()))?;
        let question = Question { id, asker: self.n };
        self.accepted.push((question, Vec::new()));
        self.scene.journal.asked(question, word);
        Ok(())
    }

    async fn answers(&mut self) -> anyhow::Result<()> {
        let question = { let n = self.dice.below(usize::MAX); self.scene.journal.look(|j| j.questions[n % j.questions.len()]) };
        let word = self.word();
        let body = format!("{} As they say: {word}.", SENTENCES[self.dice.below(5)]);
        let done = self.once(&format!("/questions/{}/answers", question.id), &form(&[("body", &body), ("form_key", &word)])).await?;
        let id = done.location().split("#answer-").nth(1).and_then(number);
        let reply = id.map(|id| Reply { id, question, author: self.n });
        if let Some(reply) = reply {
            self.versions.push((reply.id, 1));
        }
        self.scene.journal.answered(reply, word);
        Ok(())
    }

    async fn comments(&mut self) -> anyhow::Result<()> {
        let question = { let n = self.dice.below(usize::MAX); self.scene.journal.look(|j| j.questions[n % j.questions.len()]) };
        let word = self.word();
        let body = format!("{} We know it as {word}.", SENTENCES[self.dice.below(5)]);
        self.once(&format!("/posts/{}/comments", question.id), &form(&[("body", &body), ("form_key", &word)])).await?;
        self.scene.journal.commented(word);
        Ok(())
    }

    /// A version is made once: the form says which one it began with. Whoever is not told goes and looks.
    async fn edits(&mut self) -> anyhow::Result<()> {
        if self.versions.is_empty() {
            return self.answers().await;
        }
        let mine = self.dice.below(self.versions.len());
        let (id, version) = self.versions[mine];
        let word = self.word();
        let body = format!("{} After another look: {word}.", SENTENCES[self.dice.below(5)]);
        let path = format!("/posts/{id}/edit");
        let answer = self.scene.settled(self.me(), &path, &form(&[("body", &body), ("revision", &version.to_string())])).await?;
        let saved = match answer.status {
            303 => true,
            // sent again after a version was made of it
            409 => answer.body.contains(&word),
            _ => false,
        };
        if !saved {
            bail!("{path} is answered {}", answer.describe());
        }
        self.versions[mine].1 += 1;
        self.scene.journal.edited(id, word);
        Ok(())
    }

    async fn votes(&mut self) -> anyhow::Result<()> {
        let (n, me) = (self.dice.below(usize::MAX), self.n);
        let others: Option<Reply> = self.scene.journal.look(|j| j.answers.iter().copied().cycle().skip(n % j.answers.len().max(1)).take(j.answers.len()).find(|a| a.author != me));
        let Some(reply) = others else { return self.answers().await };
        let up = self.dice.below(4) > 0;
        self.scene.taken(self.me(), &format!("/posts/{}/vote", reply.id), if up { "direction=up" } else { "direction=none" }).await?;
        self.scene.journal.voted(self.me().id, reply.id, up);
        Ok(())
    }

    async fn accepts(&mut self) -> anyhow::Result<()> {
        let mine = self.dice.below(self.accepted.len());
        let (question, accepted) = self.accepted[mine].clone();
        let me = self.n;
        let answers: Vec<Reply> = self.scene.journal.look(|j| j.answers.iter().filter(|a| a.question.id == question.id && a.author != me).copied().collect());
        if me == TEAMS || answers.is_empty() {
            return self.votes().await;
        }
        let answer = answers[self.dice.below(answers.len())];
        // two at most, of two people
        let in_the_way = accepted.iter().find(|a| a.author == answer.author).or(accepted.first().filter(|_| accepted.len() >= 2));
        let (reply, stands) = in_the_way.map_or((answer, true), |other| (*other, false));
        let post = reply.id;
        self.scene.taken(self.me(), &format!("/posts/{post}/{}", if stands { "accept" } else { "unaccept" }), "").await?;
        self.accepted[mine].1.retain(|a| a.id != post);
        if stands {
            self.accepted[mine].1.push(reply);
        }
        self.scene.journal.accepted(self.me().id, post, stands);
        Ok(())
    }
}

/// Claims what the first member asks, and promises something there, again and again.
async fn manager(scene: &Scene, n: usize) -> anyhow::Result<()> {
    let me = &scene.crowd.managers[n];
    let all = scene.crowd.managers.len();
    let (mut dice, mut mine, mut words) = (Dice::new(n as u64 + 1_000), Vec::new(), 0);
    let mut pause = tokio::time::interval(Duration::from_millis(2));
    loop {
        let theirs: Vec<i64> = scene.journal.look(|j| j.questions.iter().filter(|q| q.asker == TEAMS).enumerate().filter(|(i, _)| i % all == n).map(|(_, q)| q.id).collect());
        if theirs.is_empty() {
            // nothing was asked yet
            if scene.left.load(Ordering::Relaxed) == 0 {
                return Ok(());
            }
            pause.tick().await;
            continue;
        }
        if !scene.more() {
            return Ok(());
        }
        let next = theirs.iter().find(|q| !mine.contains(*q));
        words += 1;
        let word = word(900 + n, words);
        if let Some(thread) = next {
            scene.taken(me, &format!("/staff/threads/{thread}/claim"), &form(&[("form_key", &word)])).await?;
            mine.push(*thread);
            scene.journal.claimed(*thread, me.id);
        } else {
            let thread = mine[dice.below(mine.len())];
            let due = entraide::ui::when::field("Europe/Paris", entraide::clock::Clock::System.now() + (1 + words as i64 % 5) * entraide::clock::DAY);
            scene.taken(me, &format!("/staff/threads/{thread}/promise"), &form(&[("message", &format!("Somebody comes for {word}")), ("due", &due), ("form_key", &word)])).await?;
            scene.journal.promised(word);
        }
    }
}

/// The number at the beginning of a text.
fn number(text: &str) -> Option<i64> {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    text.split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse().ok())
}
