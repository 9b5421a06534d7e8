//! A form of a page, filled as a person would: only fields that are there, only choices that are offered.

use scraper::{ElementRef, Html};

use super::page::{css, text_of};

#[derive(Clone, Debug)]
pub struct Filled {
    pub action: String,
    pub post: bool,
    fields: Vec<Field>,
    button: Option<(String, String)>,
}

#[derive(Clone, Debug)]
struct Field {
    name: String,
    /// What is sent; none for a box that is not ticked.
    value: Option<String>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Text,
    Hidden,
    /// What it sends when ticked.
    Box(String),
    /// What may be chosen.
    Choice(Vec<String>),
}

impl Filled {
    pub fn read(page: &str, html: &Html, form: ElementRef<'_>, button: Option<ElementRef<'_>>) -> Filled {
        let attr = |e: &ElementRef<'_>, name: &str| e.value().attr(name).map(str::to_owned);
        let id = attr(&form, "id");
        let mine = |e: &ElementRef<'_>| match attr(e, "form") {
            Some(of) => Some(of) == id,
            None => e.ancestors().any(|a| a.id() == form.id()),
        };
        let mut fields: Vec<Field> = Vec::new();
        for e in html.select(&css("input, textarea, select")).filter(mine) {
            let Some(name) = attr(&e, "name").filter(|_| e.value().attr("disabled").is_none()) else { continue };
            let kind = attr(&e, "type").unwrap_or_default();
            match (e.value().name(), kind.as_str()) {
                (_, "submit" | "button" | "image" | "reset" | "file") => {}
                ("textarea", _) => {
                    let text: String = e.text().collect();
                    fields.push(Field { name, value: Some(text.replace('\n', "\r\n")), kind: Kind::Text });
                }
                ("select", _) => {
                    let option = css("option");
                    let value = |o: &ElementRef<'_>| attr(o, "value").unwrap_or_else(|| text_of(o));
                    let all: Vec<ElementRef<'_>> = e.select(&option).collect();
                    let chosen = all.iter().find(|o| o.value().attr("selected").is_some()).or(all.first()).map(value);
                    fields.push(Field { name, value: chosen, kind: Kind::Choice(all.iter().map(value).collect()) });
                }
                (_, "radio") => {
                    let value = attr(&e, "value").unwrap_or_else(|| "on".into());
                    let checked = e.value().attr("checked").is_some();
                    if let Some(field) = fields.iter_mut().find(|f| f.name == name) {
                        if checked {
                            field.value = Some(value.clone());
                        }
                        if let Kind::Choice(all) = &mut field.kind {
                            all.push(value);
                        }
                    } else {
                        fields.push(Field { name, value: checked.then(|| value.clone()), kind: Kind::Choice(vec![value]) });
                    }
                }
                (_, "checkbox") => {
                    let value = attr(&e, "value").unwrap_or_else(|| "on".into());
                    let ticked = e.value().attr("checked").is_some().then(|| value.clone());
                    fields.push(Field { name, value: ticked, kind: Kind::Box(value) });
                }
                (_, "hidden") => fields.push(Field { name, value: Some(attr(&e, "value").unwrap_or_default()), kind: Kind::Hidden }),
                _ => fields.push(Field { name, value: Some(attr(&e, "value").unwrap_or_default()), kind: Kind::Text }),
            }
        }
        let button = button.or_else(|| html.select(&css("button, input[type=submit]")).filter(mine).find(|b| attr(b, "type").is_none_or(|t| t == "submit")));
        let action = button.as_ref().and_then(|b| attr(b, "formaction")).or_else(|| attr(&form, "action")).filter(|a| !a.is_empty());
        let method = button.as_ref().and_then(|b| attr(b, "formmethod")).or_else(|| attr(&form, "method")).unwrap_or_default();
        let pressed = button.as_ref().and_then(|b| Some((attr(b, "name")?, attr(b, "value").unwrap_or_default())));
        Filled { action: action.unwrap_or_else(|| page.to_owned()), post: method.eq_ignore_ascii_case("post"), fields, button: pressed }
    }

    /// Fills fields. A box takes `on` or an empty text; several boxes of one name take the value of the one to tick.
    #[track_caller]
    pub fn with(mut self, fields: &[(&str, &str)]) -> Filled {
        for (name, value) in fields {
            self.set(name, value);
        }
        self
    }

    #[track_caller]
    fn set(&mut self, name: &str, value: &str) {
        let there: Vec<String> = self.fields.iter().map(|f| f.name.clone()).collect();
        let several = self.fields.iter().filter(|f| f.name == name).count() > 1;
        let field = self.fields.iter_mut().find(|f| f.name == name && (!several || !matches!(&f.kind, Kind::Box(v) if v != value)));
        let Some(field) = field else { panic!("the form to {} has no field {name}={value}; it has {there:?}", self.action) };
        match &field.kind {
            Kind::Box(ticked) => field.value = (!value.is_empty()).then(|| ticked.clone()),
            Kind::Choice(all) => {
                assert!(all.iter().any(|v| v == value), "{name} does not offer {value}; it offers {all:?}");
                field.value = Some(value.to_owned());
            }
            Kind::Hidden => panic!("{name} is hidden: nobody types there"),
            Kind::Text => field.value = Some(value.to_owned()),
        }
    }

    /// Changes what nobody types: for tests of forged forms.
    pub fn forge(mut self, name: &str, value: &str) -> Filled {
        self.fields.retain(|f| f.name != name);
        self.fields.push(Field { name: name.into(), value: Some(value.into()), kind: Kind::Hidden });
        self
    }

    pub fn names(&self) -> Vec<&str> {
        self.fields.iter().map(|f| f.name.as_str()).collect()
    }

    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> = self.fields.iter().filter_map(|f| Some((f.name.clone(), f.value.clone()?))).collect();
        out.extend(self.button.clone());
        out
    }
}
