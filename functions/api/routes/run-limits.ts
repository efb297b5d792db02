import { RUN_DIMENSIONS, RunLimit, RunLimitInput } from "@outlay/domain/run-limit";
import { RUN_LIMITS } from "@outlay/services/run-limits";
import * as z from "zod";
import { entityRoutes } from "../entity-routes.ts";

const RunLimitInputBody = RunLimitInput.meta({
  id: "RunLimitInput",
  description: [
    `How far one run may go; null is no limit. \`scope\` lists values by dimension (${RUN_DIMENSIONS.join(", ")}, or \`tag:<name>\`): a`,
    "list is OR, several dimensions are AND, `unattributed` is no value, and {} is every run. Of several limits that cover a run, and",
    "of its route's own, the strictest holds.",
  ].join(" "),
  example: { name: "Research", scope: { agent: ["researcher"] }, steps_max: 40, amount_max: "2.5", on_loop: "deny" },
});

const bound = z.union([z.int(), z.null()]);

const RunLimitBody = z
  .object({
    id: z.string(),
    name: z.string(),
    scope: z.record(z.string(), z.array(z.string())),
    steps_max: bound,
    tool_calls_max: bound,
    seconds_max: bound.meta({
      description: "From when the run began, as its steps say, or its first decision was asked for.",
    }),
    amount_max: z
      .union([z.string(), z.null()])
      .meta({ description: "Of all that its decisions may cost at the most." }),
    repeats_max: bound.meta({ description: "More steps of one name are a loop." }),
    stalled_steps_max: bound.meta({ description: "More steps on end without a change of `progress` are a loop." }),
    on_loop: RunLimit.shape.on_loop.meta({ description: "A loop raises an alert either way." }),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "RunLimit" });

export const runLimitRoutes = entityRoutes({
  kind: RUN_LIMITS,
  path: "/v1/run-limits",
  parameter: "run_limit_id",
  tag: "Controls",
  name: "RunLimit",
  scopes: { read: "limits:read", write: "limits:write" },
  input: RunLimitInputBody,
  body: RunLimitBody,
  description: "It holds from the next decision on, also of runs that have begun.",
});
