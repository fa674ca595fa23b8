use super::{
    AnnotatingAction, ArticlesAction, CheckingAction, CodebookAction, ComparingAction,
    DrawingAction, EarlierAction, FileCopyAction, ImportingAction, LabelAllAction, LinkingAction,
    PenAction, ProjectsAction, RegisteringAction, ReportingAction, SameActorsAction,
    UnlinkedAction, UpdatingAction, ViewingAction,
};

/// What happened, in the user's words; one branch for each feature.
#[derive(Debug, PartialEq)]
pub enum Action {
    Articles(ArticlesAction),
    Annotating(AnnotatingAction),
    LabelAll(LabelAllAction),
    Linking(LinkingAction),
    Registering(RegisteringAction),
    Reporting(ReportingAction),
    SameActors(SameActorsAction),
    Checking(CheckingAction),
    Codebook(CodebookAction),
    Comparing(ComparingAction),
    Drawing(DrawingAction),
    Earlier(EarlierAction),
    FileCopy(FileCopyAction),
    Importing(ImportingAction),
    Pen(PenAction),
    Projects(ProjectsAction),
    Unlinked(UnlinkedAction),
    Updating(UpdatingAction),
    Viewing(ViewingAction),
    Undo,
    Redo,
}

macro_rules! from_features {
    ($($feature:ident: $action:ident;)*) => {$(
        impl From<$action> for Action {
            fn from(action: $action) -> Self {
                Self::$feature(action)
            }
        }
    )*};
}

from_features! {
    Articles: ArticlesAction;
    Annotating: AnnotatingAction;
    LabelAll: LabelAllAction;
    Linking: LinkingAction;
    Registering: RegisteringAction;
    Reporting: ReportingAction;
    SameActors: SameActorsAction;
    Checking: CheckingAction;
    Codebook: CodebookAction;
    Comparing: ComparingAction;
    Drawing: DrawingAction;
    Earlier: EarlierAction;
    FileCopy: FileCopyAction;
    Importing: ImportingAction;
    Pen: PenAction;
    Projects: ProjectsAction;
    Unlinked: UnlinkedAction;
    Updating: UpdatingAction;
    Viewing: ViewingAction;
}
