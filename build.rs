//! Tells Cargo that the theme is part of the program, so that a file added to it is not missed.

fn main() {
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=build.rs");
}
