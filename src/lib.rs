//! weeklog turns a folder of weekly work logs into a site.

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod output;
pub mod page;
pub mod pipeline;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;
pub mod world;
pub mod yaml;
