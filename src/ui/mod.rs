//! The window: egui, and only here.

pub mod theme;
