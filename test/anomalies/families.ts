import { hourOf, isWeekend, weekdayOf } from "@outlay/domain/series";
import type { Noise } from "./noise.ts";

/** Draws one volume (spend of a day, say around 100) for each period. */
export type Family = (noise: Noise, periods: readonly string[]) => number[];

const around = (noise: Noise, level: number, variation: number) =>
  Math.max(0, level * (1 + variation * noise.normal()));

/** How much of a day's work is done in each hour of the day, by the clock. */
const workDay = (hour: number, night: number) => night + (1 - night) * Math.exp(-(((hour - 13.5) / 4) ** 2));

/** The families on which parameters were chosen. */
export const FAMILIES = {
  flat: (noise, periods) => {
    const [level, variation] = [noise.between(20, 400), noise.between(0.05, 0.15)];
    return periods.map(() => around(noise, level, variation));
  },
  weekly: (noise, periods) => {
    const [level, variation, weekend] = [noise.between(50, 400), noise.between(0.05, 0.15), noise.between(0.1, 0.5)];
    return periods.map((period) => around(noise, level * (isWeekend(period) ? weekend : 1), variation));
  },
  business: (noise, periods) => {
    const [level, variation] = [noise.between(50, 400), noise.between(0.08, 0.2)];
    const byWeekday = Array.from({ length: 5 }, () => noise.between(0.7, 1.3));
    return periods.map((period) => around(noise, level * (byWeekday[weekdayOf(period)] ?? 0), variation));
  },
  trending: (noise, periods) => {
    const [level, variation, weekend] = [noise.between(20, 200), noise.between(0.05, 0.12), noise.between(0.2, 1)];
    const step = noise.between(-0.006, 0.015);
    return periods.map((period, day) =>
      around(noise, level * Math.exp(step * day) * (isWeekend(period) ? weekend : 1), variation),
    );
  },
  sparse: (noise, periods) => {
    const [level, share] = [noise.between(20, 100), noise.between(0.15, 0.5)];
    return periods.map(() => (noise.chance(share) ? level * Math.exp(0.4 * noise.normal()) : 0));
  },
  bursty: (noise, periods) => {
    const [level, variation, share] = [noise.between(30, 200), noise.between(0.1, 0.2), noise.between(0.05, 0.15)];
    return periods.map(() => around(noise, level, variation) * (noise.chance(share) ? noise.between(1.5, 2.5) : 1));
  },
  young: (noise, periods) => {
    const [level, variation, weekend] = [noise.between(50, 300), noise.between(0.08, 0.15), noise.between(0.2, 1)];
    const start = Math.floor(periods.length / 4);
    return periods.map((period, day) =>
      day < start ? 0 : around(noise, level * (isWeekend(period) ? weekend : 1), variation),
    );
  },
} as const satisfies Record<string, Family>;

/** Families that were held out until they were looked at. */
export const FORMER_FAMILIES = {
  lognormal: (noise, periods) => {
    const [level, variation, weekend] = [noise.between(20, 300), noise.between(0.15, 0.35), noise.between(0.2, 1)];
    return periods.map((period) => level * (isWeekend(period) ? weekend : 1) * Math.exp(variation * noise.normal()));
  },
  counts: (noise, periods) => {
    const [calls, price, weekend] = [noise.between(8, 60), noise.between(0.5, 4), noise.between(0.2, 1)];
    return periods.map((period) => price * noise.poisson(calls * (isWeekend(period) ? weekend : 1)));
  },
  wandering: (noise, periods) => {
    const [level, step, variation] = [noise.between(50, 300), noise.between(0.01, 0.03), noise.between(0.05, 0.1)];
    let log = Math.log(level);
    return periods.map(() => {
      log += step * noise.normal();
      return around(noise, Math.exp(log), variation);
    });
  },
  holidays: (noise, periods) => {
    const [level, variation, weekend] = [noise.between(50, 300), noise.between(0.06, 0.12), noise.between(0.05, 0.4)];
    const gaps = [noise.int(3), noise.int(3), noise.int(3)].map((shift, index) => 25 + 34 * index + 7 * shift);
    return periods.map((period, day) => {
      const isGap = gaps.some((gap) => day >= gap && day < gap + 4 + (gap % 6));
      return around(noise, level * (isWeekend(period) ? weekend : 1) * (isGap ? 0.05 : 1), variation);
    });
  },
  related: (noise, periods) => {
    const [level, memory, variation] = [noise.between(50, 300), noise.between(0.4, 0.7), noise.between(0.06, 0.12)];
    let state = 0;
    return periods.map(() => {
      state = memory * state + variation * noise.normal();
      return level * Math.exp(state);
    });
  },
  monthly: (noise, periods) => {
    const [level, variation, weekend] = [noise.between(50, 300), noise.between(0.06, 0.12), noise.between(0.3, 1)];
    const peak = noise.between(1.2, 1.5);
    return periods.map((period) =>
      around(
        noise,
        level * (isWeekend(period) ? weekend : 1) * (Number(period.slice(8, 10)) <= 3 ? peak : 1),
        variation,
      ),
    );
  },
  heavy: (noise, periods) => {
    const [level, variation] = [noise.between(50, 300), noise.between(0.05, 0.1)];
    // Student's t with 3 degrees of freedom.
    const draw = () =>
      noise.normal() / Math.sqrt((noise.normal() ** 2 + noise.normal() ** 2 + noise.normal() ** 2) / 3);
    return periods.map(() => Math.max(0, level * (1 + variation * draw())));
  },
} as const satisfies Record<string, Family>;

/** Hours of people at work; a night is a part of the day's height. */
export const HOURLY_FAMILIES = {
  office: (noise, periods) => {
    const [level, variation] = [noise.between(10, 60), noise.between(0.1, 0.25)];
    const [night, weekend] = [noise.between(0, 0.02), noise.between(0, 0.02)];
    return periods.map((period) =>
      around(noise, level * (isWeekend(period) ? weekend : workDay(hourOf(period), night)), variation),
    );
  },
  global: (noise, periods) => {
    const [level, variation, weekend] = [noise.between(10, 60), noise.between(0.1, 0.25), noise.between(0.3, 1)];
    return periods.map((period) =>
      around(noise, level * (isWeekend(period) ? weekend : 1) * workDay(hourOf(period), 0.4), variation),
    );
  },
  nightly: (noise, periods) => {
    const [level, variation, at] = [noise.between(10, 60), noise.between(0.1, 0.25), noise.int(6)];
    return periods.map((period) => {
      const batch = hourOf(period) === at ? noise.between(0.5, 1) : 0;
      return around(noise, level * ((isWeekend(period) ? 0 : workDay(hourOf(period), 0)) + batch), variation);
    });
  },
  calls: (noise, periods) => {
    const [calls, price, weekend] = [noise.between(3, 40), noise.between(0.3, 2), noise.between(0, 0.05)];
    return periods.map(
      (period) => price * noise.poisson(calls * (isWeekend(period) ? weekend : workDay(hourOf(period), 0.01))),
    );
  },
  late: (noise, periods) => {
    const [level, variation] = [noise.between(10, 60), noise.between(0.2, 0.4)];
    // Somebody now and then works late, and now and then nobody comes.
    const dates = [...new Set(periods.map((period) => period.slice(0, 10)))];
    const ends = new Map(dates.map((date) => [date, noise.chance(0.15) ? 23 : 19]));
    const away = new Set(dates.filter(() => noise.chance(0.04)));
    return periods.map((period) => {
      const date = period.slice(0, 10);
      const isWork =
        !isWeekend(period) && !away.has(date) && hourOf(period) >= 8 && hourOf(period) < (ends.get(date) ?? 19);
      return isWork ? level * Math.exp(variation * noise.normal()) : 0;
    });
  },
} as const satisfies Record<string, Family>;

export const FORMER_HOURLY_FAMILIES = {
  shifts: (noise, periods) => {
    const [level, variation] = [noise.between(10, 60), noise.between(0.15, 0.35)];
    // The second shift goes on until ten, but on Fridays; a few come on Saturday mornings.
    return periods.map((period) => {
      const [hour, weekday] = [hourOf(period), weekdayOf(period)];
      if (weekday === 6 || hour < 6) return 0;
      if (weekday === 5) return hour >= 9 && hour < 13 ? level * 0.2 * Math.exp(variation * noise.normal()) : 0;
      return hour < (weekday === 4 ? 16 : 22) ? level * Math.exp(variation * noise.normal()) : 0;
    });
  },
  "on call": (noise, periods) => {
    const [level, price] = [noise.between(5, 40), noise.between(0.2, 1)];
    // On any night somebody may look after something for an hour or two.
    let left = 0;
    return periods.map((period) => {
      const isWork = !isWeekend(period) && hourOf(period) >= 8 && hourOf(period) < 18;
      if (isWork) return price * noise.poisson(level);
      if (noise.chance(0.02)) left = 1 + noise.int(2);
      left -= 1;
      return left >= 0 ? price * noise.poisson(level * 0.15) : 0;
    });
  },
} as const satisfies Record<string, Family>;
