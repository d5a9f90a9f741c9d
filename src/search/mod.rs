//! Where in the corpus does a query hold, to the letter?
