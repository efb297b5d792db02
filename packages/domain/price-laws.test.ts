import * as fc from "fast-check";
import { expect, test } from "vitest";
import { buildBlock } from "./build-block.ts";
import { CAUSES, causeMeasure, COST_COMPONENTS, costMeasure, type Measure, MEASURES } from "./measures.ts";
import { foldBlocks, type Page } from "./page.ts";
import { PRICED_UNITS, type PriceOverride } from "./price-override.ts";
import type { PriceBook } from "./price-book.ts";
import { priceRow } from "./price-row.ts";
import { bookOf, costOf, currencyRate, override, price, wholeOf } from "./price-world.ts";
import { readUsageEvent } from "./read-usage-event.ts";
import { toUsageBatch } from "./usage-batch.ts";
import { OPERATIONS, ROUTE_TYPES, STATUSES } from "./usage-event.ts";

const decimal = fc
  .tuple(fc.nat(2000), fc.nat(999_999_999))
  .map(([whole, rest]) => `${whole}.${String(rest).padStart(9, "0")}`);
const scope = fc.constantFrom(
  {},
  { department: ["legal"] },
  { "tag:tool": ["maps"] },
  { department: ["legal"], environment: ["unattributed"] },
);
const dates = fc.constantFrom(
  {},
  { from: "2026-11-02T12:00:00Z" },
  { to: "2026-11-02T12:00:00Z" },
  { from: "2026-11-01T00:00:00Z", to: "2026-11-03T00:00:00Z" },
);
const currency = fc.constantFrom({}, { currency: "GBP" }, { currency: "JPY" });
const kinds = fc.oneof(
  fc.record({
    kind: fc.constant("model_rates"),
    provider: fc.constant("anthropic"),
    model: fc.constantFrom("sonnet", "so*", "*"),
    rates: fc.record({ input_tokens: decimal, output_tokens: decimal }),
    per_request: fc.option(decimal),
  }),
  fc.record({ kind: fc.constant("adjustment"), percent: fc.constantFrom("-100", "-33.3333", "12.5", "400") }),
  fc.record({
    kind: fc.constant("unit_price"),
    unit: fc.constantFrom(...PRICED_UNITS),
    amount: decimal,
    per: fc.integer({ min: 1, max: 7 }),
  }),
  fc.record({ kind: fc.constant("orchestration"), basis: fc.constantFrom("per_run", "per_call"), amount: decimal }),
  fc.record({ kind: fc.constant("orchestration_share"), percent: fc.constantFrom("0", "3.3333", "250") }),
);
/** Only kinds that charge an amount have a currency. */
const drafts = fc
  .tuple(kinds, scope, dates, currency)
  .map(([kind, where, when, money]) => ({ ...kind, scope: where, ...when, ...("percent" in kind ? {} : money) }));
const overrides = fc
  .array(drafts, { maxLength: 8 })
  .map((list): PriceOverride[] => list.map((draft) => override(draft)));

const counts = fc.record({
  input_tokens: fc.nat(400_000),
  output_tokens: fc.nat(5_000),
  requests: fc.nat(3),
  tool_calls: fc.nat(3),
  web_searches: fc.nat(3),
  pages: fc.nat(3),
});
const events = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  usage: counts,
  status: fc.constantFrom(...STATUSES),
  usage_basis: fc.constantFrom("measured", "estimated"),
  response_cache_hit: fc.boolean(),
  route: fc.record({ type: fc.constantFrom(...ROUTE_TYPES) }),
  run: fc.record({
    id: fc.constant("r"),
    step: fc.nat(2),
    attempt: fc.integer({ min: 1, max: 2 }),
    loop: fc.boolean(),
  }),
  attribution: fc.constantFrom({}, { department: "legal" }, { tags: { tool: "maps" } }),
  time: fc.constantFrom("2026-11-02T11:59:59.999Z", "2026-11-02T12:00:00Z"),
  reported_cost: fc.option(fc.record({ amount: decimal, currency: fc.constantFrom("USD", "GBP", "CHF") })),
});
const rates = [currencyRate("GBP", "1.271500000001", "2026-01-01"), currencyRate("JPY", "0.0065", "2026-01-01")];
const read = (body: Record<string, unknown>, id: string) => {
  const whole = { id, source: "s", provider: "anthropic", model: "sonnet", ...body };
  const event = readUsageEvent(whole, { kind: "import", bound: new Map(), nowEpochMs: Date.UTC(2027, 0, 1) });
  if (!("event" in event)) throw new Error(JSON.stringify(event));
  return event.event;
};

test("no component and no mark is negative, and each mark is at most the cost", () => {
  fc.assert(
    fc.property(overrides, events, (rules, event) => {
      const priced = price(bookOf(rules, { rates }), event);
      const whole = wholeOf(priced);
      expect(priced.cost.every(([, picos]) => picos >= 0n)).toBe(true);
      expect(new Set(priced.cost.map(([component]) => component)).size).toBe(priced.cost.length);
      const beside = new Map(priced.beside);
      const marked = (beside.get("cost_estimated") ?? 0n) + (beside.get("cost_allocated") ?? 0n);
      expect(marked >= 0n && marked <= whole).toBe(true);
      expect((beside.get("cost_compared") ?? 0n) <= whole).toBe(true);
      for (const cause of CAUSES) {
        const amount = beside.get(causeMeasure(cause));
        expect(amount === undefined || amount === whole).toBe(true);
        expect(beside.has(`${cause}_events`)).toBe(amount !== undefined);
      }
    }),
    { numRuns: 1000 },
  );
});

test("the order in which overrides are read does not matter, only that in which they were made", () => {
  fc.assert(
    fc.property(overrides, events, fc.nat(), (rules, event, turn) => {
      const turned = rules.map((_, index) => rules[(index + turn) % rules.length]).filter((rule) => rule !== undefined);
      expect(price(bookOf(turned, { rates }), event)).toEqual(price(bookOf(rules, { rates }), event));
    }),
  );
});

test("of two rules alike the one that was made last holds, whatever came between", () => {
  fc.assert(
    fc.property(decimal, decimal, overrides, (first, second, between) => {
      const rule = (amount: string) => ({
        kind: "unit_price",
        unit: "tool_calls",
        operation: "tool_call",
        amount,
        scope: { department: ["legal"], environment: ["unattributed"], user: ["unattributed"] },
      });
      const rules = [override(rule(first)), ...between, override(rule(second))];
      const event = { operation: "tool_call", usage: { tool_calls: 1 }, attribution: { department: "legal" } };
      const only = price(bookOf([override(rule(second)), ...between], { rates }), event);
      expect(costOf(price(bookOf(rules, { rates }), event))).toEqual(costOf(only));
    }),
  );
});

test("what an event costs depends on no neighbour, and of a block's page the parts add up to the whole", () => {
  fc.assert(
    fc.property(overrides, fc.array(events, { minLength: 1, maxLength: 6 }), (rules, list) => {
      const book = bookOf(rules, { rates });
      const page = pageOf(list, book);
      const sum = (names: readonly Measure[]): bigint =>
        page.rows.reduce(
          (all, { sums }) => names.reduce((part, name) => part + (sums[MEASURES.indexOf(name)] ?? 0n), all),
          0n,
        );
      const alone = list.map((event) => price(book, event));
      expect(sum(COST_COMPONENTS.map(costMeasure))).toBe(alone.reduce((all, priced) => all + wholeOf(priced), 0n));
      for (const name of [
        "cost_estimated",
        "cost_allocated",
        "cost_reported",
        "reported_events",
        "retry_events",
      ] as const) {
        const told = alone.map(({ beside }) => new Map(beside).get(name) ?? 0n);
        expect(sum([name])).toBe(told.reduce((all, cell) => all + cell, 0n));
      }
    }),
  );
});

function pageOf(list: readonly Record<string, unknown>[], book: PriceBook): Page {
  const batch = toUsageBatch(
    list.map((event, index) => read(event, `e${index}`)),
    null,
  );
  const source = { messageId: "m", acceptedAtEpochMs: 0, batch };
  const block = buildBlock(
    { startEpochMs: Date.UTC(2026, 10, 2), spanMs: 86_400_000, shard: 0 },
    list.map((_, row) => ({ source, row })),
    {
      localHour: (epochMs) => `${new Date(epochMs).toISOString().slice(0, 13)}+00:00`,
      price: (of, row, tuple) => priceRow(of, row, tuple, book),
      completeTuple: (stated) => stated,
    },
    { id: "b", configurationSeq: 1 },
  );
  return foldBlocks([block]);
}
