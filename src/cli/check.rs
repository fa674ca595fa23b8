use std::path::PathBuf;
use std::process::ExitCode;

use super::arguments::Arguments;
use super::input::read;

/// Prints what is not as the files say. Ends with 1 if there is anything.
pub fn check(paths: &[PathBuf], arguments: &Arguments) -> ExitCode {
    let mut clean = true;
    for path in paths {
        let reading = match read(path, arguments.from) {
            Ok(reading) => reading,
            Err(error) => {
                println!("{}: {error:#}", path.display());
                clean = false;
                continue;
            }
        };
        for warning in &reading.warnings {
            println!("{warning}");
        }
        for other in &reading.others {
            println!("{other}: it is of no format that is known");
        }
        let found = reading.warnings.len() + reading.others.len();
        clean &= found == 0;
        let formats: Vec<String> = reading
            .formats
            .iter()
            .map(|(id, count)| format!("{id} ({count})"))
            .collect();
        let formats = formats.join(", ");
        let documents = reading.documents();
        let spans: usize = documents.iter().map(|it| it.spans.len()).sum();
        let relations: usize = documents.iter().map(|it| it.relations.len()).sum();
        println!(
            "{}: {formats} · {} texts · {spans} annotations · {relations} relations · {found} warnings",
            path.display(),
            documents.len()
        );
    }
    if clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}
