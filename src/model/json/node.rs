use super::number;
use super::raw::{Cursor, Raw, Wrong};
use super::{ToJson, Writer};
use crate::model::sorted::SortedMap;

/// A bounded piece of JSON. Readers cap its depth and size before it is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Null,
    Flag(bool),
    Whole(i64),
    Natural(u64),
    /// Any other number, as it was written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(SortedMap<String, Node>),
}

/// How much may be built.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub depth: usize,
    pub nodes: usize,
    /// Bytes of all strings.
    pub text: usize,
}

impl Limits {
    /// For what this app wrote itself. Deep enough for a record that keeps the deepest thing
    /// that is taken from a file.
    pub const OWN: Self = Self {
        depth: 160,
        nodes: usize::MAX,
        text: usize::MAX,
    };
}

impl Node {
    /// The whole of a value; what it takes is taken off the limits.
    pub fn of<'a>(raw: Raw<'a>, limits: &mut Limits) -> Result<Self, Wrong<'a>> {
        read(&mut raw.cursor(), limits)
    }
}

fn read<'a>(from: &mut Cursor<'a>, limits: &mut Limits) -> Result<Node, Wrong<'a>> {
    let first = from.peek();
    if !matches!(first, b'[' | b'{') {
        return word(from.value(), limits);
    }
    spend(from, limits, 0)?;
    let Some(depth) = limits.depth.checked_sub(1) else {
        return Err(from.value().wrong("recursion limit exceeded"));
    };
    limits.depth = depth;
    from.step();
    let node = if first == b'[' {
        let mut list = Vec::new();
        while from.peek() != b']' {
            list.push(read(from, limits)?);
        }
        Node::List(list)
    } else {
        let mut object = SortedMap::new();
        while from.peek() != b'}' {
            let key = from.value();
            let name = key.string()?.into_owned();
            spend(from, limits, name.len())?;
            if object.contains_key(&name) {
                return Err(key.wrong(format!("duplicate key {name:?}")));
            }
            object.insert(name, read(from, limits)?);
        }
        Node::Object(object)
    };
    from.step();
    limits.depth += 1;
    Ok(node)
}

/// What has no parts.
fn word<'a>(raw: Raw<'a>, limits: &mut Limits) -> Result<Node, Wrong<'a>> {
    let text = raw.as_str();
    let node = match raw.first() {
        b'n' => Node::Null,
        b't' => Node::Flag(true),
        b'f' => Node::Flag(false),
        b'"' => Node::Text(raw.string()?.into_owned()),
        // Negative zero is another number than zero.
        _ if text == "-0" => Node::Number(text.to_owned()),
        _ => match (text.parse(), text.parse()) {
            (Ok(whole), _) => Node::Whole(whole),
            (_, Ok(natural)) => Node::Natural(natural),
            _ if number::is_out_of_range(text) => return Err(raw.wrong(number::OUT_OF_RANGE)),
            _ => Node::Number(text.to_owned()),
        },
    };
    let kept = match &node {
        Node::Text(kept) | Node::Number(kept) => kept.len(),
        _ => 0,
    };
    spend(&mut raw.cursor(), limits, kept)?;
    Ok(node)
}

fn spend<'a>(at: &mut Cursor<'a>, limits: &mut Limits, text: usize) -> Result<(), Wrong<'a>> {
    let left = limits
        .nodes
        .checked_sub(1)
        .zip(limits.text.checked_sub(text));
    let Some((nodes, text)) = left else {
        let said = "the file has too much that is not understood";
        return Err(at.value().wrong(said));
    };
    (limits.nodes, limits.text) = (nodes, text);
    Ok(())
}

impl ToJson for Node {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Null => to.plain("null"),
            Self::Flag(flag) => flag.write(to),
            Self::Whole(number) => number.write(to),
            Self::Natural(number) => number.write(to),
            Self::Number(number) => to.plain(number),
            Self::Text(text) => to.text(text),
            Self::List(list) => list.write(to),
            Self::Object(object) => object.write(to),
        }
    }
}
