//! The window: egui, and only here.

pub mod panels;
pub mod reader;
pub mod theme;
