//! How does a project lie on disk, and how is nothing of it ever lost?
