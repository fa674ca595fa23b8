//! From bytes to the text of an article, and back.

use cotejo::ingest::{
    BinaryKind, Encoding, Ingested, MAX_BYTES, MAX_TITLE_CHARS, Rejected, canonical_offset,
    guess_language, ingest_bytes, ingest_text, original_bytes, propose_title, raw_offset, raw_text,
};
use proptest::prelude::*;

const ENGLISH_SAMPLE: &str = include_str!("../../static/samples/kast-cecot-en.txt");
const SPANISH_SAMPLE: &str = include_str!("../../static/samples/kast-cecot-es.txt");

fn ingested(bytes: &[u8]) -> Ingested {
    ingest_bytes(None, bytes).expect("a text")
}

fn rejected(bytes: &[u8]) -> Rejected {
    ingest_bytes(None, bytes).expect_err("no text")
}

mod encodings {
    use super::*;

    #[test]
    fn utf_8_is_read_as_such() {
        let got = ingested("Señaló que sí 🖐️".as_bytes());
        assert_eq!(got.text, "Señaló que sí 🖐️");
        assert_eq!(
            (got.source.encoding, got.source.bom),
            (Encoding::Utf8, false)
        );
    }

    #[test]
    fn what_is_not_utf_8_is_windows_1252() {
        let got = ingested(include_bytes!("../fixtures/ingest/windows-1252.txt"));
        assert_eq!(got.source.encoding, Encoding::Windows1252);
        assert_eq!(
            got.text,
            "El alcalde dimitió: “no más prórrogas”\n\nLa decisión costó 40 € por vecino…\n"
        );
    }

    #[test]
    fn the_five_unassigned_bytes_of_windows_1252_are_c1_controls() {
        let mut bytes = vec![b'a'; 500];
        bytes.extend([0x81, 0x8D, 0x8F, 0x90, 0x9D]);
        let got = ingested(&bytes);
        assert_eq!(&got.text[500..], "\u{81}\u{8D}\u{8F}\u{90}\u{9D}");
    }

    #[test]
    fn a_mark_tells_utf_16_little_endian() {
        let got = ingested(include_bytes!("../fixtures/ingest/utf-16le.txt"));
        assert_eq!(
            (got.source.encoding, got.source.bom),
            (Encoding::Utf16Le, true)
        );
        assert_eq!(got.text, "Le maire a démissionné 🖐️🇨🇱\n\nFin.\n");
    }

    #[test]
    fn a_mark_tells_utf_16_big_endian() {
        let got = ingested(include_bytes!("../fixtures/ingest/utf-16be.txt"));
        assert_eq!(
            (got.source.encoding, got.source.bom),
            (Encoding::Utf16Be, true)
        );
        assert_eq!(got.text, "Le maire a démissionné 🖐️🇨🇱\n\nFin.\n");
    }

    #[test]
    fn only_the_first_byte_order_mark_is_taken_off() {
        let got = ingested("\u{FEFF}\u{FEFF}text".as_bytes());
        assert!(got.source.bom);
        assert_eq!(got.text, "\u{FEFF}text");
    }

    #[test]
    fn each_encoding_is_found_by_its_id() {
        for (id, encoding) in [
            ("utf-8", Encoding::Utf8),
            ("utf-16le", Encoding::Utf16Le),
            ("utf-16be", Encoding::Utf16Be),
            ("windows-1252", Encoding::Windows1252),
        ] {
            assert_eq!(encoding.id(), id);
            assert_eq!(Encoding::from_id(id), Some(encoding));
        }
    }

    #[test]
    fn an_unknown_id_is_no_encoding() {
        assert_eq!(Encoding::from_id("shift_jis"), None);
    }
}

mod canonical_text {
    use super::*;

    #[test]
    fn every_line_end_is_a_line_feed() {
        let got = ingested(include_bytes!(
            "../fixtures/ingest/utf-8-bom-mixed-line-ends.txt"
        ));
        assert_eq!(got.text, "One\nTwo\nThree\nFour\n\nFive");
    }

    #[test]
    fn a_source_tells_removed_from_replaced_carriage_returns() {
        let source = ingested(include_bytes!(
            "../fixtures/ingest/utf-8-bom-mixed-line-ends.txt"
        ))
        .source;
        // Raw, without the mark: One␍␊Two␊Three␍Four␍␍␊Five
        assert_eq!(source.carriage_returns, [3, 20]);
        assert_eq!(source.lone_carriage_returns, [14, 19]);
    }

    #[test]
    fn carriage_returns_are_counted_in_code_points() {
        assert_eq!(
            ingested("🖐️e\u{301}\r\n".as_bytes())
                .source
                .carriage_returns,
            [4]
        );
    }

    #[test]
    fn all_else_is_kept_byte_for_byte() {
        let bytes = include_bytes!("../fixtures/ingest/kept-byte-for-byte.txt");
        assert_eq!(ingested(bytes).text.as_bytes(), bytes);
    }

    #[test]
    fn the_samples_are_their_own_canonical_text() {
        for sample in [ENGLISH_SAMPLE, SPANISH_SAMPLE] {
            assert_eq!(ingested(sample.as_bytes()).text, sample);
        }
    }

    #[test]
    fn a_source_keeps_the_file_name_and_the_hash_of_the_original_bytes() {
        let source = ingest_bytes(Some("kast.txt"), b"\xEF\xBB\xBFabc")
            .unwrap()
            .source;
        assert_eq!(source.file_name.as_deref(), Some("kast.txt"));
        // printf '\xEF\xBB\xBFabc' | sha256sum
        assert_eq!(
            source.sha256.map(|byte| format!("{byte:02x}")).concat(),
            "1c28dc3f1f804a1ad9c9b4b4cf5e2658d16ad4ed08e3020d04a8d2865018947c"
        );
    }
}

mod a_paste {
    use super::*;

    #[test]
    fn is_treated_as_a_utf_8_file_without_a_name() {
        let text = "\u{FEFF}Title\r\n\r\nBody\r";
        assert_eq!(ingest_text(text), ingest_bytes(None, text.as_bytes()));
    }

    #[test]
    fn may_begin_as_a_pdf_does() {
        assert!(ingest_text("%PDF-1.7 is what the file begins with").is_ok());
    }

    #[test]
    fn without_text_is_rejected() {
        assert_eq!(ingest_text(" \r\n\t"), Err(Rejected::Empty));
    }
}

mod rejections {
    use super::*;

    #[test]
    fn no_bytes_are_no_article() {
        assert_eq!(rejected(b""), Rejected::Empty);
    }

    #[test]
    fn white_space_and_invisible_characters_are_no_article() {
        let bytes = "\u{FEFF} \u{A0}\r\n\u{200B}\u{2029}\u{AD}".as_bytes();
        assert_eq!(rejected(bytes), Rejected::Empty);
    }

    #[test]
    fn what_is_too_large_is_not_even_looked_at() {
        let bytes = vec![0xFF; MAX_BYTES + 1];
        assert_eq!(rejected(&bytes), Rejected::TooLarge { bytes: 20_000_001 });
    }

    #[test]
    fn the_largest_file_is_accepted() {
        assert!(ingest_bytes(None, &vec![b'a'; MAX_BYTES]).is_ok());
    }

    #[test]
    fn files_of_other_programs_are_known_by_their_first_bytes() {
        for (start, kind) in [
            (&b"%PDF-1.7\n%\xE2\xE3"[..], BinaryKind::Pdf),
            (
                b"PK\x03\x04\x14\0\0\0\x08\0!\0 ... word/document.xml",
                BinaryKind::Word,
            ),
            (
                b"PK\x03\x04 ... mimetypeapplication/vnd.oasis.opendocument.text",
                BinaryKind::OpenDocument,
            ),
            (
                b"PK\x03\x04 ... mimetypeapplication/epub+zip",
                BinaryKind::Epub,
            ),
            (b"PK\x03\x04 ... photos/1.png", BinaryKind::Archive),
            (b"\x1F\x8B\x08\0", BinaryKind::Archive),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", BinaryKind::OldOffice),
            (b"{\\rtf1\\ansi Text}", BinaryKind::Rtf),
            (b"\x89PNG\r\n\x1A\n\0", BinaryKind::Picture),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", BinaryKind::Picture),
            (b"RIFF\x24\0\0\0WEBPVP8 ", BinaryKind::Picture),
            (b"\0\0\0\x18ftypheic\0", BinaryKind::Picture),
            (b"\0\0\0\x18ftypmp42\0", BinaryKind::Recording),
            (b"ID3\x04\0\0", BinaryKind::Recording),
        ] {
            assert_eq!(
                rejected(start),
                Rejected::Binary(kind),
                "{}",
                start.escape_ascii()
            );
        }
    }

    #[test]
    fn a_nul_is_in_no_text() {
        let bytes = [b"A long and otherwise readable text".as_slice(), b"\0"].concat();
        assert_eq!(rejected(&bytes), Rejected::Binary(BinaryKind::Unknown));
    }

    #[test]
    fn utf_16_without_a_mark_and_utf_32_are_not_guessed() {
        for bytes in [&b"T\0e\0x\0t\0"[..], b"\xFF\xFE\0\0T\0\0\0"] {
            assert_eq!(rejected(bytes), Rejected::Binary(BinaryKind::Unknown));
        }
    }

    #[test]
    fn many_control_characters_are_in_no_text() {
        assert_eq!(
            rejected(b"\x01\x02\x03\x04 abc"),
            Rejected::Binary(BinaryKind::Unknown)
        );
    }

    #[test]
    fn a_stray_control_character_in_a_text_is_accepted_and_kept() {
        let text = format!(
            "A form feed\u{C} and a stray escape \u{1B}{}",
            " words".repeat(20)
        );
        assert_eq!(ingested(text.as_bytes()).text, text);
    }

    #[test]
    fn half_a_character_of_utf_16_is_damage() {
        // "a␊" and a high surrogate before "b".
        assert_eq!(
            rejected(b"\xFF\xFEa\0\n\0\x3D\xD8b\0"),
            Rejected::DamagedUtf16 { line: 2, byte: 6 }
        );
    }

    #[test]
    fn an_odd_number_of_bytes_of_utf_16_is_damage() {
        assert_eq!(
            rejected(b"\xFE\xFF\0a\0"),
            Rejected::DamagedUtf16 { line: 1, byte: 4 }
        );
    }

    #[test]
    fn marked_utf_8_with_a_wrong_byte_is_damage() {
        assert_eq!(
            rejected(b"\xEF\xBB\xBFone\ntwo \xFF"),
            Rejected::DamagedUtf8 { line: 2, byte: 11 }
        );
    }

    #[test]
    fn a_wrong_byte_among_many_right_ones_does_not_make_it_windows_1252() {
        let cut_off = &"La cárcel más segura de América".as_bytes()[..29];
        assert_eq!(
            rejected(cut_off),
            Rejected::DamagedUtf8 { line: 1, byte: 28 }
        );
    }

    #[test]
    fn an_accident_of_well_formed_bytes_does_not_make_it_utf_8() {
        // "É’" in Windows-1252 is a well-formed pair of UTF-8.
        let got = ingested(b"El CAF\xC9\x92 cerr\xF3 despu\xE9s");
        assert_eq!(got.text, "El CAFÉ’ cerró después");
    }

    #[test]
    fn the_sentences_say_what_to_do_and_that_nothing_was_changed() {
        let sentences = [
            Rejected::Empty,
            Rejected::TooLarge { bytes: 20_000_001 },
            Rejected::Binary(BinaryKind::Pdf),
            Rejected::Binary(BinaryKind::Archive),
            Rejected::DamagedUtf8 { line: 2, byte: 11 },
            Rejected::DamagedUtf16 { line: 1, byte: 4 },
        ]
        .map(|rejected| rejected.to_string());
        assert_eq!(
            sentences,
            [
                "There is no text in it. Choose another file, or paste the article's text. \
                 Nothing was changed.",
                "It has 21 MB; an article can have up to 20 MB. Split it into single articles. \
                 Nothing was changed.",
                "This is a PDF. Copy the text out of it and paste it here. Nothing was changed.",
                "This is a packed archive. Unpack it and choose the text files that are in it. \
                 Nothing was changed.",
                "It is UTF-8 text, but damaged in line 2 (byte 11 of the file). Mend that place, \
                 or save the text once more as UTF-8. Nothing was changed.",
                "It is UTF-16 text, but damaged in line 1 (byte 4 of the file). Save the text \
                 once more, best as UTF-8. Nothing was changed.",
            ]
        );
    }
}

mod offsets {
    use super::*;

    /// Raw: ␃a␍␊b␍␊␍␊c (a mark, then code points 0 to 9). Canonical: a␊b␊␊c
    const MARKED: &str = "\u{FEFF}a\r\nb\r\n\r\nc";

    #[test]
    fn the_mark_and_carriage_returns_count_in_the_raw_text() {
        let source = ingested(MARKED.as_bytes()).source;
        let raw: Vec<u32> = (0..=6).map(|at| raw_offset(&source, at)).collect();
        assert_eq!(raw, [1, 2, 4, 5, 7, 9, 10]);
    }

    #[test]
    fn a_boundary_inside_a_line_end_is_the_one_before_it() {
        let source = ingested(MARKED.as_bytes()).source;
        let canonical: Vec<u32> = (0..=10).map(|at| canonical_offset(&source, at)).collect();
        assert_eq!(canonical, [0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 6]);
    }

    #[test]
    fn a_lone_carriage_return_shifts_nothing() {
        let source = ingested(b"a\rb").source;
        assert_eq!(raw_offset(&source, 2), 2);
    }

    #[test]
    fn offsets_past_the_end_do_not_panic() {
        let source = ingested(MARKED.as_bytes()).source;
        assert_eq!(raw_offset(&source, u32::MAX), u32::MAX);
    }
}

mod titles {
    use super::*;

    #[test]
    fn a_short_line_before_a_blank_one_is_the_title() {
        assert_eq!(
            propose_title("Mayor Quits\n\nThe mayor quit.\n"),
            "Mayor Quits"
        );
    }

    #[test]
    fn blank_lines_before_it_do_not_matter() {
        assert_eq!(
            propose_title("\n \nMayor Quits\n\nThe mayor quit.\n"),
            "Mayor Quits"
        );
    }

    #[test]
    fn a_title_may_stand_below_a_summary() {
        assert_eq!(
            propose_title(ENGLISH_SAMPLE),
            "Chile’s President-Elect Tours Controversial El Salvador Mega-Prison Ahead Of \
             Security Talks With Bukele"
        );
    }

    #[test]
    fn a_byline_below_a_headline_is_no_title() {
        assert_eq!(
            propose_title("Mayor Quits\nBy Ana Ruiz\n\nThe mayor quit."),
            "Mayor Quits"
        );
    }

    #[test]
    fn without_a_headline_it_is_the_first_words() {
        assert_eq!(
            propose_title(SPANISH_SAMPLE),
            "El presidente electo de Chile, José Antonio Kast, visitó el Centro de…"
        );
    }

    #[test]
    fn without_a_headline_it_is_the_first_sentence_if_that_is_short() {
        assert_eq!(
            propose_title("The mayor quit on Friday. Nobody knows why.\nMore.\n"),
            "The mayor quit on Friday."
        );
    }

    #[test]
    fn a_full_stop_after_an_abbreviation_ends_no_sentence() {
        assert_eq!(
            propose_title("The U.S. Senate heard Dr. Ruiz of EE. UU. desk today. She left."),
            "The U.S. Senate heard Dr. Ruiz of EE. UU. desk today."
        );
    }

    #[test]
    fn a_closing_quotation_mark_belongs_to_its_sentence() {
        assert_eq!(
            propose_title("“Nobody ever asked!” Then silence."),
            "“Nobody ever asked!”"
        );
    }

    #[test]
    fn a_line_with_nothing_after_it_is_a_text_not_a_headline() {
        assert_eq!(
            propose_title("The mayor quit. Nobody knows why.\n\n\n"),
            "The mayor quit."
        );
    }

    #[test]
    fn a_rule_of_dashes_is_no_title() {
        assert_eq!(propose_title("-----\n\nThe mayor quit\n"), "The mayor quit");
    }

    #[test]
    fn the_mark_of_a_markdown_heading_is_left_out() {
        assert_eq!(
            propose_title("# Mayor Quits\n\nThe mayor quit.\n"),
            "Mayor Quits"
        );
    }

    #[test]
    fn tabs_bidi_controls_and_soft_hyphens_are_left_out() {
        assert_eq!(
            propose_title("\u{202E}Mayor\t \u{A0}Qu\u{AD}its\u{2069}\n\nThe mayor quit.\n"),
            "Mayor Quits"
        );
    }

    #[test]
    fn words_without_spaces_are_cut_between_characters_as_seen() {
        // 4 code points each: 19 of them and the ellipsis are 77.
        let hands = "🖐🏽\u{200D}\u{FE0F}".repeat(30);
        assert_eq!(
            propose_title(&hands),
            format!("{}…", "🖐🏽\u{200D}\u{FE0F}".repeat(19))
        );
    }

    #[test]
    fn a_chinese_sentence_ends_without_a_space() {
        assert_eq!(
            propose_title("市长辞职了。没有人知道为什么。"),
            "市长辞职了。"
        );
    }

    #[test]
    fn nothing_to_see_gives_an_ellipsis() {
        assert_eq!(propose_title(" \n\u{200B}"), "…");
    }
}

mod languages {
    use super::*;

    #[test]
    fn the_samples_are_english_and_spanish() {
        assert_eq!(guess_language(ENGLISH_SAMPLE), Some("en"));
        assert_eq!(guess_language(SPANISH_SAMPLE), Some("es"));
    }

    #[test]
    fn so_is_each_longer_paragraph_of_the_samples() {
        for (sample, language) in [(ENGLISH_SAMPLE, "en"), (SPANISH_SAMPLE, "es")] {
            for paragraph in sample.lines().filter(|line| line.len() > 150) {
                assert_eq!(guess_language(paragraph), Some(language), "{paragraph}");
            }
        }
    }

    #[test]
    fn one_sentence_of_news_is_enough_for_many_languages() {
        for (language, sentence) in [
            (
                "pt",
                "O presidente disse que a cidade não vai pagar as obras da ponte com o dinheiro do fundo.",
            ),
            (
                "gl",
                "O presidente dixo que a cidade non vai pagar as obras da ponte co diñeiro do fondo, unha decisión moi discutida no concello e con consecuencias para os veciños.",
            ),
            (
                "ca",
                "El president va dir que la ciutat no pagarà les obres del pont amb els diners del fons, una decisió molt discutida.",
            ),
            (
                "fr",
                "Le président a dit que la ville ne va pas payer les travaux du pont avec l’argent du fonds.",
            ),
            (
                "it",
                "Il presidente ha detto che la città non pagherà i lavori del ponte con i soldi del fondo.",
            ),
            (
                "ro",
                "Președintele a spus că orașul nu va plăti lucrările la pod cu banii din fond, o decizie care a fost criticată de locuitori.",
            ),
            (
                "de",
                "Der Präsident sagte, dass die Stadt die Arbeiten an der Brücke nicht mit dem Geld aus dem Fonds bezahlt.",
            ),
            (
                "nl",
                "De president zei dat de stad het werk aan de brug niet met het geld van het fonds zal betalen.",
            ),
            (
                "sv",
                "Presidenten sade att staden inte ska betala för arbetet på bron med pengar från fonden, och det är ett beslut som många inte förstår.",
            ),
            (
                "da",
                "Præsidenten sagde, at byen ikke vil betale for arbejdet på broen af fonden, og at beslutningen blev truffet af ministeren.",
            ),
            (
                "nb",
                "Presidenten sa at byen ikke vil betale for arbeidet på broen av fondet, og at beslutningen ble tatt av ministeren.",
            ),
            (
                "fi",
                "Presidentti sanoi, että kaupunki ei maksa sillan töitä, mutta asukkaat ovat sitä mieltä, että se on väärin, ja myös hän on samaa mieltä.",
            ),
            (
                "pl",
                "Prezydent powiedział, że miasto nie zapłaci za prace na moście z pieniędzy funduszu, a to jest decyzja, która się nie podoba.",
            ),
            (
                "cs",
                "Prezident řekl, že město za práce na mostě z peněz fondu nezaplatí, ale že se o tom bude v radě ještě jednat.",
            ),
            (
                "hu",
                "Az elnök azt mondta, hogy a város nem fizeti ki a híd munkáit, és ez már az alap pénze sem volt.",
            ),
            (
                "tr",
                "Başkan, kentin köprü için bir ödeme yapmayacağını söyledi ve bu kararın çok önemli olduğunu, ama daha sonra değişebileceğini de ekledi.",
            ),
            (
                "id",
                "Presiden mengatakan bahwa kota itu tidak akan membayar pekerjaan jembatan dengan uang dari dana yang ada.",
            ),
            (
                "ru",
                "Президент сказал, что город не будет платить за работы на мосту из денег фонда, и это решение было принято не в понедельник.",
            ),
            (
                "uk",
                "Президент сказав, що місто не буде платити за роботи на мосту з коштів фонду, і це рішення було прийняте не в понеділок.",
            ),
            (
                "bg",
                "Президентът каза, че градът няма да плаща за работата по моста с пари на фонда и че това не е решение на съвета.",
            ),
            (
                "ar",
                "قال الرئيس إن المدينة لا تدفع من صندوق الدولة على هذا الجسر الذي كان في خطة الحكومة بعد أن وافق عليه",
            ),
            (
                "fa",
                "رئیس جمهور گفت که شهر این پول را برای پل از صندوق نمی دهد و این تصمیم در شورا گرفته شده است",
            ),
            ("el", "Ο πρόεδρος είπε ότι η πόλη δεν θα πληρώσει."),
            ("he", "הנשיא אמר שהעיר לא תשלם על העבודות בגשר."),
            ("ja", "大統領は、橋の工事に市が金を払わないと述べた。"),
            ("zh", "总统表示,该市不会用基金的钱支付这座桥的工程费用。"),
            (
                "ko",
                "대통령은 시가 다리 공사 비용을 내지 않을 것이라고 말했다.",
            ),
        ] {
            assert_eq!(guess_language(sentence), Some(language), "{sentence}");
        }
    }

    #[test]
    fn a_few_words_are_not_enough() {
        for text in [
            "",
            "Help us improve.",
            "Enfoque en seguridad",
            "José Antonio Kast",
        ] {
            assert_eq!(guess_language(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_of_names_has_no_language() {
        let names = "Nayib Bukele, José Antonio Kast, Gustavo Villatoro, Ana Ruiz ".repeat(20);
        assert_eq!(guess_language(&names), None);
    }

    #[test]
    fn what_stands_far_down_does_not_count() {
        let text = format!("{}{}", ENGLISH_SAMPLE.repeat(2), SPANISH_SAMPLE.repeat(20));
        assert_eq!(guess_language(&text), Some("en"));
    }
}

/// Texts as articles have them, with every kind of line end and much that is not ASCII.
fn article_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,8}",
        "\\PC{1,4}",
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("\r".to_owned()),
        Just("\u{FEFF}".to_owned()),
        Just("👩\u{200D}👧 e\u{301}\u{A0}".to_owned()),
    ];
    proptest::collection::vec(piece, 1..40).prop_map(|pieces| format!("x{}", pieces.concat()))
}

fn utf_16(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(bytes);
    mark.into_iter().chain(units).collect()
}

fn any_file() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any::<Vec<u8>>(),
        // Bytes that are mostly accepted as Windows-1252.
        proptest::collection::vec(
            prop_oneof![0x20..=0x7Eu8, 0xA0..=0xFFu8, Just(b'\r')],
            1..80
        ),
        article_text().prop_map(String::into_bytes),
        article_text().prop_map(|text| format!("\u{FEFF}{text}").into_bytes()),
        article_text().prop_map(|text| utf_16(&text, [0xFF, 0xFE], u16::to_le_bytes)),
        article_text().prop_map(|text| utf_16(&text, [0xFE, 0xFF], u16::to_be_bytes)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_original_bytes_come_back(bytes in any_file()) {
        if let Ok(got) = ingest_bytes(None, &bytes) {
            prop_assert_eq!(original_bytes(&got.text, &got.source), bytes);
        }
    }

    #[test]
    fn texts_in_every_encoding_are_accepted_with_the_same_result(text in article_text()) {
        let plain = ingested(text.as_bytes()).text;
        for file in [
            format!("\u{FEFF}{text}").into_bytes(),
            utf_16(&text, [0xFF, 0xFE], u16::to_le_bytes),
            utf_16(&text, [0xFE, 0xFF], u16::to_be_bytes),
        ] {
            prop_assert_eq!(&ingested(&file).text, &plain);
        }
    }

    #[test]
    fn no_carriage_return_is_left(bytes in any_file()) {
        if let Ok(got) = ingest_bytes(None, &bytes) {
            prop_assert!(!got.text.contains('\r'));
        }
    }

    #[test]
    fn every_canonical_boundary_survives_the_way_through_the_raw_text(text in article_text()) {
        let got = ingested(text.as_bytes());
        for at in 0..=char_count(&got.text) {
            prop_assert_eq!(canonical_offset(&got.source, raw_offset(&got.source, at)), at);
        }
    }

    #[test]
    fn a_span_holds_the_same_words_in_the_raw_text(
        text in article_text(),
        one: prop::sample::Index,
        other: prop::sample::Index,
    ) {
        let got = ingested(text.as_bytes());
        let boundaries = char_count(&got.text) as usize + 1;
        let ends = [one, other].map(|index| u32::try_from(index.index(boundaries)).unwrap());
        let [start, end] = [ends[0].min(ends[1]), ends[0].max(ends[1])];
        let raw = raw_text(&got.text, &got.source);
        let quote = chars(&raw, raw_offset(&got.source, start), raw_offset(&got.source, end));
        prop_assert_eq!(
            quote.replace("\r\n", "\n").replace('\r', "\n"),
            chars(&got.text, start, end)
        );
    }

    #[test]
    fn a_source_of_another_text_does_no_harm(
        text in ".*",
        bom: bool,
        carriage_returns: Vec<u32>,
        lone_carriage_returns: Vec<u32>,
        at: u32,
    ) {
        let mut source = ingested(b"x").source;
        source.encoding = Encoding::Windows1252;
        source.bom = bom;
        source.carriage_returns = carriage_returns;
        source.lone_carriage_returns = lone_carriage_returns;
        original_bytes(&text, &source);
        canonical_offset(&source, raw_offset(&source, at));
    }

    #[test]
    fn a_title_is_one_line_that_can_be_seen(text in "(\\PC|[ \t\r\n.,\u{202A}-\u{202E}\u{2066}-\u{2069}]){0,300}") {
        let title = propose_title(&text);
        prop_assert!(!title.trim().is_empty());
        prop_assert!(title.chars().count() <= MAX_TITLE_CHARS);
        prop_assert!(!title.contains(|c: char| {
            c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        }), "{title:?}");
    }

    #[test]
    fn any_text_may_be_asked_for_its_language(text in ".*") {
        guess_language(&text);
    }
}

fn char_count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).expect("a short text")
}

fn chars(text: &str, start: u32, end: u32) -> String {
    text.chars()
        .skip(start as usize)
        .take((end - start) as usize)
        .collect()
}
