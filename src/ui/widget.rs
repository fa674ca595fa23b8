//! What renders by itself: when a widget's part of the state changes, nothing around it is
//! rendered.
//!
//! A widget is a hook that renders. To Yew all of them are one component: what Yew keeps for
//! a type of component weighs as much in the download as a small view does.

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

/// What Yew compares stands under the same key, so that the hook is the same.
impl PartialEq for HostProps {
    fn eq(&self, other: &Self) -> bool {
        self.widget.has(other.widget.props())
    }
}

struct Rendering(Rc<dyn AnyWidget>);

impl Hook for Rendering {
    type Output = Html;

    fn run(self, context: &mut HookContext) -> Html {
        self.0.render(context)
    }
}

fn use_widget(widget: &Rc<dyn AnyWidget>) -> Rendering {
    Rendering(Rc::clone(widget))
}

#[component]
fn Host(props: &HostProps) -> Html {
    use_widget(&props.widget)
}

/// See [`widget!`]. The key tells hooks apart, and the widgets of one hook in a list.
pub(super) fn hosted<P: PartialEq + 'static>(key: Key, props: P, render: Render<P>) -> Html {
    fn of_any(key: Key, widget: Rc<dyn AnyWidget>) -> Html {
        html! { <Host {key} {widget} /> }
    }
    of_any(key, Rc::new(Widget { props, render }))
}

/// A widget by its hook, as `widget!(use_top_bar())`, or `widget!(use_note(id))` for one that
/// is told something. Several of one hook in a list need a `key` each.
macro_rules! widget {
    ($($hook:ident)::+ ()) => {
        $crate::ui::widget::hosted(
            stringify!($($hook)::+).into(),
            (),
            |(), context| yew::functional::Hook::run($($hook)::+(), context),
        )
    };
    ($($hook:ident)::+ ($props:expr)) => {
        widget!(@ stringify!($($hook)::+).into(), $($hook)::+, $props)
    };
    ($($hook:ident)::+ ($props:expr), key = $key:expr) => {
        widget!(@ format!("{} {}", stringify!($($hook)::+), $key).into(), $($hook)::+, $props)
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
