//! The codebooks that ship with the app.

use crate::project::Codebook;
use crate::store::parse_codebook;

/// A codebook that ships with the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Name of its file without extension: how the command line calls it.
    pub key: &'static str,
    source: &'static str,
}

const FRAMEWORKS: [Framework; 5] = [
    Framework {
        key: "implications",
        source: include_str!("../../assets/codebooks/implications.ron"),
    },
    Framework {
        key: "process-tracing",
        source: include_str!("../../assets/codebooks/process-tracing.ron"),
    },
    Framework {
        key: "agenda-setting",
        source: include_str!("../../assets/codebooks/agenda-setting.ron"),
    },
    Framework {
        key: "norm-life-cycle",
        source: include_str!("../../assets/codebooks/norm-life-cycle.ron"),
    },
    Framework {
        key: "thematic",
        source: include_str!("../../assets/codebooks/thematic.ron"),
    },
];

/// The codebooks that ship with the app; the first is offered first.
pub fn frameworks() -> &'static [Framework] {
    &FRAMEWORKS
}

impl Framework {
    /// The codebook itself.
    ///
    /// # Errors
    /// Never in a released app: a test reads them all.
    pub fn codebook(&self) -> Result<Codebook, String> {
        parse_codebook(self.source).map_err(|error| error.to_string())
    }

    /// The framework of this key, or of this name.
    ///
    /// # Errors
    /// Says which there are.
    pub fn find(name: &str) -> Result<&'static Self, String> {
        let wanted = name.trim().to_lowercase();
        let is_it = |framework: &&Self| {
            framework.key == wanted
                || framework
                    .codebook()
                    .is_ok_and(|codebook| codebook.name.to_lowercase() == wanted)
        };
        FRAMEWORKS.iter().find(is_it).ok_or_else(|| {
            let keys: Vec<&str> = FRAMEWORKS.iter().map(|framework| framework.key).collect();
            format!(
                "There is no framework “{name}”. There are: {}",
                keys.join(", ")
            )
        })
    }
}
