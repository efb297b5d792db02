import type { Score } from "./evaluate.ts";

/** What forecasts are held to, over many series. */
const COVERED_80 = [0.75, 0.85] as const;
const COVERED_95 = [0.89, 0.99] as const;
/** Of days about a level that never moves nobody who sees the past alone errs by less: the noise itself, a little less for chance. */
const SEEN_MASE = 0.62;

export interface Results {
  readonly ours: Score;
  readonly naive: Score;
  readonly drift: Score;
  /** Ours, of the series of pure noise about one level. */
  readonly noise: Score;
}

export const maseOf = ({ mase, origins }: Score): number => mase / origins;

export interface Held {
  /** What the MASE lies under. */
  readonly maseBelow: number;
  /** How far coverage may lie beyond its bounds by the chance of which series there are. */
  readonly slack: number;
}

const HELD: Held = { maseBelow: 1, slack: 0 };

/** What a forecaster falls short of; nothing where it is fit. */
export function shortcomings({ ours, naive, drift, noise }: Results, { maseBelow, slack } = HELD): string[] {
  const faults: string[] = [];
  const within = (what: string, part: number, [low, high]: readonly [number, number]) => {
    if (!(part >= low - slack && part <= high + slack)) faults.push(`${what}: ${(100 * part).toFixed(1)} %`);
  };
  if (!(maseOf(ours) < maseBelow)) faults.push(`MASE: ${maseOf(ours).toFixed(2)}`);
  if (!(maseOf(ours) < maseOf(naive))) faults.push("MASE above the seasonal naive's");
  if (!(maseOf(ours) < maseOf(drift))) faults.push("MASE above the drift's");
  if (noise.origins > 0 && maseOf(noise) < SEEN_MASE) faults.push("errs by less than noise: it sees what comes");
  within("80 % of days", ours.days.within80 / ours.days.of, COVERED_80);
  within("95 % of days", ours.days.within95 / ours.days.of, COVERED_95);
  within("80 % of sums", ours.sums.within80 / ours.sums.of, COVERED_80);
  within("95 % of sums", ours.sums.within95 / ours.sums.of, COVERED_95);
  return faults;
}
