use super::*;
use proptest::prelude::*;

fn all(text: &str) -> Vec<String> {
    find(text, &OwnContacts::default()).into_iter().map(|f| f.text).collect()
}

fn masked(text: &str) -> String {
    mask(text, &find(text, &OwnContacts::default()), &HashSet::new())
}

#[test]
fn phones_as_people_write_them() {
    for text in [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "06\u{A0}12\u{202F}34 56 78",
        "0612 34 56 78",
        "06 123 456 78",
        "06 – 12 – 34 – 56 – 78",
        "+33 6 12 34 56 78",
        "+33612345678",
        "+33 (0)6 12 34 56 78",
        "+33(0)612345678",
        "0033 6 12 34 56 78",
        "0033612345678",
        "01 23 45 67 89",
        "0 612 345 678",
        "06  12  34  56  78",
        "+1 (555) 010-9999",
        "+44 20 7946 0958",
        "+32 475 12 34 56",
        "+49-30-901820",
        "+352 27 12 34 56",
    ] {
        assert_eq!(all(text), [text], "alone");
        assert_eq!(all(&format!("Appelez-moi au {text}, merci")), [text], "in a sentence");
        assert_eq!(all(&format!("({text})")), [text], "in parentheses");
        assert_eq!(all(&format!("Tél.:{text}.")), [text], "after a label");
        assert_eq!(all(&format!("• {text}\n• {text}")), [text, text], "in a list");
    }
    assert_eq!(all("06 12 34 56 78 ou 07 12 34 56 78"), ["06 12 34 56 78", "07 12 34 56 78"]);
    assert_eq!(all("06 12 34 56 78 / 07 12 34 56 78"), ["06 12 34 56 78", "07 12 34 56 78"]);
    assert_eq!(all("0612345678/0712345678"), ["0612345678", "0712345678"]);
    assert_eq!(all("(06) 12.34.56.78"), ["06) 12.34.56.78"]);
    assert_eq!(all("au 12 06 12 34 56 78"), ["06 12 34 56 78"]);
    assert_eq!(all("+33 6 12 34 56 78 2 fois"), ["+33 6 12 34 56 78"]);
    assert_eq!(all("mon numéro 0612345678"), ["0612345678"]);
    assert_eq!(all("tel:0612345678"), ["0612345678"]);
}

#[test]
fn numbers_that_are_no_phone() {
    for text in [
        "3900",
        "appelez le 3900 ou le 1023",
        "118 218",
        "commande 123456789012",
        "commande n° 0123456789",
        "Order #0123456789",
        "order number: 0123456789",
        "numéro de série 0612345678",
        "SN-0612345678",
        "S/N 0612345678",
        "FR0612345678X",
        "0612345678A",
        "version 1.0.12.34567890",
        "115.12.01.10",
        "192.168.001.010",
        "010.020.030.040",
        "01.23.145.67",
        "2024-01-02 10:30:45",
        "01/02/2024 10:30",
        "01-02-2024 10",
        "01.02.2024 10.30",
        "01 02 2024 10h",
        "2024-11-22T05:24:00+01:00",
        "UTC+02:00",
        "01:23:45:67:89:ab",
        "01-23-45-67-89-ab",
        "01-23-45-67-89-01",
        "AB-01-23-45-67-89",
        "0-306-40615-2",
        "0 000 000 000",
        "0x0612345678",
        "1 000 000 000",
        "+10 000 000 €",
        "+12 %",
        "3,0612345678",
        "012345678",
        "01234567890",
        "4970 1012 3456 7890",
        "https://example.org/t/0612345678",
        "https://example.org/?id=0612345678&x=+33612345678",
        "IMEI 0123456789",
        "2+33612345678",
        "C++11",
        "1e+10",
        "0612345678,50",
        "ticket 0123456789",
        "error 0x80070005",
        "0123456789_v2",
    ] {
        assert_eq!(all(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn addresses() {
    assert_eq!(all("écrivez à Jean.Dupont+box@mail.example.fr."), ["Jean.Dupont+box@mail.example.fr"]);
    assert_eq!(all("<zoé@exemple.fr>, a_b@x.co.uk;mailto:c@d.org"), ["zoé@exemple.fr", "a_b@x.co.uk", "c@d.org"]);
    assert_eq!(all("https://x.example/?mail=jean@free.fr"), ["jean@free.fr"]);
    for text in [
        "@ada merci",
        "react@18.2.0",
        "logo@2x.png",
        "getty@tty1.service",
        "a@b",
        "git@github.com:nordik/box.git",
        "x @ y.fr",
        "https://m.example/@ada",
    ] {
        assert_eq!(all(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn accounts_with_a_true_checksum() {
    for text in [
        "FR7630006000011234567890189",
        "FR76 3000 6000 0112 3456 7890 189",
        "fr76 3000 6000 0112 3456 7890 189",
        "FR76-3000-6000-0112-3456-7890-189",
        "DE89\u{A0}3704 0044 0532 0130 00",
        "GB82 WEST 1234 5698 7654 32",
        "BE68 5390 0754 7034",
    ] {
        assert_eq!(all(text), [text]);
        assert_eq!(all(&format!("Mon IBAN:{text} merci de vérifier")), [text]);
    }
    for text in [
        "FR76 3000 6000 0112 3456 7890 188",
        "XX76 3000 6000 0112 3456 7890 189",
        "AFR7630006000011234567890189",
        "FR7630006000011234567890189X",
    ] {
        assert_eq!(all(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn code_is_left_alone() {
    assert_eq!(all("`0612345678` 0712345678"), ["0712345678"]);
    assert_eq!(all("```\ntel=0612345678\njean@free.fr\n```\n\net FR7630006000011234567890189"), ["FR7630006000011234567890189"]);
    assert_eq!(all("voici :\n\n    0612345678\n"), Vec::<String>::new());
    assert_eq!(find_plain("`0612345678`", &OwnContacts::default()).len(), 1, "a title has no code");
}

#[test]
fn the_brand_may_be_named() {
    let own = OwnContacts::new(["+33 9 70 00 00 01", "@nordik.example", "hello@brand.example", "FR76 3000 6000 0112 3456 7890 189"]);
    let text = "09 70 00 00 01, 0033 970000001, aide@nordik.example, x@fr.nordik.example, Hello@brand.example, fr7630006000011234567890189";
    assert_eq!(find(text, &own), []);
    let others: Vec<String> = find("09 70 00 00 02, aide@notnordik.example, you@brand.example", &own).into_iter().map(|f| f.text).collect();
    assert_eq!(others, ["09 70 00 00 02", "aide@notnordik.example", "you@brand.example"]);
}

#[test]
fn what_stands_in_their_place() {
    let text = "06.12.34.56.12, +33 6 12 34 56 78, lea@free.fr, FR76 3000 6000 0112 3456 7890 189";
    assert_eq!(masked(text), "06 •• •• •• 12, +33 •• •• •• 78, l•••@•••, FR•• •••• …");
    let found = find(text, &OwnContacts::default());
    assert_eq!(mask(text, &found, &HashSet::from([0, 2])), "06.12.34.56.12, +33 •• •• •• 78, lea@free.fr, FR•• •••• …");
    assert_eq!(found.iter().map(|f| f.kind).collect::<Vec<_>>(), [Kind::Phone, Kind::Phone, Kind::Email, Kind::Iban]);
}

#[test]
fn masking_is_quick() {
    let begin = std::time::Instant::now();
    for unit in ["0612345678 ", "+1 ", "FR76 ", "a@", "a@b.", "0 ", "`0", "fr76a", "+12345678", "ab12"] {
        let text = unit.repeat(32_000 / unit.len());
        find(&text, &OwnContacts::default());
    }
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn masking_leaves_nothing_and_is_stable(
        parts in prop::collection::vec(prop_oneof![
            Just("0612345678".to_owned()), Just("06 12 34 56 78".to_owned()), Just("+33 6 12 34 56 78".to_owned()), Just("0612345606".to_owned()), Just("+4420794609".to_owned()),
            Just("a@b.fr".to_owned()), Just("FR7630006000011234567890189".to_owned()), "[ .()/+•:,-]{1,2}", "[0-9]{1,5}", "[a-zé@]{1,3}", "\\PC{0,3}",
        ], 0..12)
    ) {
        let text = parts.concat();
        let found = find_plain(&text, &OwnContacts::default());
        for f in &found {
            prop_assert_eq!(text.get(f.range.clone()), Some(f.text.as_str()));
        }
        let once = mask(&text, &found, &HashSet::new());
        prop_assert_eq!(find_plain(&once, &OwnContacts::default()), vec![], "{:?} -> {:?}", text, once);
    }
}
