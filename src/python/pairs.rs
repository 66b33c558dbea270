//! Pairs of numbers in the making: a column of the first ones and a column of the second
//! ones, in one allocation.
//!
//! One, because the C library of Linux gives back to the system what is free beyond twice
//! the largest piece so far. Of two equal pieces that is both, at each call, and to be
//! given their pages anew takes longer than to fill them.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, StructArray};
use arrow_buffer::ScalarBuffer;
use arrow_schema::{ArrowError, DataType, Field};

/// Room for this many pairs may be made on a guess, 4 MiB; beyond, for twice those that
/// there are.
const GUESSED_PAIRS: usize = 1 << 18;

#[derive(Default)]
pub(super) struct Pairs {
    /// The first numbers, from the start on, and the second ones, from the middle on.
    numbers: Vec<i64>,
    len: usize,
}

impl Pairs {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Adds ranges. Where room has to be made for them, it is made for as many as are
    /// `expected` in all.
    #[inline]
    pub(super) fn extend(&mut self, ranges: &[Range<usize>], expected: impl FnOnce(usize) -> usize) {
        self.reserve(ranges.len(), expected);
        let (firsts, seconds) = self.behind(ranges.len());
        for ((first, second), range) in firsts.iter_mut().zip(seconds).zip(ranges) {
            (*first, *second) = (range.start as i64, range.end as i64);
        }
    }

    /// Adds the pairs of another.
    pub(super) fn append(&mut self, other: Pairs) {
        self.reserve(other.len, |needed| needed);
        self.copy(other);
    }

    /// Makes room for `more` pairs, or for all that are `expected` where with them there
    /// are so many.
    #[inline]
    pub(super) fn reserve(&mut self, more: usize, expected: impl FnOnce(usize) -> usize) {
        let needed = self.len + more;
        if needed > self.numbers.len() / 2 {
            // By half at least: guesses may be low again and again, where the last rows of
            // a column are the long ones.
            let grown = self.numbers.len() / 2 * 3 / 2;
            let room = expected(needed).clamp(needed, GUESSED_PAIRS.max(2 * needed)).max(grown);
            let before = std::mem::replace(self, Pairs { numbers: vec![0; 2 * room], len: 0 });
            self.copy(before);
        }
    }

    fn copy(&mut self, mut other: Pairs) {
        let (from_firsts, from_seconds) = other.halves(0..other.len);
        let (firsts, seconds) = self.behind(from_firsts.len());
        for (to, from) in [(firsts, from_firsts), (seconds, from_seconds)] {
            to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
        }
    }

    /// The places behind the pairs for `more` of them, for which there is room.
    fn behind(&mut self, more: usize) -> (&mut [i64], &mut [i64]) {
        let places = self.len..self.len + more;
        self.len = places.end;
        self.halves(places)
    }

    fn halves(&mut self, places: Range<usize>) -> (&mut [i64], &mut [i64]) {
        let middle = self.numbers.len() / 2;
        let (firsts, seconds) = self.numbers.split_at_mut(middle);
        firsts.get_mut(places.clone()).zip(seconds.get_mut(places)).unwrap_or_default()
    }

    /// An array of records with these two fields.
    pub(super) fn finish(self, names: [&str; 2]) -> Result<ArrayRef, ArrowError> {
        let middle = self.numbers.len() / 2;
        let numbers = ScalarBuffer::from(self.numbers);
        let column = |from| Arc::new(Int64Array::new(numbers.slice(from, self.len), None)) as ArrayRef;
        let fields = names.map(|name| Field::new(name, DataType::Int64, true)).into_iter().collect();
        Ok(Arc::new(StructArray::try_new(fields, vec![column(0), column(middle)], None)?))
    }
}
