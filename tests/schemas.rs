//! The schemas in the guide are those that the program prints; UPDATE=1 writes them.

mod driver;

use driver::{Folder, root};

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
