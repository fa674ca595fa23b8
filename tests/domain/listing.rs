//! The list of annotations: what it lets through, and by what it is grouped.

use cotejo::app::{
    AnnotatingAction, Grouping, ListFilter, ListRow, Listing, RegisteringAction, ViewingAction,
};
use cotejo::model::{AttributeValue, End};
use cotejo::text::Motion;

use crate::app::App;
use crate::desk::Desk;

/// Two claims of the mayor's, one that nobody is said to have made, and a stance to one.
fn council() -> (App, Desk) {
    let desk = Desk::article(
        "en",
        "[source:1|The mayor] said [claim:2|taxes rise]. [claim:3|Rents fall], [cue:4|he added]. \
         [source:5|Critics] [stance:6|doubt] it. [claim:7|It rained].",
    );
    let end = |number: u32| End::Annotation(desk.handles[&number]);
    let mut app = App::over(&desk);
    app.relate("attributed_to", end(2), end(1));
    app.relate("attributed_to", end(3), end(1));
    app.relate("signalled_by", end(3), end(4));
    app.relate("held_by", end(6), end(5));
    app.relate("targets", end(6), end(2));
    (app, desk)
}

fn listing(app: &App, change: impl FnOnce(&mut ListFilter)) -> Listing {
    let mut filter = ListFilter::default();
    change(&mut filter);
    app.state.listing(&filter)
}

fn rows(app: &App, listing: &Listing) -> Vec<ListRow> {
    let rows: Vec<ListRow> = (0..listing.len())
        .filter_map(|at| app.state.row(listing, at))
        .collect();
    assert_eq!(rows.len(), listing.len(), "no row is missing");
    assert_eq!(app.state.row(listing, listing.len()), None);
    rows
}

/// Groups in capitals, annotations by their words.
fn told(app: &App, listing: &Listing) -> Vec<String> {
    let project = &app.state.project;
    let row = |it: &ListRow| match it {
        ListRow::Group(name, count) => {
            let name = name.as_deref().unwrap_or("none").to_uppercase();
            format!("{name} {count}")
        }
        ListRow::Annotation(id, _) => project.quote(project.annotation(*id).unwrap()),
    };
    rows(app, listing).iter().map(row).collect()
}

#[test]
fn by_place_there_are_no_groups() {
    let (app, _) = council();
    let listing = listing(&app, |_| ());
    assert_eq!((listing.shown, listing.of), (7, 7));
    assert_eq!(
        told(&app, &listing),
        [
            "The mayor",
            "taxes rise",
            "Rents fall",
            "he added",
            "Critics",
            "doubt",
            "It rained"
        ]
    );
}

#[test]
fn groups_of_labels_are_in_the_order_of_the_codebook() {
    let (app, _) = council();
    let listing = listing(&app, |it| it.group = Grouping::Label);
    let rows = told(&app, &listing);
    let groups: Vec<&String> = rows
        .iter()
        .filter(|it| it.ends_with(['1', '2', '3']))
        .collect();
    assert_eq!(groups, ["CLAIM 3", "STANCE 1", "SOURCE 2", "CUE 1"]);
    assert_eq!(
        rows[..4],
        ["CLAIM 3", "taxes rise", "Rents fall", "It rained"]
    );
}

#[test]
fn by_source_stands_on_whose_word_something_is_said() {
    let (app, _) = council();
    let listing = listing(&app, |it| it.group = Grouping::Source);
    assert_eq!(
        told(&app, &listing),
        [
            "CRITICS 2",
            "Critics",
            "doubt",
            "THE MAYOR 3",
            "The mayor",
            "taxes rise",
            "Rents fall",
            "NONE 2",
            "he added",
            "It rained",
        ]
    );
}

#[test]
fn a_source_goes_by_the_actor_it_names() {
    let (mut app, desk) = council();
    app.act(RegisteringAction::AddActor {
        name: "Jane Doe".to_owned(),
        source: Some(desk.handles[&1]),
    });
    let listing = listing(&app, |it| it.group = Grouping::Source);
    assert!(told(&app, &listing).contains(&"JANE DOE 3".to_owned()));
}

#[test]
fn by_claim_stands_what_belongs_to_it() {
    let (app, _) = council();
    let listing = listing(&app, |it| it.group = Grouping::Claim);
    let rows = told(&app, &listing);
    let at = rows.iter().position(|it| it == "TAXES RISE 3").unwrap();
    assert_eq!(
        rows[at + 1..at + 4],
        ["The mayor", "taxes rise", "doubt"],
        "whoever said several things stands with the first"
    );
    let at = rows.iter().position(|it| it == "RENTS FALL 2").unwrap();
    assert_eq!(rows[at + 1..at + 3], ["Rents fall", "he added"]);
}

#[test]
fn positions_count_annotations_only() {
    let (app, _) = council();
    let listing = listing(&app, |it| {
        it.group = Grouping::Label;
        it.label = Some("Claim".into());
    });
    let positions: Vec<usize> = rows(&app, &listing)
        .into_iter()
        .filter_map(|it| match it {
            ListRow::Annotation(_, at) => Some(at),
            ListRow::Group(..) => None,
        })
        .collect();
    assert_eq!(positions, [0, 1, 2]);
    assert_eq!((listing.shown, listing.of), (3, 7));
}

#[test]
fn each_annotation_is_found_in_its_row_filtered_or_not_and_in_all_articles() {
    let (_, mut desk) = council();
    desk.add_article("es", "");
    desk.add_article("es", "[source:11|La alcaldesa] dijo que [claim:12|suben].");
    let app = App::over(&desk);
    let of_group = |group| listing(&app, |it| it.group = group);
    let all = [Grouping::Place, Grouping::Label, Grouping::Source];
    for listing in all.map(of_group) {
        assert_eq!(listing.shown, 9);
        for (at, row) in rows(&app, &listing).into_iter().enumerate() {
            if let ListRow::Annotation(id, _) = row {
                assert_eq!(app.state.row_of(&listing, id), Some(at));
            }
        }
    }
}

#[test]
fn a_list_made_before_an_edit_has_no_row_too_many() {
    let (mut app, desk) = council();
    let before = listing(&app, |_| ());
    app.act(AnnotatingAction::Delete(desk.handles[&7]));
    let rows: Vec<_> = (0..before.len())
        .filter_map(|at| app.state.row(&before, at))
        .collect();
    assert_eq!(rows.len(), 6);
    assert_eq!(app.state.row_of(&before, desk.handles[&7]), None);
}

#[test]
fn what_is_not_coded_yet_is_found_by_attribute() {
    let (mut app, desk) = council();
    app.act(AnnotatingAction::SetAttribute(
        desk.handles[&2],
        "claim_type".into(),
        Some(AttributeValue::one("prediction")),
    ));
    let listing = listing(&app, |it| it.attribute = "claim_type=".to_owned());
    assert_eq!(
        told(&app, &listing),
        ["Rents fall", "It rained"],
        "no Source is without a type of claim"
    );
}

#[test]
fn a_label_leaves_an_attribute_that_it_has() {
    let (mut app, _) = council();
    let mut attribute = |label: &str, attribute: &str| {
        app.act(ViewingAction::Filter(ListFilter {
            label: Some(label.into()),
            attribute: attribute.to_owned(),
            ..ListFilter::default()
        }));
        app.state.session.filter.attribute.clone()
    };
    assert_eq!(
        attribute("Claim", "claim_type=quantity"),
        "claim_type=quantity"
    );
    assert_eq!(attribute("Stance", "claim_type=quantity"), "");
    assert_eq!(attribute("Stance", "claim_type="), "");
}

/// What the focus steps on, until it stays.
fn steps(app: &mut App, motion: Motion) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let before = app.state.session.focused;
        app.act(ViewingAction::StepAnnotation(motion));
        let after = app.state.session.focused;
        if after == before {
            return seen;
        }
        let project = &app.state.project;
        seen.push(project.quote(project.annotation(after.unwrap()).unwrap()));
    }
}

#[test]
fn the_keys_walk_through_what_the_filter_lets_through() {
    let (mut app, desk) = council();
    app.act(ViewingAction::ShowArticle(desk.first()));
    let claims = ListFilter {
        label: Some("Claim".into()),
        ..ListFilter::default()
    };
    app.act(ViewingAction::Filter(claims.clone()));
    assert_eq!(
        steps(&mut app, Motion::Forward),
        ["taxes rise", "Rents fall", "It rained"]
    );
    assert_eq!(
        steps(&mut app, Motion::Backward),
        ["Rents fall", "taxes rise"]
    );
    // From one that the filter does not let through, to the next that it does.
    app.act(ViewingAction::Focus(Some(desk.handles[&5])));
    assert_eq!(steps(&mut app, Motion::Forward), ["It rained"]);
    app.act(ViewingAction::Filter(ListFilter::default()));
    assert_eq!(steps(&mut app, Motion::Backward).len(), 6, "all of them");
}
