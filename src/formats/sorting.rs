//! What becomes of files that were dropped or chosen together.

use super::{Confidence, FORMATS, Format, NamedFile, Reads};
use crate::model::sorted::SortedMap;
use crate::text::search::lower;

/// Files by what becomes of them.
#[derive(Debug, Default)]
pub struct SortedOut {
    /// The first project file: it is shown before anything is taken from it.
    pub project: Option<NamedFile>,
    /// Names of further project files. They are imported one at a time.
    pub further: Vec<String>,
    /// What other tools wrote, by format.
    pub groups: Vec<Group>,
    /// All others are to become articles.
    pub texts: Vec<NamedFile>,
}

/// Files of one format.
pub struct Group {
    pub format: &'static dyn Format,
    /// In the order in which they came, each with what has its name but another extension.
    pub files: Vec<Vec<NamedFile>>,
    /// Type systems, configurations and texts that go with all of them.
    pub shared: Vec<NamedFile>,
}

impl std::fmt::Debug for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let files = self.files.iter().chain([&self.shared]);
        let names = |it: &Vec<NamedFile>| it.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        f.debug_struct("Group")
            .field("format", &self.format.describe().id)
            .field("files", &files.map(names).collect::<Vec<_>>())
            .finish()
    }
}

/// Says of each file what becomes of it. A file is known by its content, whatever it is called;
/// what is called JSON and is of no format is shown as a project, so that it is said why it is none.
pub fn sorted_out(files: Vec<NamedFile>) -> SortedOut {
    let mut sorted = SortedOut::default();
    let mut others = Vec::new();
    for file in files {
        match format_of(&file) {
            Some(format) if format.describe().reads == Reads::Texts => {
                let id = format.describe().id;
                let known = sorted.groups.iter_mut();
                let group = known.into_iter().find(|it| it.format.describe().id == id);
                match group {
                    Some(group) => group.files.push(vec![file]),
                    None => sorted.groups.push(Group {
                        format,
                        files: vec![vec![file]],
                        shared: Vec::new(),
                    }),
                }
            }
            Some(_) => sorted.add_project(file),
            None if extension(&file.name) == "json" => sorted.add_project(file),
            None => others.push(file),
        }
    }
    sorted.companions(others);
    sorted
}

impl SortedOut {
    fn add_project(&mut self, file: NamedFile) {
        if self.project.is_none() {
            self.project = Some(file);
        } else {
            self.further.push(file.name);
        }
    }

    /// Puts what no format knows by itself to the file that it belongs to.
    fn companions(&mut self, others: Vec<NamedFile>) {
        let mut by_stem: SortedMap<String, (usize, usize)> = SortedMap::new();
        for (group, files) in self.groups.iter().map(|it| &it.files).enumerate() {
            for (at, file) in files.iter().enumerate() {
                by_stem.insert(stem(&file[0].name).to_owned(), (group, at));
            }
        }
        for file in others {
            let place = by_stem.get(stem(&file.name)).copied();
            let shared = matches!(&*extension(&file.name), "xml" | "dtd" | "conf" | "txt");
            match (place, &mut self.groups[..]) {
                (Some((group, at)), groups) => groups[group].files[at].push(file),
                (None, [only]) if shared => only.shared.push(file),
                // What belongs to a tool, whichever: nobody reads it as an article.
                (None, [first, _, ..]) if extension(&file.name) == "conf" => {
                    first.shared.push(file);
                }
                _ => self.texts.push(file),
            }
        }
    }
}

/// The format that is surest of a file. What is called a text or a page is one, unless the file
/// itself says otherwise.
fn format_of(file: &NamedFile) -> Option<&'static dyn Format> {
    let is_text = matches!(&*extension(&file.name), "" | "txt" | "md" | "html" | "htm");
    let least = if is_text {
        Confidence::Certain
    } else {
        Confidence::Maybe
    };
    FORMATS
        .iter()
        .copied()
        .filter(|it| it.describe().reads != Reads::Nothing)
        .map(|it| (it.knows(file), it))
        .filter(|it| it.0 >= least)
        // The first of those that are as sure.
        .fold(None, |best: Option<(Confidence, _)>, it| match best {
            Some(best) if best.0 >= it.0 => Some(best),
            _ => Some(it),
        })
        .map(|it| it.1)
}

/// Behind the last dot, in small letters.
fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.')
        .map_or_else(String::new, |it| lower(it.1))
}

/// Folder and name without the extension.
fn stem(name: &str) -> &str {
    let folder = name.rfind('/').map_or(0, |it| it + 1);
    match name[folder..].rfind('.') {
        Some(dot) => &name[..folder + dot],
        None => name,
    }
}

impl Group {
    /// The files in bundles that are read one after the other: at most so many files, and so many bytes
    /// beyond the first file of each.
    pub fn bundles(self, files: usize, bytes: usize) -> Vec<Vec<NamedFile>> {
        let shared_bytes: usize = self.shared.iter().map(|it| it.bytes.len()).sum();
        // What goes with all of them is copied for each.
        let (files, bytes) = if shared_bytes > bytes {
            (usize::MAX, usize::MAX)
        } else {
            (files, bytes)
        };
        let mut bundles: Vec<Vec<NamedFile>> = Vec::new();
        let (mut count, mut size) = (files, bytes);
        for file in self.files {
            let more: usize = file.iter().map(|it| it.bytes.len()).sum();
            if count >= files || size + more > bytes || bundles.is_empty() {
                bundles.push(self.shared.clone());
                (count, size) = (0, 0);
            }
            count += 1;
            size += more;
            if let Some(last) = bundles.last_mut() {
                last.extend(file);
            }
        }
        bundles
    }
}
