//! The address of what is open and selected.

use cotejo::app::{Address, Effect, ViewingAction};
use cotejo::model::{AnnotationId, ProjectId};
use proptest::prelude::*;
use uuid::Uuid;

use crate::app::App;
use crate::desk::Desk;

proptest! {
    #[test]
    fn an_address_leads_back(project: Option<u128>, annotation: Option<u128>) {
        let address = Address {
            project: project.map(|it| ProjectId(Uuid::from_u128(it))),
            annotation: annotation.map(|it| AnnotationId(Uuid::from_u128(it))),
        };
        prop_assert_eq!(address.to_string().parse(), Ok(address));
    }

    #[test]
    fn no_address_is_too_strange(fragment in "#?(sample|project=)?[a-z0-9&=#%-]{0,60}") {
        let _ = fragment.parse::<Address>();
    }
}

#[test]
fn what_is_no_place_of_ours_leads_nowhere() {
    for fragment in ["", "#", "#samples", "#project=", "#project=7", "sample"] {
        assert!(fragment.parse::<Address>().is_err(), "{fragment}");
    }
    let sample = "#sample&annotation=no-id&other=1"
        .parse::<Address>()
        .unwrap();
    assert_eq!(sample.to_string(), "#sample");
}

#[test]
fn the_address_follows_the_selected_annotation() {
    let desk = Desk::article("en", "[source:1|The mayor] said so.");
    let mut app = App::over(&desk);
    let id = desk.handles[&1];
    let addresses = |effects: Vec<Effect>| -> Vec<String> {
        let address = |it: Effect| match it {
            Effect::Address(address) => Some(address.to_string()),
            _ => None,
        };
        effects.into_iter().filter_map(address).collect()
    };
    let effects = app.act(ViewingAction::Focus(Some(id)));
    assert_eq!(addresses(effects), [format!("#sample&annotation={id}")]);
    let effects = app.act(ViewingAction::Focus(Some(id)));
    assert!(addresses(effects).is_empty(), "nothing changed");
    let effects = app.act(ViewingAction::Focus(None));
    assert_eq!(addresses(effects), ["#sample"]);
}
