//! The schemas and words in the guide are those of the program; UPDATE=1 writes them.

mod driver;

use driver::{Folder, root};
use std::collections::BTreeMap;
use weeklog::render::words::{self, Words};

#[test]
fn the_guide_has_the_schemas_of_the_program() {
    for (name, file) in [("config", "config.schema.json"), ("front-matter", "front-matter.schema.json")] {
        let printed = Folder::new().run(&["schema", name]).assert_code(0).stdout;
        let path = root().join("content/guide").join(file);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &printed).expect("writable");
        }
        assert!(std::fs::read_to_string(&path).is_ok_and(|text| text.replace("\r\n", "\n") == printed), "UPDATE=1 writes `{file}` anew");
    }
}

#[test]
fn the_guide_has_the_words_of_the_interface() {
    const HEAD: &str = "| Key | In English |\n|---|---|\n";
    let (path, none) = (root().join("content/guide/words.md"), BTreeMap::new());
    let row = |key| format!("| `{key}` | {} |\n", Words::new("en", &none).text(key).replace('|', "\\|"));
    let table = HEAD.to_owned() + &words::keys().map(row).collect::<String>();
    let written = std::fs::read_to_string(&path).expect("the guide").replace("\r\n", "\n");
    let above = written.split(HEAD).next().unwrap_or_default();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{above}{table}")).expect("writable");
    } else {
        assert_eq!(written, format!("{above}{table}"), "UPDATE=1 cargo test --test schemas writes them");
    }
}
