//! Lines that stand together stay or go together.
//!
//! A tree judges each line as if the others were not judged. A page has few
//! places where article and boilerplate meet, so a line that is hardly dropped
//! between lines that stay is more often one of them.

/// The most that a line lends to the next, in 4096ths of a logit: what it costs that
/// of two neighbours one stays and the other goes. From .6 to .9 logits about as many
/// pages come out right; more costs characters.
const LENT: i32 = 2560;

/// A page of more changes between lines that stay and lines that go is a patchwork:
/// it does not come out right in any case, and looking at its lines together loses
/// paragraphs of it.
const MOST_CHANGES: usize = 12;

/// Adds to each line's margin (how far its score is above what it takes to stay)
/// what its neighbours lend it.
///
/// The sign is then that of the best labels of the whole page, if a line counts by
/// its margin and each change from one line to the next costs [`LENT`]: the two
/// passes of the max-sum algorithm over a chain (Pearl, "Probabilistic Reasoning in
/// Intelligent Systems", 1988), where what is passed on is a difference of two
/// maxima and never more than the cost of a change. A line that is `decided` by
/// what it says lends what its score says, but changes at it are not counted.
pub(super) fn look_together(margins: &mut [i32], decided: &[bool]) {
    let open = margins.iter().zip(decided).filter(|(_, decided)| !**decided);
    let stays: Vec<bool> = open.map(|(margin, _)| *margin >= 0).collect();
    let changes = stays.windows(2).filter(|pair| pair.first() != pair.last()).count();
    if changes > MOST_CHANGES {
        return;
    }
    let own = margins.to_vec();
    let lend = |own: i32, lent: i32| own.saturating_add(lent).clamp(-LENT, LENT);
    let mut lent = 0;
    for (margin, own) in margins.iter_mut().zip(&own) {
        *margin = margin.saturating_add(lent);
        lent = lend(*own, lent);
    }
    lent = 0;
    for (margin, own) in margins.iter_mut().zip(&own).rev() {
        *margin = margin.saturating_add(lent);
        lent = lend(*own, lent);
    }
}

#[cfg(test)]
mod tests {
    use super::{LENT, MOST_CHANGES, look_together};

    fn together(margins: &[i32]) -> Vec<i32> {
        let mut margins = margins.to_vec();
        let decided = vec![false; margins.len()];
        look_together(&mut margins, &decided);
        margins
    }

    /// What the best labels of all lines are worth if line `at` stays or goes, by
    /// trying all.
    fn best(margins: &[i32], at: usize, stays: bool) -> i32 {
        let labels = (0..1u32 << margins.len()).filter(|labels| (labels >> at & 1 == 1) == stays);
        let worth = labels.map(|labels| {
            let kept = margins.iter().enumerate().filter(|(at, _)| labels >> at & 1 == 1);
            let changes = (labels ^ labels >> 1) & ((1 << (margins.len() - 1)) - 1);
            kept.map(|(_, margin)| margin).sum::<i32>() - LENT * changes.count_ones() as i32
        });
        worth.max().unwrap_or_default()
    }

    #[test]
    fn margins_are_those_of_the_best_labels_of_all_lines() {
        let mut state = 7u32;
        for _ in 0..200 {
            let margins: Vec<i32> = (0..9)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 8) as i32 % 12_000 - 6_000
                })
                .collect();
            for (at, margin) in together(&margins).into_iter().enumerate() {
                assert_eq!(margin, best(&margins, at, true) - best(&margins, at, false), "{margins:?}");
            }
        }
    }

    #[test]
    fn a_line_that_is_hardly_dropped_follows_its_neighbours() {
        assert!(together(&[9000, -LENT, 9000]).iter().all(|margin| *margin >= 0));
        assert!(together(&[-9000, LENT, -9000]).iter().all(|margin| *margin < 0));
        assert!(together(&[9000, -3 * LENT, 9000]).iter().any(|margin| *margin < 0));
    }

    #[test]
    fn a_patchwork_stays_as_it_is_and_what_is_decided_makes_none() {
        let patchwork: Vec<i32> = (0..20).map(|at| if at % 2 == 0 { 9000 } else { -1 }).collect();
        assert_eq!(together(&patchwork), patchwork);
        let decided: Vec<bool> = (0..20).map(|at| at % 2 == 1 && at > MOST_CHANGES).collect();
        let mut margins = patchwork;
        look_together(&mut margins, &decided);
        assert!(margins.iter().all(|margin| *margin >= 0));
        look_together(&mut [], &[]);
    }
}
