//! What a user has in tables of tokens and in tags, and what becomes of it.

use cotejo::formats::foreign::Documents;
use cotejo::formats::{Bundle, Confidence, NamedFile, recognise};

fn read(name: &str, content: &str) -> Documents {
    let files = [NamedFile {
        name: name.to_owned(),
        bytes: content.as_bytes().to_vec(),
    }];
    recognise(Bundle(&files)).unwrap().read(Bundle(&files), &[])
}

fn said(read: &Documents) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for document in &read.documents {
        let text = &document.text.text;
        let spans = document.spans.iter().map(|it| {
            let words: Vec<&str> = it.fragments.iter().map(|it| &text[it.range()]).collect();
            format!("{} “{}” {:?}", it.label, words.join(" … "), it.attributes)
        });
        all.push(spans.collect());
    }
    all
}

fn warned(read: &Documents) -> Vec<String> {
    read.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn two_documents_in_one_table_of_the_shared_task() {
    let read = read(
        "dir/news.conll",
        "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nsaid VBD B-VP O\n\nPeter NNP B-NP I-PER\nPan NNP I-NP I-PER\n\n\
         -DOCSTART- -X- -X- O\n\nRome NNP B-NP S-LOC\nOslo NNP I-NP I-LOC\n",
    );
    let texts: Vec<&str> = read.documents.iter().map(|it| &*it.text.text).collect();
    assert_eq!(texts, ["EU said\nPeter Pan", "Rome Oslo"]);
    assert_eq!(read.documents[1].name, "news 2");
    assert_eq!(
        said(&read),
        [
            ["ORG “EU” []", "PER “Peter Pan” []"],
            ["LOC “Rome” []", "LOC “Oslo” []"]
        ]
    );
    assert!(read.warnings.is_empty());
}

#[test]
fn a_table_that_does_not_name_its_format_may_be_one() {
    let file = |content: &str| {
        let files = [NamedFile {
            name: "a.iob".to_owned(),
            bytes: content.as_bytes().to_vec(),
        }];
        let format = recognise(Bundle(&files))?;
        Some((format.describe().id, format.sniff(Bundle(&files))))
    };
    assert_eq!(
        file("# a\nEU\tB-ORG\n.\tO\n\n"),
        Some(("conll-bio", Confidence::Maybe))
    );
    assert_eq!(file("It was a B-movie\nand that was all.\n"), None);
}

const CONLLU: &str = "\
# newdoc id = one
# global.Entity = eid-etype-other
# newpar
# sent_id = 1
# text = Ana's  back, 👍.
1-2\tAna's\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\\s
1\tAna\tAna\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(e1-person-first%2Done(e2-thing
2\t's\tbe\tAUX\t_\t_\t3\tcop\t_\tEntity=e2)
3\tback\tback\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No|Entity=e1)
4\t,\t,\tPUNCT\t_\t_\t3\tpunct\t_\t_
4.1\tsays\tsay\tVERB\t_\t_\t_\t_\t_\tEntity=(e3-thing)
5\t👍\t👍\tSYM\t_\t_\t3\tdep\t_\tSpaceAfter=No|Entity=(e1-person)
6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

# newpar
# sent_id = 2
# text = She left
1\tHe\the\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(e4-person
2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_

";

#[test]
fn a_treebank_with_entities_in_brackets() {
    let read = read("a.conllu", CONLLU);
    let document = &read.documents[0];
    assert_eq!(document.name, "one");
    assert_eq!(document.text.text, "Ana's  back, 👍.\nHe left");
    assert_eq!(
        said(&read),
        [[
            "person “Ana's  back” [(\"eid\", \"e1\"), (\"other\", \"first-one\")]",
            "thing “Ana's” []",
            "person “👍” [(\"eid\", \"e1\")]",
            "person “He” []",
        ]]
    );
    assert_eq!(
        warned(&read),
        [
            "a.conllu, line 11: it was left out: there is no text in it",
            "a.conllu, line 17: `# text` is not what its words are; the words were read",
            "a.conllu, line 18: e4 is not closed; it was read as one word",
        ]
    );
}

const TAGS: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\" ?>
<NEWS>
<TEXT><![CDATA[👍 We <never>
did & ]]]]><![CDATA[> it.]]></TEXT>
<TAGS>
<Link id=\"L0\" ClaimID=\"C0\" ClaimText=\"never\" SourceID=\"S0\" SourceText=\"We\" sure=\"no\"/>
<Source spans=\"3~5\" text=\"We\" id=\"S0\" kind=\"a &lt; b\"/>
<Claim spans=\"7~12,14~17\" text=\"never ... did\" id=\"C0\"/>
<Claim spans=\"100~101\" text=\"nowhere\" id=\"C1\"/>
<Topic spans=\"-1~-1\" text=\"\" id=\"T0\"/>
<Link id=\"L1\" ClaimID=\"C9\" ClaimText=\"x\" SourceID=\"S0\" SourceText=\"We\"/>
</TAGS>
</NEWS>
";

#[test]
fn tags_with_gaps_without_words_and_links() {
    let read = read("a.txt.xml", TAGS);
    let document = &read.documents[0];
    assert_eq!(document.name, "a");
    assert_eq!(document.text.text, "👍 We <never>\ndid & ]]> it.");
    assert_eq!(
        said(&read),
        [[
            "Source “We” [(\"kind\", \"a < b\")]",
            "Claim “never … did” []",
            "Topic “” []"
        ]]
    );
    let [link] = &document.relations[..] else {
        panic!("{:?}", document.relations);
    };
    assert_eq!((&*link.kind, &*link.from, &*link.to), ("Link", "C0", "S0"));
    assert_eq!(link.attributes, [("sure".to_owned(), "no".to_owned())]);
    assert_eq!(warned(&read).len(), 2, "{:?}", read.warnings);
    assert!(warned(&read)[0].starts_with("a.txt.xml, line 9"));
}
