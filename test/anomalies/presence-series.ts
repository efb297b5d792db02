import { hourOf, isWeekend, weekdayOf } from "@outlay/domain/series";
import { type Family, FORMER_HOURLY_FAMILIES, HOURLY_FAMILIES } from "./families.ts";
import { FRESH_HOURLY_FAMILIES, FRESH_USES } from "./fresh-families.ts";
import { FRESH_SOURCES, SECOND_SOURCES } from "./fresh-sources.ts";
import type { Labelled } from "./labelled.ts";
import { type Noise, seededNoise } from "./noise.ts";
import { dates, hours } from "./periods.ts";
import type { Window } from "./plants.ts";

/** How many days a series has, after how many it begins, and after how many days silence may be over. */
interface Shape {
  readonly days: number;
  readonly offset: number;
  readonly silentDays: number;
}
const FIRST: Shape = { days: 49, offset: 0, silentDays: 7 };
/** Other months, and longer series. */
const LATER: Shape = { days: 56, offset: 213, silentDays: 8 };

/** Events of a source, by the hour. */
type Source = Family;

const SOURCES = {
  always: (noise, periods) => {
    const mean = noise.between(5, 50);
    return periods.map(() => noise.poisson(mean));
  },
  office: (noise, periods) => {
    const mean = noise.between(5, 40);
    return periods.map((period) =>
      isWeekend(period) || hourOf(period) < 8 || hourOf(period) > 18 ? 0 : noise.poisson(mean),
    );
  },
  batch: (noise, periods) => {
    const at = noise.int(24);
    return periods.map((period) => (hourOf(period) === at ? 50 + noise.int(50) : 0));
  },
  "weekday batch": (noise, periods) => {
    const at = noise.int(24);
    return periods.map((period) => (hourOf(period) === at && !isWeekend(period) ? 50 + noise.int(50) : 0));
  },
  rare: (noise, periods) => {
    const mean = noise.between(0.15, 0.6);
    return periods.map(() => noise.poisson(mean));
  },
  "four times a day": (noise, periods) => {
    const first = noise.int(6);
    return periods.map((period) => (hourOf(period) % 6 === first ? 10 + noise.int(30) : 0));
  },
  bursty: (noise, periods) => {
    let left = 0;
    return periods.map(() => {
      if (noise.chance(0.15)) left = 1 + noise.int(6);
      left -= 1;
      return left >= 0 ? noise.poisson(20) : 0;
    });
  },
  "Mondays and Thursdays": (noise, periods) => {
    const at = noise.int(24);
    return periods.map((period) => ([0, 3].includes(weekdayOf(period)) && hourOf(period) === at ? 80 : 0));
  },
} as const satisfies Record<string, Source>;

const FORMER_SOURCES = {
  "late batch": (noise, periods) => {
    const at = 2 + noise.int(18);
    const late = new Map(periods.map((period) => [period.slice(0, 10), noise.int(3)]));
    return periods.map((period) => (hourOf(period) === at + (late.get(period.slice(0, 10)) ?? 0) ? 60 : 0));
  },
  "office with days off": (noise, periods) => {
    const mean = noise.between(3, 30);
    const off = [noise.int(7), noise.int(7)].map((shift, index) => dates(FIRST.days + 7, 0)[14 + 20 * index + shift]);
    return periods.map((period) => {
      const isWork = !isWeekend(period) && hourOf(period) >= 8 && hourOf(period) <= 18;
      return isWork && !off.includes(period.slice(0, 10)) ? noise.poisson(mean) : 0;
    });
  },
  "two shifts": (noise, periods) => {
    const mean = noise.between(2, 20);
    return periods.map((period) => {
      const [hour, weekday] = [hourOf(period), weekdayOf(period)];
      const isShift = (hour >= 6 && hour < 12) || (hour >= 14 && hour < 22 && weekday !== 4);
      return isShift && weekday < 6 ? noise.poisson(mean) : 0;
    });
  },
  "in clumps": (noise, periods) => {
    // Either state lasts for hours: longer at rest than at work.
    let isBusy = false;
    return periods.map(() => {
      if (noise.chance(isBusy ? 0.2 : 0.08)) isBusy = !isBusy;
      return isBusy ? 1 + noise.poisson(8) : 0;
    });
  },
  "Tuesdays and a Friday batch": (noise, periods) => {
    const at = noise.int(24);
    return periods.map((period) => {
      const isDue =
        (weekdayOf(period) === 1 && hourOf(period) >= 9 && hourOf(period) < 17) ||
        (weekdayOf(period) === 4 && hourOf(period) === at);
      return isDue ? 5 + noise.poisson(10) : 0;
    });
  },
  fading: (noise, periods) => {
    const mean = noise.between(20, 60);
    return periods.map((_, hour) => noise.poisson(mean * Math.exp(-hour / 700)));
  },
} as const satisfies Record<string, Source>;

function silence(
  name: string,
  source: Source,
  { days, offset, silentDays }: Shape,
  seed: number,
  isPlanted: boolean,
): Labelled {
  const noise = seededNoise(seed);
  const periods = hours(days, offset + noise.int(7));
  const last = periods.length - 1;
  const alive = source(noise, periods);
  const start = Math.floor(periods.length * noise.between(0.65, 0.8));
  const end = noise.chance(0.5) ? last : start + 24 * (silentDays + noise.int(3));
  const events = alive.map((count, hour) => (isPlanted && hour >= start && hour <= end ? 0 : count));
  return {
    name: `missing_data: ${name}, ${isPlanted ? "dead" : "clean"}`,
    rule: "missing_data",
    series: { granularity: "hour", periods, values: { events } },
    windows: isPlanted ? [[start, Math.min(end, last)]] : [],
    // Until the source has reported again.
    tolerance: 0,
    parameters: {},
    // They do best on sums of whole days.
    question: { figures: daySums(events), perDay: 1, direction: "down", least: 0, calm: 0, grain: 24 },
  };
}

const daySums = (events: readonly number[]): readonly number[] =>
  Array.from({ length: events.length / 24 }, (_, day) =>
    events.slice(24 * day, 24 * day + 24).reduce((sum, count) => sum + count, 0),
  );

function offHours(name: string, family: Family, { days, offset }: Shape, seed: number, isPlanted: boolean): Labelled {
  const noise = seededNoise(seed);
  const periods = hours(days, offset + noise.int(7));
  const usual = family(noise, periods);
  const work = Math.max(...usual.slice(0, 14 * 24)) * 0.7;
  const day = 21 + noise.int(days - 24);
  const isNight = noise.chance(0.5);
  const start = isNight ? day * 24 + 21 : nextSaturday(periods, day) * 24 + 9 + noise.int(6);
  const window: Window = [start, Math.min(periods.length - 1, start + 3 + noise.int(6))];
  const factor = noise.between(0.5, 1.5);
  const cost = usual.map((value, hour) =>
    isPlanted && hour >= window[0] && hour <= window[1] ? value + work * factor * noise.between(0.8, 1.2) : value,
  );
  const only = periods.map((period) => isWeekend(period) || hourOf(period) < 7 || hourOf(period) >= 20);
  return {
    name: `off_hours: ${name}, ${isPlanted ? "planted" : "clean"}`,
    rule: "off_hours",
    series: { granularity: "hour", periods, values: { cost } },
    windows: isPlanted ? [window] : [],
    tolerance: 6,
    parameters: {},
    question: { figures: cost, perDay: 24, direction: "up", least: 1, only, calm: 12, grain: 1 },
  };
}

function nextSaturday(periods: readonly string[], day: number): number {
  const found = Array.from({ length: 7 }, (_, ahead) => day + ahead).find(
    (one) => weekdayOf(periods[one * 24] ?? "") === 5,
  );
  return found !== undefined && found < periods.length / 24
    ? found
    : day - 7 + ((5 - weekdayOf(periods[(day - 7) * 24] ?? "") + 7) % 7);
}

/** How somebody uses one model, key or vendor, by the day. */
const USES: Readonly<Record<string, (noise: Noise, day: number) => number>> = {
  daily: (noise) => 1 + noise.poisson(20),
  "on weekdays": (noise, day) => (day % 7 < 5 ? 1 + noise.poisson(10) : 0),
  weekly: (_, day) => (day % 7 === 2 ? 5 : 0),
  "now and then": (noise) => (noise.chance(0.3) ? 1 + noise.poisson(3) : 0),
};
const FORMER_USES: typeof USES = {
  rarely: (noise) => (noise.chance(0.15) ? 1 : 0),
  "in bursts": (noise, day) => (Math.floor(day / 5) % 3 === 0 ? noise.poisson(30) : 0),
  "every fortnight": (_, day) => (day % 14 === 1 ? 40 : 0),
  growing: (noise, day) => noise.poisson(0.5 + day / 10),
};

/** Of first use, as many more. */
const USE_DAYS = 51;

function firstUse(
  name: string,
  use: (typeof USES)[string],
  { days, offset }: Shape,
  seed: number,
  isPlanted: boolean,
): Labelled {
  const noise = seededNoise(seed);
  const periods = dates(days + USE_DAYS, offset);
  const start = 40 + noise.int(50);
  const always = periods.map((_, day) => use(noise, day));
  const events = always.map((count, day) => (isPlanted && day < start ? 0 : count));
  const first = events.findIndex((count) => count > 0);
  const isFound = isPlanted && first >= 0;
  return {
    name: `first_use: ${name}, ${isPlanted ? "new" : "known"}`,
    rule: "first_use",
    series: {
      granularity: "day",
      periods,
      values: { events, cost: events.map((count) => count * 0.2), tenant_events: events.map((count) => count + 100) },
    },
    windows: isFound ? [[first, first]] : [],
    tolerance: 1,
    parameters: {},
    question: { figures: events, perDay: 1, direction: "up", least: 1, calm: 2, grain: 1 },
  };
}

interface Batch<Way> {
  readonly ways: Readonly<Record<string, Way>>;
  readonly make: (name: string, way: Way, shape: Shape, seed: number, isPlanted: boolean) => Labelled;
  readonly planted: number;
  readonly clean: number;
}

const batch = <Way>({ ways, make, planted, clean }: Batch<Way>, shape: Shape, firstSeed: number): readonly Labelled[] =>
  Object.entries(ways).flatMap(([name, way], index) =>
    Array.from({ length: planted + clean }, (_, at) =>
      make(name, way, shape, firstSeed + 100 * index + at, at < planted),
    ),
  );

export const tunedPresenceSeries = (firstSeed: number) => ({
  missing_data: batch({ ways: SOURCES, make: silence, planted: 4, clean: 2 }, FIRST, firstSeed),
  off_hours: batch({ ways: HOURLY_FAMILIES, make: offHours, planted: 6, clean: 3 }, FIRST, firstSeed + 2000),
  first_use: batch({ ways: USES, make: firstUse, planted: 3, clean: 3 }, FIRST, firstSeed + 4000),
});
export const formerPresenceSeries = (firstSeed: number) => ({
  missing_data: [
    ...batch({ ways: FORMER_SOURCES, make: silence, planted: 4, clean: 2 }, FIRST, firstSeed),
    ...batch({ ways: SECOND_SOURCES, make: silence, planted: 4, clean: 4 }, LATER, firstSeed - 600_000),
  ],
  off_hours: batch({ ways: FORMER_HOURLY_FAMILIES, make: offHours, planted: 6, clean: 3 }, FIRST, firstSeed + 2000),
  first_use: batch({ ways: FORMER_USES, make: firstUse, planted: 3, clean: 3 }, FIRST, firstSeed + 4000),
});
export const freshPresenceSeries = (firstSeed: number) => ({
  missing_data: batch({ ways: FRESH_SOURCES, make: silence, planted: 4, clean: 4 }, LATER, firstSeed + 6000),
  off_hours: batch({ ways: FRESH_HOURLY_FAMILIES, make: offHours, planted: 4, clean: 4 }, LATER, firstSeed + 2000),
  first_use: batch({ ways: FRESH_USES, make: firstUse, planted: 3, clean: 3 }, LATER, firstSeed + 4000),
});
