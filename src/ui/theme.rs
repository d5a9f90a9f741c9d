//! The tokens of the window: every colour, size and typeface, by name, light and dark. Nothing else in `ui` names a
//! colour by its numbers.

use crate::project::{Colour, Stance};
use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke,
    TextStyle, Theme, Visuals, vec2,
};
use std::sync::Arc;

/// Colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// Behind the text that is read.
    pub page: Color32,
    /// Behind the furniture.
    pub panel: Color32,
    /// Behind fields and lists that stand on the furniture.
    pub field: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// Thin lines where space alone cannot part things.
    pub line: Color32,
    /// Words.
    pub ink: Color32,
    /// Words that matter less; still 4.5:1.
    pub quiet: Color32,
    /// What can be acted on, and focus.
    pub accent: Color32,
    /// Words on the accent.
    pub on_accent: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// Behind selected rows.
    pub selected_row: Color32,
    /// Behind search hits.
    pub hit: Color32,
    /// Behind the hit that one stands on.
    pub hit_here: Color32,
    /// What went well.
    pub good: Color32,
    /// What deserves a look.
    pub warning: Color32,
    /// What went wrong.
    pub problem: Color32,
    /// Strength of the tint of one coding, 0 to 1.
    pub tint: f32,
    codes: [Color32; Colour::PALETTE as usize],
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Paper in daylight.
pub const LIGHT: Tokens = Tokens {
    page: rgb(0xfd_fc_f9),
    panel: rgb(0xf3_f1_ec),
    field: rgb(0xff_ff_ff),
    hover: rgb(0xe7_e4_dc),
    line: rgb(0xd6_d2_c8),
    ink: rgb(0x1e_1d_1a),
    quiet: rgb(0x64_60_57),
    accent: rgb(0x1f_5f_8b),
    on_accent: rgb(0xff_ff_ff),
    selection: rgb(0xbf_da_f2),
    selected_row: rgb(0xd9_e6_f0),
    hit: rgb(0xff_ec_a8),
    hit_here: rgb(0xff_cf_5c),
    good: rgb(0x2a_6e_3f),
    warning: rgb(0x8a_57_00),
    problem: rgb(0xa8_2a_20),
    tint: 0.20,
    codes: [
        rgb(0x00_62_d1),
        rgb(0xe3_5b_25),
        rgb(0x00_9f_45),
        rgb(0xb8_6c_b2),
        rgb(0x40_91_f6),
        rgb(0xad_8f_00),
        rgb(0x92_00_6e),
        rgb(0x24_1a_ad),
        rgb(0x39_8c_7c),
        rgb(0x6e_50_00),
        rgb(0xcb_0f_36),
        rgb(0x68_4b_8d),
    ],
};

/// A lamp at night.
pub const DARK: Tokens = Tokens {
    page: rgb(0x1c_1c_1e),
    panel: rgb(0x25_25_28),
    field: rgb(0x1a_1a_1c),
    hover: rgb(0x35_35_3a),
    line: rgb(0x3e_3e_44),
    ink: rgb(0xe6_e3_dc),
    quiet: rgb(0xa5_a1_98),
    accent: rgb(0x7f_b8_e0),
    on_accent: rgb(0x10_1c_26),
    selection: rgb(0x2f_4f_6e),
    selected_row: rgb(0x2c_3d_4c),
    hit: rgb(0x5c_4e_18),
    hit_here: rgb(0x86_68_12),
    good: rgb(0x7c_c8_91),
    warning: rgb(0xe3_b3_5b),
    problem: rgb(0xf0_8c_80),
    tint: 0.16,
    codes: [
        rgb(0x3b_c5_fb),
        rgb(0xff_7b_39),
        rgb(0x3b_d4_71),
        rgb(0xf7_95_a5),
        rgb(0xae_d2_e6),
        rgb(0xf2_cc_1f),
        rgb(0xb3_5e_ad),
        rgb(0xa1_6a_f9),
        rgb(0x6e_9f_ce),
        rgb(0xab_d9_4f),
        rgb(0xf9_54_7c),
        rgb(0xc7_d3_99),
    ],
};

impl Tokens {
    /// The tokens of the theme that a part of the window is drawn in.
    pub fn of(ui: &egui::Ui) -> &'static Self {
        Self::dark(ui.visuals().dark_mode)
    }

    /// The tokens of a theme.
    pub fn dark(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }

    /// The full colour of a code, for brackets and swatches. A colour of the user's own that would vanish on the page is
    /// moved towards the ink until it shows.
    pub fn code(&self, colour: Colour) -> Color32 {
        match colour {
            Colour::Palette(place) => self.codes[usize::from(place) % self.codes.len()],
            Colour::Own(r, g, b) => {
                let own = Color32::from_rgb(r, g, b);
                let steps = (0..=10u8).map(|step| mix(own, self.ink, f32::from(step) / 10.0));
                steps
                    .into_iter()
                    .find(|mixed| contrast(*mixed, self.page) >= 3.0)
                    .unwrap_or(self.ink)
            }
        }
    }

    /// The tint that a coding lays over the page: see-through, so that three on top of each other leave the text
    /// readable.
    pub fn tint_of(&self, colour: Colour) -> Color32 {
        self.code(colour).gamma_multiply(self.tint)
    }

    /// The colour of a stance; it always stands beside its shape and word.
    pub fn stance(&self, stance: Stance) -> Color32 {
        match stance {
            Stance::Supports => self.good,
            Stance::Against => self.problem,
            Stance::Mixed => self.warning,
            Stance::Unset => self.quiet,
        }
    }
}

/// The shape of a stance.
pub fn stance_shape(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "▲",
        Stance::Against => "▼",
        Stance::Mixed => "◆",
        Stance::Unset => "○",
    }
}

/// Part of the way, 0 to 1, from one colour to another.
pub fn mix(from: Color32, to: Color32, part: f32) -> Color32 {
    let channel =
        |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
    Color32::from_rgb(
        channel(from.r(), to.r()),
        channel(from.g(), to.g()),
        channel(from.b(), to.b()),
    )
}

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let linear = |channel: u8| {
        let value = f32::from(channel) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = |colour: Color32| {
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The sans of the furniture, at its heavier weight.
pub fn strong() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// The serif of documents.
pub fn serif() -> FontFamily {
    FontFamily::Name("serif".into())
}

/// The serif of documents, at its heavier weight, for headings.
pub fn serif_strong() -> FontFamily {
    FontFamily::Name("serif strong".into())
}

/// The serif of documents, in true italics.
pub fn serif_italic() -> FontFamily {
    FontFamily::Name("serif italic".into())
}

/// Text size of the furniture, in points.
pub const BODY: f32 = 14.0;
/// Text size of what matters less in the furniture, in points.
pub const SMALL: f32 = 12.0;

/// The furniture's heavier weight at its usual size.
pub fn strong_font() -> FontId {
    FontId::new(BODY, strong())
}

/// Typefaces of the app: Libertinus Serif for documents, Inter for the furniture, then egui's own symbols.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 5] = [
        (
            "Inter",
            include_bytes!("../../assets/fonts/Inter-Regular.otf"),
        ),
        (
            "Inter SemiBold",
            include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (
            "Libertinus Serif",
            include_bytes!("../../assets/fonts/LibertinusSerif-Regular.otf"),
        ),
        (
            "Libertinus Serif Semibold",
            include_bytes!("../../assets/fonts/LibertinusSerif-Semibold.otf"),
        ),
        (
            "Libertinus Serif Italic",
            include_bytes!("../../assets/fonts/LibertinusSerif-Italic.otf"),
        ),
    ];
    for (name, bytes) in faces {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let rest = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let chain = |first: &[&str]| {
        first
            .iter()
            .map(|name| (*name).to_owned())
            .chain(rest.iter().cloned())
            .collect::<Vec<_>>()
    };
    fonts
        .families
        .insert(FontFamily::Proportional, chain(&["Inter"]));
    fonts
        .families
        .insert(strong(), chain(&["Inter SemiBold", "Inter"]));
    fonts
        .families
        .insert(serif(), chain(&["Libertinus Serif", "Inter"]));
    fonts.families.insert(
        serif_strong(),
        chain(&["Libertinus Serif Semibold", "Libertinus Serif", "Inter"]),
    );
    fonts.families.insert(
        serif_italic(),
        chain(&["Libertinus Serif Italic", "Libertinus Serif", "Inter"]),
    );
    fonts
}

/// Dresses a window: typefaces, sizes, spacing on a 4-point grid, colours of both themes.
pub fn apply(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, tokens) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(tokens, theme == Theme::Dark);
            style.text_styles = [
                (TextStyle::Heading, FontId::new(18.0, strong())),
                (TextStyle::Body, FontId::proportional(BODY)),
                (TextStyle::Button, FontId::proportional(BODY)),
                (TextStyle::Small, FontId::proportional(SMALL)),
                (TextStyle::Monospace, FontId::monospace(13.0)),
            ]
            .into();
            style.spacing.item_spacing = vec2(8.0, 4.0);
            style.spacing.button_padding = vec2(8.0, 4.0);
            style.spacing.interact_size = vec2(24.0, 24.0);
            style.spacing.menu_margin = Margin::same(8);
            style.spacing.window_margin = Margin::same(16);
            style.animation_time = 0.1;
        });
    }
}

/// Keeps the scroll bar in sight where there is more than fits, in a lane of its own.
pub fn show_scroll_bar(ui: &mut egui::Ui) {
    let scroll = &mut ui.spacing_mut().scroll;
    scroll.floating_allocated_width = 12.0;
    scroll.dormant_handle_opacity = 0.6;
    scroll.dormant_background_opacity = 0.3;
}

fn visuals(tokens: &Tokens, dark: bool) -> Visuals {
    let mut visuals = if dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let radius = CornerRadius::same(4);
    visuals.panel_fill = tokens.panel;
    visuals.window_fill = tokens.panel;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.extreme_bg_color = tokens.field;
    visuals.faint_bg_color = mix(tokens.panel, tokens.hover, 0.4);
    visuals.hyperlink_color = tokens.accent;
    visuals.warn_fg_color = tokens.warning;
    visuals.error_fg_color = tokens.problem;
    visuals.weak_text_color = Some(tokens.quiet);
    visuals.selection.bg_fill = tokens.selection;
    visuals.selection.stroke = Stroke::new(1.5, tokens.accent);
    let widgets = &mut visuals.widgets;
    for (widget, fill, line) in [
        (&mut widgets.noninteractive, tokens.panel, tokens.line),
        (
            &mut widgets.inactive,
            mix(tokens.panel, tokens.hover, 0.6),
            tokens.line,
        ),
        (&mut widgets.hovered, tokens.hover, tokens.quiet),
        (&mut widgets.active, tokens.selected_row, tokens.accent),
        (&mut widgets.open, tokens.hover, tokens.line),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, line);
        widget.fg_stroke = Stroke::new(1.0, tokens.ink);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    // Fields, ticks and buttons at rest have an edge that shows without shouting.
    widgets.inactive.bg_stroke = Stroke::new(1.0, mix(tokens.panel, tokens.quiet, 0.4));
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks_can_be_read_in_both_themes() {
        for tokens in [&LIGHT, &DARK] {
            for behind in [
                tokens.page,
                tokens.panel,
                tokens.field,
                tokens.hover,
                tokens.selected_row,
                tokens.selection,
            ] {
                assert!(contrast(tokens.ink, behind) >= 4.5, "ink on {behind:?}");
            }
            for words in [
                tokens.quiet,
                tokens.accent,
                tokens.good,
                tokens.warning,
                tokens.problem,
            ] {
                assert!(
                    contrast(words, tokens.panel) >= 4.5,
                    "{words:?} on the panel"
                );
                assert!(contrast(words, tokens.page) >= 4.5, "{words:?} on the page");
            }
            assert!(contrast(tokens.on_accent, tokens.accent) >= 4.5);
            for place in 0..Colour::PALETTE {
                assert!(
                    contrast(tokens.code(Colour::Palette(place)), tokens.page) >= 3.0,
                    "palette {place}"
                );
            }
            for own in [
                Colour::Own(255, 255, 255),
                Colour::Own(0, 0, 0),
                Colour::Own(255, 255, 0),
            ] {
                assert!(contrast(tokens.code(own), tokens.page) >= 3.0, "{own}");
            }
        }
    }

    #[test]
    fn the_text_stays_readable_under_three_tints() {
        for tokens in [&LIGHT, &DARK] {
            for place in 0..Colour::PALETTE {
                let strongest = tokens.code(Colour::Palette(place));
                let mut behind = tokens.page;
                for _ in 0..3 {
                    behind = mix(behind, strongest, tokens.tint);
                }
                assert!(
                    contrast(tokens.ink, behind) >= 4.5,
                    "palette {place} three times: {}",
                    contrast(tokens.ink, behind)
                );
            }
        }
    }

    #[test]
    fn no_two_codes_look_the_same_to_the_colour_blind() {
        // Machado, Oliveira and Fernandes (2009), severity 1.0, on linear sRGB left out: good enough on sRGB for telling apart.
        const DEUTAN: [[f32; 3]; 3] = [
            [0.367, 0.861, -0.228],
            [0.280, 0.673, 0.047],
            [-0.012, 0.043, 0.969],
        ];
        const PROTAN: [[f32; 3]; 3] = [
            [0.152, 1.053, -0.205],
            [0.115, 0.786, 0.099],
            [-0.004, -0.048, 1.052],
        ];
        let seen = |colour: Color32, matrix: &[[f32; 3]; 3]| {
            let rgb = [
                f32::from(colour.r()),
                f32::from(colour.g()),
                f32::from(colour.b()),
            ];
            matrix.map(|row| row.iter().zip(rgb).map(|(m, c)| m * c).sum::<f32>())
        };
        for tokens in [&LIGHT, &DARK] {
            for matrix in [&DEUTAN, &PROTAN] {
                for a in 0..Colour::PALETTE {
                    for b in 0..a {
                        let one = seen(tokens.code(Colour::Palette(a)), matrix);
                        let other = seen(tokens.code(Colour::Palette(b)), matrix);
                        let apart = one
                            .iter()
                            .zip(other)
                            .map(|(x, y)| (x - y) * (x - y))
                            .sum::<f32>()
                            .sqrt();
                        assert!(apart > 40.0, "{a} and {b}: {apart}");
                    }
                }
            }
        }
    }
}
