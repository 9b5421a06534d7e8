//! The sample community: a fictional French and English telecom brand, "Nordik". Ours to look at, never mixed with a
//! real community: it fills an empty database only, and its known passwords are accepted on loopback alone.

mod content;
mod escalations;
mod followups;
mod load;
mod moderation;
mod photos;
mod programme;
mod thanks;

pub use load::fill;

/// The five people one can log in as; the password of each is `demo`.
pub const LOGINS: [(&str, &str); 5] = [("ada", "customer"), ("basile", "ambassador"), ("claire", "staff"), ("manon", "manager"), ("root", "admin")];
pub const PASSWORD: &str = "demo";

/// What `entraide demo` prints.
pub fn logins() -> String {
    let lines: Vec<String> = LOGINS.iter().map(|(name, what)| format!("  {name:<8} {what}")).collect();
    format!("Log in as one of these, password {PASSWORD}:\n{}", lines.join("\n"))
}
