//! Power cuts without cutting the power: a browser's profile becomes what would be left of it.
//!
//! All that outlives a power cut for certain is what a file held when it was flushed (`fsync`,
//! `fdatasync`), so nothing else is left of it. What becomes of names that were given or taken away
//! differs among file systems, and so there are two kinds of cuts, both as bad as they may be:
//!
//! - [`Names::Late`]: a name is as it was when its folder was flushed, or leads to its file since
//!   that was flushed under it (ext4, XFS, btrfs and APFS all do so). What was renamed has its old
//!   name, what was deleted is back.
//! - [`Names::AtOnce`]: names are as they were at last, as in a journal that is written in order,
//!   and a file that was never flushed is there and empty.
//!
//! Folders are there at once. What a file held is never older than its last flush and never newer:
//! of what was written behind it, a file system may have kept some, in any order; the frames of the
//! app and the blocks of the browser's database have checksums, and trials that cut and flip files
//! deal with what comes of it.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is put before the browser's C library.
const FLUSHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/trials/flushes.rs");

/// Which names files have after a cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    Late,
    AtOnce,
}

#[derive(Debug)]
pub struct Power {
    profile: PathBuf,
    copies: PathBuf,
    /// Starts a browser.
    pub browser: PathBuf,
}

impl Power {
    /// For a browser with this profile, which needs no other name.
    pub fn over(profile: &Path, browser: &str) -> Self {
        let copies = profile.with_extension("copies");
        let power = Self {
            profile: profile.to_owned(),
            browser: profile.with_extension("sh"),
            copies,
        };
        let library = profile.with_extension("so");
        let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
        let built = Command::new(rustc)
            .args(["--edition=2024", "--crate-type=cdylib", "-Cpanic=abort"])
            .args(["-O", FLUSHES, "-o"])
            .arg(&library)
            .status()
            .expect("rustc");
        assert!(built.success(), "{FLUSHES} is not built");
        let mut script = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o755)
            .open(&power.browser)
            .expect("a script");
        write!(
            script,
            "#!/bin/sh\nexport COTEJO_POWER_PROFILE='{}' COTEJO_POWER_COPIES='{}'\n\
             export LD_PRELOAD='{}'\nexec '{browser}' \"$@\"\n",
            power.profile.display(),
            power.copies.display(),
            library.display(),
        )
        .expect("a script");
        power
    }

    /// All that is in the profile is there for good. No browser may be running.
    pub fn settle(&self) {
        let _ = fs::remove_dir_all(&self.copies);
        for folder in ["content", "names", "pins", "new"] {
            fs::create_dir_all(self.copies.join(folder)).expect("a folder");
        }
        let mut files = Vec::new();
        super::harmed::files_in(&self.profile, &mut files);
        for file in files.into_iter().filter(|it| !it.is_symlink()) {
            let inode = inode_of(&file).to_string();
            let name = self.name_of(&file);
            fs::create_dir_all(name.parent().expect("a folder")).expect("a folder");
            fs::write(name, &inode).expect("a name");
            let content = self.copies.join("content").join(&inode);
            fs::copy(&file, content).expect("a copy");
            let _ = fs::hard_link(&file, self.copies.join("pins").join(inode));
        }
    }

    /// The power is gone, and comes back. The browser is dead already.
    pub fn cut(&self, names: Names) {
        let left = self.profile.with_extension("left");
        let _ = fs::remove_dir_all(&left);
        let mut files = Vec::new();
        let names_of_files = match names {
            Names::AtOnce => self.profile.clone(),
            Names::Late => self.copies.join("names"),
        };
        super::harmed::files_in(&names_of_files, &mut files);
        for file in files.into_iter().filter(|it| !it.is_symlink()) {
            let inode = match names {
                Names::AtOnce => inode_of(&file).to_string(),
                Names::Late => fs::read_to_string(&file).expect("a name"),
            };
            let within = file.strip_prefix(&names_of_files).expect("a file of it");
            let to = left.join(within);
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            // What was never flushed is empty.
            let content = fs::read(self.copies.join("content").join(inode));
            fs::write(to, content.unwrap_or_default()).expect("a file");
        }
        fs::remove_dir_all(&self.profile).expect("the profile goes");
        fs::rename(left, &self.profile).expect("what is left takes its place");
        self.settle();
    }

    fn name_of(&self, file: &Path) -> PathBuf {
        let within = file.strip_prefix(&self.profile).expect("of the profile");
        self.copies.join("names").join(within)
    }
}

fn inode_of(file: &Path) -> u64 {
    fs::metadata(file).expect("a file").ino()
}

impl Drop for Power {
    fn drop(&mut self) {
        for kept in ["copies", "left"] {
            let _ = fs::remove_dir_all(self.profile.with_extension(kept));
        }
        for kept in ["so", "sh"] {
            let _ = fs::remove_file(self.profile.with_extension(kept));
        }
    }
}
