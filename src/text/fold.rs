//! When are two spellings the same word?
