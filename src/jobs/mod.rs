//! What runs beside the window, how far is it, and how is it stopped?
