//! What a user would notice, room by room. One binary, so that it links once.

mod absence;
mod app;
mod checks;
mod citations;
mod cli;
mod code_dialog;
mod content;
mod desk;
mod export;
mod flows;
mod freeze;
mod implications;
mod import;
mod importing;
mod layers;
mod listing;
mod office_files;
mod outputs;
mod outputs_window;
mod page_rules;
mod panels;
mod parts;
mod pdf;
mod project;
mod reader;
mod rivals;
mod rows;
mod search;
#[cfg(feature = "snapshots")]
mod snapshots;
mod store;
mod support;
mod versions;
mod versions_window;
mod web_files;
mod weighing;
