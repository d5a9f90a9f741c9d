//! How do tables leave the app?
