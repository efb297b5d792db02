import * as fc from "fast-check";
import { expect, test } from "vitest";
import { arrangeSpend, comparePlaces, placeOf, type SpendLine } from "./arrange-spend.ts";
import { measureColumn, type PageColumns, textColumn } from "./page-columns.ts";
import { namedAsPresent, previousPeriod } from "./previous-period.ts";
import { GRANULARITIES, sumSpend, type SpendQuery } from "./spend.ts";

interface Row {
  readonly period: string;
  readonly department: string | null;
  readonly model: string | null;
  readonly user: string | null;
  readonly model_tier: string | null;
  readonly tags: string | null;
  readonly cost_input: bigint;
  readonly events: bigint;
}

const TEXTS = ["period", "department", "model", "user", "model_tier", "tags"] as const;

function pageOf(rows: readonly Row[]): PageColumns {
  return {
    rows: rows.length,
    text: (name) => {
      const known = TEXTS.find((each) => each === name);
      if (!known) return undefined;
      return textColumn(rows.map((row) => row[known]));
    },
    measure: (name) => {
      return name === "events" || name === "cost_input" ? measureColumn(rows.map((row) => row[name])) : undefined;
    },
  };
}

const arbitraryRows = fc.array(
  fc.record({
    period: fc.constantFrom(
      ...[
        "2026-10-05T03+01:00",
        "2026-10-31T23+01:00",
        "2026-11-02T09+01:00",
        "2026-11-02T10+01:00",
        "2026-11-08T00+01:00",
      ],
    ),
    department: fc.constantFrom("support", "sales", "legal", null),
    model: fc.constantFrom("a", "b", null),
    user: fc.constantFrom("u1", "u2", "u3", null),
    model_tier: fc.constantFrom("premium", "economy", null),
    tags: fc.constantFrom(null, '[["site","paris"]]'),
    cost_input: fc.bigInt({ min: -5n, max: 10n ** 20n }),
    events: fc.bigInt({ min: 0n, max: 9n }),
  }),
  { maxLength: 25 },
);

const question = fc.record({
  groupBy: fc.subarray(["department", "model", "tag:site", "user", "model_tier", "project"]),
  granularity: fc.constantFrom(...GRANULARITIES),
  keep: fc.option(fc.subarray(["support", "sales", "unattributed"], { minLength: 1 })),
  not: fc.option(fc.subarray(["a", "unattributed"], { minLength: 1 })),
  top: fc.option(fc.integer({ min: 1, max: 4 })),
  order: fc.option(fc.record({ by: fc.constantFrom(0, 1, 2), isDescending: fc.boolean() })),
  isCompared: fc.boolean(),
});

const RANGE = { from: "2026-11-02", to: "2026-11-09" };
const MEASURES = ["cost", "cost_premium", "events"] as const;
const mondayOf = (date: string) =>
  date < "2026-11-02" ? "2026-10-26" : date < "2026-11-09" ? "2026-11-02" : "2026-11-09";
const add = (sums: Iterable<readonly bigint[]>) =>
  MEASURES.map((_, index) => Iterator.from(sums).reduce((sum, each) => sum + (each[index] ?? 0n), 0n));

/** The same by hand, without groups. */
function byHand(
  rows: readonly Row[],
  { from, to }: { from: string; to: string },
  query: Pick<SpendQuery, "filters" | "not">,
) {
  const passing = rows.filter(({ period, department, model }) => {
    const date = period.slice(0, 10);
    const kept = query.filters.get("department");
    const left = query.not?.get("model");
    return (
      date >= from &&
      date < to &&
      (!kept || kept.has(department ?? "unattributed")) &&
      !left?.has(model ?? "unattributed")
    );
  });
  const sum = (read: (row: Row) => bigint) => passing.reduce((all, row) => all + read(row), 0n);
  return {
    sums: [
      sum((row) => row.cost_input),
      sum((row) => (row.model_tier === "premium" ? row.cost_input : 0n)),
      sum((row) => row.events),
    ],
    users: new Set(passing.filter(({ events }) => events > 0n).flatMap(({ user }) => user ?? [])).size,
  };
}

test("whatever is asked, the lines add up to the ungrouped sums, now and earlier, and no line comes twice", () => {
  fc.assert(
    fc.property(arbitraryRows, question, fc.nat(), (rows, asked, cut) => {
      const { groupBy, granularity, keep, not, isCompared } = asked;
      const at = rows.length === 0 ? 0 : cut % rows.length;
      const pages = [pageOf(rows.slice(0, at)), pageOf(rows.slice(at))];
      const query = {
        ...RANGE,
        granularity,
        groupBy,
        measures: MEASURES,
        withUsers: true,
        filters: new Map(keep ? [["department", new Set(keep)]] : []),
        not: new Map(not ? [["model", new Set(not)]] : []),
      };
      const previous = isCompared ? previousPeriod(RANGE, granularity) : undefined;
      const now = sumSpend(query, pages, mondayOf);
      const earlier =
        previous &&
        namedAsPresent(sumSpend({ ...query, ...previous }, pages, mondayOf), RANGE, granularity, previous.days);
      const top = asked.top === null ? undefined : { count: asked.top, by: 0 };
      const order = asked.order ?? undefined;
      const { lines, totals, earlierTotals } = arrangeSpend(now, earlier, { top, order });

      const present = byHand(rows, RANGE, query);
      expect(totals.sums).toEqual(present.sums);
      expect(totals.users?.size ?? 0).toBe(present.users);
      expect(add(lines.map(({ sums }) => sums))).toEqual(present.sums);
      const before = previous && byHand(rows, previous, query);
      expect(earlierTotals?.sums).toEqual(before?.sums);
      expect(earlierTotals?.users?.size ?? 0).toBe(before?.users ?? 0);
      const earlierSums = lines.flatMap((line) => (line.earlier ? [line.earlier.sums] : []));
      expect(add(earlierSums)).toEqual(before?.sums ?? [0n, 0n, 0n]);
      const names = lines.map(({ period, dimensions }) => JSON.stringify([period, dimensions]));
      expect(new Set(names).size).toBe(names.length);
      const orders = lines.slice(1).map((line, index) => {
        const former = lines[index] ?? line;
        return comparePlaces(placeOf(former, order), placeOf(line, order), order);
      });
      expect(orders.every((each) => each < 0)).toBe(true);
      const groups = new Set(lines.flatMap(({ dimensions }) => (dimensions ? [JSON.stringify(dimensions)] : [])));
      expect(groups.size).toBeLessThanOrEqual(top?.count ?? Infinity);
    }),
    { numRuns: 500 },
  );
});

const item = (period: string, name: string, cost: bigint, ...users: number[]) => ({
  period,
  dimensions: [name],
  sums: [cost],
  users: new Set(users),
});
const spend = (...items: ReturnType<typeof item>[]) => ({
  items,
  totals: [items.reduce((sum, { sums }) => sum + (sums[0] ?? 0n), 0n)],
});
const shown = ({ period, dimensions, sums, users, earlier }: SpendLine) => [
  period,
  dimensions?.[0] ?? null,
  sums[0],
  users?.size ?? 0,
  earlier?.sums[0],
];

test("the top groups are those of the whole range, the rest is one line a period, and a user in several of its groups is one", () => {
  const now = spend(
    item("1", "big", 5n, 1),
    item("1", "mid", 9n, 1),
    item("1", "small", 3n, 2),
    item("2", "big", 50n, 3),
    item("2", "mid", 1n, 2),
    item("2", "small", 2n, 2),
  );
  const { lines, totals, top } = arrangeSpend(now, undefined, { top: { count: 1, by: 0 }, order: undefined });
  expect(lines.map(shown)).toEqual([
    ["1", "big", 5n, 1, undefined],
    ["1", null, 12n, 2, undefined],
    ["2", "big", 50n, 1, undefined],
    ["2", null, 3n, 1, undefined],
  ]);
  expect([totals.users?.size, top]).toEqual([3, [["big"]]]);
});

test("a group of the earlier period alone has a line too, and one of now alone says that nothing was", () => {
  const { lines } = arrangeSpend(spend(item("1", "new", 5n, 1)), spend(item("1", "gone", 7n, 2)), {
    top: undefined,
    order: { by: 0, isDescending: true },
  });
  expect(lines.map(shown)).toEqual([
    ["1", "new", 5n, 1, 0n],
    ["1", "gone", 0n, 0, 7n],
  ]);
});

test.each([
  [{ from: "2026-11-01", to: "2026-12-01" }, "total", { from: "2026-10-01", to: "2026-11-01", days: 30 }],
  [{ from: "2026-03-01", to: "2026-04-01" }, "total", { from: "2026-02-01", to: "2026-03-01", days: 31 }],
  [{ from: "2026-03-01", to: "2026-04-01" }, "day", { from: "2026-01-29", to: "2026-03-01", days: 31 }],
  [{ from: "2026-11-03", to: "2026-11-05" }, "total", { from: "2026-11-01", to: "2026-11-03", days: 2 }],
  [{ from: "2026-11-02", to: "2026-11-16" }, "week", { from: "2026-10-19", to: "2026-11-02", days: 14 }],
  [{ from: "2026-11-02", to: "2026-11-15" }, "week", undefined],
  [{ from: "2026-11-01", to: "2026-12-01" }, "month", undefined],
  [{ from: "2026-11-01", to: "2026-11-02" }, "hour", undefined],
] as const)("before %j by %s is %j", (range, granularity, expected) => {
  expect(previousPeriod(range, granularity)).toEqual(expected);
});
