//! The app without a window: what is open, and what a person can ask for.

mod command;
mod notices;
mod settings;
mod view;

pub use command::{CodingField, Command, Direction, Edge, NewProject, Start};
pub use notices::{Level, Notice, Notices};
pub use settings::{Settings, Theme};
pub use view::{Others, Reveal, Room, Selection, View};
