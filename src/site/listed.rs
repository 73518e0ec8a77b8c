//! The list of interns in the site's data.

use super::cohort::slug;
use crate::yaml::{self, Value};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What `_data/interns` says of one intern.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// Their name.
    pub name: String,
    /// The folder of their logs.
    pub folder: String,
    /// Who guides them.
    pub mentor: Option<String>,
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
    /// Numbers of weeks for which no log is asked.
    pub exempt: BTreeSet<u16>,
    /// Hours in all.
    pub target_hours: Option<f64>,
}

impl Listed {
    /// Reads the list: mappings with the documented keys. An entry without a name is passed over.
    pub fn read(value: &Value) -> Vec<Listed> {
        value.as_sequence().map_or(&[][..], Vec::as_slice).iter().filter_map(Listed::read_one).collect()
    }

    fn read_one(value: &Value) -> Option<Listed> {
        let text = |key: &str| value.get(key).and_then(yaml::text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let date = |key: &str| text(key).and_then(|text| text.parse().ok());
        let name = text("name")?;
        let numbers = value.get("exempt").or_else(|| value.get("exempt_weeks")).map(yaml::texts).unwrap_or_default();
        let exempt = numbers.iter().flat_map(|text| text.split([',', ';', ' '])).filter_map(|number| number.trim().parse().ok()).collect();
        let folder = text("folder").map_or_else(|| slug(&name), |folder| folder.trim_matches('/').to_owned());
        let target_hours = text("target_hours").and_then(|hours| hours.parse().ok());
        Some(Listed { name, folder, mentor: text("mentor"), start: date("start"), end: date("end"), exempt, target_hours })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_leniently() {
        let value = yaml::parse("- {name: A B, start: 2025-06-02, exempt: [3, 4], target_hours: 300}\n- {name: C, folder: /c/, exempt: \"5,6\"}\n- {folder: x}\n").expect("valid");
        let listed = Listed::read(&value);
        assert_eq!(listed.len(), 2);
        assert_eq!((listed[0].folder.as_str(), listed[0].exempt.len(), listed[0].target_hours), ("a-b", 2, Some(300.0)));
        assert_eq!((listed[1].folder.as_str(), listed[1].exempt.len()), ("c", 2));
    }
}
