//! What a user would notice, room by room. One binary, so that it links once.

mod app;
mod cli;
mod content;
mod flows;
mod import;
mod layers;
mod panels;
mod project;
mod reader;
mod search;
mod store;
mod support;
