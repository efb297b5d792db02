import { hourOf, isWeekend, weekdayOf } from "@outlay/domain/series";
import type { Family } from "./families.ts";
import type { Noise } from "./noise.ts";

/** From `low` to `high`, each size as likely as its double. */
export const sizeBetween = (noise: Noise, low: number, high: number) => low * (high / low) ** noise.uniform();
const exponential = (noise: Noise) => -Math.log(1 - noise.uniform());
/** Around 1; the larger `shape`, the nearer. */
export const gamma = (noise: Noise, shape: number) =>
  Array.from({ length: shape }, () => exponential(noise)).reduce((sum, one) => sum + one, 0) / shape;
const laplace = (noise: Noise) => (exponential(noise) - exponential(noise)) / Math.SQRT2;
const dayOfMonth = (period: string) => Number(period.slice(8, 10));
const daysOfMonth = (period: string) =>
  new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)), 0)).getUTCDate();

/** Volumes by the day. No threshold and no parameter was chosen on any of these. */
export const FRESH_FAMILIES = {
  "resting on Fridays and Saturdays": (noise, periods) => {
    const [level, shape, rest] = [sizeBetween(noise, 12, 3000), 12 + noise.int(60), noise.between(0.02, 0.4)];
    return periods.map((period) => level * gamma(noise, shape) * ([4, 5].includes(weekdayOf(period)) ? rest : 1));
  },
  waves: (noise, periods) => {
    const [level, height, days] = [sizeBetween(noise, 12, 3000), noise.between(0.1, 0.25), noise.between(28, 60)];
    const [start, width] = [noise.between(0, days), noise.between(0.1, 0.3)];
    return periods.map(
      (_, day) =>
        level * (1 + height * Math.sin((2 * Math.PI * (day + start)) / days)) * (1 + width * (noise.uniform() - 0.5)),
    );
  },
  "several users": (noise, periods) => {
    const users = Array.from({ length: 4 + noise.int(12) }, () => ({
      size: sizeBetween(noise, 3, 60),
      isOn: noise.chance(0.7),
    }));
    return periods.map(() =>
      users.reduce((sum, user) => {
        if (noise.chance(user.isOn ? 0.06 : 0.14)) user.isOn = !user.isOn;
        return sum + (user.isOn ? user.size * gamma(noise, 6) : 0);
      }, 0),
    );
  },
  hiring: (noise, periods) => {
    let [level, next] = [sizeBetween(noise, 12, 1500), 10 + noise.int(15)];
    const [weekend, width] = [noise.between(0.05, 0.6), noise.between(0.05, 0.1)];
    return periods.map((period, day) => {
      if (day === next) [level, next] = [level * noise.between(1.06, 1.14), next + 10 + noise.int(15)];
      return Math.max(0, level * (isWeekend(period) ? weekend : 1) * (1 + width * laplace(noise)));
    });
  },
  sprints: (noise, periods) => {
    const [level, shape, peak] = [sizeBetween(noise, 12, 3000), 25 + noise.int(50), noise.between(1.15, 1.5)];
    const start = noise.int(14);
    return periods.map((period, day) => {
      if (isWeekend(period)) return 0;
      return level * gamma(noise, shape) * ((day + start) % 14 >= 10 ? peak : 1);
    });
  },
  "month's ends": (noise, periods) => {
    const [level, shape, weekend] = [sizeBetween(noise, 12, 3000), 25 + noise.int(75), noise.between(0.3, 1)];
    const peak = noise.between(1.15, 1.4);
    return periods.map((period) => {
      const isEnd = dayOfMonth(period) > daysOfMonth(period) - 2;
      return level * gamma(noise, shape) * (isWeekend(period) ? weekend : 1) * (isEnd ? peak : 1);
    });
  },
  "calm and wild": (noise, periods) => {
    const [level, calm, wild] = [sizeBetween(noise, 12, 3000), noise.between(0.03, 0.07), noise.between(0.12, 0.2)];
    let isWild = false;
    return periods.map(() => {
      if (noise.chance(0.07)) isWild = !isWild;
      return Math.max(0, level * (1 + (isWild ? wild : calm) * noise.normal()));
    });
  },
} as const satisfies Record<string, Family>;

const bell = (hour: number, at: number, width: number) => Math.exp(-(((hour - at) / width) ** 2));

/** Volumes by the hour, of the same kind. */
export const FRESH_HOURLY_FAMILIES = {
  "before and after lunch": (noise, periods) => {
    const [level, shape, weekend] = [sizeBetween(noise, 8, 300), 8 + noise.int(20), noise.between(0, 0.1)];
    return periods.map((period) => {
      const hour = hourOf(period);
      const share = hour < 7 || hour > 19 ? 0 : Math.max(bell(hour, 10, 2), bell(hour, 15.5, 2.5));
      return level * share * (isWeekend(period) ? weekend : 1) * gamma(noise, shape);
    });
  },
  evenings: (noise, periods) => {
    const [level, shape, weekend] = [sizeBetween(noise, 8, 300), 10 + noise.int(30), noise.between(1, 1.6)];
    return periods.map(
      (period) =>
        level * (0.15 + bell(hourOf(period), 20.5, 3)) * (isWeekend(period) ? weekend : 1) * gamma(noise, shape),
    );
  },
  "three sites": (noise, periods) => {
    const sites = [8, 14, 22].map((start) => ({ start, level: sizeBetween(noise, 8, 80), shape: 8 + noise.int(20) }));
    return periods.map((period) =>
      sites.reduce((sum, { start, level, shape }) => {
        const since = (hourOf(period) - start + 24) % 24;
        return sum + (since < 9 && !isWeekend(period) ? level * gamma(noise, shape) : 0);
      }, 0),
    );
  },
  "every third hour": (noise, periods) => {
    const [level, width, first] = [sizeBetween(noise, 15, 300), noise.between(0.1, 0.25), noise.int(3)];
    return periods.map((period) =>
      hourOf(period) % 3 === first ? level * Math.exp(width * noise.normal()) : level * 0.05 * noise.uniform(),
    );
  },
  "Sundays to Thursdays": (noise, periods) => {
    const [calls, price] = [sizeBetween(noise, 5, 80), noise.between(0.3, 3)];
    return periods.map((period) => {
      const isWork = ![4, 5].includes(weekdayOf(period)) && hourOf(period) >= 7 && hourOf(period) < 16;
      return isWork ? price * noise.poisson(calls * gamma(noise, 10)) : 0;
    });
  },
} as const satisfies Record<string, Family>;

/** How one model, key or vendor is used, by the day. */
export const FRESH_USES: Readonly<Record<string, (noise: Noise, day: number) => number>> = {
  "on weekends": (noise, day) => (day % 7 >= 5 ? 1 + noise.poisson(4) : 0),
  "every twelfth day": (_, day) => (day % 12 === 7 ? 15 : 0),
  "by chance": (noise) => (noise.chance(0.2) ? 1 + noise.int(40) : 0),
  "less and less": (noise, day) => noise.poisson(1 + 20 * Math.exp(-day / 40)),
  "two days, then five of none": (noise, day) => (day % 7 < 2 ? 3 + noise.poisson(2) : 0),
};
