use super::*;

fn html(source: &str) -> String {
    render_with(source, &Links::NONE).html
}

#[test]
fn first_look() {
    println!("{}", html("# Titre\n\nUn *mot* **fort**\nligne\n\n```rust\nfn main() { let a = \"x\"; } // c\n```\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n<script>alert(1)</script>\n\n<kbd>Ctrl</kbd>+<kbd>C</kbd> x<sup>2</sup> <b>gras</b>\n\n![photo](https://x.example/a.png) ![](https://x.example/b.png) https://a.example/b. @ada\n\n- [ ] a\n- [x] b\n"));
}
