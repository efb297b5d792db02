import type { AnomalyRuleName } from "@outlay/domain/anomaly-rule";
import { isWeekend, weekdayOf } from "@outlay/domain/series";
import { type Family, FAMILIES, FORMER_FAMILIES } from "./families.ts";
import { FRESH_FAMILIES } from "./fresh-families.ts";
import type { Labelled } from "./labelled.ts";
import { type Noise, seededNoise } from "./noise.ts";
import { type Calendar, FIRST_MONTHS, LATER_MONTHS } from "./periods.ts";
import { burst, climb, plateau, type Planted, shift, slope, spike } from "./plants.ts";

/** A wave of what a ratio does by itself: one number a period, around 0 and of about its size. */
type Wave = (noise: Noise, periods: readonly string[]) => readonly number[];
const steady: Wave = (noise, periods) => periods.map(() => noise.normal());
const lasting: Wave = (noise, periods) => {
  let state = 0;
  return periods.map(() => (state = 0.6 * state + 0.8 * noise.normal()));
};
const wild: Wave = (noise, periods) => periods.map(() => noise.normal() * (noise.chance(0.05) ? 2.5 : 1));
/** Higher on weekends, and lower or higher by weeks. */
const byWeeks: Wave = (noise, periods) => {
  let week = 0;
  return periods.map((period) => {
    if (weekdayOf(period) === 0) week = 0.6 * noise.normal();
    return week + (isWeekend(period) ? 1 : -0.4) + 0.6 * noise.normal();
  });
};
/** Laplace's distribution, with a slow wave. */
const peaked: Wave = (noise, periods) => {
  const days = noise.between(20, 50);
  const exponential = () => -Math.log(1 - noise.uniform());
  return periods.map((_, day) => 0.7 * Math.sin((2 * Math.PI * day) / days) + 0.6 * (exponential() - exponential()));
};

interface Kind {
  /** The ratio's own level, how far it moves by itself (as a part of the level), and to what it is brought. */
  readonly level: (noise: Noise) => number;
  readonly moves: (noise: Noise) => number;
  readonly raised: (noise: Noise, level: number) => number;
  /** The denominator of a volume of money. */
  readonly base: (volume: number, noise: Noise) => number;
  /** Whether what is counted is whole, and so has the noise of counting. */
  readonly isCounted: boolean;
  readonly values: (base: readonly number[], part: readonly number[]) => Readonly<Record<string, readonly number[]>>;
  /** What the naive rules need too: a base below this says nothing, and a difference below this is none. */
  readonly leastBase: number;
  readonly leastRise: number;
  /** A week's ratio that is worth a word for as long as it lasts; null: none is. */
  readonly most: number | null;
}

const share = (low: number, high: number) => (noise: Noise) => noise.between(low, high);
const times = (values: readonly number[], factor: number) => values.map((value) => value * factor);
const counts = (each: number) => (volume: number, noise: Noise) => noise.poisson(volume / each);

export const RATIO_KINDS = {
  output_ratio: {
    level: share(0.1, 0.6),
    moves: share(0.04, 0.15),
    raised: (noise, level) => level * noise.between(1.8, 4),
    base: (volume) => Math.round(volume * 20_000),
    isCounted: false,
    values: (base, part) => ({
      input_tokens: times(base, 0.7),
      cache_read_tokens: times(base, 0.3),
      output_tokens: part,
      cost_output: times(part, 0.00001),
    }),
    leastBase: 100_000,
    leastRise: 0.02,
    most: null,
  },
  failed_runs: {
    level: share(0, 0.08),
    moves: share(0.1, 0.3),
    raised: (noise) => noise.between(0.2, 0.7),
    base: counts(1),
    isCounted: true,
    values: (base, part) => ({ events: base, failed_events: part, failed_cost: times(part, 0.2) }),
    leastBase: 10,
    leastRise: 0.1,
    most: 0.5,
  },
  premium_drift: {
    level: share(0.05, 0.5),
    moves: share(0.05, 0.2),
    raised: (noise, level) => Math.min(1, level + noise.between(0.2, 0.5)),
    base: (volume) => volume,
    isCounted: false,
    values: (base, part) => ({ cost: base, cost_premium: part }),
    leastBase: 5,
    leastRise: 0.1,
    most: null,
  },
  no_accepted_outputs: {
    level: share(0.05, 0.35),
    moves: share(0.05, 0.2),
    raised: (noise) => noise.between(0.75, 1),
    base: counts(4),
    isCounted: true,
    values: (base, part) => ({
      cost: times(base, 4),
      outcomes: base,
      accepted_outcomes: base.map((count, index) => count - (part[index] ?? 0)),
    }),
    leastBase: 5,
    leastRise: 0.25,
    most: 0.95,
  },
  agent_loops: {
    level: share(0, 0.04),
    moves: share(0.1, 0.3),
    raised: (noise) => noise.between(0.2, 0.7),
    base: counts(1),
    isCounted: true,
    values: (base, part) => ({ events: base, loop_events: part, cost_cause_loop: times(part, 0.5) }),
    leastBase: 10,
    leastRise: 0.1,
    most: 0.5,
  },
  price_drift: {
    level: share(1e-6, 2e-5),
    moves: share(0.01, 0.05),
    raised: (noise, level) => level * noise.between(1.3, 2.5),
    base: (volume) => Math.round(volume * 50_000),
    isCounted: false,
    values: (base, part) => ({ input_tokens: times(base, 0.8), output_tokens: times(base, 0.2), cost: part }),
    leastBase: 100_000,
    leastRise: 0,
    most: null,
  },
  unattributed: {
    level: share(0, 0.15),
    moves: share(0.1, 0.3),
    raised: (noise, level) => level + noise.between(0.2, 0.6),
    base: (volume) => volume,
    isCounted: false,
    values: (base, part) => ({ cost: base, cost_unattributed: part }),
    leastBase: 5,
    leastRise: 0.1,
    most: 0.5,
  },
} as const satisfies Partial<Record<AnomalyRuleName, Kind>>;
export type RatioKind = keyof typeof RATIO_KINDS;

type Plant = (noise: Noise, length: number) => Planted;
type Plants = Readonly<Record<string, Plant>>;
const PLANTS: Plants = {
  spike: (noise, length) => spike(noise, length, 2),
  shift: (noise, length) => shift(noise, length, 2),
  climb: (noise, length) => climb(noise, length, 2),
};
const FRESH_PLANTS: Plants = {
  burst: (noise, length) => burst(noise, length, 2),
  plateau: (noise, length) => plateau(noise, length, 2),
  slope: (noise, length) => slope(noise, length, 2),
};

interface Making {
  readonly rule: RatioKind;
  readonly name: string;
  readonly family: Family;
  readonly wave: Wave;
  readonly seed: number;
  readonly plant: Plant | null;
  readonly calendar: Calendar;
}

function ratioSeries({ rule, name, family, wave, seed, plant, calendar }: Making): Labelled {
  const kind: Kind = RATIO_KINDS[rule];
  const noise = seededNoise(seed);
  const periods = calendar(noise);
  const base = family(noise, periods).map((volume) => kind.base(volume, noise));
  const [level, moves] = [kind.level(noise), kind.moves(noise)];
  const raised = kind.raised(noise, level);
  const planted = plant?.(noise, periods.length);
  const isShare = rule !== "output_ratio" && rule !== "price_drift";
  const part = wave(noise, periods).map((move, day) => {
    // A factor of 2 in the plant is the way from the level to the raised one.
    const way = (planted?.factors[day] ?? 1) - 1;
    const ratio = (level + way * (raised - level)) * Math.exp((way > 0.5 ? 0.3 : 1) * moves * move);
    const of = base[day] ?? 0;
    if (kind.isCounted) return noise.binomial(of, Math.min(1, ratio));
    return of * (isShare ? Math.min(1, ratio) : ratio);
  });
  const ratios = base.map((of, day) => (of >= kind.leastBase ? (part[day] ?? 0) / of : null));
  const isSeen = planted && ratios.slice(planted.window[0], planted.window[1] + 1).some((ratio) => ratio !== null);
  const isLasting = (planted?.factors.at(-1) ?? 1) > 1 && kind.most !== null && raised >= 0.95 * kind.most;
  return {
    name: `${rule}: ${name}`,
    rule,
    series: { granularity: "day", periods, values: kind.values(base, part) },
    windows: planted && isSeen ? [isLasting ? [planted.window[0], periods.length - 1] : planted.window] : [],
    tolerance: 3,
    parameters: {},
    question: { figures: ratios, perDay: 1, direction: "up", least: kind.leastRise, calm: 2, grain: 1 },
  };
}

interface Batch {
  readonly families: Readonly<Record<string, Family>>;
  readonly waves: readonly Wave[];
  readonly plants: Plants;
  readonly calendar: Calendar;
  /** Clean series of each family and wave. */
  readonly clean: number;
}

function seriesOf(
  rule: RatioKind,
  { families, waves, plants, calendar, clean }: Batch,
  firstSeed: number,
): readonly Labelled[] {
  const ways = [
    ...Object.entries(plants),
    ...Array.from({ length: clean }, (): readonly [string, Plant | null] => ["clean", null]),
  ];
  return Object.entries(families).flatMap(([familyName, family], f) =>
    ways.flatMap(([plantName, plant], p) =>
      waves.map((wave, w) => {
        const seed = firstSeed + Object.keys(RATIO_KINDS).indexOf(rule) * 10_000 + f * 100 + p * 10 + w;
        return ratioSeries({ rule, name: `${familyName}, ${plantName}`, family, wave, seed, plant, calendar });
      }),
    ),
  );
}

const FIRST = { plants: PLANTS, calendar: FIRST_MONTHS, clean: 1 } as const;
const { flat, weekly, business, trending, young } = FAMILIES;
/** Of one kind: five families, each with every plant and clean. */
export const tunedRatioSeries = (rule: RatioKind, firstSeed: number): readonly Labelled[] =>
  seriesOf(rule, { ...FIRST, families: { flat, weekly, business, trending, young }, waves: [steady] }, firstSeed);

const { lognormal, counts: poisson, wandering, holidays, heavy } = FORMER_FAMILIES;
export const formerRatioSeries = (rule: RatioKind, firstSeed: number): readonly Labelled[] =>
  seriesOf(
    rule,
    { ...FIRST, families: { lognormal, poisson, wandering, holidays, heavy }, waves: [lasting, wild] },
    firstSeed,
  );

export const freshRatioSeries = (rule: RatioKind, firstSeed: number): readonly Labelled[] =>
  seriesOf(
    rule,
    { families: FRESH_FAMILIES, waves: [byWeeks, peaked], plants: FRESH_PLANTS, calendar: LATER_MONTHS, clean: 2 },
    firstSeed,
  );
