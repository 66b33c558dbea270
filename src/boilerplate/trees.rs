//! Boosted trees over whole numbers.
//!
//! A tree asks whether a column is at most a number and goes left or right, until
//! it ends in a number; a forest adds up what its trees say. Nothing is a float,
//! so the answer is the same on every machine. `training/labels/` makes the file.
//!
//! [`LANES`] rows are asked at once, and every question of a tree is put to all of
//! them without a branch: a greater column rules out the answers to the left, and
//! the first answer that is left is the tree's (Lucchese et al., "QuickScorer",
//! SIGIR 2015). Going down one row at a time, every question is a branch that no
//! processor foresees.

use std::collections::HashMap;

use crate::simd::{self, Loops};

/// So many rows are judged at once: a question is read once for two vectors of them.
pub(super) const LANES: usize = 32;

/// A column of so many rows.
pub(super) type Lanes = [i16; LANES];

/// What trees say of so many rows.
pub(super) type Scores = [i32; LANES];

struct Question {
    /// The column asked for.
    column: u16,
    /// Below this the column goes left.
    below: i16,
    /// The answers that are not to its left, one bit each.
    others: u16,
}

struct Tree {
    /// What is asked about the first sixteen answers, and about the last. A number of a
    /// row is as wide as sixteen answers: what was compared needs no widening.
    questions: [Vec<Question>; 2],
    /// From left to right; there is none behind the last.
    answers: [i32; u32::BITS as usize + 1],
}

/// Which of sixteen answers are left to each row, one bit each.
#[inline(always)]
fn left(questions: &[Question], rows: &[Lanes]) -> [[u16; LANES / 2]; 2] {
    let (mut open, mut more) = ([u16::MAX; LANES / 2], [u16::MAX; LANES / 2]);
    for question in questions {
        let Some(column) = rows.get(usize::from(question.column)) else { continue };
        // A loop over all lanes is not unrolled, and loops around it are made into vectors.
        let (Some(first), Some(last)) = (column.first_chunk(), column.last_chunk()) else { continue };
        question.ask(first, &mut open);
        question.ask(last, &mut more);
    }
    [open, more]
}

impl Question {
    /// Rules out the answers to the left where a row of half the lanes goes right.
    #[inline(always)]
    fn ask(&self, column: &[i16; LANES / 2], open: &mut [u16; LANES / 2]) {
        for (open, value) in open.iter_mut().zip(column) {
            let goes_left = 0u16.wrapping_sub(u16::from(self.below > *value));
            *open &= self.others | goes_left;
        }
    }
}

impl Tree {
    #[inline(always)]
    fn answer(&self, open: u32) -> i32 {
        self.answers.get(open.trailing_zeros() as usize).copied().unwrap_or(0)
    }
}

/// Trees whose answers are added up.
#[derive(Default)]
pub(super) struct Forest {
    trees: Vec<Tree>,
    /// What the sum starts from.
    base: i32,
}

impl Forest {
    /// Whether the trees say yes to each of `rows`. Most blocks of a page are menus:
    /// a no that the first trees are sure of stands, whatever the others would say.
    pub fn says_yes(&self, rows: &[Lanes]) -> [bool; LANES] {
        const FIRST: usize = 20;
        const SURE: i32 = -2 * 4096;
        let (first, rest) = self.trees.split_at_checked(FIRST).unwrap_or((&self.trees, &[]));
        let mut sums = [self.base; LANES];
        add(first, rows, &mut sums);
        let unsure = sums.map(|sum| sum >= SURE);
        if unsure.contains(&true) {
            add(rest, rows, &mut sums);
        }
        let mut lane = unsure.into_iter();
        sums.map(|sum| lane.next() == Some(true) && sum >= 0)
    }

    /// What the trees say of each of `rows`, in 4096ths of a logit. Above nothing
    /// means yes.
    pub fn score(&self, rows: &[Lanes]) -> Scores {
        let mut sums = [self.base; LANES];
        add(&self.trees, rows, &mut sums);
        sums
    }

    /// [`Forest::score`], but where the first trees are sure of all `rows`, as menus stand
    /// in a row, the others are not asked: it is known that these are far below nothing,
    /// not how far. Labels are the same: `tests/rust/trees.rs` compares them.
    pub fn score_above(&self, rows: &[Lanes]) -> Scores {
        const SURE: [(usize, i32); 2] = [(40, -9 * 1024), (60, -7 * 1024)];
        let mut sums = [self.base; LANES];
        let mut rest = self.trees.as_slice();
        for (trees, sure) in SURE {
            let asked = self.trees.len() - rest.len();
            let Some((first, others)) = rest.split_at_checked(trees - asked) else { break };
            add(first, rows, &mut sums);
            rest = others;
            if sums.iter().all(|sum| *sum < sure) {
                return sums;
            }
        }
        add(rest, rows, &mut sums);
        sums
    }
}

/// Adds what the trees say of each row.
fn add(trees: &[Tree], rows: &[Lanes], sums: &mut Scores) {
    simd::run(Adding { trees, rows, sums });
}

/// So many trees are asked before their answers are added up.
const TREES_TOGETHER: usize = 10;

struct Adding<'a> {
    trees: &'a [Tree],
    rows: &'a [Lanes],
    sums: &'a mut Scores,
}

impl Loops for Adding<'_> {
    #[inline(always)]
    fn run(self) {
        // In three loops: numbers that are kept at hand take the registers of the others,
        // and what is made wider at once is compared by half vectors.
        let mut halves = [[[[0; LANES / 2]; 2]; 2]; TREES_TOGETHER];
        let mut opens = [[0; LANES]; TREES_TOGETHER];
        for trees in self.trees.chunks(TREES_TOGETHER) {
            for (halves, tree) in halves.iter_mut().zip(trees) {
                let [first, last] = &tree.questions;
                *halves = [left(first, self.rows), left(last, self.rows)];
            }
            for (open, [first, last]) in opens.iter_mut().zip(&halves) {
                for (open, (first, last)) in
                    open.iter_mut().zip(first.as_flattened().iter().zip(last.as_flattened()))
                {
                    *open = u32::from(*first) | u32::from(*last) << 16;
                }
            }
            for (open, tree) in opens.iter().zip(trees) {
                for (sum, open) in self.sums.iter_mut().zip(open) {
                    *sum = sum.wrapping_add(tree.answer(*open));
                }
            }
        }
    }
}

/// Reads the forests of a file. A line `forest NAME BASE` begins one; each line
/// after it is a tree, a question before what follows from it: `words<12 -40 35`
/// answers -40 where there are at most 12 words, else 35. `names` are the names
/// of the columns, in order.
pub(super) fn read(text: &str, names: &[String]) -> HashMap<String, Forest> {
    let columns: HashMap<&str, u16> = names.iter().map(String::as_str).zip(0..u16::MAX).collect();
    let mut forests: HashMap<String, Forest> = HashMap::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("forest ").and_then(|rest| rest.split_once(' ')) {
            Some((forest, base)) => {
                name = forest;
                let base = base.parse().unwrap_or_default();
                forests.insert(forest.to_owned(), Forest { trees: Vec::new(), base });
            }
            None => forests.entry(name.to_owned()).or_default().trees.extend(tree(line, &columns)),
        }
    }
    forests
}

/// `None` where a line is no tree; a test holds that each is.
fn tree(line: &str, columns: &HashMap<&str, u16>) -> Option<Tree> {
    let mut tree = Tree { questions: Default::default(), answers: [0; u32::BITS as usize + 1] };
    let mut answers = 0;
    // Questions whose right side has not come yet, and the first answer to the left.
    let mut open: Vec<(u16, i32, u32)> = Vec::new();
    for word in line.split(' ') {
        match word.split_once('<') {
            Some((name, value)) => open.push((*columns.get(name)?, value.parse().ok()?, answers)),
            None => {
                *tree.answers.get_mut(answers as usize)? = word.parse().ok()?;
                answers += 1;
                if let Some((column, value, first)) = open.pop() {
                    let left = (u32::MAX >> (32 - answers)) & (u32::MAX << first);
                    // Nothing is beyond the last number: all go left.
                    let value = value.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
                    let Some(below) = value.checked_add(1) else { continue };
                    for (questions, left) in tree.questions.iter_mut().zip([left as u16, (left >> 16) as u16])
                    {
                        if left > 0 {
                            questions.push(Question { column, below, others: !left });
                        }
                    }
                }
            }
        }
    }
    // The last answer belongs to a question that was closed before it.
    open.is_empty().then_some(tree)
}

#[cfg(test)]
mod tests {
    use super::{Forest, LANES, Lanes, read};

    fn forests(text: &str) -> std::collections::HashMap<String, Forest> {
        read(text, &["a".to_owned(), "b".to_owned()])
    }

    #[test]
    fn questions_lead_to_answers() {
        let forests = forests("forest f 5\na<2 b<0 1 10 100\n1000\n");
        let rows = [[2, 2, 3], [0, 1, 0]].map(|column| lanes(&column));
        let scores = forests.get("f").map(|forest| forest.score(&rows));
        assert_eq!(scores.as_ref().and_then(|scores| scores.get(..3)), Some(&[1006, 1015, 1105][..]));
    }

    fn lanes(values: &[i16]) -> Lanes {
        let mut lanes = [0; LANES];
        for (lane, value) in lanes.iter_mut().zip(values) {
            *lane = *value;
        }
        lanes
    }

    #[test]
    fn what_is_surely_far_below_is_not_asked_further() {
        // Forty trees that say no where `a` is small, and as many that nobody is asked then.
        let text = format!("forest f 0\n{}{}", "a<0 -300 100\n".repeat(40), "1000\n".repeat(40));
        let forests = forests(&text);
        let (far, near) = ([lanes(&[-1; LANES]), lanes(&[])], [lanes(&[-1, -1, 5, -1]), lanes(&[])]);
        let both = |rows: &[Lanes; 2]| forests.get("f").map(|f| (f.score(rows), f.score_above(rows)));
        assert_eq!(both(&far), Some(([28_000; LANES], [-12_000; LANES])));
        // One row in doubt, and all are asked whole.
        assert!(both(&near).is_some_and(|(whole, above)| whole == above));
    }

    /// What a tree answers, read word by word: the slow twin.
    fn plainly<'a>(words: &mut impl Iterator<Item = &'a str>, value: &impl Fn(&str) -> i32) -> Option<i32> {
        let word = words.next()?;
        let Some((name, limit)) = word.split_once('<') else { return word.parse().ok() };
        let (left, right) = (plainly(words, value)?, plainly(words, value)?);
        Some(if value(name) <= limit.parse().ok()? { left } else { right })
    }

    #[test]
    fn the_trees_of_the_labeller_say_what_their_file_says() {
        let text = include_str!("../data/labels.trees");
        let names = super::super::features::names();
        let forests = read(text, &names);
        let mut state = 7u32;
        for round in 0..200 {
            let rows: Vec<Lanes> = names
                .iter()
                .map(|_| {
                    [(); LANES].map(|()| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        let value = (state >> 8) as i16 % 1200 - 100;
                        if state.is_multiple_of(11) { i16::MIN } else { value }
                    })
                })
                .collect();
            let lane = round % LANES;
            let value = |name: &str| {
                let at = names.iter().position(|known| known == name);
                at.and_then(|at| rows.get(at))
                    .and_then(|column| column.get(lane))
                    .map_or(i32::MAX, |value| if *value == i16::MIN { i32::MIN } else { (*value).into() })
            };
            let (mut sum, mut expected) = (0, Vec::new());
            for line in text.lines().rev().filter(|line| !line.starts_with('#')) {
                match line.strip_prefix("forest ").and_then(|rest| rest.split_once(' ')) {
                    Some((name, base)) => {
                        expected.push((name, base.parse::<i32>().map(|base| base + sum)));
                        sum = 0;
                    }
                    None => {
                        let mut words = line.split(' ');
                        let answer = plainly(&mut words, &value);
                        assert!(answer.is_some() && words.next().is_none(), "{line}");
                        sum += answer.unwrap_or_default();
                    }
                }
            }
            assert_eq!(expected.len(), forests.len());
            for (name, expected) in expected {
                let score = forests.get(name).map(|forest| forest.score(&rows));
                assert_eq!(score.and_then(|score| score.get(lane).copied()), expected.ok(), "{name}");
            }
        }
    }

    #[test]
    fn what_is_missing_goes_left() {
        let forests = forests("forest f 0\na<-5 1 2\n");
        let scores = forests.get("f").map(|forest| forest.score(&[lanes(&[i16::MIN, -5, -4])]));
        assert_eq!(scores.as_ref().and_then(|scores| scores.get(..3)), Some(&[1, 1, 2][..]));
    }
}
