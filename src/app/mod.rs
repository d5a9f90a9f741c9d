//! The app without a window: what is open, and what a person can ask for.
