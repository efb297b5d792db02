import { decodeProtobufTraces } from "@outlay/sources/otlp/decode-protobuf";
import { readTraces } from "@outlay/sources/otlp/read-traces";
import type { ReadRecord, SourceEvent } from "@outlay/sources/usage-events";
import { readLangfuseTrace } from "@outlay/sources/webhooks/langfuse";
import { AGENT_AND_CALLS } from "../adapters/trace-seeds.ts";
import type { CostCase } from "./cost-case.ts";

function eventsOf(records: readonly { readonly read: ReadRecord }[]): readonly SourceEvent[] {
  return records.flatMap(({ read }) => {
    if ("faults" in read) throw new Error(JSON.stringify(read.faults));
    return read.events;
  });
}

const time = "2026-11-02T12:00:00Z";
const observation = { traceId: "t-1", startTime: time, model: "gpt-5" };
const USAGE = { input: 40, input_cached_tokens: 60, output: 20, total: 120 };

/** Agents, chains and traces that repeat what the calls beneath them used: the calls alone are paid. */
export const AGENT_CASES: readonly CostCase[] = [
  {
    name: "OpenTelemetry: an agent of 3,000 + 200, over 600 x 2.5 + 400 x 1.25 + 100 x 10, and 2,000 x 2.5 + 100 x 10 = 9,000",
    events: eventsOf(readTraces(decodeProtobufTraces(AGENT_AND_CALLS ?? new Uint8Array()))),
    cost: "0.009",
  },
  {
    name: "Langfuse: an agent and a chain over one generation, each with its usage: 40 x 1.25 + 60 x 0.125 + 20 x 10 = 257.5",
    events: eventsOf(
      readLangfuseTrace(
        {
          trace: { id: "t-1" },
          observations: [
            { ...observation, id: "a-1", type: "AGENT", usageDetails: USAGE },
            { ...observation, id: "c-1", type: "CHAIN", parentObservationId: "a-1", usageDetails: USAGE },
            {
              ...observation,
              id: "g-1",
              type: "GENERATION",
              parentObservationId: "c-1",
              usageDetails: USAGE,
              endTime: time,
            },
          ],
        },
        "langfuse",
      ),
    ),
    cost: "0.0002575",
  },
];
