import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entry, firstBrokenSeq, GENESIS_HASH, hashEntry } from "./audit.ts";
import { foldConfiguration } from "./fold-configuration.ts";
import { LIMITS } from "./limits.ts";

const AT = "2026-11-02T09:41:07.000Z";
const signUp = {
  tenant: { id: "ten_a", name: "A", time_zone: "UTC", currency: "USD", created_at: AT },
  member: { id: "mem_a", email: "a@example.com", role: "owner", status: "invited", identity: null, created_at: AT },
  api_key: {
    id: "key_a",
    name: "first",
    scopes: ["spend:read"],
    status: "active",
    expires_at: null,
    secrets: [{ sha256: "00", last_four: "abcd", valid_until: null }],
    created_at: AT,
    created_by: "mem_a",
  },
};
const budget = (id: string, name: string) => ({
  id,
  name,
  scope: {},
  period: { type: "month" },
  amount: "1",
  thresholds: [],
  owner: null,
  created_at: AT,
  updated_at: AT,
});

type Step = Pick<Entry, "entity" | "entity_id" | "after">;

/** A journal that begins with a sign-up. */
function journal(steps: readonly Step[]): Entry[] {
  const first: Step = { entity: "sign_up", entity_id: "ten_a", after: signUp };
  const entries: Entry[] = [];
  for (const step of [first, ...steps]) {
    const previous = entries.at(-1);
    const content = {
      seq: entries.length + 1,
      id: `ent_${entries.length}`,
      at: AT,
      actor: { kind: "platform" as const, id: "platform" },
      operation: "test.made",
      reason: null,
      before: null,
      previous_hash: previous?.hash ?? GENESIS_HASH,
      ...step,
    };
    entries.push({ ...content, hash: hashEntry(content) });
  }
  return entries;
}

const step = fc
  .record({ id: fc.constantFrom("bud_1", "bud_2", "bud_3"), name: fc.constantFrom("x", "y"), isRemoved: fc.boolean() })
  .map(({ id, name, isRemoved }): Step => ({
    entity: "budget",
    entity_id: id,
    after: isRemoved ? null : budget(id, name),
  }));

test("folding in any parts is folding at once, and changes no fold before", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.nat(), (steps, cut) => {
      const entries = journal(steps);
      const at = 1 + (cut % entries.length);
      const before = foldConfiguration(undefined, entries.slice(0, at));
      const copy = structuredClone(before);
      expect(foldConfiguration(before, entries.slice(at))).toEqual(foldConfiguration(undefined, entries));
      expect(before).toEqual(copy);
    }),
  );
});

test("the last entry of a thing holds", () => {
  const entries = journal([
    { entity: "budget", entity_id: "bud_1", after: budget("bud_1", "x") },
    { entity: "budget", entity_id: "bud_2", after: budget("bud_2", "y") },
    { entity: "tenant", entity_id: "ten_a", after: { ...signUp.tenant, name: "B" } },
    { entity: "budget", entity_id: "bud_1", after: null },
    { entity: "member", entity_id: "mem_a", after: { ...signUp.member, role: "admin" } },
  ]);
  const configuration = foldConfiguration(undefined, entries);
  expect([...(configuration?.budgets.keys() ?? [])]).toEqual(["bud_2"]);
  expect(configuration).toMatchObject({ seq: 6, budgetsSeq: 5, tenant: { name: "B" } });
  expect(configuration?.members.get("mem_a")?.role).toBe("admin");
});

test("buckets are an hour long before the hour of the sign-up, and a minute from then", () => {
  expect(foldConfiguration(undefined, journal([]))?.schedule).toEqual([
    { fromEpochMs: 0, spanMs: 3_600_000, shards: 1 },
    { fromEpochMs: Date.parse("2026-11-02T09:00:00Z"), spanMs: 60_000, shards: 1 },
  ]);
});

test("nothing folds to nothing", () => {
  expect(foldConfiguration(undefined, [])).toBeUndefined();
});

describe("a journal that is not whole", () => {
  const entries = journal([
    { entity: "budget", entity_id: "bud_1", after: budget("bud_1", "x") },
    { entity: "budget", entity_id: "bud_1", after: budget("bud_1", "y") },
    { entity: "budget", entity_id: "bud_1", after: null },
  ]);
  const from = { seq: 0, hash: GENESIS_HASH };

  test.each([
    ["without its first", entries.slice(1)],
    ["with a gap", entries.filter(({ seq }) => seq !== 3)],
    ["out of order", [entries[0], entries[2], entries[1]].filter((entry) => entry !== undefined)],
  ])("%s does not fold", (_, broken) => {
    expect(() => foldConfiguration(undefined, broken)).toThrow("Broken invariant");
  });

  test("is named where any member of any entry was changed", () => {
    expect(firstBrokenSeq(entries, from)).toBeUndefined();
    for (const [index, entry] of entries.entries()) {
      for (const member of Object.keys(entry)) {
        const changed = {
          ...entry,
          [member]: member === "seq" ? 99 : member === "actor" ? { kind: "member", id: "x" } : "x",
        };
        // Only its position tells a changed hash of the last from an entry that was changed: both break there.
        expect(firstBrokenSeq(entries.with(index, changed), from)).toBe(index + 1);
      }
    }
  });

  test("is named after an entry that was written anew with a hash that fits", () => {
    const [, second] = entries;
    if (!second) throw new Error("the journal has a second entry");
    const forged = { ...second, reason: "forged" };
    const rewritten = entries.with(1, { ...forged, hash: hashEntry(forged) });
    expect(firstBrokenSeq(rewritten, from)).toBe(3);
  });
});

test("of pauses that are over the last are kept, however the journal is cut", () => {
  const person = { kind: "member", id: "mem_a", name: "a@example.com" };
  const step = (n: number, isOver: boolean): Step => ({
    entity: "pause",
    entity_id: `pau_${n}`,
    after: {
      id: `pau_${n}`,
      target: { kind: "agent", id: "a" },
      status: isOver ? "resumed" : "active",
      reason: "r",
      paused_by: person,
      created_at: AT,
      resumed_by: isOver ? person : null,
      resumed_at: isOver ? AT : null,
      resume_reason: isOver ? "r" : null,
    },
  });
  const entries = journal(
    Array.from({ length: LIMITS.resumedPausesKept + 2 }, (_, n) => [step(n, false), step(n, true)]).flat(),
  );
  const whole = foldConfiguration(undefined, entries);
  expect([...(whole?.pauses.keys() ?? [])][0]).toBe("pau_2");
  expect(whole?.pauses.size).toBe(LIMITS.resumedPausesKept);
  const cut = entries.length - 3;
  expect(foldConfiguration(foldConfiguration(undefined, entries.slice(0, cut)), entries.slice(cut))).toEqual(whole);
});
