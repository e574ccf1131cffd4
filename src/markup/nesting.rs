//! What is open while the items of a turn are written one after the other: the fallbacks of clips, and the elements
//! whose words take a set time. Sees to it that their tags nest. Knows nothing of any dialect.

use super::script::Item;
use std::collections::BTreeMap;

/// Tags that wait to be closed.
#[derive(Debug)]
pub(super) struct Nesting {
    /// Before which item, and with what; innermost last.
    open: Vec<(usize, &'static str)>,
    /// The first and last item of each extent.
    extents: BTreeMap<u32, (usize, usize)>,
}

impl Nesting {
    /// For these items; nothing is open.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut extents = BTreeMap::new();
        for (i, item) in items.iter().enumerate() {
            if let Item::Text(text) = item
                && let Some(extent) = text.style.extent
            {
                extents.entry(extent).or_insert((i, i)).1 = i;
            }
        }
        Self {
            open: Vec::new(),
            extents,
        }
    }

    /// Writes the end tags that stand before item `at`.
    pub(super) fn close(&mut self, at: usize, out: &mut String) {
        while let Some((_, tag)) = self.open.pop_if(|(end, _)| *end <= at) {
            out.push_str(tag);
        }
    }

    /// A tag was written that ends before item `end`; those around it end there at the earliest.
    pub(super) fn open(&mut self, end: usize, tag: &'static str) {
        for (outer, _) in &mut self.open {
            *outer = end.max(*outer);
        }
        self.open.push((end, tag));
    }

    /// The extent that begins at item `at`, which refers to `extent`; its end tag is noted.
    pub(super) fn extent(&mut self, at: usize, extent: Option<u32>, tag: &'static str) -> Option<u32> {
        let &(_, last) = self.extents.get(&extent?).filter(|(first, _)| *first == at)?;
        let around = self.open.last().map_or(usize::MAX, |&(end, _)| end);
        self.open.push(((last + 1).min(around), tag));
        extent
    }

    /// Writes every end tag that is left.
    pub(super) fn finish(mut self, out: &mut String) {
        self.close(usize::MAX, out);
    }
}
