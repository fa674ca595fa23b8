//! When the app has broken, and getting things out of it then.

macro_rules! recovery {
    (($then:ident $($rest:ident)*) $($before:tt)*) => { $then! { ($($rest)*) $($before)*
    Broke = "Cotejo has stopped",
    BrokeText = "Something went wrong inside Cotejo, and it has stopped so that nothing is spoilt. Everything it had said was saved is kept in this browser; what you did in the last moment before may be missing. Reload to go on, or get your project as a file first.",
    NotBegun = "Cotejo did not get started",
    NotBegunText = "The last times this page was opened, it did not come as far as showing anything. What is saved in this browser was not touched. Get your project as a file, or reload to try again.",
    GetProjects = "Get project files", ReloadPage = "Reload",
    BrokeReport = "Report for the developers",
    BrokeReportText = "What happened and where in the program, the names of the last commands, and which browser this is. No text, title or note of yours is in it.",
    CopyReport = "Copy",
    BrokeWhat = "What happened", BrokeWhere = "Where", BrokeCommands = "Last commands",
    Rescue = "Project files",
    RescueText = "Cotejo is not running here: this page only reads what is kept in this browser and hands it to you. Nothing is changed.",
    RescueNone = "Nothing is kept in this browser.",
    RescueFile = "Download “{title}”",
    RescueAll = "Download all that is kept, unread",
    RescueAllText = "If a project file cannot be made, this has every record as it is stored. It cannot be opened here; keep it for whoever repairs it.",
    RescueFailed = "“{title}” could not be read: {reason}.",
    RescueLeave = "Open Cotejo",
    } };
}
