import { describe, expect, test } from "vitest";
import { capOf, type CapBudget, heldBudget, holdOf, readHold } from "./cap.ts";
import { type CapSheet, hasEndedSlots, isOpen, releasedKey, roomOf, stepOf, stepOfFormer } from "./cap-sheet.ts";
import { admittedFrom, firstLiveSlot, slotNumber, slotOf, startOfSlot } from "./cap-slot.ts";

const NOON = Date.UTC(2026, 10, 10, 12);
const MINUTE_MS = 60_000;

const budget = (overrides: Partial<CapBudget> = {}): CapBudget => ({
  id: "bud_01hzzzcompny",
  scope: {},
  period: { type: "day" },
  updated_at: "2026-11-01T00:00:00.000Z",
  ...overrides,
});

const level = (overrides?: Partial<CapBudget>, today = "2026-11-10") => {
  const held = heldBudget(budget(overrides), null, today);
  if (!held) throw new Error("no level");
  return held;
};

const sheet = (used: bigint, held: readonly (readonly [string, bigint])[], term = level().term): CapSheet => ({
  version: 3n,
  firstSlot: 0,
  probedMinute: 0,
  value: null,
  caps: new Map([["compny", { used, term, held: new Map(held) }]]),
});

describe("a term", () => {
  test("is another one for another period, scope, state of the budget or value, and the same otherwise", () => {
    const terms = [
      level().term,
      level({}, "2026-11-11").term,
      level({ period: { type: "month" } }).term,
      level({ scope: { department: ["support"] } }).term,
      level({ updated_at: "2026-11-01T00:00:00.001Z" }).term,
      level({ id: "bud_02hzzzcompny" }).term,
      heldBudget(budget({ scope: { user: ["*"] } }), "u1", "2026-11-10")?.term,
      heldBudget(budget({ scope: { user: ["*"] } }), "u2", "2026-11-10")?.term,
    ];
    expect(new Set(terms).size).toBe(terms.length);
    expect(level().term).toBe(terms[0]);
    expect(level({ period: { type: "month" } }, "2026-11-30").term).toBe(level({ period: { type: "month" } }).term);
  });

  test("there is none outside of a range of time", () => {
    const range = budget({ period: { type: "range", from: "2026-11-01", to: "2026-11-10" } });
    expect(capOf(range, null, 1n, "2026-11-09")).toMatchObject({ hold: "compny", capPicos: 1n });
    expect(capOf(range, null, 1n, "2026-11-10")).toBeUndefined();
  });
});

test("a level's name says its budget and value, and is read again", () => {
  expect(holdOf("bud_01hzzzcompny", null)).toBe("compny");
  const hold = holdOf("bud_01hzzzcompny", "u1");
  expect(hold).toMatch(/^compny\.[0-9a-f]{16}$/);
  expect(readHold(hold)).toEqual({ alias: "compny", valueHash: hold.slice(7) });
  for (const bad of ["", "compn", "compny.", "compny.abc", `${hold}.x`])
    expect(() => readHold(bad)).toThrow("our making");
});

describe("a slot", () => {
  test.each([1, 30, 31, 180, 181, 1_560, 1_561, 8_640])("of a call of %i minutes never ends before it", (minutes) => {
    for (const offset of [0, 1, 299_999, 300_000]) {
      const now = NOON + offset;
      const expires = now + minutes * MINUTE_MS;
      const slot = slotOf(expires, now);
      const end = startOfSlot(slotNumber(slot) + 1);
      expect(end).toBeGreaterThan(expires);
      expect(end - expires).toBeLessThanOrEqual(5 * MINUTE_MS);
      expect(admittedFrom(slot)).toBeLessThanOrEqual(now);
      expect(firstLiveSlot(end - 1)).toBe(slotNumber(slot));
      expect(firstLiveSlot(end)).toBe(slotNumber(slot) + 1);
    }
  });

  test("looks no further back than it must", () => {
    expect(NOON - admittedFrom(slotOf(NOON + 20 * MINUTE_MS, NOON))).toBeLessThanOrEqual(30 * MINUTE_MS);
  });

  test("of more than six days there is none", () => {
    expect(() => slotOf(NOON + 8_641 * MINUTE_MS, NOON)).toThrow("six days");
  });
});

describe("bringing a counter up to date", () => {
  const soon = slotOf(NOON + 10 * MINUTE_MS, NOON);
  const later = slotOf(NOON + 20 * MINUTE_MS, NOON);
  const hold = level().hold;

  test("adds what was spent since, less what was released: what is held stays", () => {
    // x was 100; held 30 and 50.
    const step = stepOf(
      sheet(180n, [
        [soon, 30n],
        [later, 50n],
      ]),
      level(),
      112n,
      new Map([[releasedKey(hold, soon), 20n]]),
      0,
    );
    expect(step).toEqual({ alias: "compny", addUsed: -8n, term: undefined, ended: [], isDropped: false });
    // Spent 112, and 10 + 50 are still held: 172 = 180 - 8.
  });

  test("takes off a slot that is over whole, with what was released of it", () => {
    const released = new Map([[releasedKey(hold, soon), 20n]]);
    const step = stepOf(
      sheet(180n, [
        [soon, 30n],
        [later, 50n],
      ]),
      level(),
      112n,
      released,
      slotNumber(soon) + 1,
    );
    expect(step).toMatchObject({ addUsed: -18n, ended: [[soon, 30n]] }); // 112 spent, 50 held: 162.
  });

  test("opens a new period with what is held, and with nothing of what was spent", () => {
    const next = level({}, "2026-11-11");
    const step = stepOf(sheet(180n, [[soon, 30n]]), next, 0n, new Map(), 0);
    expect(step).toMatchObject({ addUsed: -150n, term: next.term });
    expect(isOpen(sheet(180n, []), next)).toBe(false);
    expect(isOpen(sheet(180n, []), level())).toBe(true);
  });

  test("what is no hard budget any more keeps what is held until its slots are over", () => {
    const former = sheet(180n, [
      [soon, 30n],
      [later, 50n],
    ]);
    expect(stepOfFormer(former, "compny", 0)).toBeUndefined();
    expect(stepOfFormer(former, "compny", slotNumber(soon) + 1)).toMatchObject({ addUsed: -30n, isDropped: false });
    expect(stepOfFormer(former, "compny", slotNumber(later) + 1)).toMatchObject({ isDropped: true });
  });

  test("says what is left, and what is over", () => {
    const cap = { ...level(), capPicos: 200n };
    expect(roomOf(sheet(180n, []), cap)).toBe(20n);
    expect(hasEndedSlots(sheet(180n, [[soon, 30n]]), slotNumber(soon))).toBe(false);
    expect(hasEndedSlots(sheet(180n, [[soon, 30n]]), slotNumber(soon) + 1)).toBe(true);
  });
});
