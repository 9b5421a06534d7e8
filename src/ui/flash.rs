use crate::i18n::Lang;
pub fn sentence(_lang: Lang, _word: &str) -> Option<&'static str> { None }
