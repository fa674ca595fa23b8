//! Put before a browser's C library: keeps what of its profile would outlive a power cut.
//!
//! Nothing but `fsync` and `fdatasync` makes anything outlive one. So at each of them what the file
//! holds is copied before it is carried out, and counts once it was: what was written after the
//! call, or without one, is in no copy. `power.rs` says what becomes of names.
//!
//! In the folder of copies: `content/<inode>` is what a file holds for good, `names/<path>` says
//! which inode a name leads to for good, and `pins/<inode>` is another name of each, so that no
//! other file gets its number.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

#[cfg(target_arch = "x86_64")]
const CALLS: [i64; 2] = [74, 75];
#[cfg(target_arch = "aarch64")]
const CALLS: [i64; 2] = [82, 83];

unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
}

#[unsafe(no_mangle)]
pub extern "C" fn fsync(file: i32) -> i32 {
    flush(file, CALLS[0])
}

#[unsafe(no_mangle)]
pub extern "C" fn fdatasync(file: i32) -> i32 {
    flush(file, CALLS[1])
}

/// The profile, and where copies go.
fn folders() -> Option<&'static [PathBuf; 2]> {
    static FOLDERS: OnceLock<Option<[PathBuf; 2]>> = OnceLock::new();
    let folder = |name| Some(PathBuf::from(std::env::var_os(name)?));
    let folders = FOLDERS.get_or_init(|| {
        Some([
            folder("COTEJO_POWER_PROFILE")?,
            folder("COTEJO_POWER_COPIES")?,
        ])
    });
    folders.as_ref()
}

fn flush(file: i32, call: i64) -> i32 {
    // One after the other: an older copy must not come after a newer one.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = folders().and_then(|it| Kept::before(file, it));
    // SAFETY: it takes a number, and says itself when that is of no file.
    let done = unsafe { syscall(call, i64::from(file)) };
    if let Some(kept) = kept.filter(|_| done == 0) {
        let _ = kept.publish();
    }
    i32::try_from(done).unwrap_or(-1)
}

/// What will outlive a power cut.
struct Kept {
    copies: &'static Path,
    /// In the profile.
    path: PathBuf,
    what: What,
}

enum What {
    File { copy: PathBuf, inode: u64 },
    Folder(Vec<(PathBuf, u64)>),
}

impl Kept {
    fn before(file: i32, [profile, copies]: &'static [PathBuf; 2]) -> Option<Self> {
        let open = PathBuf::from(format!("/proc/self/fd/{file}"));
        let path = fs::read_link(&open).ok()?;
        let path = path.strip_prefix(profile).ok()?.to_owned();
        let about = fs::metadata(&open).ok()?;
        let what = if about.is_dir() {
            let mut names = Vec::new();
            for entry in fs::read_dir(&open).ok()?.flatten() {
                let about = entry.metadata().ok().filter(fs::Metadata::is_file);
                names.extend(about.map(|it| (entry.file_name().into(), it.ino())));
            }
            What::Folder(names)
        } else {
            let copy = another(copies);
            fs::copy(&open, &copy).ok()?;
            let inode = about.ino();
            What::File { copy, inode }
        };
        Some(Self { copies, path, what })
    }

    fn publish(self) -> io::Result<()> {
        let names = self.copies.join("names");
        match self.what {
            What::File { copy, inode } => {
                let [profile, _] = folders().ok_or(io::ErrorKind::NotFound)?;
                let pin = self.copies.join("pins").join(inode.to_string());
                let _ = fs::hard_link(profile.join(&self.path), pin);
                fs::rename(copy, self.copies.join("content").join(inode.to_string()))?;
                // One that was taken away has no name any more.
                if !self.path.to_string_lossy().ends_with(" (deleted)") {
                    name(self.copies, &names.join(&self.path), inode)?;
                }
            }
            What::Folder(there) => {
                let folder = names.join(&self.path);
                for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                    let is_there = there.iter().any(|it| *it.0 == entry.file_name());
                    if !is_there && entry.metadata().is_ok_and(|it| it.is_file()) {
                        fs::remove_file(entry.path())?;
                    }
                }
                for (file, inode) in there {
                    name(self.copies, &folder.join(file), inode)?;
                }
            }
        }
        Ok(())
    }
}

fn name(copies: &Path, at: &Path, inode: u64) -> io::Result<()> {
    let written = another(copies);
    fs::write(&written, inode.to_string())?;
    fs::create_dir_all(at.parent().ok_or(io::ErrorKind::NotFound)?)?;
    fs::rename(written, at)
}

/// A file that nobody has.
fn another(copies: &Path) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let process = std::process::id();
    copies.join("new").join(format!("{process}-{number}"))
}
