use strum::IntoEnumIterator;
use yew::prelude::*;

use super::modal;
use crate::app::{Settings, Theme};
use crate::ui::choice::Offer;
use crate::ui::hooks::{change_settings, use_selector, use_store};
use crate::ui::label_toolbar::offered;
use crate::ui::parts::{button, callback, check, choice, heading, labelled, on_click, slider};
use crate::words::{PartWord, Word};

fn theme_name(theme: Theme) -> PartWord {
    match theme {
        Theme::System => PartWord::ThemeSystem,
        Theme::Light => PartWord::ThemeLight,
        Theme::Dark => PartWord::ThemeDark,
    }
}

/// How the page looks, and how articles are set.
#[hook]
pub(super) fn use_appearance() -> Html {
    let store = use_store();
    let settings = use_selector(|state| state.settings.clone());
    let state = store.state();
    let slide = |name: PartWord, value: u32, range, unit, set: fn(&mut Settings, u32)| {
        let store = store.clone();
        let onslide = callback(move |to| change_settings(&store, |it| set(it, to)));
        slider(name.text(), value, range, unit, onslide)
    };
    let tick = |word: &str, checked: bool, flip: fn(&mut Settings)| {
        let store = store.clone();
        check(
            word,
            checked,
            callback(move |_| change_settings(&store, flip)),
        )
    };
    let themes = Theme::iter().map(|it| Offer::new(it.into(), theme_name(it).text()));
    let choose = {
        let store = store.clone();
        callback(move |id: String| {
            change_settings(&store, |it| it.theme = id.parse().unwrap_or_default());
        })
    };
    let theme: &'static str = settings.theme.into();
    let name = PartWord::Theme.text();
    let labels = offered(state.project.codebook(), &settings).map(|label| {
        let (store, id) = (store.clone(), label.id.clone());
        let shown = !settings.hidden_labels.contains(&id);
        let onchange = callback(move |_| {
            change_settings(&store, |it| {
                match it.hidden_labels.iter().position(|other| *other == id) {
                    Some(at) => drop(it.hidden_labels.remove(at)),
                    None => it.hidden_labels.push(id.clone()),
                }
            });
        });
        check(&state.label_name(&label.id), shown, onchange)
    });
    let reset = {
        let store = store.clone();
        on_click(move || {
            change_settings(&store, |it| {
                *it = Settings {
                    snap_to_words: it.snap_to_words,
                    edges_by_character: it.edges_by_character,
                    single_keys: it.single_keys,
                    all_labels: it.all_labels,
                    keymap: it.keymap.clone(),
                    annotator_name: it.annotator_name.clone(),
                    ..Settings::default()
                };
            });
        })
    };
    modal(
        Word::Appearance.text(),
        "appearance",
        html! {
            <>
                { labelled("stacked", name, choice("", name, themes.collect(), theme, choose)) }
                { slide(PartWord::TextSize, settings.text_size, (12, 36), " px", |it, to| it.text_size = to) }
                { slide(PartWord::LineLength, settings.line_length, (40, 110), "", |it, to| it.line_length = to) }
                { slide(PartWord::LineSpacing, settings.line_spacing, (140, 240), " %", |it, to| it.line_spacing = to) }
                { tick(PartWord::Sans.text(), settings.sans, |it| it.sans = !it.sans) }
                { slide(PartWord::Tint, settings.tint, (0, 40), " %", |it, to| it.tint = to) }
                { heading(PartWord::ShownLabels.text()) }
                { for labels }
                { tick(Word::ReadingMode.text(), settings.calm, |it| it.calm = !it.calm) }
                { button("", PartWord::ResetAppearance.text(), reset) }
            </>
        },
    )
}
