//! The matrix as it is looked at: which rows, in which order, and what is said of a cell by hand.

use cotejo::app::{
    Arrangement, ArticlesAction, CellId, ComparingAction, Effect, MatrixRow, RegisteringAction,
    RowFilter, RowOrder, View, ViewingAction,
};
use cotejo::model::matrix::{Status, matrix, window};
use cotejo::model::{ArticleId, CanonicalClaimId, End, OverrideKey};

use crate::app::App;
use crate::desk::Desk;

/// Two articles of one event. Both have that taxes rise; what else they have, only one of them has.
struct Scene {
    app: App,
    rows: [CanonicalClaimId; 4],
    articles: [ArticleId; 2],
}

fn scene() -> Scene {
    let mut desk = Desk::new();
    let spanish = desk.add_article(
        "es",
        "[source:1|El alcalde] dijo que [claim:2|suben los impuestos] y [claim:3|llega el tren].",
    );
    let english = desk.add_article(
        "en",
        "[claim:4|Taxes rise], and [claim:5|the bridge is closed]. [claim:6|Nobody works there].",
    );
    let train = desk.row("The train comes.");
    let taxes = desk.row("Taxes rise.");
    let bridge = desk.row("The bridge is closed.");
    let work = desk.row("Nobody works at the bridge.");
    for (claim, row) in [(2, taxes), (3, train), (4, taxes), (5, bridge)] {
        desk.same(claim, row);
    }
    desk.opposite(6, work);
    desk.relate(2, "attributed_to", 1);
    desk.relate(3, "attributed_to", 1);
    let mayor = desk.actor("The mayor");
    desk.names(1, mayor);
    for claim in [4, 5, 6] {
        desk.set(claim, "reporting", "authors_voice");
    }
    desk.set(5, "check_worthiness", "check_worthy");
    let topic = desk.topic("Money");
    desk.read(spanish);
    desk.read(english);
    let mut app = App::over(&desk);
    app.act(RegisteringAction::EditCanonicalClaim(
        taxes,
        cotejo::model::CanonicalClaimField::Topic(Some(topic)),
    ));
    app.act(ViewingAction::Show(View::Compare));
    Scene {
        app,
        rows: [train, taxes, bridge, work],
        articles: [spanish, english],
    }
}

impl Scene {
    fn arrange(&mut self, change: impl FnOnce(&mut Arrangement)) {
        let mut arrangement = self.app.state.session.comparing.arrangement.clone();
        change(&mut arrangement);
        self.app
            .act(ComparingAction::Arrange(Box::new(arrangement)));
    }

    /// The rows by the first words of their claims, topics with a colon.
    fn rows(&self) -> String {
        let project = &self.app.state.project;
        let word = |text: &str| {
            text.replace("The ", "")
                .split(' ')
                .next()
                .unwrap()
                .to_owned()
        };
        let rows = self.app.state.session.comparing.rows.iter();
        let rows = rows.map(|row| match row {
            MatrixRow::Topic(topic, count) => {
                let name = topic.and_then(|it| project.topic(it));
                format!("{}: {count}", name.map_or("none", |it| &it.name))
            }
            MatrixRow::Claim(id, _) => word(&project.canonical_claim(*id).unwrap().text),
        });
        rows.collect::<Vec<_>>().join(" ")
    }

    fn says(&self, row: usize, article: usize) -> Vec<Status> {
        let (row, article) = (self.rows[row], self.articles[article]);
        let matrix = window(&self.app.state.project, None, &[row], &[article]);
        matrix.rows[0].cells[0].statuses.clone()
    }

    /// All of the Spanish article turns out to be no part of it.
    fn spanish_is_boilerplate(&mut self) -> Vec<Effect> {
        let [article, _] = self.articles;
        let text = self.app.state.project.text(article).unwrap();
        let span = text.whole().unwrap();
        self.app.act(ArticlesAction::SetPart {
            article,
            span,
            part: Some("boilerplate".into()),
        })
    }

    fn cell(&self, row: usize, article: usize) -> CellId {
        CellId {
            row: self.rows[row],
            article: Some(self.articles[article]),
        }
    }
}

#[test]
fn what_most_articles_have_comes_first_and_then_what_is_worth_checking() {
    assert_eq!(scene().rows(), "Taxes bridge train Nobody");
}

#[test]
fn rows_are_ordered_as_asked() {
    let mut scene = scene();
    let orders = [
        (RowOrder::Differences, "bridge train Nobody Taxes"),
        (RowOrder::Made, "train Taxes bridge Nobody"),
        (RowOrder::Alphabet, "Nobody Taxes bridge train"),
    ];
    for (order, rows) in orders {
        scene.arrange(|it| it.order = order);
        assert_eq!(scene.rows(), rows, "{order:?}");
    }
}

#[test]
fn rows_are_chosen_by_what_they_are_like() {
    let mut scene = scene();
    let filters = [
        (RowFilter::InAll, "Taxes"),
        (RowFilter::InOne, "bridge train Nobody"),
        (RowFilter::Unsourced, "bridge Nobody"),
        (RowFilter::Contested, ""),
    ];
    for (only, rows) in filters {
        scene.arrange(|it| it.only = only);
        assert_eq!(scene.rows(), rows, "{only:?}");
    }
}

#[test]
fn a_row_that_one_affirms_and_another_denies_is_contested() {
    let mut scene = scene();
    let denied = scene.cell(1, 1);
    scene
        .app
        .act(ComparingAction::SetStatus(denied, Some(Status::Denies)));
    scene.arrange(|it| it.only = RowFilter::Contested);
    assert_eq!(scene.rows(), "Taxes");
}

#[test]
fn rows_are_chosen_by_who_says_it_and_what_it_is_about() {
    let mut scene = scene();
    let mayor = scene.app.state.project.actors().next().unwrap().id;
    scene.arrange(|it| it.actor = Some(mayor));
    assert_eq!(scene.rows(), "Taxes train");
    let topic = scene.app.state.project.topics().next().unwrap().id;
    scene.arrange(|it| it.topic = Some(topic));
    assert_eq!(scene.rows(), "Taxes");
}

#[test]
fn topics_stand_over_their_rows() {
    let mut scene = scene();
    scene.arrange(|it| it.by_topic = true);
    assert_eq!(scene.rows(), "Money: 1 Taxes none: 3 bridge train Nobody");
}

#[test]
fn a_row_that_comes_or_goes_is_counted_under_its_topic() {
    let mut scene = scene();
    let [_, taxes, ..] = scene.rows;
    scene.arrange(|it| it.by_topic = true);
    let Some(MatrixRow::Topic(Some(money), _)) =
        scene.app.state.session.comparing.rows.first().cloned()
    else {
        panic!("the first row names a topic");
    };
    scene.app.act(RegisteringAction::AddCanonicalClaim {
        text: "All is well.".to_owned(),
        member: None,
    });
    let rows = "Money: 1 Taxes none: 4 bridge train Nobody All";
    assert_eq!(scene.rows(), rows);
    scene
        .app
        .act(RegisteringAction::RemoveCanonicalClaim(taxes));
    assert_eq!(scene.rows(), "none: 4 bridge train Nobody All");
    scene.app.act(cotejo::app::Action::Undo);
    assert_eq!(scene.rows(), rows);
    assert!(scene.app.state.project.topic(money).is_some());
}

#[test]
fn a_hidden_column_counts_for_nothing() {
    let mut scene = scene();
    let english = scene.articles[1];
    scene.arrange(|it| {
        it.hidden.insert(english);
        it.only = RowFilter::InAll;
    });
    assert_eq!(scene.app.state.matrix_columns(), [scene.articles[0]]);
    assert_eq!(scene.rows(), "Taxes train");
}

#[test]
fn rows_stay_where_they_are_while_cells_change() {
    let mut scene = scene();
    let before = scene.rows();
    let [train, ..] = scene.rows;
    scene.app.act(RegisteringAction::AddCanonicalClaim {
        text: "All is well.".to_owned(),
        member: None,
    });
    assert_eq!(scene.rows(), format!("{before} All"));
    scene
        .app
        .act(RegisteringAction::RemoveCanonicalClaim(train));
    assert_eq!(scene.rows(), "Taxes bridge Nobody All");
    scene.arrange(|_| ());
    assert_eq!(scene.rows(), "Taxes bridge Nobody All");
}

#[test]
fn a_cell_set_by_hand_says_so_until_it_is_left_to_the_records() {
    let mut scene = scene();
    assert_eq!(scene.says(0, 1), [Status::Omits]);
    let cell = scene.cell(0, 1);
    scene
        .app
        .act(ComparingAction::SetStatus(cell, Some(Status::Related)));
    scene.app.act(ComparingAction::SetNote(
        cell,
        "See the caption.".to_owned(),
    ));
    assert_eq!(scene.says(0, 1), [Status::Related]);
    let key = OverrideKey {
        canonical_claim: cell.row,
        article: scene.articles[1],
        annotator: scene.app.state.me,
    };
    let note = |scene: &Scene| {
        let own = scene.app.state.project.override_of(key);
        own.map(|it| it.note.clone())
    };
    assert_eq!(note(&scene).as_deref(), Some("See the caption."));
    scene.app.act(ComparingAction::SetStatus(cell, None));
    assert_eq!(scene.says(0, 1), [Status::Omits]);
    scene.app.act(cotejo::app::Action::Undo);
    assert_eq!(note(&scene).as_deref(), Some("See the caption."));
}

#[test]
fn only_a_cell_that_needs_it_is_confirmed() {
    let mut scene = scene();
    let [confirmed, younger] = [scene.cell(0, 1), scene.cell(0, 0)];
    for cell in [confirmed, younger] {
        scene.app.act(ComparingAction::Choose(Some(cell)));
        assert_eq!(scene.app.state.unconfirmed_cell(), None);
    }
    scene.app.act(RegisteringAction::AddCanonicalClaim {
        text: "A new row.".to_owned(),
        member: None,
    });
    let new = scene.app.state.canonical_claim_saying("A new row.");
    let cell = CellId {
        row: new.unwrap(),
        article: Some(scene.articles[0]),
    };
    scene.app.act(ComparingAction::Choose(Some(cell)));
    assert_eq!(scene.app.state.unconfirmed_cell(), Some(cell));
}

#[test]
fn a_cell_is_read_beside_the_article_that_has_it() {
    let mut scene = scene();
    let session = |scene: &Scene| {
        let session = &scene.app.state.session;
        let panes: Vec<ArticleId> = session.panes.iter().map(|it| it.article).collect();
        let focused = session
            .focused
            .and_then(|it| scene.app.state.project.annotation(it));
        (session.view, panes, focused.map(|it| it.article))
    };
    let [spanish, english] = scene.articles;
    // The Spanish article has no bridge: what there is to read is the English one's claim.
    scene.app.act(ComparingAction::OpenBeside(scene.cell(2, 0)));
    let (view, panes, focused) = session(&scene);
    assert_eq!((view, focused), (View::Read, Some(english)));
    assert!(panes.contains(&spanish) && panes.contains(&english));
    scene.app.act(ComparingAction::OpenBeside(scene.cell(1, 0)));
    assert_eq!(session(&scene).2, Some(spanish));
}

#[test]
fn a_window_is_a_piece_of_the_matrix() {
    let scene = scene();
    let project = &scene.app.state.project;
    let whole = matrix(project, None);
    for (at, row) in scene.rows.into_iter().enumerate() {
        for (column, article) in scene.articles.into_iter().enumerate() {
            let piece = window(project, None, &[row], &[article]);
            let found = whole.rows.iter().find(|it| it.canonical_claim == row);
            assert_eq!(
                piece.rows[0].cells[0],
                found.unwrap().cells[column],
                "{at} {column}"
            );
        }
    }
}

#[test]
fn merged_claims_are_one_row_with_the_members_and_relations_of_both() {
    let mut scene = scene();
    let [train, taxes, bridge, work] = scene.rows;
    let end = End::CanonicalClaim;
    scene.app.relate("overlaps", end(train), end(bridge));
    scene.app.relate("overlaps", end(taxes), end(bridge));
    scene.app.relate("contradicts", end(train), end(taxes));
    scene
        .app
        .relate("more_specific_than", end(train), end(work));
    let cell = scene.cell(0, 1);
    scene
        .app
        .act(ComparingAction::SetStatus(cell, Some(Status::Related)));
    let before = scene.app.state.project.clone();
    scene
        .app
        .act(RegisteringAction::MergeCanonicalClaims(train, taxes));
    let project = &scene.app.state.project;
    assert_eq!(project.canonical_claim(train), None);
    assert_eq!(project.members_of(taxes).count(), 3);
    let mut kinds: Vec<String> = project
        .relations_at(end(taxes))
        .map(|it| it.kind.to_string())
        .collect();
    kinds.sort();
    assert_eq!(kinds, ["more_specific_than", "overlaps"]);
    assert_eq!(scene.says(1, 1), [Status::Related]);
    scene.app.act(cotejo::app::Action::Undo);
    assert_eq!(scene.app.state.project, before);
}

#[test]
fn who_has_a_row_is_known_after_an_edit_that_may_be_about_any() {
    let mut scene = scene();
    let [_, taxes, ..] = scene.rows;
    let having = |scene: &Scene| scene.app.state.outline_of(taxes).unwrap().articles.len();
    assert_eq!(having(&scene), 2);
    scene.spanish_is_boilerplate();
    assert_eq!(having(&scene), 1);
    scene.app.act(cotejo::app::Action::Undo);
    assert_eq!(having(&scene), 2);
}

#[test]
fn rows_that_are_not_known_any_more_are_looked_at_again_while_nobody_waits() {
    let mut scene = scene();
    scene.app.act(ViewingAction::Show(View::Read));
    let effects = scene.spanish_is_boilerplate();
    assert!(effects.contains(&Effect::PrepareMatrix), "{effects:?}");
    let [_, taxes, ..] = scene.rows;
    // Whoever asks before that gets it all the same.
    assert_eq!(scene.app.state.outline_of(taxes), None);
    assert_eq!(scene.app.state.articles_with(taxes).len(), 1);
    scene.app.act(ComparingAction::Prepare);
    assert_eq!(scene.app.state.outline_of(taxes).unwrap().articles.len(), 1);
}
