//! The page as assistive technology has it: the accessibility tree of Chromium. Things are found
//! by role and name, acted on by their default action, and read; no element is looked for.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Page, Spot};

/// A thing in the tree.
#[derive(Clone, Debug)]
pub struct Thing {
    pub role: String,
    pub name: String,
    pub value: String,
    states: HashMap<String, Value>,
    element: Option<i64>,
    children: Vec<usize>,
}

impl Thing {
    /// What is said about it, such as `selected`.
    pub fn is(&self, state: &str) -> bool {
        match self.states.get(state) {
            Some(Value::Bool(is)) => *is,
            Some(Value::String(is)) => is == "true",
            _ => false,
        }
    }
}

/// All of the page, as it was when somebody looked.
#[derive(Debug)]
pub struct Tree {
    things: Vec<Thing>,
}

#[derive(Debug, Deserialize)]
struct Node {
    #[serde(rename = "nodeId")]
    id: String,
    #[serde(default)]
    ignored: bool,
    #[serde(default)]
    role: Told,
    #[serde(default)]
    name: Told,
    #[serde(default)]
    value: Told,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(default, rename = "childIds")]
    children: Vec<String>,
    #[serde(rename = "backendDOMNodeId")]
    element: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
struct Told {
    #[serde(default)]
    value: Value,
}

impl Told {
    fn text(&self) -> String {
        self.value.as_str().unwrap_or_default().to_owned()
    }
}

#[derive(Debug, Deserialize)]
struct Property {
    name: String,
    value: Told,
}

impl Tree {
    fn of(nodes: Vec<Node>) -> Self {
        let at: HashMap<String, usize> = nodes
            .iter()
            .enumerate()
            .map(|(at, it)| (it.id.clone(), at))
            .collect();
        let things = nodes.into_iter().map(|node| Thing {
            // What is ignored is nothing by itself, but leads to what is in it.
            role: if node.ignored {
                String::new()
            } else {
                node.role.text()
            },
            name: node.name.text(),
            value: node.value.text(),
            states: node
                .properties
                .into_iter()
                .map(|it| (it.name, it.value.value))
                .collect(),
            element: node.element,
            children: node
                .children
                .iter()
                .filter_map(|it| at.get(it).copied())
                .collect(),
        });
        Self {
            things: things.collect(),
        }
    }

    /// What is inside of something, in reading order.
    fn inside(&self, of: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let mut next: Vec<usize> = self.things[of].children.iter().rev().copied().collect();
        while let Some(at) = next.pop() {
            all.push(at);
            next.extend(self.things[at].children.iter().rev());
        }
        all
    }

    fn places(&self, spot: &Spot) -> Vec<usize> {
        // The first is the page.
        let mut found = vec![0];
        for (role, name) in spot.steps() {
            let called = |it: &str| match name.strip_suffix('*') {
                Some(start) => it.starts_with(start),
                None => it == name,
            };
            let mut within: Vec<usize> = Vec::new();
            for &around in &found {
                for at in self.inside(around) {
                    let it = &self.things[at];
                    if it.role == *role && called(&it.name) && !within.contains(&at) {
                        within.push(at);
                    }
                }
            }
            found = within;
        }
        found
    }

    pub fn all(&self, spot: impl Into<Spot>) -> Vec<&Thing> {
        let places = self.places(&spot.into());
        places.into_iter().map(|at| &self.things[at]).collect()
    }

    /// What is read out of a thing from its start to its end.
    pub fn text_in(&self, spot: impl Into<Spot>) -> String {
        let spot = spot.into();
        let places = self.places(&spot);
        let &[place] = places.as_slice() else {
            panic!("there are {} of {spot}", places.len());
        };
        self.text_at(place)
    }

    fn text_at(&self, place: usize) -> String {
        let it = &self.things[place];
        if it.role == "StaticText" {
            return it.name.clone();
        }
        let inside = it.children.iter();
        // What stands on a button between paragraphs is none of their words.
        let inside = inside.filter(|at| self.things[**at].role != "button");
        inside.map(|at| self.text_at(*at)).collect()
    }

    /// What a screen reader would say by itself: what stands in live regions, without those that
    /// are switched off.
    pub fn spoken(&self) -> Vec<String> {
        let live = |it: &Thing| {
            let how = it.states.get("live").and_then(Value::as_str);
            matches!(how, Some("polite" | "assertive"))
        };
        let all = self.things.iter().enumerate();
        all.filter(|(_, it)| live(it))
            .map(|(at, _)| self.text_at(at))
            .filter(|it| !it.is_empty())
            .collect()
    }
}

impl Page {
    pub async fn tree(&self) -> Tree {
        let answer = self
            .devtools("Accessibility.getFullAXTree", json!({}))
            .await;
        let nodes = serde_json::from_value(answer["nodes"].clone());
        Tree::of(nodes.expect("a tree of nodes"))
    }

    /// Waits for something to be in the tree.
    pub async fn told(&self, spot: impl Into<Spot>) -> Thing {
        let spot = spot.into();
        self.until(&format!("{spot} in the tree"), async || {
            self.tree().await.all(&spot).first().copied().cloned()
        })
        .await
    }

    /// Waits for something not to be in the tree any more.
    pub async fn told_no_more(&self, spot: impl Into<Spot>) {
        let spot = spot.into();
        self.until(&format!("{spot} to go from the tree"), async || {
            self.tree().await.all(&spot).is_empty().then_some(())
        })
        .await;
    }

    /// Waits for the page to say something by itself.
    pub async fn hears(&self, words: &str) {
        self.until(&format!("somebody to say “{words}”"), async || {
            let spoken = self.tree().await.spoken();
            spoken.iter().any(|it| it.contains(words)).then_some(())
        })
        .await;
    }

    /// Does what a thing is for, as assistive technology does: a click without a place.
    pub async fn activate(&self, spot: impl Into<Spot>) {
        self.ask(spot.into(), "function () { this.click(); }").await;
    }

    /// Gives a thing the keyboard.
    pub async fn give_keyboard(&self, spot: impl Into<Spot>) {
        let spot = spot.into();
        self.ask(spot.clone(), "function () { this.focus(); }")
            .await;
        self.until(&format!("the keyboard in {spot}"), async || {
            let tree = self.tree().await;
            let has_it = tree.all(&spot).iter().any(|it| it.is("focused"));
            has_it.then_some(())
        })
        .await;
    }

    /// Puts words into what has the keyboard, as dictation does.
    pub async fn dictate(&self, words: &str) {
        self.acted();
        self.devtools("Input.insertText", json!({ "text": words }))
            .await;
    }

    async fn ask(&self, spot: Spot, action: &str) {
        self.acted();
        self.until(&format!("{spot} to do something"), async || {
            let tree = self.tree().await;
            let places = tree.all(&spot);
            let it = places.first()?;
            // Between the look and the action it can have gone.
            if it.is("disabled") {
                return None;
            }
            let element = json!({ "backendNodeId": it.element? });
            let object = self.devtools("DOM.resolveNode", element).await;
            let call = json!({
                "objectId": object["object"]["objectId"], "functionDeclaration": action,
                "userGesture": true,
            });
            self.devtools("Runtime.callFunctionOn", call).await;
            Some(())
        })
        .await;
    }
}
