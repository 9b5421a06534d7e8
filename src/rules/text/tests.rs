use super::*;
use proptest::prelude::*;

#[test]
fn outer_space_goes_and_the_rest_stays() {
    let body = |raw: &str| Body::parse(raw).map(Body::into_string);
    assert_eq!(body("  a\r\nb\rc  \n"), Ok("a\nb\nc".into()));
    assert_eq!(body("tab\there\u{200B}\u{1}"), Ok("tab\there\u{200B}\u{1}".into()));
    assert_eq!(body("\u{A0}\n"), Err(TextError::Missing));
    assert_eq!(body("\u{200B}\u{3164}\u{2800}"), Err(TextError::Missing));
    assert_eq!(body("a\0b"), Err(TextError::Nul));
    assert_eq!(body("\0"), Err(TextError::Nul));
}

#[test]
fn lengths_count_characters() {
    assert_eq!(Title::parse("trop court"), Ok(Title("trop court".into())));
    assert_eq!(Title::parse("trop cour"), Err(TextError::TooShort { min: 10, have: 9 }));
    assert!(Title::parse(&"é".repeat(150)).is_ok());
    assert_eq!(Title::parse(&"é".repeat(151)), Err(TextError::TooLong { max: 150, have: 151 }));
    assert!(Body::parse(&"é".repeat(32_000)).is_ok());
    assert!(Body::parse(&"é".repeat(32_001)).is_err());
    assert_eq!(CommentBody::parse("+"), Err(TextError::TooShort { min: 2, have: 1 }));
    assert!(CommentBody::parse(&"x".repeat(1_001)).is_err());
    assert!(Reason::parse(&"x".repeat(501)).is_err());
}

#[test]
fn a_title_is_one_line() {
    assert_eq!(Title::parse("deux\r\nlignes de titre").map(Title::into_string), Ok("deux lignes de titre".into()));
}

#[test]
fn tags() {
    for (raw, tag) in [
        ("Box Fibre", "box-fibre"),
        ("C++", "c++"),
        ("c#", "c#"),
        (".net-4.5", ".net-4.5"),
        ("Été", "été"),
        ("日本語", "日本語"),
        ("a  b", "a-b"),
    ] {
        assert_eq!(TagName::parse(raw).map(TagName::into_string), Ok(tag.into()));
    }
    for bad in ["a,b", "<script>", "a/b", "a&b", "...", "a\"b", "a\u{202E}b", "a%2e", "a?b"] {
        assert_eq!(TagName::parse(bad), Err(TextError::TagShape), "{bad}");
    }
    assert!(TagName::parse(&"x".repeat(36)).is_err());
    assert_eq!(TagName::parse(" "), Err(TextError::Missing));
}

#[test]
fn an_optional_field_may_be_empty() {
    assert_eq!(optional("  ", Reason::parse), Ok(None));
    assert_eq!(optional("why", Reason::parse), Ok(Some(Reason("why".into()))));
    assert_eq!(optional("\0", Reason::parse), Err(TextError::Nul));
}

#[test]
fn every_error_says_what_to_do() {
    use TextError::*;
    for lang in Lang::ALL {
        for e in [
            Missing,
            TooShort { min: 10, have: 3 },
            TooLong { max: 150, have: 1_200 },
            Nul,
            Invisible,
            UsernameShape,
            UsernameReserved,
            TagShape,
            Email,
            PasswordCommon,
            PasswordSite,
        ] {
            assert!(e.message(lang).ends_with('.'), "{e:?}");
        }
    }
    assert_eq!(TooLong { max: 150, have: 1_200 }.message(Lang::En), "Keep to 150 characters; there are 1,200.");
}

proptest! {
    #[test]
    fn parsing_what_was_parsed_changes_nothing(s in any::<String>()) {
        if let Ok(b) = Body::parse(&s) {
            prop_assert_eq!(Body::parse(b.as_str()), Ok(b));
        }
        if let Ok(t) = TagName::parse(&s) {
            prop_assert_eq!(TagName::parse(t.as_str()), Ok(t));
        }
    }

    #[test]
    fn a_clean_text_is_kept_to_the_byte(s in "[^\\r\\x00]{0,200}") {
        if let Ok(b) = Body::parse(&s) {
            prop_assert_eq!(b.as_str(), s.trim());
        }
    }
}
