import * as fc from "fast-check";
import { expect, test } from "vitest";
import { effectiveSensitivity, NO_FEEDBACK } from "./sensitivity.ts";

const count = fc.integer({ min: 0, max: 1_000 });
const marks = fc.record({ useful: count, notUseful: count });
const stated = fc.double({ min: 0.1, max: 10, noNaN: true }).map((value) => Math.round(value * 1000) / 1000);

test("without marks it is what was stated", () => {
  fc.assert(
    fc.property(stated, (value) => {
      expect(effectiveSensitivity(value, NO_FEEDBACK, NO_FEEDBACK)).toBe(value);
    }),
  );
});

test("it is never more than doubled or halved, and within what rules take", () => {
  fc.assert(
    fc.property(stated, marks, marks, (value, own, others) => {
      const effective = effectiveSensitivity(value, own, others);
      expect(effective).toBeGreaterThanOrEqual(Math.max(0.1, value / 2 - 0.001));
      expect(effective).toBeLessThanOrEqual(Math.min(10, value * 2 + 0.001));
    }),
  );
});

test("one more useful mark never lowers it, one more that is not never raises it, of either kind", () => {
  fc.assert(
    fc.property(stated, marks, marks, (value, own, others) => {
      const base = effectiveSensitivity(value, own, others);
      const liked = { ...own, useful: own.useful + 1 };
      const disliked = { ...own, notUseful: own.notUseful + 1 };
      expect(effectiveSensitivity(value, liked, others)).toBeGreaterThanOrEqual(base);
      expect(effectiveSensitivity(value, disliked, others)).toBeLessThanOrEqual(base);
      const likedThere = { ...others, useful: others.useful + 1 };
      const dislikedThere = { ...others, notUseful: others.notUseful + 1 };
      expect(effectiveSensitivity(value, own, likedThere)).toBeGreaterThanOrEqual(base);
      expect(effectiveSensitivity(value, own, dislikedThere)).toBeLessThanOrEqual(base);
    }),
  );
});

test.each([
  [{ useful: 0, notUseful: 1 }, 0.871],
  [{ useful: 0, notUseful: 2 }, 0.794],
  [{ useful: 0, notUseful: 1_000 }, 0.501],
  [{ useful: 1, notUseful: 0 }, 1.149],
  [{ useful: 4, notUseful: 4 }, 1],
])("at 1, %j of the scope's own come to %d", (own, effective) => {
  expect(effectiveSensitivity(1, own, NO_FEEDBACK)).toBe(effective);
});

test("marks of other scopes count a tenth", () => {
  const ten = { useful: 0, notUseful: 10 };
  expect(effectiveSensitivity(1, NO_FEEDBACK, ten)).toBe(
    effectiveSensitivity(1, { useful: 0, notUseful: 1 }, NO_FEEDBACK),
  );
});
