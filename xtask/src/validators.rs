//! What other tools' own code says of files that are written (`tests/exchange/validators`).

use std::path::Path;

use crate::report::Report;
use crate::step;
use crate::tools::Tools;
use crate::tools::python::{Environment, python};
use crate::workspace;

/// Projects that are made for them, beside the sample.
const PROJECTS: &str = "500";

/// Where their packages do not get along, they have environments of their own.
const ENVIRONMENTS: &[(Environment, &[&str])] = &[
    (
        Environment {
            name: "tokens",
            packages: &["spacy==3.8.18", "conllu==6.0.0", "bconv==1.2.1"],
            alone: &[],
            why: "spaCy, conllu and bconv read what is written for them",
        },
        &[
            "conll_bio",
            "conllu",
            "prodigy",
            "pub_annotation",
            "webanno_tsv",
        ],
    ),
    (
        Environment {
            name: "graphs",
            packages: &["dkpro-cassis==0.12.0", "PyLD==3.3.0", "rdflib==7.6.0"],
            alone: &[],
            why: "dkpro-cassis, PyLD and rdflib read what is written for them",
        },
        &["uima", "w3c"],
    ),
    (
        Environment {
            name: "label-studio",
            packages: &["label-studio-sdk==2.1.2"],
            alone: &[],
            why: "its interface checks tasks that are written",
        },
        &["label_studio"],
    ),
    (
        Environment {
            name: "doccano",
            packages: &[
                "doccano==1.8.4",
                "marshmallow<4",
                "setuptools<70",
                "pandas==1.5.3",
                "numpy==1.26.4",
            ],
            alone: &[],
            why: "its importer reads what is written",
        },
        &["doccano"],
    ),
];

/// Writes files of all formats, and has each script read those of its own. `data` has the W3C's context.
pub fn run(report: &mut Report, tools: &Tools, data: &Path) {
    let folder = workspace::root().join("target/exchange");
    let _ = std::fs::remove_dir_all(&folder);
    let mut write = tools.cargo();
    write
        .args(["test", "--test", "exchange", "--", "--ignored", "--exact"])
        .arg("dump::files_for_the_code_of_other_tools")
        .env("COTEJO_DUMP", &folder)
        .env("COTEJO_PROJECTS", PROJECTS);
    if !step::plain(report, "files for the code of other tools", write) {
        return;
    }
    for (environment, scripts) in ENVIRONMENTS {
        let python = match python(tools, environment) {
            Ok(python) => python,
            // A machine without Python or PyPI still has the laws of `tests/exchange`.
            Err(error) => {
                eprintln!("NOT RUN: {}: {error:#}", scripts.join(", "));
                continue;
            }
        };
        for script in *scripts {
            check(report, tools, &python, script, (&folder, data));
        }
    }
}

fn check(
    report: &mut Report,
    tools: &Tools,
    python: &Path,
    script: &str,
    (folder, data): (&Path, &Path),
) {
    let path = workspace::root()
        .join("tests/exchange/validators")
        .join(format!("{script}.py"));
    let mut command = tools.command(python);
    // Without leaving anything beside the scripts.
    command.arg("-B").arg(path).arg(folder);
    if script == "w3c" {
        command.arg(data.join("w3c_webannotation/anno.jsonld"));
    }
    step::plain(report, script, command);
}
