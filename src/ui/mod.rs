//! The window: egui, and only here.
