//! Photos of the sample community, drawn here: boxes with their lights, and pictures beside a few names.

use std::collections::HashMap;

use anyhow::Context as _;
use entity::{AccountId, PostId};
use image::{ImageFormat, Rgb, RgbImage};
use sea_orm::FromQueryResult;

use crate::app::App;
use crate::db;
use crate::photos::actions::{self, With};
use crate::photos::picture::{self, Picture};
use crate::photos::{Owner, Shown};
use crate::rules::photos::Share;
use crate::rules::policy::{Actor, Role};

const ORANGE: [u8; 3] = [255, 140, 20];
const GREEN: [u8; 3] = [60, 220, 120];
const RED: [u8; 3] = [240, 40, 40];
const OFF: [u8; 3] = [38, 42, 50];

/// Puts photos with the newest questions about lights, and pictures beside names.
pub async fn play(app: &App, people: &HashMap<String, AccountId>) -> anyhow::Result<()> {
    #[derive(FromQueryResult)]
    struct About {
        id: PostId,
        author_id: AccountId,
    }
    let lights = [[GREEN, ORANGE, OFF, OFF], [GREEN, GREEN, RED, OFF], [OFF, ORANGE, OFF, GREEN]];
    let about: Vec<About> = db::rows(
        app.db.read(),
        "SELECT q.id, q.author_id FROM question q JOIN category c ON c.id = q.category_id
         WHERE c.slug = 'box' AND q.state = 'visible' AND q.reserved = FALSE AND q.title LIKE '%voyant%' AND q.answer_count < 15 ORDER BY q.created_at DESC, q.id LIMIT 3",
        [],
    )
    .await?;
    for (question, lights) in about.iter().zip(lights) {
        let photo = kept(app, question.author_id, picture::photo(&png(&shelf(lights))?)).await?;
        let tx = app.db.write().await?;
        actions::attach(&tx, question.author_id, &[photo], With::Post(question.id)).await?;
        tx.commit().await?;
    }
    for (name, paper, ink) in [("claire", [20, 60, 140], [240, 190, 60]), ("basile", [30, 110, 90], [235, 240, 230]), ("ada", [150, 60, 90], [250, 220, 200])] {
        let who = people.get(name).copied().with_context(|| format!("nobody is called {name}"))?;
        let photo = kept(app, who, picture::avatar(&png(&sun(paper, ink))?)).await?;
        let tx = app.db.write().await?;
        actions::set_avatar(&tx, who, Some(&photo), app.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn kept(app: &App, owner: AccountId, read: Result<Picture, crate::rules::photos::Refused>) -> anyhow::Result<Shown> {
    let picture = read.map_err(|why| anyhow::anyhow!("a drawn photo was refused: {why:?}"))?;
    let share = Share::of(&Actor { role: Role::Staff, ..Actor::visitor() });
    let kept = actions::receive(app, &Owner::Account(owner), &share, picture, app.clock.now()).await?;
    kept.map_err(|why| anyhow::anyhow!("a drawn photo was not kept: {why:?}"))
}

fn png(image: &RgbImage) -> anyhow::Result<Vec<u8>> {
    let mut out = std::io::Cursor::new(Vec::new());
    image.write_to(&mut out, ImageFormat::Png)?;
    Ok(out.into_inner())
}

/// A box on a shelf, with four lights.
fn shelf(lights: [[u8; 3]; 4]) -> RgbImage {
    RgbImage::from_fn(480, 360, |x, y| {
        let (fx, fy) = (f64::from(x), f64::from(y));
        let light = lights.iter().enumerate().map(|(i, colour)| (*colour, ((fx - (150.0 + 60.0 * i as f64)).powi(2) + (fy - 205.0).powi(2)).sqrt())).min_by(|a, b| a.1.total_cmp(&b.1));
        let body = (90..390).contains(&x) && (120..250).contains(&y);
        let ground = if body {
            let shade = 30.0 + (fy - 120.0) * 0.12;
            [shade, shade + 2.0, shade + 8.0]
        } else if y >= 250 {
            let grain = f64::from((x * 7 + y * 3) % 11);
            [150.0 + grain - (fy - 250.0) * 0.3, 105.0 + grain - (fy - 250.0) * 0.25, 70.0 + grain * 0.6 - (fy - 250.0) * 0.2]
        } else {
            let wall = 205.0 - fy * 0.15 - (fx - 240.0).abs() * 0.05;
            [wall, wall, wall - 8.0]
        };
        let Some((colour, away)) = light.filter(|_| body) else { return mixed(ground, [0; 3], 0.0) };
        let strength = if away < 7.0 { 1.0 } else if colour == OFF { 0.0 } else { (1.0 - (away - 7.0) / 40.0).clamp(0.0, 0.5) };
        mixed(ground, colour, strength)
    })
}

/// A disc over a line.
fn sun(paper: [u8; 3], ink: [u8; 3]) -> RgbImage {
    RgbImage::from_fn(144, 144, |x, y| {
        let away = ((f64::from(x) - 72.0).powi(2) + (f64::from(y) - 62.0).powi(2)).sqrt();
        let on = away < 34.0 || (104..112).contains(&y);
        Rgb(if on { ink } else { paper })
    })
}

fn mixed(ground: [f64; 3], colour: [u8; 3], strength: f64) -> Rgb<u8> {
    let one = |i: usize| (ground[i] * (1.0 - strength) + f64::from(colour[i]) * strength).clamp(0.0, 255.0) as u8;
    Rgb([one(0), one(1), one(2)])
}
