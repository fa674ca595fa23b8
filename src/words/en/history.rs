//! What changed when.

macro_rules! history {
    (($then:ident $($rest:ident)*) $($before:tt)*) => { $then! { ($($rest)*) $($before)*
    HistoryOf = "History of {title}",
    Kilobytes = "{size} kB",
    Megabytes = "{size} MB",
    HistoryHint = "What changed when, the newest first. Choose a change to see how the project was right after it.",
    NothingChanged = "Nothing was changed yet. Every change from now on is listed here.",
    AsItBegan = "As it began",
    TimesOver = "{what}, {count} times",
    StateOf = "As it was: {when}",
    BeforeAll = "before all changes",
    InTheProject = "In the project",
    Then = "Then",
    Now = "Now",
    SameAsNow = "This is how the project is now.",
    LookingBack = "Looking back: {percent} %",
    OpenStateAsCopy = "Open this state as a copy",
    GoBackToState = "Go back to this state",
    GoBackHint = "A copy leaves this project alone. Going back is one change of this project: what came later stays in the history, and undo brings it back.",
    CopyTitle = "{title} ({when})",
    } };
}
