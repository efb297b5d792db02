import { type CompiledRule, SETTABLE_DIMENSIONS } from "./attribution-rule.ts";
import { completeTuple, type Completion, unfill } from "./complete-tuple.ts";
import { addTo, type CostAndEvents, NOTHING, plus } from "./cost-and-events.ts";
import { dimensionIndex, type Tuple, UNATTRIBUTED } from "./dimensions.ts";

/** Recorded usage of one tuple, as pages hold it. */
export interface RecordedUsage extends CostAndEvents {
  readonly tuple: Tuple;
}

/** What other rules would make of recorded usage. */
export interface AttributionPreview {
  readonly total: CostAndEvents;
  /** Usage that a draft matches at its turn, whether it then sets anything or not. */
  readonly matched: CostAndEvents;
  readonly dimensions: readonly DimensionPreview[];
}

export interface DimensionPreview {
  readonly dimension: string;
  /** By `[from, to]` as JSON. Their sum is all that moves. */
  readonly moves: ReadonlyMap<string, CostAndEvents>;
  readonly unattributedBefore: CostAndEvents;
  readonly unattributedAfter: CostAndEvents;
}

const places = SETTABLE_DIMENSIONS.map((dimension) => ({ dimension, index: dimensionIndex(dimension) }));

/**
 * Completes recorded usage twice, as its source stated it: as `present` does, and with `rules` in the place of its rules. Both
 * sides see today's keys and directory, so the rules are the only difference. `draftIds` are the rules whose matches count.
 */
export function previewAttribution(
  usage: Iterable<RecordedUsage>,
  present: Completion,
  rules: readonly CompiledRule[],
  draftIds: ReadonlySet<string>,
): AttributionPreview {
  let isMatched = false;
  const watched = rules.map((rule) => {
    if (!draftIds.has(rule.id)) return rule;
    const matches = (tuple: Tuple) => {
      const isMatch = rule.matches(tuple);
      isMatched ||= isMatch;
      return isMatch;
    };
    return { ...rule, matches };
  });
  const drafted: Completion = { ...present, attribution: { ...present.attribution, rules: watched } };
  const dimensions = places.map(({ dimension, index }) => ({
    dimension,
    index,
    moves: new Map<string, CostAndEvents>(),
    unattributedBefore: NOTHING,
    unattributedAfter: NOTHING,
  }));
  let [total, matched] = [NOTHING, NOTHING];
  for (const { tuple, ...sum } of usage) {
    const stated = unfill(tuple);
    isMatched = false;
    const before = completeTuple(stated, present);
    const after = completeTuple(stated, drafted);
    total = plus(total, sum);
    if (isMatched) matched = plus(matched, sum);
    for (const sums of dimensions) {
      const [from, to] = [before[sums.index] ?? UNATTRIBUTED, after[sums.index] ?? UNATTRIBUTED];
      if (from === UNATTRIBUTED) sums.unattributedBefore = plus(sums.unattributedBefore, sum);
      if (to === UNATTRIBUTED) sums.unattributedAfter = plus(sums.unattributedAfter, sum);
      if (from !== to) addTo(sums.moves, JSON.stringify([from, to]), sum);
    }
  }
  return { total, matched, dimensions };
}
