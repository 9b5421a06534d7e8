//! Two things are made before the program is compiled:
//! messages (`src/i18n/{en,fr}/*.ftl` → typed methods of `Lang`) and assets (`static/` → hashed, compressed, embedded).

#[path = "build/assets.rs"]
mod assets;
#[path = "build/messages.rs"]
mod messages;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/i18n");
    println!("cargo::rerun-if-changed=static");
    messages::generate();
    assets::generate();
}
