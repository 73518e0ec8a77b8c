//! weeklog turns a folder of weekly work logs into a site that mentors can read at a glance.
//!
//! There is one way through the program, and each stage is a type that is complete when it is made:
//!
//! ```text
//! World -> Source -> Page -> Site -> Artifact -> Output
//! (files)  (text)   (1 file) (all)   (bytes)    (folder | memory)
//! ```
//!
//! 1. A [`world::World`] lists and reads files. It is the only door to the file system.
//! 2. [`config::Config::read`] resolves `_config.yml`: every key that is left out has its default.
//! 3. [`page::read`] makes a [`page::Page`] of one [`source::Source`]: front matter, HTML with holes where an address
//!    depends on other pages, an outline. The Markdown passes are listed in [`page::markdown::render`].
//! 4. [`log::read`] understands the weekly logs of one page, each fact with its place. Pages with Liquid wait for the
//!    others: [`templates::fill`] expands them once the keys of all pages are known.
//! 5. [`site::Site::new`] puts all pages together: addresses, navigation, links, interns and their weeks. It decides
//!    in one place what is published.
//!    [`check::quick`] then looks for what is wrong with the whole; `weeklog check` looks more thoroughly.
//! 6. A [`render::Renderer`] lists the artifacts of the site and renders each when it is asked for.
//! 7. [`output::Destination::write`] writes all of them into a folder; [`serve::run`] shows them from memory.
//!
//! [`pipeline::build`] is that picture as a function. It keeps a memo of what it read, so that the cost of an edit is
//! the edit; `serve` and `build` share it, so that a preview is what will be published.
//!
//! What one process read is kept for the next, by content ([`pipeline::Memo::restored`]), and so is what each file of the
//! output was made of ([`render::prepared::Prepared::key`]): a second build makes what changed. Neither is ever out of
//! date, as nothing is looked up but by a hash of all that it follows from; [`output::Cache`] is where they lie.
//!
//! Nothing on this way fails: what is wrong becomes a [`diagnostic::Diagnostic`] with its place, all of them are told,
//! and the rest of the site is built. [`diagnostic::emit`] alone draws them.
//!
//! `page`, `log`, `site` and `render` are pure: the same input gives the same bytes. `tests/house.rs` checks who may
//! know whom.

pub mod check;
pub mod cli;
pub mod config;
pub mod data;
pub mod diagnostic;
pub mod liquid;
pub mod log;
pub mod nearest;
pub mod output;
pub mod page;
pub mod pipeline;
pub mod render;
pub mod schema;
pub mod serve;
pub mod site;
pub mod source;
pub mod templates;
pub mod world;
pub mod yaml;
