import { hourOf, isWeekend, weekdayOf } from "@outlay/domain/series";
import type { Family } from "./families.ts";
import { gamma, sizeBetween } from "./fresh-families.ts";
import type { Noise } from "./noise.ts";

/** Hours between one event and the next, drawn anew each time. */
const renewal =
  (gap: (noise: Noise, scale: number) => number, low: number, high: number): Family =>
  (noise, periods) => {
    const scale = sizeBetween(noise, low, high);
    let next = gap(noise, scale);
    return periods.map((_, hour) => {
      if (hour < next) return 0;
      next = hour + Math.max(0.5, gap(noise, scale));
      return 1 + noise.poisson(6);
    });
  };

/** The second ones that were held out, until they were looked at. */
export const SECOND_SOURCES = {
  "lognormal gaps": renewal((noise, scale) => scale * Math.exp(0.9 * noise.normal()), 2, 8),
  "long-tailed gaps": renewal((noise, scale) => scale * (1 - noise.uniform()) ** (-1 / 2.5), 1, 5),
  campaigns: (noise, periods) => {
    let [isOn, left] = [true, 24 * (2 + noise.int(4))];
    return periods.map(() => {
      left -= 1;
      if (left < 0) [isOn, left] = [!isOn, isOn ? 24 + noise.int(72) : 48 + noise.int(96)];
      return isOn ? noise.poisson(6) : 0;
    });
  },
  "most hours": (noise, periods) => {
    const share = noise.between(0.8, 0.97);
    return periods.map(() => (noise.chance(share) ? 1 + noise.poisson(10) : 0));
  },
  "every third day": (noise, periods) => {
    const [at, first] = [noise.int(24), noise.int(3)];
    return periods.map((_, hour) => (hour % 24 === at && Math.floor(hour / 24) % 3 === first ? 40 : 0));
  },
  "two batches": (noise, periods) => {
    const [early, late] = [noise.int(8), 12 + noise.int(8)];
    const delays = new Map(periods.map((period) => [period.slice(0, 10), noise.int(2)]));
    return periods.map((period) => {
      const at = hourOf(period) - (delays.get(period.slice(0, 10)) ?? 0);
      return at === early || (at === late && !isWeekend(period)) ? 20 + noise.poisson(30) : 0;
    });
  },
  "Sundays to Thursdays, overdispersed": (noise, periods) => {
    const mean = sizeBetween(noise, 2, 30);
    return periods.map((period) => {
      const isWork = ![4, 5].includes(weekdayOf(period)) && hourOf(period) >= 7 && hourOf(period) < 16;
      return isWork ? noise.poisson(mean * gamma(noise, 2)) : 0;
    });
  },
  "a week's holiday": (noise, periods) => {
    const [mean, away] = [sizeBetween(noise, 3, 40), 7 * (2 + noise.int(4)) + noise.int(7)];
    return periods.map((period, hour) => {
      const isWork = !isWeekend(period) && hourOf(period) >= 9 && hourOf(period) < 18;
      const day = Math.floor(hour / 24);
      return isWork && !(day >= away && day < away + 7) ? noise.poisson(mean) : 0;
    });
  },
} as const satisfies Record<string, Family>;

/** Events of a source by the hour. No threshold and no parameter was chosen on any of these. */
export const FRESH_SOURCES = {
  "a shop's opening hours": (noise, periods) => {
    const mean = sizeBetween(noise, 3, 40);
    return periods.map((period) => {
      const [weekday, hour] = [weekdayOf(period), hourOf(period)];
      const isOpen = weekday === 6 ? hour >= 11 && hour < 17 : weekday > 0 && hour >= 9 && hour < 21;
      return isOpen ? noise.poisson(mean * gamma(noise, 4)) : 0;
    });
  },
  "gamma gaps": renewal((noise, scale) => scale * gamma(noise, 2), 3, 14),
  "one leads to others": (noise, periods) => {
    const [base, share, fading] = [noise.between(0.05, 0.25), noise.between(0.3, 0.6), noise.between(0.5, 0.8)];
    let excited = 0;
    return periods.map(() => {
      const count = noise.poisson(Math.min(100, base + excited));
      excited = fading * excited + share * (1 - fading) * count;
      return count;
    });
  },
  "a batch that fails now and then": (noise, periods) => {
    const [at, failing] = [noise.int(24), noise.between(0.02, 0.08)];
    return periods.map((period) => (hourOf(period) === at && !noise.chance(failing) ? 30 + noise.poisson(20) : 0));
  },
  "a freelancer": (noise, periods) => {
    const [mean, share] = [sizeBetween(noise, 2, 15), noise.between(0.5, 0.8)];
    let [from, to] = [0, 0];
    return periods.map((period) => {
      const hour = hourOf(period);
      if (hour === 0) {
        from = 8 + noise.int(7);
        to = noise.chance(share) ? from + 3 + noise.int(6) : from;
      }
      return hour >= from && hour < to ? noise.poisson(mean) : 0;
    });
  },
  "more at a month's beginning": (noise, periods) => {
    const [much, little] = [noise.between(0.5, 2), noise.between(0.15, 0.4)];
    return periods.map((period) => noise.poisson(Number(period.slice(8, 10)) <= 10 ? much : little));
  },
  "more and more": (noise, periods) => {
    const [first, last] = [noise.between(0.2, 0.5), noise.between(3, 12)];
    return periods.map((_, hour) => noise.poisson(first * (last / first) ** (hour / periods.length)));
  },
  "four days on, four days off": (noise, periods) => {
    const [mean, first] = [sizeBetween(noise, 3, 20), noise.int(8)];
    return periods.map((period, hour) => {
      const isOn = (Math.floor(hour / 24) + first) % 8 < 4 && hourOf(period) >= 6 && hourOf(period) < 18;
      return isOn ? noise.poisson(mean) : 0;
    });
  },
  "all but a nightly pause": (noise, periods) => {
    const mean = sizeBetween(noise, 2, 30);
    let [from, to] = [0, 0];
    return periods.map((period) => {
      if (hourOf(period) === 0) [from, to] = [1 + noise.int(3), 4 + noise.int(3)];
      return hourOf(period) >= from && hourOf(period) < to ? 0 : noise.poisson(mean);
    });
  },
  "an office with sick days": (noise, periods) => {
    const mean = sizeBetween(noise, 3, 30);
    const away = new Set([...new Set(periods.map((period) => period.slice(0, 10)))].filter(() => noise.chance(0.05)));
    return periods.map((period) => {
      const isWork = !isWeekend(period) && hourOf(period) >= 8 && hourOf(period) < 17 && !away.has(period.slice(0, 10));
      return isWork ? noise.poisson(mean) : 0;
    });
  },
} as const satisfies Record<string, Family>;
