//! Large pictures in smaller sizes, for pages that show them no wider than their column.

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType as Filter, PngDecoder, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, Limits};
use std::io::Cursor;

/// Widths in pixels that are offered: that of the text's column (43rem) on common screens, and on dense ones.
const WIDTHS: [u32; 2] = [688, 1376];
/// Pictures of fewer bytes are left as they are: little is to be gained.
const SMALL: u64 = 100_000;
/// Pictures of more pixels are left as they are: one of these takes 160 MB when it is unpacked.
const MOST_PIXELS: usize = 40_000_000;
/// JPEG's quality: above it files grow and nobody sees it.
const QUALITY: u8 = 82;

/// Whether a picture at `path` of `len` bytes and some width and height is worth a smaller size.
pub fn is_large(path: &str, len: u64, (width, height): (usize, usize)) -> bool {
    let fits = width.checked_mul(height).is_some_and(|pixels| pixels <= MOST_PIXELS);
    kind(path).is_some() && len >= SMALL && fits && widths(width).next().is_some()
}

/// The smaller sizes of a picture that is `width` wide: those that leave out at least a quarter of it.
pub fn widths(width: usize) -> impl Iterator<Item = u32> {
    WIDTHS.into_iter().filter(move |&smaller| smaller as usize * 4 <= width * 3)
}

/// The file name of a smaller size. It names the content, so that a file of this name never has to be made again.
pub fn name(path: &str, digest: u64, width: u32) -> String {
    let extension = match kind(path) {
        Some(Kind::Jpeg) => "jpg",
        _ => "png",
    };
    format!("{digest:016x}-{width}.{extension}")
}

/// The picture at another width, in the same format and with its colour profile; the bytes themselves when they
/// cannot be read, when they move, or when less would be more.
pub fn scale(path: &str, bytes: Vec<u8>, width: u32) -> Vec<u8> {
    let scaled = match kind(path) {
        Some(Kind::Png) => png(&bytes, width),
        Some(Kind::Jpeg) => jpeg(&bytes, width),
        None => None,
    };
    scaled.filter(|scaled| scaled.len() < bytes.len()).unwrap_or(bytes)
}

enum Kind {
    Png,
    Jpeg,
}

fn kind(path: &str) -> Option<Kind> {
    match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "png" => Some(Kind::Png),
        "jpg" | "jpeg" => Some(Kind::Jpeg),
        _ => None,
    }
}

/// What a picture may take, whatever its head says.
fn limits() -> Limits {
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(30_000), Some(30_000));
    limits.max_alloc = Some(4 * MOST_PIXELS as u64 + (64 << 20));
    limits
}

fn png(bytes: &[u8], width: u32) -> Option<Vec<u8>> {
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits()).ok()?;
    if decoder.is_apng().ok()? {
        return None;
    }
    let (picture, profile) = shrunk(decoder, width)?;
    let picture = if picture.color().has_alpha() { picture.to_rgba8().into() } else { DynamicImage::from(picture.to_rgb8()) };
    let mut out = Vec::new();
    let mut encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Best, Filter::Adaptive);
    profile.and_then(|profile| encoder.set_icc_profile(profile).ok());
    encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into()).ok()?;
    Some(out)
}

fn jpeg(bytes: &[u8], width: u32) -> Option<Vec<u8>> {
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).ok()?;
    decoder.set_limits(limits()).ok()?;
    let turned = decoder.orientation().ok();
    let (mut picture, profile) = shrunk(decoder, width)?;
    turned.into_iter().for_each(|turned| picture.apply_orientation(turned));
    let picture = picture.to_rgb8();
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
    profile.and_then(|profile| encoder.set_icc_profile(profile).ok());
    encoder.write_image(picture.as_raw(), picture.width(), picture.height(), image::ExtendedColorType::Rgb8).ok()?;
    Some(out)
}

/// The picture at a width, and its colour profile.
fn shrunk(mut decoder: impl ImageDecoder, width: u32) -> Option<(DynamicImage, Option<Vec<u8>>)> {
    let profile = decoder.icc_profile().ok().flatten();
    let (full, height) = decoder.dimensions();
    if full as usize * height as usize > MOST_PIXELS || full <= width {
        return None;
    }
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    let height = (u64::from(height) * u64::from(width) / u64::from(full)).max(1) as u32;
    Some((picture.resize_exact(width, height, FilterType::Lanczos3), profile))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;

    /// A picture with so much in it that it is worth shrinking.
    fn noise(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut seed = 1u32;
        let picture = image::RgbImage::from_fn(width, height, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgb(seed.to_be_bytes()[..3].try_into().expect("three"))
        });
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(picture).write_to(&mut bytes, format).expect("written");
        bytes.into_inner()
    }

    #[test]
    fn pictures_are_scaled_in_their_format_the_same_every_time() {
        for (path, format) in [("a.png", ImageFormat::Png), ("A.JPEG", ImageFormat::Jpeg)] {
            let original = noise(1000, 301, format);
            let scaled = scale(path, original.clone(), 688);
            assert!(scaled.len() < original.len(), "{path}");
            assert_eq!(image::guess_format(&scaled).expect("a format"), format);
            let read = image::load_from_memory(&scaled).expect("a picture");
            assert_eq!((read.width(), read.height()), (688, 207));
            assert_eq!(scaled, scale(path, original, 688));
        }
    }

    #[test]
    fn what_cannot_be_scaled_stays_as_it_is() {
        for bytes in [b"no picture".to_vec(), noise(600, 4, ImageFormat::Png), noise(1000, 9, ImageFormat::Png)[..500].to_vec(), Vec::new()]
        {
            for path in ["a.png", "a.jpg", "a.gif", "a"] {
                assert_eq!(scale(path, bytes.clone(), 688), bytes);
            }
        }
    }

    #[test]
    fn a_head_that_promises_too_much_costs_nothing() {
        let mut bomb = noise(1000, 10, ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0x70, 0, 0, 0, 0x70, 0]);
        assert_eq!(scale("a.png", bomb.clone(), 688), bomb);
        assert!(!is_large("a.png", 1 << 20, (28_672, 28_672)));
        assert!(!is_large("a.png", 1 << 20, (usize::MAX, 2)));
    }

    #[test]
    fn sizes_leave_out_a_quarter_at_least() {
        assert_eq!(widths(3000).collect::<Vec<_>>(), [688, 1376]);
        assert_eq!(widths(1500).collect::<Vec<_>>(), [688]);
        assert_eq!(widths(900).count(), 0);
        assert!(is_large("shot.PNG", 400_000, (2560, 1600)) && !is_large("shot.png", 40_000, (2560, 1600)));
    }
}
