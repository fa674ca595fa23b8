macro_rules! words {
    ($($key:ident = $text:literal,)*) => {
        /// A sentence of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Word {
            $($key,)*
        }

        impl Word {
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$key => $text,)*
                }
            }
        }
    };
}

words! {
    AppName = "Cotejo",
    // Commands
    Label1 = "Label 1", Label2 = "Label 2", Label3 = "Label 3", Label4 = "Label 4",
    Label5 = "Label 5", Label6 = "Label 6", Label7 = "Label 7", Label8 = "Label 8",
    Label9 = "Label 9",
    AnnotateWithoutWords = "Stance without words",
    AddFragment = "Add the selection to the annotation",
    StartOutwards = "Move the start outwards",
    StartInwards = "Move the start inwards",
    EndOutwards = "Move the end outwards",
    EndInwards = "Move the end inwards",
    ToggleEdgeUnit = "Move edges by word or by character",
    ToggleSnap = "Snap selections to words",
    EditAttributes = "Edit attributes",
    EditNote = "Edit the note",
    DeleteAnnotation = "Delete annotation",
    Undo = "Undo",
    Redo = "Redo",
    AddRelation = "Add relation",
    SetActor = "Choose the actor",
    SetCanonicalClaim = "Choose the canonical claim",
    SelectWord = "Select the word",
    SelectSentence = "Select the sentence",
    SelectParagraph = "Select the paragraph",
    SelectAnnotation = "Select the annotation's words",
    FocusHere = "Go to the annotation here, then outwards",
    Clear = "Clear selection and focus",
    NextAnnotation = "Next annotation",
    PreviousAnnotation = "Previous annotation",
    NextPane = "Next pane",
    PreviousPane = "Previous pane",
    Search = "Search in articles",
    NextHit = "Next hit",
    PreviousHit = "Previous hit",
    CaretRight = "Caret right", CaretLeft = "Caret left",
    CaretDown = "Caret down", CaretUp = "Caret up",
    CaretWordRight = "Caret a word right", CaretWordLeft = "Caret a word left",
    CaretParagraphDown = "Caret to the next paragraph",
    CaretParagraphUp = "Caret to the previous paragraph",
    CaretLineStart = "Caret to the start of the line",
    CaretLineEnd = "Caret to the end of the line",
    CaretTextStart = "Caret to the start of the text",
    CaretTextEnd = "Caret to the end of the text",
    ExtendRight = "Extend right", ExtendLeft = "Extend left",
    ExtendDown = "Extend down", ExtendUp = "Extend up",
    ExtendWordRight = "Extend a word right", ExtendWordLeft = "Extend a word left",
    ExtendParagraphDown = "Extend to the next paragraph",
    ExtendParagraphUp = "Extend to the previous paragraph",
    ExtendLineStart = "Extend to the start of the line",
    ExtendLineEnd = "Extend to the end of the line",
    ExtendTextStart = "Extend to the start of the text",
    ExtendTextEnd = "Extend to the end of the text",
    AddArticle = "Add article",
    ArticleDetails = "Article details",
    ToggleFullyRead = "Fully read",
    MarkHeadline = "Mark the selection as headline",
    MarkSummary = "Mark the selection as summary",
    MarkBody = "Mark the selection as body",
    MarkEmbeddedPost = "Mark the selection as embedded post",
    MarkBoilerplate = "Mark the selection as boilerplate",
    RemoveArticle = "Remove article",
    NewProject = "New project",
    OpenSample = "Open sample",
    Projects = "Projects",
    Import = "Import",
    Export = "Export",
    Checks = "Checks",
    Registries = "Actors, canonical claims, topics",
    Commands = "Commands",
    Shortcuts = "Keyboard shortcuts",
    ViewRead = "Read", ViewCompare = "Compare", ViewSources = "Sources", ViewCodebook = "Codebook",
}
