//! Zip archives: many files as one. Who reads one inflates what is deflated; what is written is
//! stored as it is.

use std::io::Write;

use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter};
use thiserror::Error;

use super::NamedFile;
use crate::limits;

/// Whether these bytes begin as an archive does.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// One file of an archive, as it is in there.
#[derive(Clone, Debug)]
pub struct Packed<'a> {
    /// With its folders.
    pub name: String,
    pub bytes: &'a [u8],
    /// Else it is stored as it is.
    pub deflated: bool,
    /// How large it says that it is.
    pub size: usize,
    crc: u32,
}

/// Why an archive is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotUnpacked {
    #[error("The archive is damaged: it was not saved or copied whole. Nothing was changed.")]
    Damaged,
    #[error(
        "The archive has more than {} files. Take some of them at a time. Nothing was changed.",
        limits::ARCHIVE_FILES
    )]
    TooMany,
    #[error(
        "The files in the archive have more than {} MB together. Take some of them at a time. Nothing was changed.",
        limits::ARCHIVE_BYTES / 1_000_000
    )]
    TooLarge,
    #[error("The archive is encrypted. Unpack it, and load the files. Nothing was changed.")]
    Encrypted,
    #[error(
        "The archive is packed in a way that is not read here. Unpack it, and load the files. Nothing was changed."
    )]
    Method,
}

/// The files of an archive, without folders and without what systems put in for themselves.
pub fn files_of(archive: &[u8]) -> Result<Vec<Packed<'_>>, NotUnpacked> {
    let damaged = |_| NotUnpacked::Damaged;
    let zip = ZipArchive::from_slice(archive).map_err(damaged)?;
    let mut files = Vec::new();
    let mut all: usize = 0;
    let mut entries = zip.entries();
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        let path = entry.file_path().try_normalize().map_err(damaged)?;
        let name = path.as_str().to_owned();
        let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
        if entry.is_dir() || name.split('/').any(hidden) {
            continue;
        }
        if files.len() == limits::ARCHIVE_FILES {
            return Err(NotUnpacked::TooMany);
        }
        if entry.flags().is_encrypted() {
            return Err(NotUnpacked::Encrypted);
        }
        let deflated = match entry.compression_method() {
            CompressionMethod::DEFLATE => true,
            CompressionMethod::STORE => false,
            _ => return Err(NotUnpacked::Method),
        };
        let size = usize::try_from(entry.uncompressed_size_hint());
        let size = size.map_err(|_| NotUnpacked::TooLarge)?;
        all = all.saturating_add(size);
        if all > limits::ARCHIVE_BYTES {
            return Err(NotUnpacked::TooLarge);
        }
        let found = zip.get_entry(entry.wayfinder()).map_err(damaged)?;
        files.push(Packed {
            name,
            bytes: within(archive, found.compressed_data_range())?,
            deflated,
            size,
            crc: entry.crc32(),
        });
    }
    Ok(files)
}

fn within(archive: &[u8], (start, end): (u64, u64)) -> Result<&[u8], NotUnpacked> {
    let at = |it: u64| usize::try_from(it).unwrap_or(usize::MAX);
    archive.get(at(start)..at(end)).ok_or(NotUnpacked::Damaged)
}

impl Packed<'_> {
    /// The file, of what came out of its bytes: as large as it says, and undamaged.
    pub fn file(&self, bytes: Vec<u8>) -> Result<NamedFile, NotUnpacked> {
        if bytes.len() != self.size || rawzip::crc32(&bytes) != self.crc {
            return Err(NotUnpacked::Damaged);
        }
        Ok(NamedFile {
            name: self.name.clone(),
            bytes,
        })
    }
}

/// Files as one archive.
///
/// # Panics
/// When a name has more than 65,535 bytes: no name that is written here has.
pub fn packed(files: &[NamedFile]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(files, &mut bytes).expect("nothing fails that is written to memory");
    bytes
}

fn write(files: &[NamedFile], to: &mut Vec<u8>) -> Result<(), rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(to);
    for file in files {
        let builder = archive.new_file(&*file.name);
        let (mut entry, config) = builder
            .compression_method(CompressionMethod::STORE)
            .start()?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(&file.bytes)?;
        let (_, descriptor) = writer.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()?;
    Ok(())
}
