use maud::{Markup, html};
use super::chrome::Chrome;
pub fn page(_c: &Chrome, status: u16, why: Option<&str>) -> Markup { html! { p { (status) " " (why.unwrap_or("")) } } }
