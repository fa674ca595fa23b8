//! Numbers and dates are the same in any notation.

use cotejo::suggest::{Lexicon, date_keys, number_values};
use proptest::prelude::*;

fn values(text: &str, language: &str) -> Vec<Vec<u64>> {
    number_values(text, language, &Lexicon::default())
}

/// The likeliest values, in thousandths.
fn first(text: &str, language: &str) -> Vec<u64> {
    values(text, language).iter().map(|it| it[0]).collect()
}

fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(separator);
        }
        grouped.push(digit);
    }
    grouped
}

const ENGLISH: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn english_below_thousand(number: usize, and: &str) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let small = match rest {
        0..20 => ENGLISH[rest].to_owned(),
        _ if rest.is_multiple_of(10) => ENGLISH_TENS[rest / 10].to_owned(),
        _ => format!("{}-{}", ENGLISH_TENS[rest / 10], ENGLISH[rest % 10]),
    };
    match (hundreds, small.as_str()) {
        (0, _) => small,
        (_, "") => format!("{} hundred", ENGLISH[hundreds]),
        _ => format!("{} hundred{and}{small}", ENGLISH[hundreds]),
    }
}

fn english(number: usize, and: &str) -> String {
    let mut words = Vec::new();
    for (size, name) in [(1_000_000, " million"), (1_000, " thousand"), (1, "")] {
        let part = number / size % 1_000;
        if part > 0 {
            words.push(english_below_thousand(part, and) + name);
        }
    }
    words.join(" ")
}

const SPANISH: [&str; 30] = [
    "",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const SPANISH_TENS: [&str; 10] = [
    "",
    "",
    "",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
];
const SPANISH_HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];

fn spanish_below_thousand(number: usize) -> String {
    if number == 100 {
        return "cien".to_owned();
    }
    let rest = number % 100;
    let small = match rest {
        0..30 => SPANISH[rest].to_owned(),
        _ if rest.is_multiple_of(10) => SPANISH_TENS[rest / 10].to_owned(),
        _ => format!("{} y {}", SPANISH_TENS[rest / 10], SPANISH[rest % 10]),
    };
    let words = [SPANISH_HUNDREDS[number / 100], &small];
    words.join(" ").trim().to_owned()
}

fn spanish(number: usize) -> String {
    let mut words = Vec::new();
    let (millions, thousands) = (number / 1_000_000, number / 1_000 % 1_000);
    match millions {
        0 => {}
        1 => words.push("un millón".to_owned()),
        _ => words.push(spanish_below_thousand(millions) + " millones"),
    }
    match thousands {
        0 => {}
        1 => words.push("mil".to_owned()),
        _ => words.push(spanish_below_thousand(thousands) + " mil"),
    }
    words.push(spanish_below_thousand(number % 1_000));
    words.join(" ").trim().to_owned()
}

proptest! {
    #[test]
    fn a_number_is_the_same_in_any_notation(number in prop_oneof![2_u64..1_000, 2_u64..999_999_999]) {
        let thousandths = vec![number * 1_000];
        let short = usize::try_from(number).unwrap();
        for (written, language) in [
            (number.to_string(), "en"),
            (number.to_string(), "es-MX"),
            (grouped(number, ","), "en-US"),
            (grouped(number, ","), "es-SV"),
            (grouped(number, "."), "es"),
            (grouped(number, "."), "de"),
            (grouped(number, " "), "es"),
            (grouped(number, "\u{A0}"), "en"),
            (grouped(number, "\u{202F}"), "fr"),
            (grouped(number, "'"), "it"),
            (english(short, " "), "en"),
            (english(short, " and "), "en"),
            (english(short, " "), ""),
            (spanish(short), "es"),
            (spanish(short), ""),
        ] {
            let text = format!("Hay {written}, kg");
            prop_assert_eq!(first(&text, language), thousandths.clone(), "{} {}", text, language);
        }
    }

    #[test]
    fn decimals_and_multiples_are_the_same_in_both_languages(whole in 1_u64..999, tenth in 0_u64..10) {
        let thousandths = vec![(whole * 10 + tenth) * 100];
        prop_assert_eq!(&first(&format!("{whole}.{tenth} km"), "en"), &thousandths);
        prop_assert_eq!(&first(&format!("{whole},{tenth} km"), "es"), &thousandths);
        prop_assert_eq!(&first(&format!("{whole}.{tenth} km"), "es-MX"), &thousandths);
        let millions = vec![thousandths[0] * 1_000_000];
        prop_assert_eq!(&first(&format!("${whole}.{tenth} million"), "en"), &millions);
        prop_assert_eq!(&first(&format!("${whole}.{tenth}m in all"), "en"), &millions);
        prop_assert_eq!(&first(&format!("{whole},{tenth} millones"), "es"), &millions);
        let billions = vec![millions[0] * 1_000];
        prop_assert_eq!(&first(&format!("{whole}.{tenth}bn"), "en"), &billions);
        prop_assert_eq!(&first(&format!("{whole},{tenth} mil millones"), "es"), &billions);
        prop_assert_eq!(&first(&format!("{} millones", grouped(whole * 1_000 + tenth * 100, ".")), "es"), &billions);
    }

    #[test]
    fn a_day_is_the_same_in_any_notation(month in 1_usize..=12, day in 1_u32..=28, year in 1990_u32..2090) {
        let english = ENGLISH_MONTHS[month - 1];
        let spanish = SPANISH_MONTHS[month - 1];
        let short = &english[..3];
        for (written, language) in [
            (format!("{day} {english} {year}"), "en"),
            (format!("{english} {day}, {year}"), "en"),
            (format!("{english} {day}"), "en"),
            (format!("{short}. {day}"), "en"),
            (format!("the {day}th of {english}"), "en"),
            (format!("{day} de {spanish} de {year}"), "es"),
            (format!("{day} de {spanish}"), "es"),
            (format!("{day} de {spanish} del {year}"), ""),
            (format!("{day:02}/{month:02}/{year}"), "es"),
            (format!("{day}.{month}.{year}"), "es"),
            (format!("{month:02}/{day:02}/{year}"), "en-US"),
            (format!("{day:02}/{month:02}/{year}"), "en-GB"),
            (format!("{year}-{month:02}-{day:02}"), "en"),
            (format!("{year}-{month:02}-{day:02}"), "pt"),
        ] {
            let found = date_keys(&format!("It was on {written} (then)"), language, &Lexicon::default());
            let month = u32::try_from(month).unwrap();
            prop_assert_eq!(found.len(), 1, "{}", &written);
            prop_assert!(found[0].contains(&(month, day)), "{} {:?}", &written, &found);
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*", language in "(es|en|fr|)") {
        values(&text, &language);
        date_keys(&text, &language, &Lexicon::default());
    }
}

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

#[test]
fn numbers_as_newsrooms_write_them() {
    for (language, text, expected) in [
        ("es", "cuarenta mil", &[40_000_000][..]),
        ("es", "40 mil presos", &[40_000_000]),
        ("en", "40 000", &[40_000_000]),
        ("en", "40k", &[40_000_000]),
        ("en", "half a million", &[500_000_000]),
        ("es", "medio millón", &[500_000_000]),
        ("es", "un millón y medio", &[1_500_000_000]),
        ("en", "a million and a half", &[1_500_000_000]),
        ("es", "2 millones y medio", &[2_500_000_000]),
        ("en", "a hundred", &[100_000]),
        ("en", "a dozen", &[12_000]),
        ("es", "dos docenas", &[24_000]),
        ("es", "un centenar de personas", &[100_000]),
        ("es", "mil", &[1_000_000]),
        ("es", "mil doscientos", &[1_200_000]),
        ("en", "two thousand and five", &[2_005_000]),
        ("en", "65–70 prisoners", &[65_000, 70_000]),
        ("en", "five and six", &[5_000, 6_000]),
        ("es", "cinco y seis", &[5_000, 6_000]),
        ("en", "in 2022, 480 people", &[2_022_000, 480_000]),
        ("en", "On 12, 300 people", &[12_000, 300_000]),
        ("en", "25% and 30 percent", &[25_000, 30_000]),
        ("es", "25 % y 30 por ciento", &[25_000, 30_000]),
        ("es", "0,125", &[125]),
        ("en", "the 21st", &[21_000]),
        // Beyond what is counted; nothing overflows.
        (
            "en",
            "18446744073709551615.9 million and a half",
            &[u64::MAX],
        ),
        // Neither is counted.
        ("en", "one of them, half of it, thousands, a year", &[]),
        ("es", "una de ellas, millones, miles", &[]),
        ("en", "version 1.2.3", &[]),
    ] {
        assert_eq!(first(text, language), expected, "{text}");
    }
}

#[test]
fn what_a_notation_leaves_open_is_read_both_ways() {
    assert_eq!(values("1.500", "en"), [[1_500_000, 1_500]]);
    assert_eq!(values("1,500", "es"), [[1_500_000, 1_500]]);
    assert_eq!(values("1.500", "es"), [[1_500_000]]);
    assert_eq!(values("1,500", "en"), [[1_500_000]]);
    assert_eq!(values("40.000", "en"), [[40_000_000]]);
}

#[test]
fn months_without_a_day_and_words_that_look_like_months() {
    let dates = |text, language| date_keys(text, language, &Lexicon::default());
    assert_eq!(dates("in January 2022", "en"), [[(1, 0)]]);
    assert_eq!(dates("en enero de 2022", "es"), [[(1, 0)]]);
    assert_eq!(dates("primero de enero", "es"), [[(1, 1)]]);
    assert_eq!(dates("03/04/2026", "en"), [[(3, 4), (4, 3)]]);
    assert_eq!(dates("03/04/2026", "es"), [[(4, 3)]]);
    for (text, language) in [
        ("it may rain", "en"),
        ("may 5 people go", "en"),
        ("they march on", "en"),
        ("el mar está cerca", "es"),
        ("a 3/4 majority", "en"),
        ("1.2.3", "en"),
    ] {
        assert_eq!(dates(text, language), [] as [Vec<(u32, u32)>; 0], "{text}");
    }
}
