#[test]
fn zz_matrix() {
    let p = "src/rules/policy/snapshots/entraide__rules__policy__matrix__tests__the_matrix.snap";
    let old = std::fs::read_to_string(p).unwrap();
    let head: String = old.split("---\n").take(2).collect::<Vec<_>>().join("---\n");
    std::fs::write(p, format!("{head}---\n{}", entraide::rules::policy::matrix().trim_end().to_owned() + "\n")).unwrap();
}
