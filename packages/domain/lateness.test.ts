import { expect, test } from "vitest";
import { afterLook, type Lateness, usualLateness, withoutLate } from "./lateness.ts";

const hourOf = (index: number): string =>
  `2026-11-${String(1 + Math.floor(index / 24)).padStart(2, "0")}T${String(index % 24).padStart(2, "0")}+00:00`;
/** Events of so many hours from the first on, 1 each, 0 from `silentFrom` on. */
const seriesOf = (hours: number, silentFrom = hours) => ({
  granularity: "hour" as const,
  periods: Array.from({ length: hours }, (_, index) => hourOf(index)),
  values: { events: Array.from({ length: hours }, (_, index) => (index < silentFrom ? 1 : 0)) },
});

test("what was silent at the end and is filled later came late", () => {
  const first = afterLook(undefined, seriesOf(30, 24));
  expect(first).toEqual({ seen: hourOf(29), silent: 6, late: [] });
  const second = afterLook(first, seriesOf(54, 48));
  expect(second).toEqual({ seen: hourOf(53), silent: 6, late: [{ date: "2026-11-02", periods: 6 }] });
  expect(usualLateness(second)).toBe(0); // Once is no habit.
  const third = afterLook(second, seriesOf(80, 72));
  expect(usualLateness(third)).toBe(6);
});

test("what stays silent was not late", () => {
  const first = afterLook(undefined, seriesOf(30, 24));
  expect(afterLook(first, seriesOf(40, 24))).toEqual({ seen: hourOf(39), silent: 16, late: [] });
});

test("of one date the worst is kept, and of old dates none", () => {
  let lateness: Lateness | undefined;
  for (let day = 1; day <= 40; day++)
    for (const late of [2, 5, 3]) {
      lateness = afterLook(lateness, seriesOf(24 * day, 24 * day - late));
      lateness = afterLook(lateness, seriesOf(24 * day));
    }
  expect(lateness?.late).toHaveLength(28);
  expect(lateness?.late.every(({ periods }) => periods === 5)).toBe(true);
});

test("as late as usual says nothing, later than that is judged whole from there on", () => {
  const lateness = {
    seen: hourOf(0),
    silent: 0,
    late: ["01", "02"].map((day) => ({ date: `2026-11-${day}`, periods: 6 })),
  };
  expect(withoutLate(seriesOf(30, 24), lateness).periods).toHaveLength(24);
  expect(withoutLate(seriesOf(33, 24), lateness).periods).toHaveLength(27);
  expect(withoutLate(seriesOf(33, 24), undefined)).toEqual(seriesOf(33, 24));
});
