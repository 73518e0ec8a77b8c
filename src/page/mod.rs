//! One file read: front matter, body, outline.

pub mod front_matter;
pub mod outline;
