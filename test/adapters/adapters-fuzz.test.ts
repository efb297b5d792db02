import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { TOKEN_MEASURES } from "@outlay/domain/measures";
import { parseAmount } from "@outlay/domain/money";
import { priceTokens } from "@outlay/domain/price";
import { readUsageEvent } from "@outlay/domain/read-usage-event";
import type { UsageEvent } from "@outlay/domain/usage-event";
import { findRate } from "@outlay/prices/catalogue";
import { readResponseBody } from "@outlay/sources/responses/read-response-body";
import type { ReadRecord, SourceEvent } from "@outlay/sources/usage-events";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Adapter, ADAPTERS, run, serverSent } from "./adapters.ts";
import { STRANGER } from "./gateway-seeds.ts";
import { mutate, mutation } from "./json-edits.ts";
import { CHAT, MESSAGE, STREAMS } from "./response-seeds.ts";
import { strayMembers } from "./stray-members.ts";

const NOW = Date.parse("2026-11-03T00:00:00Z");
const INPUTS = 100_000;
const BODIES = [JSON.stringify([CHAT, MESSAGE]), ...STREAMS.map(serverSent)];
const RUNS = Math.ceil(INPUTS / ADAPTERS.length);

/** What must hold of whatever an adapter makes; where it does not, in words. */
function faultsOf({ statedTotal, isOwnFormat }: Adapter, value: unknown, records: readonly ReadRecord[]) {
  const [first] = eventsOf(records);
  return records
    .flatMap((record) => {
      if ("events" in record) return record.events.flatMap((event) => faultsOfEvent(event, isOwnFormat ?? false));
      const isTold = record.faults.length > 0 && record.faults.every(({ detail }) => detail !== "");
      return isTold ? [] : ["refused without a reason"];
    })
    .concat(first === undefined ? [] : totalFaults(first, statedTotal?.(value)));
}

function faultsOfEvent({ body }: SourceEvent, isOwnFormat: boolean): readonly string[] {
  const faults = isOwnFormat ? [] : faultsOfMade(body);
  const time = body.time ?? "2026-11-02T09:00:00Z";
  const judged = readUsageEvent({ ...body, time }, { kind: "import", bound: new Map(), nowEpochMs: NOW });
  if ("event" in judged) return [...faults, ...faultsOfFit(judged.event)];
  return judged.faults.length > 0 ? faults : [...faults, "neither fit nor refused"];
}

/** Members that the format of events has, so never a tenant's, and whole counts from 0. */
function faultsOfMade(body: SourceEvent["body"]): string[] {
  const strays = strayMembers(body).map((member) => `${member} is no member of an event`);
  const counts = Object.entries(typeof body.usage === "object" ? { ...body.usage } : {});
  const isCount = (count: unknown) => Number.isInteger(count) && Number(count) >= 0 && !Object.is(count, -0);
  return [...strays, ...counts.filter(([, count]) => !isCount(count)).map(([name]) => `${name} is no count`)];
}

/** Of an event that would be counted: its counts are within limits, and its amounts are of no negative sign. */
function faultsOfFit({
  usage,
  reportedCost,
  provider,
  model,
  serviceTier,
  timeEpochMs,
  operation,
}: UsageEvent): string[] {
  const faults = Object.entries(usage).flatMap(([name, count]) =>
    count <= LIMITS.count ? [] : [`${name} is beyond limits`],
  );
  if (reportedCost !== null && (parseAmount(reportedCost.amount) ?? -1n) < 0n)
    faults.push(`costs ${reportedCost.amount}`);
  const rate = provider === null || model === null ? undefined : findRate(provider, model, serviceTier, timeEpochMs);
  const cost = rate === undefined ? [] : priceTokens(rate, usage, operation).cost;
  return [...faults, ...cost.flatMap(([component, picos]) => (picos >= 0n ? [] : [`${component} costs ${picos}`]))];
}

/** Classes that exclude one another add up to the source's own total, or the event is flagged. */
function totalFaults({ body, flags }: SourceEvent, total: unknown): readonly string[] {
  if (typeof total !== "number" || flags.length > 0) return [];
  const usage: Readonly<Record<string, unknown>> = { ...(typeof body.usage === "object" ? body.usage : {}) };
  const sum = TOKEN_MEASURES.reduce(
    (all, name) => all + (name === "reasoning_tokens" ? 0 : Number(usage[name] ?? 0)),
    0,
  );
  return sum === total ? [] : [`the classes add up to ${sum}, and the source says ${total}, without a flag`];
}

/** Bytes of good bodies, changed: cut, joined, or with other bytes in them. */
const bytes = fc
  .tuple(fc.constantFrom(...BODIES), fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 4 }))
  .map(([body, from, to, between]) => {
    const text = new TextEncoder().encode(body);
    return Uint8Array.of(...text.subarray(0, from % text.length), ...between, ...text.subarray(to % text.length));
  });

const eventsOf = (records: readonly ReadRecord[]) =>
  records.flatMap((record) => ("events" in record ? record.events : []));

describe.each(ADAPTERS)("$name", (adapter: Adapter) => {
  const records = [...adapter.seeds, ...(adapter.samples ?? [])];

  test("its own records make events within the rules", () => {
    expect(adapter.seeds.flatMap((seed) => eventsOf(run(adapter, seed))).length).toBeGreaterThan(0);
    expect(records.flatMap((record) => faultsOf(adapter, record, run(adapter, record)))).toEqual([]);
    // Whose a record is, is the credential's word alone.
    expect(JSON.stringify(records.map((record) => run(adapter, record)))).not.toContain(STRANGER);
  });

  test(`of ${RUNS} mutated records each is an event within the rules, or refused with a reason; never a crash`, () => {
    let [ran, taken] = [0, 0];
    fc.assert(
      fc.property(mutation, (each) => {
        const value = mutate(records, each);
        const made = run(adapter, value);
        const faults = faultsOf(adapter, value, made);
        if (faults.length > 0) throw new Error(faults.join("; "));
        ran += 1;
        taken += eventsOf(made).length;
      }),
      { numRuns: RUNS },
    );
    expect(ran).toBe(RUNS);
    // Mutations that refuse nearly everything would show nothing of what is counted.
    expect(taken).toBeGreaterThan(RUNS / 10);
  }, 120_000);
});

test("changed bytes of a body are refused whole, or read", () => {
  const formats = fc.constantFrom("json", "ndjson", "event-stream");
  let [read, refused] = [0, 0];
  fc.assert(
    fc.property(formats, bytes, (format, changed) => {
      try {
        read += readResponseBody("p", undefined, { format, bytes: changed }, { source: "s" }).records.length;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused += 1;
      }
    }),
    { numRuns: 5_000 },
  );
  expect(Math.min(read, refused)).toBeGreaterThan(100);
});
