import { mergePages } from "@outlay/services/merge-pages";
import { readMarks } from "@outlay/storage/marks";
import { describe, expect, test } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { itemsOf, valueAt } from "./world.ts";

/** An instant at which the local hour changes: what the clocks show until then, and from then on. */
type Border = readonly [instant: string, before: string, after: string];

/** Written by hand from the zones' laws, so that nothing here reads time the way the code does. */
const zones: Readonly<Record<string, readonly Border[]>> = {
  "Asia/Kathmandu": [
    ["2026-10-31T17:15:00Z", "2026-10-31T22:00+05:45", "2026-10-31T23:00+05:45"],
    ["2026-10-31T18:15:00Z", "2026-10-31T23:00+05:45", "2026-11-01T00:00+05:45"],
    ["2026-11-01T18:15:00Z", "2026-11-01T23:00+05:45", "2026-11-02T00:00+05:45"],
    ["2025-12-31T18:15:00Z", "2025-12-31T23:00+05:45", "2026-01-01T00:00+05:45"],
  ],
  "Australia/Lord_Howe": [
    ["2026-04-04T13:00:00Z", "2026-04-04T23:00+11:00", "2026-04-05T00:00+11:00"],
    // Back by half an hour, from 02:00 to 01:30.
    ["2026-04-04T15:00:00Z", "2026-04-05T01:00+11:00", "2026-04-05T01:00+10:30"],
    ["2026-04-04T15:30:00Z", "2026-04-05T01:00+10:30", "2026-04-05T02:00+10:30"],
    ["2026-04-05T13:30:00Z", "2026-04-05T23:00+10:30", "2026-04-06T00:00+10:30"],
    // Ahead by half an hour, from 02:00 to 02:30.
    ["2026-10-03T15:30:00Z", "2026-10-04T01:00+10:30", "2026-10-04T02:00+11:00"],
    ["2026-10-03T16:00:00Z", "2026-10-04T02:00+11:00", "2026-10-04T03:00+11:00"],
    ["2026-10-31T13:00:00Z", "2026-10-31T23:00+11:00", "2026-11-01T00:00+11:00"],
  ],
  "America/St_Johns": [
    ["2026-03-08T03:30:00Z", "2026-03-07T23:00-03:30", "2026-03-08T00:00-03:30"],
    ["2026-03-08T05:30:00Z", "2026-03-08T01:00-03:30", "2026-03-08T03:00-02:30"],
    ["2026-03-09T02:30:00Z", "2026-03-08T23:00-02:30", "2026-03-09T00:00-02:30"],
    ["2026-11-01T02:30:00Z", "2026-10-31T23:00-02:30", "2026-11-01T00:00-02:30"],
    ["2026-11-01T03:30:00Z", "2026-11-01T00:00-02:30", "2026-11-01T01:00-02:30"],
    ["2026-11-01T04:30:00Z", "2026-11-01T01:00-02:30", "2026-11-01T01:00-03:30"],
    ["2026-11-02T03:30:00Z", "2026-11-01T23:00-03:30", "2026-11-02T00:00-03:30"],
  ],
  "Africa/Cairo": [
    // 2026-04-24 has no midnight, and 2026-10-29 two hours before it.
    ["2026-04-23T22:00:00Z", "2026-04-23T23:00+02:00", "2026-04-24T01:00+03:00"],
    ["2026-04-24T21:00:00Z", "2026-04-24T23:00+03:00", "2026-04-25T00:00+03:00"],
    ["2026-10-29T20:00:00Z", "2026-10-29T22:00+03:00", "2026-10-29T23:00+03:00"],
    ["2026-10-29T21:00:00Z", "2026-10-29T23:00+03:00", "2026-10-29T23:00+02:00"],
    ["2026-10-29T22:00:00Z", "2026-10-29T23:00+02:00", "2026-10-30T00:00+02:00"],
    ["2026-10-31T22:00:00Z", "2026-10-31T23:00+02:00", "2026-11-01T00:00+02:00"],
  ],
  "America/New_York": [
    ["2026-03-08T05:00:00Z", "2026-03-07T23:00-05:00", "2026-03-08T00:00-05:00"],
    ["2026-03-08T07:00:00Z", "2026-03-08T01:00-05:00", "2026-03-08T03:00-04:00"],
    ["2026-03-09T04:00:00Z", "2026-03-08T23:00-04:00", "2026-03-09T00:00-04:00"],
    ["2026-11-01T04:00:00Z", "2026-10-31T23:00-04:00", "2026-11-01T00:00-04:00"],
    ["2026-11-01T06:00:00Z", "2026-11-01T01:00-04:00", "2026-11-01T01:00-05:00"],
    ["2026-11-02T05:00:00Z", "2026-11-01T23:00-05:00", "2026-11-02T00:00-05:00"],
  ],
  "Pacific/Apia": [
    ["2011-12-29T10:00:00Z", "2011-12-28T23:00-10:00", "2011-12-29T00:00-10:00"],
    // There was no 2011-12-30.
    ["2011-12-30T10:00:00Z", "2011-12-29T23:00-10:00", "2011-12-31T00:00+14:00"],
    ["2011-12-31T10:00:00Z", "2011-12-31T23:00+14:00", "2012-01-01T00:00+14:00"],
    ["2012-03-31T14:00:00Z", "2012-04-01T03:00+14:00", "2012-04-01T03:00+13:00"],
    ["2012-04-01T11:00:00Z", "2012-04-01T23:00+13:00", "2012-04-02T00:00+13:00"],
  ],
};

interface Placed {
  readonly time: string;
  readonly hour: string;
  /** A power of two: a sum tells which events are in it. */
  readonly tokens: number;
}

function placeEvents(borders: readonly Border[]): readonly Placed[] {
  const places = borders.flatMap(([instant, before, after]) => {
    const border = Date.parse(instant);
    return [
      { at: border - 1, hour: before },
      { at: border, hour: after },
      { at: border + 1, hour: after },
    ];
  });
  return places.map(({ at, hour }, index) => ({ time: new Date(at).toISOString(), hour, tokens: 2 ** index }));
}

const dateOf = ({ hour }: Placed): string => hour.slice(0, 10);
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const mondayOf = (date: string): string => addDays(date, -((new Date(date).getUTCDay() + 6) % 7));

const periodOf: Readonly<Record<string, (placed: Placed) => string>> = {
  hour: ({ hour }) => hour,
  day: dateOf,
  week: (placed) => mondayOf(dateOf(placed)),
  month: ({ hour }) => hour.slice(0, 7),
};

function sumBy(events: readonly Placed[], granularity: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const event of events) {
    const period = periodOf[granularity]?.(event) ?? "";
    sums[period] = (sums[period] ?? 0) + event.tokens;
  }
  return sums;
}

async function setUp(zone: string) {
  // Buckets of an hour before the tenant began, of a minute after: both hold borders.
  const pipeline = createPipeline({ at: "2026-09-01T12:00:00.000Z" });
  const tenant = await pipeline.signUp({ time_zone: zone });
  pipeline.advance(80 * 86_400_000);
  const read = async (granularity: string, from: string, to: string): Promise<Record<string, unknown>> => {
    const query = `from=${from}&to=${to}&granularity=${granularity}&measures=input_tokens&limit=100`;
    const { body } = await tenant.owner.get(`/v1/spend?${query}`);
    return Object.fromEntries(
      itemsOf(body).map((item) => [String(valueAt(item, "period")), valueAt(item, "measures", "input_tokens")]),
    );
  };
  const send = async (events: readonly Placed[]) => {
    const body = events.map(({ time, tokens }) => ({
      id: `e${tokens}`,
      source: "gateway",
      time,
      operation: "chat",
      provider: "openai",
      model: "gpt-4o",
      usage: { input_tokens: tokens },
    }));
    expect((await tenant.owner.post("/v1/imports", body)).status).toBe(202);
    await pipeline.record();
    await pipeline.fold();
  };
  return { ...pipeline, ...tenant, read, send };
}

describe.each(Object.entries(zones))("in %s", (zone, borders) => {
  test("spend of each local hour, day, week and month is that of the events in it, however far it is merged", async () => {
    const world = await setUp(zone);
    const events = placeEvents(borders);
    const expectTruth = async (sent: readonly Placed[]) => {
      const dates = [...new Set(sent.map(dateOf))].toSorted();
      const [from = "", last = ""] = [dates[0], dates.at(-1)];
      for (const granularity of ["day", "week", "month"]) {
        expect(await world.read(granularity, from, addDays(last, 1))).toEqual(sumBy(sent, granularity));
      }
      for (const date of dates) {
        const ofDate = sent.filter((event) => dateOf(event) === date);
        expect(await world.read("hour", date, addDays(date, 1))).toEqual(sumBy(ofDate, "hour"));
        expect(await world.read("day", date, addDays(date, 1))).toEqual(sumBy(ofDate, "day"));
      }
      const empty = addDays(from, -1);
      expect(await world.read("hour", empty, from)).toEqual({});
    };

    const onTime = events.filter((_, index) => index % 2 === 0);
    await world.send(onTime);
    await expectTruth(onTime);

    const { hours } = await readMarks(world.table, world.tenantId);
    for (const hour of hours) await mergePages(world.jobsWorld, world.tenantId, "hour", hour);
    await expectTruth(onTime);
    await world.merge();
    await expectTruth(onTime);

    await world.send(events); // Half of them late, the others again.
    await expectTruth(events);
    await world.merge();
    expect((await readMarks(world.table, world.tenantId)).days.size).toBe(0);
    await expectTruth(events);
  });
});
