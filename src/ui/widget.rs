//! What renders by itself: when a widget's part of the state changes, nothing around it is
//! rendered.
//!
//! A widget is a hook that returns what is shown, written as any hook of Yew. To Yew all of them
//! are one component, [`Host`], which is told which hook to run: what Yew keeps for each type of
//! component weighs as much in the download as a small view does.
//!
//! A component remembers what its hook remembers, in the order of the calls. So one hook must
//! never be run on the memory of another: each hook has a key of its own, and Yew begins anew
//! where the key is another. The key is the hook's name, and a test sees to it that no two have
//! the same.

use std::any::Any;
use std::rc::Rc;

use yew::functional::{Hook, HookContext};
use yew::prelude::*;
use yew::virtual_dom::Key;

pub(super) type Render<P> = fn(&P, &mut HookContext) -> Html;

/// A hook that renders, and what it is told; it renders again when it is told otherwise.
struct Widget<P> {
    props: P,
    render: Render<P>,
}

trait AnyWidget {
    fn render(&self, context: &mut HookContext) -> Html;

    fn props(&self) -> &dyn Any;

    fn has(&self, props: &dyn Any) -> bool;
}

impl<P: PartialEq + 'static> AnyWidget for Widget<P> {
    fn render(&self, context: &mut HookContext) -> Html {
        (self.render)(&self.props, context)
    }

    fn props(&self) -> &dyn Any {
        &self.props
    }

    fn has(&self, props: &dyn Any) -> bool {
        props.downcast_ref::<P>() == Some(&self.props)
    }
}

#[derive(Clone, Properties)]
struct HostProps {
    widget: Rc<dyn AnyWidget>,
}

/// Compares what the hook is told, not the hook: with another hook comes another key, and then
/// Yew does not ask.
impl PartialEq for HostProps {
    fn eq(&self, other: &Self) -> bool {
        self.widget.has(other.widget.props())
    }
}

/// The hook of a widget as a hook of the host: so it is given the memory of the host.
struct Rendering(Rc<dyn AnyWidget>);

impl Hook for Rendering {
    type Output = Html;

    fn run(self, context: &mut HookContext) -> Html {
        self.0.render(context)
    }
}

/// Its name tells `#[component]` to run what it returns.
fn use_widget(widget: &Rc<dyn AnyWidget>) -> Rendering {
    Rendering(Rc::clone(widget))
}

#[component]
fn Host(props: &HostProps) -> Html {
    use_widget(&props.widget)
}

/// See [`widget!`]. Only the outer part is code for each type of `P`.
pub(super) fn hosted<P: PartialEq + 'static>(key: Key, props: P, render: Render<P>) -> Html {
    fn of_any(key: Key, widget: Rc<dyn AnyWidget>) -> Html {
        html! { <Host {key} {widget} /> }
    }
    of_any(key, Rc::new(Widget { props, render }))
}

/// A widget by its hook, as `widget!(use_top_bar())`, or `widget!(use_note(id))` for one that
/// is told something and is rendered again when it is told otherwise.
///
/// Among siblings of which each has a key, several of one hook need a `key` each, as in any list
/// of Yew; it comes after the hook's name.
macro_rules! widget {
    ($($hook:ident)::+ ()) => {
        $crate::ui::widget::hosted(
            stringify!($($hook)::+).into(),
            (),
            |(), context| yew::functional::Hook::run($($hook)::+(), context),
        )
    };
    ($($hook:ident)::+ ($props:expr)) => {
        $crate::ui::widget::widget!(@ stringify!($($hook)::+).into(), $($hook)::+, $props)
    };
    ($($hook:ident)::+ ($props:expr), key = $key:expr) => {
        $crate::ui::widget::widget!(@ format!("{} {}", stringify!($($hook)::+), $key).into(), $($hook)::+, $props)
    };
    (@ $key:expr, $hook:path, $props:expr) => {
        $crate::ui::widget::hosted(
            $key,
            $props,
            |props, context| yew::functional::Hook::run($hook(props), context),
        )
    };
}
pub(super) use widget;
