//! Projects with the truth about which of their claims say the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cotejo::model::*;
use cotejo::text::TextSpan;
use serde_json::Value;
use uuid::Uuid;

use crate::desk::Desk;
use crate::files::read;

/// A project without memberships, and what they would be.
pub struct Set {
    pub name: String,
    pub project: Project,
    pub rows: Rows,
}

/// The rows of each claim.
pub type Rows = BTreeMap<AnnotationId, Vec<String>>;

/// The shipped sample; its memberships are the truth.
pub fn sample() -> Set {
    let file = include_bytes!("../../../static/samples/kast-cecot.cotejo.json");
    let mut rows = Rows::new();
    for membership in read(file).unwrap().project.memberships() {
        let row = membership.canonical_claim.to_string();
        rows.entry(membership.claim).or_default().push(row);
    }
    let mut file: Value = serde_json::from_slice(file).unwrap();
    file["memberships"] = Value::Array(Vec::new());
    let file = serde_json::to_vec(&file).unwrap();
    Set {
        name: "sample".to_owned(),
        project: read(&file).unwrap().project,
        rows,
    }
}

/// The folders of `tests/fixtures/pairing`: texts, and a key that says what is claimed where.
pub fn folders() -> Vec<Set> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pairing");
    let Ok(entries) = fs::read_dir(root) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|it| it.unwrap().path()).collect();
    paths.retain(|it| it.join("key.json").is_file());
    paths.sort();
    paths.iter().map(|it| folder(it)).collect()
}

fn folder(path: &Path) -> Set {
    let key = fs::read(path.join("key.json")).unwrap();
    let key: Value = serde_json::from_slice(&key).unwrap();
    let mut desk = Desk::new();
    let mut articles = BTreeMap::new();
    for (name, language) in key["language"].as_object().unwrap() {
        let text = fs::read_to_string(path.join(format!("{name}.txt"))).unwrap();
        let id = desk.add_article(language.as_str().unwrap(), &escaped(&text));
        articles.insert(name.as_str(), id);
    }
    let mut set = Set {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        project: desk.project.clone(),
        rows: Rows::new(),
    };
    let mut actors: BTreeMap<&str, ActorId> = BTreeMap::new();
    for (at, source) in list(&key["actors"]).iter().enumerate() {
        let name = source["actor"].as_str().unwrap();
        let actor = *actors.entry(name).or_insert_with(|| desk.actor(name));
        let article = articles[source["article"].as_str().unwrap()];
        annotate(
            &mut desk,
            article,
            "Source",
            source,
            1_000_000 + at,
            Some(actor),
        );
    }
    for (at, claim) in list(&key["claims"]).iter().enumerate() {
        let article = articles[claim["article"].as_str().unwrap()];
        let id = annotate(&mut desk, article, "Claim", claim, 2_000_000 + at, None);
        let row = claim["row"].as_str().map(str::to_owned);
        set.rows.insert(id, row.into_iter().collect());
    }
    set.project = desk.project;
    set
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\");
    text.replace('[', "\\[").replace(']', "\\]")
}

fn annotate(
    desk: &mut Desk,
    article: ArticleId,
    label: &str,
    place: &Value,
    id: usize,
    actor: Option<ActorId>,
) -> AnnotationId {
    let text = desk.project.text(article).unwrap();
    let quote = place["quote"].as_str().unwrap();
    let nth = usize::try_from(place["nth"].as_u64().unwrap_or(0)).unwrap();
    let found = text.as_str().match_indices(quote).nth(nth);
    let start = found.unwrap_or_else(|| panic!("{quote:?} stands there")).0;
    let at = |index: usize| text.byte(u32::try_from(index).unwrap()).unwrap();
    let span = TextSpan::new(at(start), at(start + quote.len())).unwrap();
    let id = AnnotationId(Uuid::from_u128(u128::try_from(id).unwrap()));
    let revision = desk.project.article(article).unwrap().current().n;
    let provenance = desk.provenance();
    desk.make(Change::add(Annotation {
        id,
        article,
        revision,
        label: label.into(),
        fragments: normalize([span]),
        attributes: Attributes::new(),
        actor,
        note: String::new(),
        orphan: false,
        provenance,
        extra: None,
    }));
    id
}
