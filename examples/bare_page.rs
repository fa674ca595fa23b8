//! The smallest page with Yew: what `cargo xtask bench` compares the start of the app with.

use yew::prelude::*;

#[component]
fn Bare() -> Html {
    html! { <main><p id="bare">{ "Nothing but Yew" }</p></main> }
}

fn main() {
    yew::Renderer::<Bare>::new().render();
}
