//! Boosted trees over whole numbers.
//!
//! A tree asks whether a column is at most a number and goes left or right, until
//! it ends in a number; a forest adds up what its trees say. Nothing is a float,
//! so the answer is the same on every machine. `training/labels/` makes the file.

use std::collections::HashMap;

/// A question, or an answer.
#[derive(Clone, Copy)]
struct Node {
    /// The column asked for; [`ANSWER`] where the tree ends.
    column: u16,
    /// The next node where the column is greater; where it is not, that is the
    /// node behind this one.
    right: u16,
    /// The number that the column is compared with, or the answer.
    value: i32,
}

const ANSWER: u16 = u16::MAX;

/// Trees whose answers are added up.
#[derive(Default)]
pub(super) struct Forest {
    trees: Vec<Vec<Node>>,
    /// What the sum starts from.
    base: i32,
}

impl Forest {
    /// Whether the trees say yes to `row`. Most blocks of a page are menus: what
    /// the first trees are sure of is not asked further. Of 26,000 blocks of
    /// pages that is two thirds, and five of them had come back.
    pub fn says_yes(&self, row: &[i32]) -> bool {
        const FIRST: usize = 20;
        const SURE: i32 = -2 * 4096;
        let (first, rest) = self.trees.split_at_checked(FIRST).unwrap_or((&self.trees, &[]));
        let add = |sum: i32, tree: &Vec<Node>| sum.saturating_add(answer(tree, row));
        let sum = first.iter().fold(self.base, add);
        sum >= SURE && rest.iter().fold(sum, add) >= 0
    }

    /// What the trees say of `row`, in 4096ths of a logit. Above nothing means
    /// yes.
    pub fn score(&self, row: &[i32]) -> i32 {
        self.trees.iter().fold(self.base, |sum, tree| sum.saturating_add(answer(tree, row)))
    }
}

fn answer(tree: &[Node], row: &[i32]) -> i32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(node) if node.column != ANSWER => {
                let greater = row.get(usize::from(node.column)).is_some_and(|value| *value > node.value);
                at = if greater { usize::from(node.right) } else { at + 1 };
            }
            Some(node) => return node.value,
            None => return 0,
        }
    }
}

/// Reads the forests of a file. A line `forest NAME BASE` begins one; each line
/// after it is a tree, a question before what follows from it: `words<12 -40 35`
/// answers -40 where there are at most 12 words, else 35. `names` are the names
/// of the columns, in order.
pub(super) fn read(text: &str, names: &[String]) -> HashMap<String, Forest> {
    let columns: HashMap<&str, u16> = names.iter().map(String::as_str).zip(0..ANSWER).collect();
    let mut forests: HashMap<String, Forest> = HashMap::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("forest ").and_then(|rest| rest.split_once(' ')) {
            Some((forest, base)) => {
                name = forest;
                let base = base.parse().unwrap_or_default();
                forests.insert(forest.to_owned(), Forest { trees: Vec::new(), base });
            }
            None => {
                let tree = tree(line, &columns).unwrap_or_default();
                forests.entry(name.to_owned()).or_default().trees.push(tree);
            }
        }
    }
    forests
}

/// `None` where a line is no tree; a test holds that each is.
fn tree(line: &str, columns: &HashMap<&str, u16>) -> Option<Vec<Node>> {
    let mut nodes: Vec<Node> = Vec::new();
    // Questions whose right side has not come yet.
    let mut open: Vec<usize> = Vec::new();
    for word in line.split(' ') {
        match word.split_once('<') {
            Some((name, value)) => {
                open.push(nodes.len());
                nodes.push(Node { column: *columns.get(name)?, right: 0, value: value.parse().ok()? });
            }
            None => {
                nodes.push(Node { column: ANSWER, right: 0, value: word.parse().ok()? });
                let right = u16::try_from(nodes.len()).ok()?;
                if let Some(question) = open.pop() {
                    nodes.get_mut(question)?.right = right;
                }
            }
        }
    }
    // The last answer belongs to a question that was closed before it.
    open.is_empty().then_some(nodes)
}

#[cfg(test)]
mod tests {
    use super::{Forest, read};

    fn forests(text: &str) -> std::collections::HashMap<String, Forest> {
        read(text, &["a".to_owned(), "b".to_owned()])
    }

    #[test]
    fn questions_lead_to_answers() {
        let forests = forests("forest f 5\na<2 b<0 1 10 100\n1000\n");
        let forest = forests.get("f").map(|forest| [[2, 0], [2, 1], [3, 0]].map(|row| forest.score(&row)));
        assert_eq!(forest, Some([1006, 1015, 1105]));
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
        for _ in 0..200 {
            let row: Vec<i32> = names
                .iter()
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let value = (state >> 8) as i32 % 1200 - 100;
                    if state.is_multiple_of(11) { i32::MIN } else { value }
                })
                .collect();
            let value = |name: &str| {
                let at = names.iter().position(|known| known == name);
                at.and_then(|at| row.get(at)).copied().unwrap_or(i32::MAX)
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
                assert_eq!(forests.get(name).map(|forest| forest.score(&row)), expected.ok(), "{name}");
            }
        }
    }

    #[test]
    fn what_is_missing_goes_left() {
        let forests = forests("forest f 0\na<-5 1 2\n");
        let score = |value| forests.get("f").map(|forest| forest.score(&[value, 0]));
        assert_eq!([score(i32::MIN), score(-5), score(-4)], [Some(1), Some(1), Some(2)]);
    }
}
