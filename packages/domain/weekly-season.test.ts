import { expect, test } from "vitest";
import { seededUniform } from "./seeded-random.ts";
import { weeklySeason } from "./weekly-season.ts";

test("a job on two days of the week: nothing on the five others, known after three weeks", () => {
  const season = weeklySeason(Array.from({ length: 21 }, (_, day) => (day % 7 === 1 || day % 7 === 4 ? 10 : 0)));
  expect(season.map((factor) => factor > 0)).toEqual([false, true, false, false, true, false, false]);
});

test("spend on one day in three, whichever it is, makes no weekday one of nothing but by rare chance", () => {
  const uniform = seededUniform(7);
  const histories = Array.from({ length: 200 }, () =>
    Array.from({ length: 28 }, () => (uniform() < 0.35 ? 1 + uniform() : 0)),
  );
  const withOff = histories.filter((history) => weeklySeason(history).includes(0));
  expect(withOff.length).toBeLessThan(20);
});
