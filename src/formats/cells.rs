//! Cells of a table as CSV, or with another separator.

#[derive(Debug)]
pub(super) struct Cells {
    pub(super) bytes: Vec<u8>,
    /// Nothing stands yet in this row.
    first: bool,
    separator: u8,
}

impl Cells {
    pub(super) fn new(bom: bool) -> Self {
        let start: &[u8] = if bom { b"\xEF\xBB\xBF" } else { b"" };
        Self {
            bytes: start.to_vec(),
            first: true,
            separator: b',',
        }
    }

    pub(super) fn separated_by(separator: u8) -> Self {
        Self {
            separator,
            ..Self::new(false)
        }
    }

    /// Text of whatever origin: quoted where it must be, and never a formula.
    pub(super) fn cell(&mut self, text: &str) {
        self.next();
        let quoted = text.contains([char::from(self.separator), '"', '\r', '\n']);
        if quoted {
            self.bytes.push(b'"');
        }
        if looks_like_formula(text) {
            self.bytes.push(b'\'');
        }
        for byte in text.bytes() {
            if byte == b'"' {
                self.bytes.push(b'"');
            }
            self.bytes.push(byte);
        }
        if quoted {
            self.bytes.push(b'"');
        }
    }

    pub(super) fn number(&mut self, number: usize) {
        self.next();
        self.bytes.extend(number.to_string().bytes());
    }

    pub(super) fn end(&mut self) {
        self.bytes.extend(b"\r\n");
        self.first = true;
    }

    fn next(&mut self) {
        if !self.first {
            self.bytes.push(self.separator);
        }
        self.first = false;
    }
}

/// With apostrophes before it or not.
fn looks_like_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
