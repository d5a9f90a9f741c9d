//! Rich Text Format (1.0 to 1.9.1): words among control words, in groups.

mod fonts;
mod sink;
mod styles;
mod tokens;
mod words;

use super::story::Story;
use crate::import::{Extract, Fault};
use words::Walk;

/// Reads an RTF.
pub fn read(bytes: &[u8]) -> Result<Extract, Fault> {
    let story: Story = Walk::through(bytes)?;
    story.set("Attest")
}
