use super::{BadOffset, ByteOffset, CharOffset, TextSpan, Utf16Offset};

/// Bytes between two entries of the table that counts the other units.
const STRIDE: usize = 256;

/// The canonical text of one revision, with what is needed to convert offsets and to
/// find paragraphs. It never changes.
#[derive(Clone, PartialEq, Eq)]
pub struct ArticleText {
    text: Box<str>,
    /// UTF-16 units and code points before the first character at or after each multiple
    /// of [`STRIDE`]; absent when the text is ASCII and all three units agree.
    counts: Option<Box<[Count]>>,
    /// Where each paragraph starts; a paragraph ends with its newline.
    paragraphs: Box<[u32]>,
    utf16_len: u32,
    char_len: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Count {
    byte: u32,
    utf16: u32,
    chars: u32,
}

#[allow(
    clippy::wrong_self_convention,
    reason = "an offset is read in another unit; the text is what knows how"
)]
impl ArticleText {
    /// Indexes `text`. Callers bound its size: offsets are 32 bits wide.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let ascii = text.is_ascii();
        let mut counts = Vec::new();
        let (mut utf16, mut chars, mut next) = (0, 0, 0);
        if !ascii {
            for (byte, c) in text.char_indices() {
                if byte >= next {
                    counts.push(Count {
                        byte: small(byte),
                        utf16,
                        chars,
                    });
                    next = (byte / STRIDE + 1) * STRIDE;
                }
                utf16 += small(c.len_utf16());
                chars += 1;
            }
        }
        let len = small(text.len());
        let mut paragraphs = vec![0];
        for (at, _) in text.match_indices('\n') {
            let start = small(at) + 1;
            if start < len {
                paragraphs.push(start);
            }
        }
        Self {
            counts: (!ascii).then(|| counts.into()),
            paragraphs: paragraphs.into(),
            utf16_len: if ascii { len } else { utf16 },
            char_len: if ascii { len } else { chars },
            text,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The offset behind the last character.
    pub fn end(&self) -> ByteOffset {
        ByteOffset::new(small(self.text.len()))
    }

    pub fn utf16_len(&self) -> Utf16Offset {
        Utf16Offset(self.utf16_len)
    }

    pub fn char_len(&self) -> CharOffset {
        CharOffset(self.char_len)
    }

    /// The text of a span of this text.
    ///
    /// # Panics
    /// When the span is of another text; spans are checked where they are taken.
    pub fn slice(&self, span: TextSpan) -> &str {
        &self.text[span.range()]
    }

    /// The text of a span, or `None` when the span is of another text.
    pub fn get(&self, span: TextSpan) -> Option<&str> {
        self.text.get(span.range())
    }

    /// Proves that `offset` is a position in this text.
    pub fn byte(&self, offset: u32) -> Result<ByteOffset, BadOffset> {
        let len = self.end().get();
        if offset > len {
            Err(BadOffset::PastEnd { offset, len })
        } else if self.text.is_char_boundary(offset as usize) {
            Ok(ByteOffset::new(offset))
        } else {
            Err(BadOffset::InsideChar { offset })
        }
    }

    /// Proves that `span` fits this text.
    pub fn check(&self, span: TextSpan) -> Result<TextSpan, BadOffset> {
        self.byte(span.start().get())?;
        self.byte(span.end().get())?;
        Ok(span)
    }

    /// The span of the whole text; `None` when it is empty.
    pub fn whole(&self) -> Option<TextSpan> {
        TextSpan::new(ByteOffset::default(), self.end()).ok()
    }

    pub fn to_utf16(&self, at: ByteOffset) -> Utf16Offset {
        let Some(count) = self.count_before(|it| it.byte <= at.get()) else {
            return Utf16Offset(at.get());
        };
        let between = &self.text[count.byte as usize..at.index()];
        Utf16Offset(count.utf16 + between.chars().map(|c| small(c.len_utf16())).sum::<u32>())
    }

    pub fn to_char(&self, at: ByteOffset) -> CharOffset {
        let Some(count) = self.count_before(|it| it.byte <= at.get()) else {
            return CharOffset(at.get());
        };
        let between = &self.text[count.byte as usize..at.index()];
        CharOffset(count.chars + small(between.chars().count()))
    }

    pub fn from_utf16(&self, at: Utf16Offset) -> Result<ByteOffset, BadOffset> {
        if at.0 > self.utf16_len {
            return Err(BadOffset::PastEnd {
                offset: at.0,
                len: self.utf16_len,
            });
        }
        let Some(count) = self.count_before(|it| it.utf16 <= at.0) else {
            return self.byte(at.0);
        };
        let (mut byte, mut utf16) = (count.byte, count.utf16);
        for c in self.text[count.byte as usize..].chars() {
            if utf16 >= at.0 {
                break;
            }
            utf16 += small(c.len_utf16());
            byte += small(c.len_utf8());
        }
        if utf16 == at.0 {
            Ok(ByteOffset::new(byte))
        } else {
            Err(BadOffset::InsideChar { offset: at.0 })
        }
    }

    pub fn from_char(&self, at: CharOffset) -> Result<ByteOffset, BadOffset> {
        if at.0 > self.char_len {
            return Err(BadOffset::PastEnd {
                offset: at.0,
                len: self.char_len,
            });
        }
        let Some(count) = self.count_before(|it| it.chars <= at.0) else {
            return self.byte(at.0);
        };
        let skip = (at.0 - count.chars) as usize;
        let bytes: usize = self.text[count.byte as usize..]
            .chars()
            .take(skip)
            .map(char::len_utf8)
            .sum();
        Ok(ByteOffset::new(count.byte + small(bytes)))
    }

    /// The span between two positions in code points.
    pub fn char_span(&self, start: CharOffset, end: CharOffset) -> Result<TextSpan, BadOffset> {
        TextSpan::new(self.from_char(start)?, self.from_char(end)?).map_err(|_| {
            BadOffset::EmptySpan {
                start: start.0,
                end: end.0,
            }
        })
    }

    /// The span between two positions in UTF-16 code units.
    pub fn utf16_span(&self, start: Utf16Offset, end: Utf16Offset) -> Result<TextSpan, BadOffset> {
        TextSpan::new(self.from_utf16(start)?, self.from_utf16(end)?).map_err(|_| {
            BadOffset::EmptySpan {
                start: start.0,
                end: end.0,
            }
        })
    }

    pub fn paragraph_count(&self) -> usize {
        self.paragraphs.len()
    }

    /// Number of the paragraph in which `at` stands; the last one for the end of the text.
    pub fn paragraph_at(&self, at: ByteOffset) -> usize {
        self.paragraphs
            .partition_point(|&start| start <= at.get())
            .saturating_sub(1)
    }

    /// Start and end (behind its newline) of a paragraph.
    pub fn paragraph(&self, number: usize) -> (ByteOffset, ByteOffset) {
        let start = self.paragraphs.get(number).copied();
        let end = self.paragraphs.get(number + 1).copied();
        (
            start.map_or(self.end(), ByteOffset::new),
            end.map_or(self.end(), ByteOffset::new),
        )
    }

    /// Numbers of the paragraphs that `span` touches.
    pub fn paragraphs_of(&self, span: TextSpan) -> std::ops::RangeInclusive<usize> {
        let last = ByteOffset::new(span.end().get() - 1);
        self.paragraph_at(span.start())..=self.paragraph_at(last)
    }

    fn count_before(&self, at_or_before: impl Fn(&Count) -> bool) -> Option<Count> {
        let counts = self.counts.as_ref()?;
        let index = counts.partition_point(at_or_before).checked_sub(1)?;
        Some(counts[index])
    }
}

impl std::fmt::Debug for ArticleText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ArticleText").field(&self.text).finish()
    }
}

/// Lengths fit: a text over 60 MB is refused before it gets here.
fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
