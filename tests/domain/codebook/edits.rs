use cotejo::formats::project_json::{export_codebook, read_codebook};
use cotejo::model::form;
use cotejo::model::json::compact;
use cotejo::model::sorted::SortedMap;
use cotejo::model::*;
use proptest::prelude::*;

use super::shipped::problems;
use super::{add, after, attribute, label, refused, relation, remove, rename, value};

#[test]
fn the_shipped_codebook_has_nothing_wrong() {
    assert_eq!(Codebook::news_claims().check(), []);
}

#[test]
fn a_new_name_is_in_one_language_and_the_id_stays() {
    let before = Codebook::news_claims();
    let new = after(&before, &[rename(label("Claim"), "Assertion")]);
    let claim = new.label(&"Claim".into()).unwrap();
    assert_eq!(claim.name.get("en"), Some("Assertion"));
    assert_eq!(claim.name.get("es"), Some("Afirmación"));
    assert_eq!(new.check(), []);
    // Nothing else is different but the version and its log.
    let mut back = after(&new, &[rename(label("Claim"), "Claim")]);
    back.log.clear();
    back.version = before.version.clone();
    assert_eq!(back, before);
}

#[test]
fn each_edit_is_a_version_with_a_line_in_the_log() {
    let codebook = after(
        &Codebook::news_claims(),
        &[
            rename(label("Claim"), "Assertion"),
            add(EntryKind::Label, "", "Opinión pública"),
            CodebookEdit::Declare("1.1".to_owned()),
            remove(value("certainty", "possible")),
        ],
    );
    let lines: Vec<String> = codebook
        .log
        .iter()
        .map(|it| format!("{} {} {} {}: {}", it.version, it.by, it.edit, it.id, it.to))
        .collect();
    assert_eq!(
        lines,
        [
            "1.0.1 Ana set Claim: Assertion",
            "1.0.2 Ana add opinion_publica: ",
            "1.1 Ana declare : ",
            "1.1.1 Ana remove possible: ",
        ]
    );
    assert_eq!(codebook.version_number(), "1.1.1");
}

#[test]
fn two_that_differ_never_have_the_same_version() {
    let before = Codebook::news_claims();
    let one = after(&before, &[rename(label("Claim"), "Assertion")]);
    let other = after(&before, &[rename(label("Claim"), "Statement")]);
    assert_eq!(one.version_number(), other.version_number());
    assert_ne!(one.version, other.version);
    let again = after(&before, &[rename(label("Claim"), "Assertion")]);
    assert_eq!(one, again);
    let declared = |it: &Codebook| after(it, &[CodebookEdit::Declare("2.0".to_owned())]).version;
    assert_ne!(declared(&one), declared(&other));
}

#[test]
fn ids_come_from_names_and_none_is_given_twice() {
    let before = Codebook::news_claims();
    let label_named = |name: &str| add(EntryKind::Label, "", name);
    let codebook = after(
        &before,
        &[
            label_named("attributed to"),
            label_named("¿?"),
            label_named("Framing device"),
            rename(label("framing_device"), "Frame"),
            label_named("Framing device"),
            remove(label("framing_device_2")),
            label_named("Framing device"),
        ],
    );
    let ids: Vec<&str> = codebook.labels.iter().map(|it| it.id.as_str()).collect();
    // A label has no id that a relation type has, nor one that is in the log.
    assert_eq!(
        ids,
        [
            "Claim",
            "Stance",
            "Source",
            "Cue",
            "attributed_to_2",
            "label",
            "framing_device",
            "framing_device_3"
        ]
    );
    assert_eq!(codebook.check(), []);
    let keys: Vec<&str> = codebook.labels.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    let colours: Vec<&str> = codebook
        .labels
        .iter()
        .map(|it| it.colour.as_str())
        .collect();
    assert_eq!(colours, COLOURS);
}

#[test]
fn what_would_leave_something_wrong_is_refused() {
    let codebook = Codebook::news_claims();
    let set = |entry: EntryRef, property: Property| CodebookEdit::Set(entry, property);
    let list = |ids: &[&str]| ids.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
    for (edit, wrong) in [
        (rename(label("Claim"), "Source"), Wrong::SameName),
        (add(EntryKind::Label, "", " "), Wrong::NoName),
        (
            add(EntryKind::Value, "certainty", "certain"),
            Wrong::SameName,
        ),
        (add(EntryKind::Value, "nothing", "x"), Wrong::NotThere),
        (
            set(label("Claim"), Property::text("key", "2")),
            Wrong::SameKey,
        ),
        (set(label("Claim"), Property::text("key", "0")), Wrong::Key),
        (
            set(label("Claim"), Property::text("id", "x")),
            Wrong::NotThere,
        ),
        (
            set(
                attribute("certainty"),
                Property::list("on", &list(&["Nobody"])),
            ),
            Wrong::Unknown,
        ),
        (
            set(attribute("certainty"), Property::list("on", &[])),
            Wrong::NoLabel,
        ),
        (
            set(relation("targets"), Property::list("to", &[])),
            Wrong::NoEnd,
        ),
        (
            set(attribute("certainty"), Property::text("type", "some")),
            Wrong::Misshapen,
        ),
        (remove(label("Nobody")), Wrong::NotThere),
        (CodebookEdit::Declare("1.0".to_owned()), Wrong::Version),
        (CodebookEdit::Declare("draft".to_owned()), Wrong::Version),
        (CodebookEdit::Declare("+2.0".to_owned()), Wrong::Version),
        (CodebookEdit::Declare("2.+1".to_owned()), Wrong::Version),
        (CodebookEdit::Declare("02.0".to_owned()), Wrong::Version),
        (CodebookEdit::Declare("2.".to_owned()), Wrong::Version),
    ] {
        assert_eq!(refused(&codebook, &edit), wrong, "{edit:?}");
    }
}

#[test]
fn what_is_nothing_without_an_entry_goes_with_it() {
    let codebook = after(&Codebook::news_claims(), &[remove(label("Source"))]);
    assert_eq!(codebook.check(), []);
    assert!(codebook.attribute(&"source_type".into()).is_none());
    // An actor can be there in its place.
    let attributed = codebook.relation(&"attributed_to".into()).unwrap();
    assert_eq!(attributed.to, ["@actor"]);
    let codebook = after(&codebook, &[remove(label("Cue"))]);
    assert!(codebook.relation(&"signalled_by".into()).is_none());
}

#[test]
fn an_entry_goes_up_and_down_and_no_further() {
    let move_claim = |up: bool| CodebookEdit::Move {
        entry: label("Claim"),
        up,
    };
    let order = |it: &Codebook| {
        let ids = it.labels.iter().map(|it| it.id.to_string());
        ids.collect::<Vec<_>>().join(" ")
    };
    let before = Codebook::news_claims();
    let down = after(&before, &[move_claim(false)]);
    assert_eq!(order(&down), "Stance Claim Source Cue");
    assert_eq!(order(&after(&down, &[move_claim(true)])), order(&before));
    // Nothing happens at the top, and so there is no version of it.
    assert_eq!(after(&before, &[move_claim(true)]), before);
}

#[test]
fn the_greatest_version_has_others_behind_it() {
    let greatest = format!("1.1.{}", u64::MAX);
    let declared = after(
        &Codebook::news_claims(),
        &[CodebookEdit::Declare(greatest.clone())],
    );
    let new = after(&declared, &[rename(label("Claim"), "Assertion")]);
    assert_eq!(new.version_number(), greatest);
    assert_ne!(new.version, declared.version);
}

#[test]
fn an_attribute_goes_past_those_of_other_labels() {
    let before = Codebook::news_claims();
    let with = |it: &Codebook| {
        let all = it.attributes.iter().filter(|it| it.on[0] == "Claim");
        all.map(|it| it.id.to_string()).collect::<Vec<_>>()
    };
    let mut codebook = after(&before, &[add(EntryKind::Attribute, "Claim", "Tone")]);
    let mut order = with(&codebook);
    let last = order.len() - 1;
    assert_eq!(order[last], "tone");
    let up = CodebookEdit::Move {
        entry: attribute("tone"),
        up: true,
    };
    codebook = after(&codebook, &[up]);
    order.swap(last, last - 1);
    assert_eq!(with(&codebook), order);
}

#[test]
fn the_log_says_what_is_offered_again() {
    let set = |on| CodebookEdit::Set(label("Cue"), Property::flag("deprecated", on));
    let codebook = after(&Codebook::news_claims(), &[set(true), set(false)]);
    let said: Vec<&str> = codebook.log.iter().map(|it| it.to.as_str()).collect();
    assert_eq!(said, ["", "false"]);
}

#[test]
fn files_without_a_log_read_as_before_and_write_the_same() {
    let json = compact(&Codebook::news_claims());
    let text = String::from_utf8(json).unwrap();
    assert!(!text.contains("\"log\""));
    assert_eq!(
        form::read::<Codebook>(&text).unwrap(),
        Codebook::news_claims()
    );
}

#[test]
fn a_file_of_a_project_gives_its_codebook() {
    let sample = include_bytes!("../../../static/samples/kast-cecot.cotejo.json");
    let codebook = read_codebook(sample).unwrap();
    assert_eq!(codebook.id, "news-claims");
}

/// Edits of whatever is there; some are refused.
fn any_edit() -> impl Strategy<Value = CodebookEdit> {
    let names = prop_oneof!["[a-zá ]{0,6}", Just("Claim".to_owned())];
    let kinds = prop::sample::select(vec![
        EntryKind::Label,
        EntryKind::Attribute,
        EntryKind::Value,
        EntryKind::Relation,
        EntryKind::ArticleAttribute,
        EntryKind::ArticleValue,
        EntryKind::Part,
    ]);
    let of = prop::sample::select(vec!["", "Claim", "certainty", "genre", "attributed_to"]);
    let entry = prop::sample::select(vec![
        label("Claim"),
        label("Source"),
        label("a"),
        attribute("certainty"),
        attribute("negated"),
        value("certainty", "certain"),
        relation("attributed_to"),
        relation("contradicts"),
        EntryRef::new(EntryKind::Part, "headline"),
        EntryRef::new(EntryKind::ArticleAttribute, "genre"),
        EntryRef::within(EntryKind::ArticleValue, "genre", "news"),
    ]);
    let types = prop::sample::select(vec!["one", "many", "flag", "text"]);
    let example = ("[a-z]{0,3}", "[a-z]{0,2}").prop_map(|(text, quote)| {
        let mut keys = SortedMap::new();
        for (key, words) in [
            ("language", String::new()),
            ("text", text),
            ("quote", quote),
        ] {
            keys.insert(key.to_owned(), Node::Text(words));
        }
        let value = Node::List(vec![Node::Object(keys)]);
        CodebookEdit::Set(label("Claim"), Property::new("examples", value))
    });
    let ends = prop::sample::subsequence(vec!["Claim", "Source", "Cue", "@actor", "nobody"], 0..4);
    prop_oneof![
        (kinds, of, names.clone()).prop_map(|(kind, of, name)| add(kind, of, &name)),
        (entry.clone(), names).prop_map(|(entry, name)| rename(entry, &name)),
        (entry.clone(), any::<bool>()).prop_map(|(entry, up)| CodebookEdit::Move { entry, up }),
        entry.clone().prop_map(remove),
        example,
        (entry.clone(), types)
            .prop_map(|(entry, kind)| CodebookEdit::Set(entry, Property::text("type", kind))),
        (entry.clone(), any::<bool>())
            .prop_map(|(entry, on)| CodebookEdit::Set(entry, Property::flag("deprecated", on))),
        (entry, ends, prop::sample::select(vec!["on", "from", "to"])).prop_map(
            |(entry, ends, key)| {
                let ends: Vec<String> = ends.iter().map(|&it| it.to_owned()).collect();
                CodebookEdit::Set(entry, Property::list(key, &ends))
            }
        ),
    ]
}

proptest! {
    #[test]
    fn whatever_is_edited_nothing_becomes_wrong(edits in prop::collection::vec(any_edit(), 0..12)) {
        let mut codebook = Codebook::news_claims();
        for edit in edits {
            let before = codebook.clone();
            if let Ok(Some((new, _))) = codebook.edited(&edit, &Editing::default()) {
                prop_assert_ne!(&new.version, &before.version);
                prop_assert_eq!(new.log.len(), before.log.len() + 1);
                codebook = new;
            }
            prop_assert_eq!(codebook.check(), []);
        }
        let file = export_codebook(&codebook);
        prop_assert_eq!(problems(&file), Vec::<String>::new());
        prop_assert_eq!(&*read_codebook(&file).unwrap(), &codebook);
    }
}
