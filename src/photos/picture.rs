//! From bytes somebody sent to pixels of ours: read, turned upright, made smaller, encoded anew. Nothing else of the file is
//! kept: no position, no camera, no name, no second file behind the first.
//!
//! Pure and slow: [`super::Photos::read`] runs it beside the async threads, one at a time. The header decides before anything is
//! unpacked, allocations are bounded, and what a decoder trips over is refused.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::error::LimitErrorKind;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use crate::rules::photos::{AVATAR_BYTES, AVATAR_SIDE, KEPT_SIDE, PIXELS_AT_MOST, PIXELS_OF_HEAVY_KINDS, Refused, SIDE_AT_MOST, SMALL_SIDE};

/// Bytes a decoder may take.
const MEMORY: u64 = 128 << 20;
/// Passes of a JPEG over its pixels: each costs the whole picture, and a file of 10 MiB could ask for millions.
const SCANS_AT_MOST: usize = 32;
const QUALITY: u8 = 84;
const QUALITY_SMALL: u8 = 78;

/// A picture of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub kind: Kind,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
    /// What pages show; none where it is small itself.
    pub small: Option<Vec<u8>>,
}

impl Picture {
    /// KiB of what is kept.
    pub fn weight(&self) -> u32 {
        u32::try_from((self.bytes.len() + self.small.as_ref().map_or(0, Vec::len)) >> 10).unwrap_or(u32::MAX)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    /// With something to see through.
    Png,
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpeg",
            Kind::Png => "png",
        }
    }

    pub fn content_type(word: &str) -> &'static str {
        if word == "png" { "image/png" } else { "image/jpeg" }
    }
}

/// A photo of a text.
pub fn photo(sent: &[u8]) -> Result<Picture, Refused> {
    let image = upright(sent)?;
    let (width, height) = (image.width(), image.height());
    let small = (width.max(height) > SMALL_SIDE).then(|| image.thumbnail(SMALL_SIDE, SMALL_SIDE));
    let small = small.map(|s| Ok(encode(s, QUALITY_SMALL)?.1)).transpose()?;
    let (kind, bytes) = encode(image, QUALITY)?;
    Ok(Picture { kind, width, height, bytes, small })
}

/// The picture beside a name: the middle of the photo, small, on white.
pub fn avatar(sent: &[u8]) -> Result<Picture, Refused> {
    let image = upright(sent)?;
    let side = image.width().min(image.height());
    let middle = image.crop_imm((image.width() - side) / 2, (image.height() - side) / 2, side, side).thumbnail_exact(AVATAR_SIDE, AVATAR_SIDE);
    let flat = on_white(&middle.into_rgba8());
    let mut quality = QUALITY;
    loop {
        let bytes = jpeg(&flat, quality)?;
        if bytes.len() <= AVATAR_BYTES || quality < 20 {
            return Ok(Picture { kind: Kind::Jpeg, width: AVATAR_SIDE, height: AVATAR_SIDE, bytes, small: None });
        }
        quality -= 8;
    }
}

/// The pixels, no larger than what is kept, the right way up. Of what moves, the first picture.
fn upright(sent: &[u8]) -> Result<DynamicImage, Refused> {
    let format = format(sent)?;
    let passes = if format == ImageFormat::Jpeg { passes(sent) } else { Passes::default() };
    if passes.scans > SCANS_AT_MOST {
        return Err(Refused::Broken);
    }
    // not every decoder keeps to what it is told it may take: these are known to take most
    let heavy = passes.progressive || matches!(format, ImageFormat::WebP | ImageFormat::Gif);
    let at_most = if heavy { PIXELS_OF_HEAVY_KINDS } else { PIXELS_AT_MOST };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_AT_MOST);
    limits.max_image_height = Some(SIDE_AT_MOST);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| refused(&e, at_most))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Refused::Broken);
    }
    if width > SIDE_AT_MOST || height > SIDE_AT_MOST || u64::from(width) * u64::from(height) > at_most || decoder.total_bytes() > MEMORY {
        return Err(Refused::TooManyPixels { at_most });
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|e| refused(&e, at_most))?;
    if width.max(height) > KEPT_SIDE {
        image = image.thumbnail(KEPT_SIDE, KEPT_SIDE);
    }
    image.apply_orientation(turned);
    Ok(image)
}

/// What the first bytes say, whatever the file is called.
fn format(sent: &[u8]) -> Result<ImageFormat, Refused> {
    match image::guess_format(sent) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP)) => Ok(format),
        _ if sent.get(4..8) == Some(b"ftyp") && matches!(sent.get(8..12), Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1")) => Err(Refused::Heic),
        _ => Err(Refused::NotAPhoto),
    }
}

fn refused(e: &ImageError, at_most: u64) -> Refused {
    match e {
        ImageError::Limits(l) if matches!(l.kind(), LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory) => Refused::TooManyPixels { at_most },
        _ => Refused::Broken,
    }
}

/// How a JPEG goes over its pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Passes {
    scans: usize,
    progressive: bool,
}

/// Its markers are walked, nothing is unpacked.
fn passes(jpeg: &[u8]) -> Passes {
    let (mut at, mut passes) = (2, Passes::default());
    while let Some(&[mark, kind]) = jpeg.get(at..at + 2).and_then(|b| <&[u8; 2]>::try_from(b).ok()) {
        if mark != 0xFF {
            at += 1; // inside the pixels
            continue;
        }
        match kind {
            // a filler, a stuffed byte, a restart, a marker without a body
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            0xD9 => break,
            _ => {
                passes.scans += usize::from(kind == 0xDA);
                passes.progressive |= matches!(kind, 0xC2 | 0xC6 | 0xCA | 0xCE);
                let length = jpeg.get(at + 2..at + 4).map_or(0, |l| usize::from(l[0]) << 8 | usize::from(l[1]));
                at += 2 + length.max(2);
            }
        }
    }
    passes
}

/// JPEG, or PNG where something is to be seen through.
fn encode(image: DynamicImage, quality: u8) -> Result<(Kind, Vec<u8>), Refused> {
    if image.color().has_alpha() {
        let mut image = image.into_rgba8();
        if image.pixels().any(|p| p[3] != 255) {
            // what was made invisible is gone, not only unseen
            for pixel in image.pixels_mut().filter(|p| p[3] == 0) {
                pixel.0 = [0; 4];
            }
            let mut out = Vec::new();
            image.write_with_encoder(PngEncoder::new(&mut out)).map_err(|e| refused(&e, PIXELS_AT_MOST))?;
            return Ok((Kind::Png, out));
        }
        return Ok((Kind::Jpeg, jpeg(&DynamicImage::from(image).into_rgb8(), quality)?));
    }
    Ok((Kind::Jpeg, jpeg(&image.into_rgb8(), quality)?))
}

fn jpeg(image: &RgbImage, quality: u8) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(image).map_err(|e| refused(&e, PIXELS_AT_MOST))?;
    Ok(out)
}

fn on_white(image: &image::RgbaImage) -> RgbImage {
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, a] = image.get_pixel(x, y).0;
        let over = |c: u8| ((u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255) as u8;
        Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left half red, right half blue, as a telephone writes it: lying on its side, with where it was taken.
    fn from_a_telephone(orientation: u8) -> Vec<u8> {
        let image = RgbImage::from_fn(64, 32, |x, _| if x < 32 { Rgb([220, 10, 10]) } else { Rgb([10, 10, 220]) });
        let plain = jpeg(&image, 95).expect("encodes");
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]); // Orientation
        exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]); // GPSInfo
        exif.extend([0, 0, 0, 0]);
        exif.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]); // GPSLatitudeRef = N
        exif.extend(b"GPS 48.8584N 2.2945E");
        let length = u16::try_from(exif.len() + 2).expect("short");
        let mut out = plain[..2].to_vec();
        out.extend([0xFF, 0xE1]);
        out.extend(length.to_be_bytes());
        out.extend(exif);
        out.extend(&plain[2..]);
        out
    }

    fn holds(bytes: &[u8], words: &[u8]) -> bool {
        bytes.windows(words.len()).any(|w| w == words)
    }

    #[test]
    fn a_telephones_photo_stands_upright_and_says_nothing_of_where() {
        let sent = from_a_telephone(6);
        assert!(holds(&sent, b"48.8584N"));
        let kept = photo(&sent).expect("a photo");
        assert_eq!((kept.width, kept.height, kept.kind), (32, 64, Kind::Jpeg));
        assert!(!holds(&kept.bytes, b"Exif") && !holds(&kept.bytes, b"48.8584N"));
        let image = image::load_from_memory(&kept.bytes).expect("ours can be read").into_rgb8();
        let (top, bottom) = (image.get_pixel(16, 8).0, image.get_pixel(16, 56).0);
        assert!(top[0] > 180 && top[2] < 80, "turned by 90° clockwise, left is up: {top:?}");
        assert!(bottom[2] > 180 && bottom[0] < 80, "{bottom:?}");
        let plain = photo(&from_a_telephone(1)).expect("a photo");
        assert_eq!((plain.width, plain.height), (64, 32));
    }

    #[test]
    fn what_is_seen_through_stays_a_png_and_the_rest_becomes_a_jpeg() {
        let png = |alpha: u8| {
            let image = image::RgbaImage::from_pixel(20, 10, image::Rgba([1, 2, 3, alpha]));
            let mut out = Vec::new();
            image.write_with_encoder(PngEncoder::new(&mut out)).expect("encodes");
            out
        };
        assert_eq!(photo(&png(255)).expect("a photo").kind, Kind::Jpeg);
        assert_eq!(photo(&png(100)).expect("a photo").kind, Kind::Png);
        let hidden = image::load_from_memory(&photo(&png(0)).expect("a photo").bytes).expect("ours can be read").into_rgba8();
        assert!(hidden.pixels().all(|p| p.0 == [0; 4]), "what was made invisible is not there any more");
    }

    #[test]
    fn a_large_one_is_made_smaller_and_gets_a_smaller_one_still() {
        let large = jpeg(&RgbImage::from_pixel(3_000, 1_500, Rgb([9, 9, 9])), 80).expect("encodes");
        let kept = photo(&large).expect("a photo");
        assert_eq!((kept.width, kept.height), (2_048, 1_024));
        let small = image::load_from_memory(&kept.small.expect("a smaller one")).expect("ours can be read");
        assert_eq!((small.width(), small.height()), (480, 240));
    }

    #[test]
    fn an_avatar_is_small_whatever_it_was() {
        let noise = RgbImage::from_fn(900, 700, |x, y| Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, (x ^ y) as u8]));
        let kept = avatar(&jpeg(&noise, 90).expect("encodes")).expect("a photo");
        assert_eq!((kept.width, kept.height), (72, 72));
        assert!(kept.bytes.len() <= AVATAR_BYTES, "{}", kept.bytes.len());
    }

    #[test]
    fn what_is_no_photo_is_told_apart() {
        assert_eq!(photo(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), Err(Refused::NotAPhoto));
        assert_eq!(photo(b""), Err(Refused::NotAPhoto));
        assert_eq!(photo(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(Refused::Heic));
        assert_eq!(photo(b"\xFF\xD8\xFF\xE0 and then nothing"), Err(Refused::Broken));
        let whole = jpeg(&RgbImage::from_pixel(64, 64, Rgb([9, 9, 9])), 80).expect("encodes");
        assert!(photo(&whole[..whole.len() / 3]).is_err(), "its header alone is no photo");
    }

    #[test]
    fn a_header_that_claims_too_much_is_refused_before_anything_is_unpacked() {
        // 50,000 × 50,000 grey: signature, IHDR with its sum, an empty IDAT
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\0\0\0\0".to_vec();
        let sum = crc(&png[12..29]);
        png.extend(sum.to_be_bytes());
        png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        assert_eq!(photo(&png), Err(Refused::TooManyPixels { at_most: 24_000_000 }));
        let mut gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff".to_vec();
        gif.extend(b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;");
        assert_eq!(photo(&gif), Err(Refused::TooManyPixels { at_most: 12_000_000 }));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |sum, b| (0..8).fold(sum ^ u32::from(*b), |c, _| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 }))
    }

    #[test]
    fn passes_over_the_pixels_are_counted() {
        let whole = jpeg(&RgbImage::from_pixel(64, 64, Rgb([9, 9, 9])), 80).expect("encodes");
        assert_eq!(passes(&whole), Passes { scans: 1, progressive: false });
        let scan = whole.windows(2).position(|w| w == [0xFF, 0xDA]).expect("it has one");
        let end = whole.len() - 2;
        let mut many = whole[..end].to_vec();
        for _ in 0..100 {
            many.extend(&whole[scan..end]);
        }
        many.extend([0xFF, 0xD9]);
        assert_eq!(passes(&many).scans, 101);
        assert_eq!(photo(&many), Err(Refused::Broken));
        // the same picture, said to come in passes
        let mut progressive = whole.clone();
        let frame = progressive.windows(2).position(|w| w == [0xFF, 0xC0]).expect("it has one");
        progressive[frame + 1] = 0xC2;
        progressive[frame + 5..frame + 9].copy_from_slice(&[0x0F, 0xA0, 0x0F, 0xA0]); // 4,000 × 4,000
        assert!(passes(&progressive).progressive);
        assert_eq!(photo(&progressive), Err(Refused::TooManyPixels { at_most: 12_000_000 }));
    }
}
