import { askForProbe } from "@outlay/services/ask-for-probe";
import { createPipeline } from "./pipeline.ts";
import type { SignedUp } from "./world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday. */
export const START = "2026-08-03";
export const dateOf = (day: number): string => new Date(Date.parse(START) + day * DAY_MS).toISOString().slice(0, 10);

/** One event an hour of some hours of the day, all alike: what tells a workload's days apart is what is planted. */
interface Workload {
  readonly workflow: string;
  readonly department: string | null;
  readonly source: string;
  readonly hours: readonly number[];
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly agent?: string;
  readonly hasOutcomes?: boolean;
}

const hours = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);
const office = { source: "gateway", hours: hours(8, 20), model: "gpt-4o", input: 100_000, output: 20_000 };
export const WORKLOADS: readonly Workload[] = [
  { ...office, workflow: "triage", department: "support" },
  { ...office, workflow: "draft", department: "legal" },
  { ...office, workflow: "answer", department: "sales", hasOutcomes: true },
  { ...office, workflow: "code", department: "engineering", agent: "coder" },
  {
    workflow: "search",
    department: "operations",
    source: "batch",
    hours: hours(0, 24),
    model: "gpt-4o-mini",
    input: 250_000,
    output: 50_000,
  },
];

type Event = Record<string, unknown> & { readonly time: string };
/** Changes the events of a day: what is planted in it. */
export type Plant = (events: readonly Event[], day: number) => readonly Event[];

export const eventsOf = (day: number): readonly Event[] =>
  WORKLOADS.flatMap(({ workflow, department, source, hours: at, model, input, output, agent, hasOutcomes }) =>
    at.map((hour) => {
      // Some per cent up or down, the same whenever it is asked.
      const jitter = 1 + (((day * 31 + hour * 17 + workflow.length * 7) % 9) - 4) / 100;
      return {
        id: `${workflow}-${day}-${hour}`,
        source,
        time: `${dateOf(day)}T${String(hour).padStart(2, "0")}:30:00Z`,
        operation: "chat",
        provider: "openai",
        model,
        usage: { input_tokens: Math.round(input * jitter), output_tokens: Math.round(output * jitter) },
        attribution: { department, workflow, ...(agent === undefined ? {} : { agent }) },
        ...(hasOutcomes === true ? { outcome: { accepted: true } } : {}),
      };
    }),
  );

export const isOf = (event: Event, workflow: string): boolean =>
  JSON.stringify(event["attribution"]).includes(`"workflow":"${workflow}"`);

/** Gives the first so many events of a workflow other members. */
export const change =
  (workflow: string, days: readonly number[], members: Record<string, unknown>, count = 99): Plant =>
  (events, day) => {
    if (!days.includes(day)) return events;
    let left = count;
    return events.map((event) => {
      if (!isOf(event, workflow) || left-- <= 0) return event;
      return { ...event, ...members };
    });
  };

export const add =
  (workflow: string, day: number, at: readonly string[], members: Record<string, unknown>): Plant =>
  (events, today) => {
    const model = events.find((event) => isOf(event, workflow));
    if (today !== day || !model) return events;
    return [
      ...events,
      ...at.map((time, index) => ({
        ...model,
        id: `added-${workflow}-${day}-${index}`,
        time: `${dateOf(day)}T${time}:00Z`,
        ...members,
      })),
    ];
  };

/** Tenants whose usage comes day by day, and who are looked at as the schedule has it. */
export function createWatch() {
  const pipeline = createPipeline({ at: `${START}T00:00:00.000Z` });
  const nowMs = () => pipeline.world.now().getTime();
  const until = (time: string) => pipeline.advance(Date.parse(time) - nowMs());
  const settle = async () => {
    await pipeline.record();
    await pipeline.merge();
    await pipeline.record();
    await pipeline.merge();
  };
  return {
    ...pipeline,
    nowMs,
    until,
    settle,
    send: async ({ owner }: Pick<SignedUp, "owner">, events: readonly Event[]) => {
      const answer = await owner.post("/v1/events", events);
      if (answer.status !== 202) throw new Error(`${answer.status}: ${JSON.stringify(answer.body).slice(0, 500)}`);
    },
    /** An hour's job, after one that asked how far usage is recorded. */
    look: async (tenants: readonly Pick<SignedUp, "tenantId">[]) => {
      for (const { tenantId } of tenants) await askForProbe(pipeline.world, tenantId);
      await settle();
      pipeline.advance(HOUR_MS);
      await pipeline.runJob("hourly");
      await pipeline.work();
    },
  };
}
