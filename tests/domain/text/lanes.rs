use cotejo::text::{ArticleText, TextSpan, assign_lanes};
use proptest::collection::vec;
use proptest::prelude::*;

use super::bytes;

fn sorted(mut spans: Vec<(usize, usize)>) -> Vec<TextSpan> {
    let text = ArticleText::new("x".repeat(300));
    spans.sort_by_key(|&(start, len)| (start, std::cmp::Reverse(len)));
    let span = |(start, len)| bytes(&text, start, start + len);
    spans.into_iter().map(span).collect()
}

proptest! {
    #[test]
    fn no_two_that_overlap_share_a_lane(spans in vec((0_usize..80, 1_usize..30), 0..60)) {
        let spans = sorted(spans);
        let lanes = assign_lanes(&spans);
        prop_assert_eq!(lanes.len(), spans.len());
        for (i, a) in spans.iter().enumerate() {
            for (j, b) in spans.iter().enumerate().skip(i + 1) {
                prop_assert!(!a.overlaps(*b) || lanes[i] != lanes[j], "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn no_more_lanes_are_used_than_lie_over_one_place(spans in vec((0_usize..80, 1_usize..30), 1..60)) {
        let spans = sorted(spans);
        let deepest = spans
            .iter()
            .map(|at| spans.iter().filter(|it| it.covers(at.start())).count())
            .max()
            .unwrap();
        let used = usize::from(*assign_lanes(&spans).iter().max().unwrap()) + 1;
        prop_assert_eq!(used, deepest);
    }

    #[test]
    fn an_annotation_added_elsewhere_moves_no_line(
        here in vec((0_usize..80, 1_usize..30), 0..30),
        before in vec((120_usize..150, 1_usize..10), 1..8),
    ) {
        let alone = sorted(here.clone());
        // Shifted behind the others, so the new ones stand before them.
        let shifted = |by: usize, it: &[(usize, usize)]| -> Vec<(usize, usize)> {
            it.iter().map(|&(start, len)| (start + by, len)).collect()
        };
        let after = sorted([here.clone(), before.clone()].concat());
        prop_assert_eq!(&assign_lanes(&after)[..alone.len()], &assign_lanes(&alone)[..]);
        let moved = sorted(shifted(165, &here));
        let behind = sorted([shifted(165, &here), before].concat());
        let lanes = assign_lanes(&behind);
        prop_assert_eq!(&lanes[lanes.len() - moved.len()..], &assign_lanes(&alone)[..]);
    }
}

#[test]
fn what_lies_outside_lies_nearer_to_the_text() {
    let spans = sorted(vec![(0, 10), (0, 20), (5, 3), (20, 5)]);
    assert_eq!(assign_lanes(&spans), [0, 1, 2, 0]);
}
