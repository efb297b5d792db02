/** How often alerts were marked, of late. */
export interface FeedbackCounts {
  readonly useful: number;
  readonly notUseful: number;
}

export const NO_FEEDBACK: FeedbackCounts = { useful: 0, notUseful: 0 };

/** As rules take it: see `Sensitivity`. */
const LEAST = 0.1;
const MOST = 10;
/** What is said of other scopes of a rule counts so much of what is said of one's own. */
const WEIGHT_OF_OTHERS = 0.1;
/** So many marks that say the same move the sensitivity half of the way that they can. */
const HALF_WAY = 4;

/**
 * The sensitivity in force of a rule in a scope, by what it is stated to be and what alerts of the last days were marked:
 *
 *     stated × 2 ^ ((useful − not_useful) / (useful + not_useful + 4))
 *
 * where marks of the scope itself count as one, and those of other scopes that the rule watches as a tenth. So it is never more
 * than doubled or halved, a mark never moves it the other way, and without marks it is what was stated. Rounded to three decimals.
 */
export function effectiveSensitivity(stated: number, own: FeedbackCounts, others: FeedbackCounts): number {
  const useful = own.useful + WEIGHT_OF_OTHERS * others.useful;
  const notUseful = own.notUseful + WEIGHT_OF_OTHERS * others.notUseful;
  const factor = 2 ** ((useful - notUseful) / (useful + notUseful + HALF_WAY));
  return Math.min(MOST, Math.max(LEAST, Math.round(stated * factor * 1000) / 1000));
}

export const addFeedback = (a: FeedbackCounts, b: FeedbackCounts): FeedbackCounts => ({
  useful: a.useful + b.useful,
  notUseful: a.notUseful + b.notUseful,
});
