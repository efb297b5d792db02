import { createOutlay, type NewUsageEvent, type Outlay, type UsageEvent } from "@outlay/client/client";
import { cpuMicros } from "./cpu.ts";
import { atMost, type Figure, median, type Report, type Size } from "./figures.ts";

interface Effort {
  readonly rounds: number;
  readonly events: number;
}

const MICROS_MAX = 5;

/** What recording an event costs the thread that records it, beside putting it into an array. */
export async function benchClient(size: Size): Promise<Report> {
  const effort: Effort = size === "full" ? { rounds: 15, events: 100_000 } : { rounds: 1, events: 100 };
  const whole = eventsOf(effort.events);
  const bare = whole.map(({ id: _id, source: _source, time: _time, ...rest }): NewUsageEvent => rest);
  const floor = await medianOf(effort, () => pushAll(whole));
  const json = await medianOf(effort, () => whole.map((event) => JSON.stringify(event)).length);
  const recorded = await recordAll(effort, whole);
  const completed = await recordAll(effort, bare);
  return {
    title: "Client: CPU of recording an event",
    workload: `events of a chat with 8 members and 6 dimensions; a fetch that accepts everything at once; median of ${effort.rounds} rounds of ${effort.events} events`,
    figures: [
      figure("record(), of a whole event", recorded.record, floor, "array push"),
      figure("record(), of one without id, source and time", completed.record, floor, "array push"),
      figure("all of it: record(), batch, JSON, request", recorded.all, json, "JSON.stringify"),
    ],
  };
}

const figure = (name: string, micros: number, floor: number, of: string): Figure => ({
  name,
  value: nanos(micros),
  floor: `${nanos(floor)} ${of}`,
  goal: atMost(micros, MICROS_MAX, `at most ${MICROS_MAX} µs`),
});
const nanos = (micros: number): string => `${Math.round(micros * 1000)} ns`;

/** CPU in µs an event: of the calls by themselves, and with all that follows of them. The first round warms up. */
async function recordAll({ rounds, events }: Effort, given: readonly NewUsageEvent[]) {
  const times: { record: number; all: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const outlay = clientOf(events);
    const startMicros = cpuMicros();
    for (const event of given) outlay.record(event);
    const recordedMicros = cpuMicros();
    if ((await outlay.close()) > 0 || outlay.counts().accepted !== given.length) throw new Error("all is accepted");
    times.push({ record: (recordedMicros - startMicros) / events, all: (cpuMicros() - startMicros) / events });
  }
  const warm = times.slice(1);
  return { record: median(warm.map(({ record }) => record)), all: median(warm.map(({ all }) => all)) };
}

async function medianOf({ rounds, events }: Effort, work: () => unknown): Promise<number> {
  work();
  const times = Array.from({ length: rounds }, () => {
    const startMicros = cpuMicros();
    work();
    return (cpuMicros() - startMicros) / events;
  });
  return median(times);
}

function pushAll(events: readonly UsageEvent[]): number {
  const kept: UsageEvent[] = [];
  for (const event of events) kept.push(event);
  return kept.length;
}

const clientOf = (events: number): Outlay =>
  createOutlay({
    url: "http://outlay.test",
    apiKey: "secret",
    source: "bench",
    waitingMax: events,
    fetch: (_, init) => {
      const body = typeof init?.body === "string" ? init.body : "";
      return Promise.resolve(Response.json({ accepted: body.split("\n").length, refused: [] }, { status: 202 }));
    },
  });

function eventsOf(count: number): UsageEvent[] {
  const time = new Date().toISOString();
  return Array.from({ length: count }, (_, n): UsageEvent => ({
    id: `call-${n}`,
    source: "bench",
    time,
    operation: "chat",
    provider: "openai",
    model: "gpt-4o",
    usage: { input_tokens: 1000 + n, cache_read_tokens: 512, output_tokens: 200 },
    attribution: {
      department: "support",
      application: "copilot",
      workflow: "ticket-answer",
      agent: "drafter",
      user: `u_${n % 1000}`,
      environment: "production",
    },
  }));
}
