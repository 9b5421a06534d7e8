pub fn tokens(_accent: &str) -> String { String::new() }
