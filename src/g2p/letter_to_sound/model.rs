//! The two trained models as they are stored, unpacked for the search.
//!
//! Owns the format that scripts/lexicon/pack.py writes, all numbers little-endian:
//!
//! | bytes | meaning |
//! |---|---|
//! | `DLS1` | magic and version |
//! | u8, u8 | order of the n-gram; the log-linear model has `2^bits` weights |
//! | u16 | number of tokens `V`; token 0 begins a word, token 1 ends it |
//! | f32, f32 | what one step of a weight is worth; what the log-linear model counts for |
//! | order x u32 | rows of each order |
//! | 256 x f32, 256 x f32 | values of the quantised log probabilities and back-off weights, already weighted |
//! | V - 2 tokens | u8 letter, u8 number of codes, codes of `code.rs`; tokens of one letter side by side |
//! | each order | rows by context: their last tokens (all but order 1), probabilities (u8), and for all but the highest order back-off weights (u8) and numbers of children |
//! | `2^bits` x i8 | weights |
//!
//! Last tokens are written as differences from the one before under the same context, and like the numbers of
//! children as varints (7 bits a byte, low first). Chooses nothing: finding the likeliest word is `search`'s, and
//! which weights a letter asks for is `features`'s.

use std::ops::Range;

/// What is wrong with a packed model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not start with the magic bytes of the format.
    #[error("the letter-to-sound model starts with {found:02x?}, not with the format's mark `DLS1`")]
    Magic {
        /// Its first four bytes, zeros where there are fewer.
        found: [u8; 4],
    },
    /// It ends before it should.
    #[error("the letter-to-sound model ends at byte {len}, in the middle of its {part}")]
    Truncated {
        /// Its length.
        len: usize,
        /// What was being read.
        part: &'static str,
    },
    /// A number in it is impossible.
    #[error("the letter-to-sound model has {value} as {part}")]
    Value {
        /// What was read.
        value: u32,
        /// What it should have been.
        part: &'static str,
    },
}

/// A token: a letter with its chunk.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// The codes of its phones.
    pub(super) codes: Vec<u8>,
    /// How many of them are vowels.
    pub(super) vowels: u8,
    /// The strongest stress among them: 0 none, 1 primary, 2 secondary.
    pub(super) stress: u8,
    /// How many carry primary stress.
    pub(super) primary: u8,
}

/// Both models.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) order: usize,
    pub(super) tokens: Vec<Token>,
    /// The tokens of each letter.
    of_letter: Vec<Range<u16>>,
    /// Last tokens of all rows, order after order.
    words: Vec<u16>,
    log_p: Vec<u8>,
    log_bow: Vec<u8>,
    /// The children of row `r` are rows `starts[r]..starts[r + 1]`.
    starts: Vec<u32>,
    p_values: Vec<f32>,
    bow_values: Vec<f32>,
    weights: &'static [u8],
    pub(super) bits: u32,
    pub(super) step: f32,
    pub(super) beta: f32,
}

/// The first token of every word.
pub(super) const BEGIN: u16 = 0;
/// The last token of every word.
pub(super) const END: u16 = 1;

impl Model {
    /// Reads a packed model; all numbers are checked here, so that the search need not.
    pub(super) fn unpack(data: &'static [u8]) -> Result<Self, ModelError> {
        let mut input = Input { data, at: 0 };
        let mut found = [0; 4];
        for (to, from) in found.iter_mut().zip(data) {
            *to = *from;
        }
        if &found != b"DLS1" {
            return Err(ModelError::Magic { found });
        }
        input.at = 4;
        let order = usize::from(input.u8("order")?);
        let bits = u32::from(input.u8("number of weights")?);
        let count = usize::from(input.u16("number of tokens")?);
        if !(2..=12).contains(&order) {
            return Err(value(order, "order"));
        }
        if !(8..=26).contains(&bits) {
            return Err(value(bits as usize, "number of bits"));
        }
        if !(3..=4096).contains(&count) {
            return Err(value(count, "number of tokens"));
        }
        let step = input.f32("weight step")?;
        let beta = input.f32("weight of the log-linear model")?;
        let rows = (0..order)
            .map(|_| input.u32("numbers of rows").map(|n| n as usize))
            .collect::<Result<Vec<_>, _>>()?;
        if rows[0] != count {
            return Err(value(rows[0], "number of single tokens"));
        }
        let p_values = input.values("probabilities")?;
        let bow_values = input.values("back-off weights")?;
        let (tokens, of_letter) = read_tokens(&mut input, count)?;
        let mut model = Self {
            order,
            tokens,
            of_letter,
            words: Vec::new(),
            log_p: Vec::new(),
            log_bow: Vec::new(),
            starts: Vec::new(),
            p_values,
            bow_values,
            weights: &[],
            bits,
            step,
            beta,
        };
        model.read_rows(&mut input, &rows)?;
        model.weights = input.take(1 << bits, "weights")?;
        Ok(model)
    }

    fn read_rows(&mut self, input: &mut Input, rows: &[usize]) -> Result<(), ModelError> {
        let mut children: Vec<u32> = Vec::new();
        for (level, &count) in rows.iter().enumerate() {
            if level == 0 {
                self.words.extend(0..count as u16);
            } else {
                if children.iter().map(|&c| c as usize).sum::<usize>() != count {
                    return Err(value(count, "number of rows under their contexts"));
                }
                for &siblings in &children {
                    let mut word = 0;
                    for _ in 0..siblings {
                        word += input.varint("last tokens")?;
                        if word as usize >= rows[0] {
                            return Err(value(word as usize, "token"));
                        }
                        self.words.push(word as u16);
                    }
                }
            }
            self.log_p.extend_from_slice(input.take(count, "probabilities")?);
            children.clear();
            if level + 1 < rows.len() {
                self.log_bow
                    .extend_from_slice(input.take(count, "back-off weights")?);
                let mut start = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                for _ in 0..count {
                    let n = input.varint("numbers of children")?;
                    self.starts.push(start);
                    start = start.saturating_add(n);
                    children.push(n);
                }
            }
        }
        self.starts
            .push(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// The tokens that a letter may be; none for a number that is no letter.
    pub(super) fn candidates(&self, letter: u8) -> Range<u16> {
        self.of_letter.get(usize::from(letter)).cloned().unwrap_or(0..0)
    }

    /// The weighted log probability that row `row` gives its last token.
    pub(super) fn log_p(&self, row: usize) -> f32 {
        self.p_values[usize::from(self.log_p[row])]
    }

    /// The weighted log back-off weight of a context.
    pub(super) fn log_bow(&self, row: usize) -> f32 {
        self.bow_values[usize::from(self.log_bow[row])]
    }

    /// The rows of a context's continuations from `first` to before `last`, with their last tokens.
    pub(super) fn children(&self, row: usize, tokens: Range<u16>) -> impl Iterator<Item = (usize, u16)> + '_ {
        let (low, high) = (self.starts[row] as usize, self.starts[row + 1] as usize);
        let start = low + self.words[low..high].partition_point(|&w| w < tokens.start);
        (start..high)
            .map(|r| (r, self.words[r]))
            .take_while(move |&(_, w)| w < tokens.end)
    }

    /// A weight of the log-linear model, in steps.
    pub(super) fn weight(&self, slot: usize) -> i32 {
        i32::from(self.weights[slot].cast_signed())
    }
}

fn read_tokens(input: &mut Input, count: usize) -> Result<(Vec<Token>, Vec<Range<u16>>), ModelError> {
    let mark = Token {
        codes: Vec::new(),
        vowels: 0,
        stress: 0,
        primary: 0,
    };
    let mut tokens = vec![mark.clone(), mark];
    let mut of_letter: Vec<Range<u16>> = vec![0..0; super::LETTERS.len()];
    for index in 2..count as u16 {
        let letter = input.u8("tokens")?;
        let Some(range) = of_letter.get_mut(usize::from(letter)) else {
            return Err(value(usize::from(letter), "letter"));
        };
        *range = if range.start == range.end {
            index..index + 1
        } else {
            range.start..index + 1
        };
        let len = usize::from(input.u8("tokens")?);
        let codes = input.take(len, "tokens")?.to_vec();
        let stresses = codes
            .iter()
            .filter(|&&c| (24..75).contains(&c))
            .map(|c| (c - 24) % 3);
        tokens.push(Token {
            vowels: stresses.clone().count() as u8,
            stress: stresses.clone().max().unwrap_or(0),
            primary: stresses.filter(|&s| s == 1).count() as u8,
            codes,
        });
    }
    Ok((tokens, of_letter))
}

fn value(value: usize, part: &'static str) -> ModelError {
    ModelError::Value {
        value: u32::try_from(value).unwrap_or(u32::MAX),
        part,
    }
}

/// Walks the packed bytes.
struct Input {
    data: &'static [u8],
    at: usize,
}

impl Input {
    fn take(&mut self, count: usize, part: &'static str) -> Result<&'static [u8], ModelError> {
        let end = self.at.saturating_add(count);
        let taken = self.data.get(self.at..end).ok_or(ModelError::Truncated {
            len: self.data.len(),
            part,
        })?;
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, part: &'static str) -> Result<[u8; N], ModelError> {
        let mut bytes = [0; N];
        bytes.copy_from_slice(self.take(N, part)?);
        Ok(bytes)
    }

    fn u8(&mut self, part: &'static str) -> Result<u8, ModelError> {
        self.array::<1>(part).map(|[byte]| byte)
    }

    fn u16(&mut self, part: &'static str) -> Result<u16, ModelError> {
        self.array(part).map(u16::from_le_bytes)
    }

    fn u32(&mut self, part: &'static str) -> Result<u32, ModelError> {
        self.array(part).map(u32::from_le_bytes)
    }

    fn f32(&mut self, part: &'static str) -> Result<f32, ModelError> {
        self.array(part).map(f32::from_le_bytes)
    }

    fn values(&mut self, part: &'static str) -> Result<Vec<f32>, ModelError> {
        (0..256).map(|_| self.f32(part)).collect()
    }

    fn varint(&mut self, part: &'static str) -> Result<u32, ModelError> {
        let mut number = 0;
        for shift in [0, 7, 14] {
            let byte = self.u8(part)?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(value(number as usize, part))
    }
}
