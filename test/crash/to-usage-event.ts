import type { UsageEvent } from "@outlay/domain/usage-event";
import type { PlainEvent } from "./scenario.ts";

/** As the api would have read it. */
export const toUsageEvent = (event: PlainEvent): UsageEvent => ({
  id: event.id,
  source: event.source,
  timeEpochMs: event.timeEpochMs,
  operation: "chat",
  provider: "openai",
  model: event.model,
  requestedModel: null,
  usageBasis: "measured",
  usage: { input_tokens: event.input, output_tokens: event.output, requests: 1 },
  attribution: new Map(event.department === null ? [] : [["department", event.department]]),
  tags: new Map(),
  consumer: new Map(),
  run: toRun(event),
  route: null,
  serviceTier: null,
  region: null,
  responseCacheHit: false,
  status: "succeeded",
  outcome: event.said === null ? null : { ...SAYS_NOTHING, accepted: event.said },
  reportedCost: null,
  durationMs: null,
});

const SAYS_NOTHING = {
  completed: null,
  rework: null,
  humanReviewed: null,
  reviewSeconds: null,
  reviewerRole: null,
  redacted: null,
  blockedBy: null,
};

/** A task is named within a run. */
const toRun = ({ run, task }: PlainEvent): UsageEvent["run"] =>
  run === null
    ? null
    : {
        id: run,
        taskId: task,
        startedAtEpochMs: null,
        taskClass: null,
        risk: null,
        parentId: null,
        step: null,
        attempt: null,
        isLoop: false,
      };
