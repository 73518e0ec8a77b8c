//! weeklog turns a folder of weekly work logs into a site.

pub mod diagnostic;
pub mod log;
pub mod page;
pub mod source;
pub mod yaml;
