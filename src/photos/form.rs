//! A form that may bring photos. They are read and kept as it arrives, before anybody looks at its other fields: whatever is
//! wrong with those, the form comes back with the photos in it. What a handler gets is fields alone, each photo as the key
//! it is kept under.

use std::collections::{HashMap, HashSet};

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

use super::arrivals::From;
use super::{Owner, Shown, actions, picture};
use crate::app::App;
use crate::error::{Error, Result};
use crate::rules::masking::{self, OwnContacts};
use crate::rules::photos::{BYTES_AT_MOST, Refused, Share};
use crate::ui::photos::{self as ui, SAYS};
use crate::web::arrival;
use crate::web::context::Ctx;
use crate::web::draft_cookie;
use crate::web::form::{Form, may_bring_photos};
use crate::web::limits;

/// A whole form: several photos of a telephone.
const FORM_AT_MOST: usize = 64 << 20;
/// Its fields without the photos, as everywhere.
const TEXT_AT_MOST: usize = 512 << 10;
const PARTS_AT_MOST: usize = 64;
const NAME_AT_MOST: usize = 128;

/// A field for files: what it is called, where the key of each goes, how they are read.
struct Place {
    files: &'static str,
    keys: &'static str,
    how: fn(&[u8]) -> std::result::Result<picture::Picture, Refused>,
}

const PLACES: [Place; 4] = [
    Place { files: "photos", keys: "photo", how: picture::photo },
    Place { files: "private_photos", keys: "private_photo", how: picture::photo },
    Place { files: "files", keys: "file", how: picture::photo },
    Place { files: "avatar", keys: "avatar_photo", how: picture::avatar },
];

/// A posted form, with or without photos, of either kind of encoding.
pub struct PhotoForm<T> {
    pub form: T,
    pub sent: Sent,
}

/// What came of its photos.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// The field and why a photo in it was not taken.
    pub wrong: Vec<(&'static str, Refused)>,
    /// The cookie that whoever has no account gets with their first photo.
    token: Option<String>,
}

impl Sent {
    /// As messages beside the fields.
    pub fn errors(&self, lang: crate::i18n::Lang) -> Vec<(&'static str, String)> {
        let mut all: Vec<(&'static str, String)> = self.wrong.iter().map(|(field, why)| (*field, why.message(lang))).collect();
        all.dedup();
        all
    }

    /// The cookie's new value, if this form brought somebody's first photo.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The answer with the cookie.
    pub fn with_cookie(&self, app: &App, mut response: Response) -> Response {
        if let Some(token) = &self.token {
            response.headers_mut().append(header::SET_COOKIE, draft_cookie::set_cookie(&app.config, token));
        }
        response
    }
}

impl<T: DeserializeOwned> FromRequest<App> for PhotoForm<T> {
    type Rejection = Error;

    async fn from_request(mut request: Request, app: &App) -> Result<PhotoForm<T>> {
        if !may_bring_photos(request.headers()) {
            let (parts, body) = request.into_parts();
            let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), app).await.map_err(|e| if arrival::too_large(&e) { Error::TooLarge } else { Error::BadRequest("the form could not be read") })?;
            let fields = with_words(&bytes, app);
            let Form(form) = Form::from_request(Request::from_parts(parts, fields.map_or_else(|| Body::from(bytes), Body::from)), app).await?;
            return Ok(PhotoForm { form, sent: Sent::default() });
        }
        let ctx = request.extensions().get::<Ctx>().cloned().ok_or_else(|| Error::Internal(anyhow::anyhow!("a form outside the context layer")))?;
        let cookie = draft_cookie::token(&ctx.app.config, request.headers()).map(str::to_owned);
        DefaultBodyLimit::max(FORM_AT_MOST).apply(&mut request);
        let parts = Multipart::from_request(request, app).await.map_err(|_| Error::BadRequest("the form could not be read"))?;
        let mut arriving = Arriving { ctx, cookie, sent: Sent::default(), fields: String::new(), taken: 0 };
        arriving.all(parts).await?;
        // from here on it is a form like any other
        let fields = with_words(arriving.fields.as_bytes(), app).unwrap_or(arriving.fields);
        let plain = Request::builder()
            .method("POST")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(fields.into())
            .map_err(|e| Error::Internal(anyhow::Error::new(e)))?;
        let Form(form) = Form::from_request(plain, app).await?;
        Ok(PhotoForm { form, sent: arriving.sent })
    }
}

/// The form with what is said of each photo beside its key, as photos stand in forms from then on; none where nothing is said.
/// What anybody may read is masked as any text is.
fn with_words(form: &[u8], app: &App) -> Option<String> {
    let pairs = || url::form_urlencoded::parse(form);
    let said: HashMap<String, String> = pairs().filter_map(|(name, text)| Some((name.strip_prefix(SAYS)?.to_owned(), ui::said(&text)))).collect();
    let photo = |name: &str, value: &str| PLACES.iter().any(|p| p.keys == name).then(|| Shown::parse(value)).flatten();
    if said.is_empty() && !pairs().any(|(name, value)| photo(&name, &value).is_some_and(|p| !p.says.is_empty())) {
        return None;
    }
    let own = OwnContacts::new(app.config.get("brand.contacts").split(',').map(str::trim).filter(|c| !c.is_empty()));
    let masked = |text: &str| masking::mask(text, &masking::find_plain(text, &own), &HashSet::new());
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs().filter(|(name, _)| !name.starts_with(SAYS)) {
        match photo(&name, &value) {
            Some(photo) => {
                let says = said.get(&photo.key).unwrap_or(&photo.says);
                let says = if name == "photo" { ui::said(&masked(says)) } else { says.clone() };
                form.append_pair(&name, &Shown { says, ..photo }.to_string());
            }
            None => {
                form.append_pair(&name, &value);
            }
        }
    }
    Some(form.finish())
}

struct Arriving {
    ctx: Ctx,
    cookie: Option<String>,
    sent: Sent,
    /// As a form without files would have sent them.
    fields: String,
    taken: usize,
}

impl Arriving {
    async fn all(&mut self, mut parts: Multipart) -> Result<()> {
        let mut seen = 0;
        while let Some(field) = parts.next_field().await.map_err(broken)? {
            seen += 1;
            let name = field.name().unwrap_or_default().to_owned();
            if seen > PARTS_AT_MOST || name.len() > NAME_AT_MOST {
                return Err(Error::BadRequest("the form has too many fields"));
            }
            match (field.file_name().is_some(), PLACES.iter().find(|p| p.files == name)) {
                (false, _) => self.text(&name, field).await?,
                (true, Some(place)) => self.file(place, field).await?,
                (true, None) => drain(field).await?,
            }
        }
        Ok(())
    }

    async fn text(&mut self, name: &str, mut field: Field<'_>) -> Result<()> {
        let mut text = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            if self.fields.len() + text.len() + chunk.len() > TEXT_AT_MOST {
                return Err(Error::TooLarge);
            }
            text.extend_from_slice(&chunk);
        }
        let text = String::from_utf8(text).map_err(|_| Error::BadRequest("a field is not text"))?;
        self.field(name, &text);
        Ok(())
    }

    fn field(&mut self, name: &str, value: &str) {
        let pair = url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
        if !self.fields.is_empty() {
            self.fields.push('&');
        }
        self.fields.push_str(&pair);
    }

    /// One photo: onto the disk as it comes, then read, then kept. Where there is no room for it the form comes back with
    /// everything else.
    async fn file(&mut self, place: &'static Place, mut field: Field<'_>) -> Result<()> {
        // a field without a choice sends an empty file
        let Some(first) = field.chunk().await.map_err(broken)?.filter(|c| !c.is_empty()) else { return drain(field).await };
        let actor = self.ctx.actor();
        // whoever may not write is told so by the handler
        if actor.suspended || actor.silenced {
            return drain(field).await;
        }
        let app = self.ctx.app.clone();
        let from = self.ctx.me.as_ref().map_or_else(|| From::Address(limits::key(self.ctx.ip)), |me| From::Member(me.id));
        let arrival = app.photos.arrivals.begin(from).filter(|_| app.photos.arrivals.has_room());
        let (Some(_arrival), Ok(())) = (arrival, self.once_more()) else {
            self.sent.wrong.push((place.files, Refused::Busy));
            return drain(field).await;
        };
        let file = app.photos.arrivals.file().map(tokio::fs::File::from_std);
        let mut onto = file.inspect_err(|e| tracing::warn!(error = %e, "no room for a photo")).ok();
        let (mut bytes, mut next) = (0u64, Some(first));
        while let Some(chunk) = next {
            bytes += chunk.len() as u64;
            if bytes <= BYTES_AT_MOST
                && let Some(file) = &mut onto
                && let Err(e) = file.write_all(&chunk).await
            {
                tracing::warn!(error = %e, "no room for a photo");
                onto = None;
            }
            next = field.chunk().await.map_err(broken)?;
        }
        if let Some(file) = &mut onto
            && let Err(e) = async { file.flush().await.and(file.rewind().await) }.await
        {
            tracing::warn!(error = %e, "no room for a photo");
            onto = None;
        }
        let kept = match onto {
            Some(file) => self.keep(place, file.into_std().await, bytes).await?,
            None => Err(Refused::Busy),
        };
        if let Err(why) = kept {
            self.sent.wrong.push((place.files, why));
        }
        Ok(())
    }

    /// Counts one, taken or not: reading it costs the same.
    fn once_more(&self) -> Result<()> {
        self.ctx.app.limits.photo(&self.ctx)
    }

    async fn keep(&mut self, place: &Place, file: std::fs::File, bytes: u64) -> Result<std::result::Result<(), Refused>> {
        if bytes > BYTES_AT_MOST {
            return Ok(Err(Refused::TooLarge));
        }
        let share = Share::of(&self.ctx.actor());
        if self.taken >= share.per_text {
            return Ok(Err(Refused::TooMany { max: share.per_text }));
        }
        self.taken += 1;
        let picture = match self.ctx.app.photos.read(file, place.how).await {
            Ok(picture) => picture,
            Err(why) => return Ok(Err(why)),
        };
        if self.ctx.me.is_none() && !self.ctx.app.limits.keeps_photo(self.ctx.ip, picture.weight()) {
            return Ok(Err(Refused::Busy));
        }
        let owner = self.owner();
        match actions::receive(&self.ctx.app, &owner, &share, picture, self.ctx.now).await? {
            Ok(shown) => {
                self.field(place.keys, &shown.to_string());
                Ok(Ok(()))
            }
            Err(why) => Ok(Err(why)),
        }
    }

    /// The account, or the browser: with the cookie it has, or a new one.
    fn owner(&mut self) -> Owner {
        if let Some(me) = &self.ctx.me {
            return Owner::Account(me.id);
        }
        let token = self.cookie.clone().unwrap_or_else(|| {
            let token = draft_cookie::new_token();
            self.cookie = Some(token.clone());
            self.sent.token = Some(token.clone());
            token
        });
        Owner::Browser(draft_cookie::hash(&token))
    }
}

async fn drain(mut field: Field<'_>) -> Result<()> {
    while field.chunk().await.map_err(broken)?.is_some() {}
    Ok(())
}

fn broken(e: MultipartError) -> Error {
    if e.status() == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::BadRequest("the form could not be read") }
}
