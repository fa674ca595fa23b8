//! Words that look alike or mean the same.

use cotejo::suggest::{Lexicon, skeleton, stem};

use super::lexicon;
use crate::desk::Desk;

#[test]
fn words_of_one_origin_are_alike() {
    for (spanish, english) in [
        ("seguridad", "security"),
        ("capacidad", "capacity"),
        ("tortura", "torture"),
        ("torturas", "torture"),
        ("presidente", "president"),
        ("presidentes", "presidents"),
        ("nacion", "nation"),
        ("nacionales", "national"),
        ("informacion", "information"),
        ("libertad", "liberty"),
        ("sociedad", "society"),
        ("automaticamente", "automatically"),
        ("exactamente", "exactly"),
        ("famoso", "famous"),
        ("peligrosa", "peligrosos"),
        ("escuela", "escuelas"),
        ("especial", "special"),
        ("cuestion", "question"),
        ("frecuencia", "frequency"),
        ("ataque", "attack"),
        ("telefono", "telephone"),
        ("inmigrante", "immigrant"),
        ("economia", "economy"),
        ("economico", "economic"),
        ("politico", "political"),
        ("democracia", "democracy"),
        ("violencia", "violence"),
        ("deportaron", "deported"),
        ("organizacion", "organisation"),
        ("organizado", "organized"),
        ("territorio", "territory"),
        ("publico", "public"),
        ("iniciativa", "initiative"),
        ("paciente", "patient"),
        ("estrategia", "strategy"),
        ("contrato", "contract"),
        ("producto", "product"),
        ("objetivo", "objective"),
        ("porcentaje", "porcentajes"),
    ] {
        assert_eq!(skeleton(spanish), skeleton(english), "{spanish} {english}");
    }
}

#[test]
fn words_of_other_origins_are_not() {
    for (one, other) in [
        ("seguridad", "secret"),
        ("capacidad", "captain"),
        ("nacion", "notion"),
        ("presidente", "precedent"),
        ("salud", "salute"),
        ("muerte", "murder"),
    ] {
        assert_ne!(skeleton(one), skeleton(other), "{one} {other}");
    }
}

#[test]
fn inflections_have_one_stem() {
    for forms in [
        &[
            "visitar",
            "visito",
            "visitaron",
            "visitamos",
            "visitando",
            "visitas",
        ][..],
        &["visit", "visits", "visited", "visiting"],
        &["stop", "stops", "stopped", "stopping"],
        &["study", "studies", "studied"],
        &["peligroso", "peligrosa", "peligrosos"],
        &["reduce", "reduced", "reducing"],
        &["pais", "paises"],
    ] {
        for form in forms {
            assert_eq!(stem(form), stem(forms[0]), "{form}");
        }
    }
    // Nothing is known about the endings of other scripts; the beginning remains.
    assert_eq!(stem("правительства"), "правит");
    assert_eq!(stem("政府"), "政府");
}

/// Concepts that two words have in common, told by whether claims with them are proposed.
fn are_one(spanish: &str, english: &str, lexicon: &Lexicon) -> bool {
    let mut desk = Desk::article("es", &format!("[claim:1|{spanish}]"));
    desk.add_article("en", &format!("[claim:2|{english}]"));
    !super::candidates(&desk, lexicon, 1).is_empty()
}

#[test]
fn the_lexicon_joins_inflected_words() {
    let lexicon = lexicon();
    for (spanish, english) in [
        ("cárcel", "prisons"),
        ("las cárceles", "the jail"),
        ("presos", "inmates"),
        ("murieron", "died"),
        ("fallecidos", "dead"),
        ("redujo", "reduces"),
        ("aumentaron", "risen"),
        ("estado de emergencia", "states of emergency"),
        ("Estados Unidos", "the U.S."),
        ("EE.UU.", "United States"),
        ("EE. UU.", "US"),
        ("salvadoreñas", "El Salvador"),
        ("la ONU", "the UN"),
        ("jueces", "a judge"),
        ("terremotos", "earthquake"),
        ("huelga", "strikes"),
        ("miércoles", "Wednesday"),
    ] {
        assert!(are_one(spanish, english, &lexicon), "{spanish} {english}");
    }
    for (spanish, english) in [
        ("cárcel", "hospital"),
        ("casas", "cases"),
        ("policía", "policies"),
        ("sube", "falls"),
        ("la de los que", "the of which"),
        ("para nosotros", "for us"),
    ] {
        assert!(!are_one(spanish, english, &lexicon), "{spanish} {english}");
    }
}

#[test]
fn a_lexicon_is_read_line_by_line() {
    let lexicon = Lexicon::parse("# nothing\n\nuno dos = one  two # three\nno line\n> a_b = c_d\n");
    assert_eq!(lexicon.len(), 2);
    assert!(Lexicon::default().is_empty());
}

#[test]
fn the_shipped_lexicon_is_in_order() {
    let text = include_str!("../../../static/lexicon/es-en.txt");
    let mut concepts = 0;
    for line in text.lines() {
        let line = line.split('#').next().unwrap().trim();
        if line.is_empty() {
            continue;
        }
        concepts += 1;
        let words = line.trim_start_matches(['~', '>', '<', '@']);
        let (spanish, english) = words.split_once('=').expect(line);
        assert!(!english.contains('='), "{line}");
        for side in [spanish, english] {
            let words: Vec<&str> = side.split_whitespace().collect();
            assert!(!words.is_empty(), "{line}");
            let mut once = words.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), words.len(), "{line}");
            for word in words {
                assert!(!word.starts_with('_') && !word.ends_with('_'), "{line}");
            }
        }
    }
    assert_eq!(lexicon().len(), concepts);
    assert!(concepts > 700, "{concepts}");
}
