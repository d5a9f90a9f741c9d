//! Exports that have a name: kept in the project, made again by one click.

use super::outputs::Wanted;
use super::{App, Session};
use crate::analysis::cite::Pattern;
use crate::project::{ExportId, Format, NamedExport, Output, Transaction};
use crate::store::{exports_folder, make_exports_folder, safe_name};
use std::path::{Path, PathBuf};

impl App {
    /// Where a named export goes: the place that was chosen for it on this machine, else the project's own folder for
    /// exports.
    pub fn export_place(&self, export: &NamedExport) -> Option<PathBuf> {
        let chosen = self.settings.exports.get(&export.id).cloned();
        let session = self.session.as_ref()?;
        Some(chosen.unwrap_or_else(|| usual_place(session, export)))
    }

    /// The same, with the project's folder for exports made where it is missing.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn export_target(&self, export: &NamedExport) -> Result<PathBuf, String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        if !self.settings.exports.contains_key(&export.id) {
            make_exports_folder(session.dir()).map_err(|error| error.to_string())?;
        }
        let place = self.export_place(export);
        place.ok_or_else(|| "Open a project first".to_owned())
    }

    /// The form that a table was exported in last on this machine, else the one that people mostly want.
    pub fn usual_format(&self, output: Output) -> Format {
        let last = self.settings.forms.get(&output).copied();
        last.unwrap_or_else(|| output.usual_format())
    }

    /// Exports what was put together by hand; its form is offered for this table the next time.
    pub(super) fn export_as_chosen(&mut self, wanted: Wanted, to: &Path) -> Result<(), String> {
        let (output, format) = (wanted.recipe.output, wanted.format);
        self.export(wanted, to)?;
        self.settings.forms.insert(output, format);
        Ok(())
    }

    /// Makes a named export again, here or, from now on, at another place.
    pub(super) fn run_export(&mut self, id: ExportId, to: Option<PathBuf>) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let export = session.project().exports().get(id).cloned();
        let export = export.ok_or("This export is no longer there")?;
        if let Some(to) = to {
            if to == usual_place(session, &export) {
                self.settings.exports.remove(&id);
            } else {
                self.settings.exports.insert(id, to);
            }
        }
        let place = self.export_target(&export)?;
        let wanted = Wanted {
            recipe: export.recipe,
            format: export.format,
            rows: None,
        };
        self.export(wanted, &place)
    }
}

impl Session {
    /// A named export by its name, in any case, as the command line asks for it.
    ///
    /// # Errors
    /// There is none, and which there are.
    pub fn find_export(&self, name: &str) -> Result<&NamedExport, String> {
        let exports = self.project.exports();
        let exact = exports.iter().find(|export| export.name == name);
        let wanted = name.trim().to_lowercase();
        let alike = || {
            let mut exports = exports.iter();
            exports.find(|export| export.name.to_lowercase() == wanted)
        };
        exact.or_else(alike).ok_or_else(|| {
            let names = self.exports_in_order();
            let names: Vec<&str> = names.iter().map(|export| export.name.as_str()).collect();
            if names.is_empty() {
                format!("There is no export “{name}”: the project has no named exports")
            } else {
                format!(
                    "There is no export “{name}”. There are: {}",
                    names.join(", ")
                )
            }
        })
    }

    /// The named exports by name.
    pub fn exports_in_order(&self) -> Vec<&NamedExport> {
        let mut exports: Vec<&NamedExport> = self.project.exports().iter().collect();
        exports.sort_by_key(|export| (export.name.to_lowercase(), export.id));
        exports
    }

    /// Adds a named export, or changes it.
    pub(super) fn put_export(&mut self, mut export: NamedExport) -> Result<(), String> {
        let name = export.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err("An export needs a name: by it the command line asks for it".to_owned());
        }
        export.recipe.style.citation.parse::<Pattern>()?;
        let others = self.project.exports().iter();
        let taken = others
            .filter(|other| other.id != export.id)
            .any(|other| other.name.to_lowercase() == name.to_lowercase());
        if taken {
            return Err(format!(
                "There is an export “{name}” already. Give this one another name"
            ));
        }
        export.name = name;
        export.file = file_of(&export);
        let before = self.project.exports().get(export.id);
        if before == Some(&export) {
            return Ok(());
        }
        let deed = match before {
            None => "Save export",
            Some(before) if before.name != export.name => "Rename export",
            Some(_) => "Change export",
        };
        self.perform(&Transaction::new(format!("{deed} “{}”", export.name)).put(export))
    }
}

/// Where an export goes for which no place was chosen on this machine.
fn usual_place(session: &Session, export: &NamedExport) -> PathBuf {
    exports_folder(session.dir()).join(file_of(export))
}

/// The name of its file: as it was given, or the export's own, safe for every system and with the end of its format.
fn file_of(export: &NamedExport) -> String {
    let given = match export.file.trim() {
        "" => export.name.as_str(),
        file => file,
    };
    with_extension(&safe_name(given), export.format)
}

/// The name with the end of the format, in the place of another format's.
fn with_extension(name: &str, format: Format) -> String {
    let stem = match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && Format::of_extension(end).is_some() => stem,
        _ => name,
    };
    format!("{stem}.{}", format.extension())
}
