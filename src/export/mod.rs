//! How do tables leave the app?

mod csv;

pub use self::csv::{Error, Flavour, csv, write_csv};
