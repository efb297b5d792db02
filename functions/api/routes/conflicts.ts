import { createRoute } from "@hono/zod-openapi";
import { LIMITS } from "@outlay/domain/limits";
import { dayNumber } from "@outlay/domain/local-date";
import { NearDate } from "@outlay/domain/near-date";
import { listConflicts } from "@outlay/services/list-conflicts";
import * as z from "zod";
import { jsonContent, newRouter, problemResponses, scope } from "../router.ts";

const Range = z
  .strictObject({
    from: NearDate.meta({ description: "First UTC date of the events' times.", example: "2026-11-01" }),
    to: NearDate.meta({ description: "The UTC date after the last.", example: "2026-12-01" }),
  })
  .refine(({ from, to }) => from < to, { path: ["to"], error: "after from" })
  .refine(({ from, to }) => dayNumber(to) - dayNumber(from) <= LIMITS.conflictDaysMax, {
    path: ["to"],
    error: `at most ${LIMITS.conflictDaysMax} days after from`,
  });

const Conflicts = z
  .object({
    conflict_count: z.int().meta({ description: "Events that came with more than one content." }),
    items: z.array(z.object({ source: z.string(), id: z.string() })),
    is_complete: z.boolean().meta({ description: "False where there are more than are named: ask for fewer days." }),
  })
  .meta({ id: "Conflicts" });

const list = createRoute({
  method: "get",
  path: "/v1/conflicts",
  operationId: "listConflicts",
  tags: ["Usage"],
  summary: "List events that came again with other content",
  description: "The first accepted content counts. What came later under the same source, id and time bucket does not.",
  security: scope("spend:read"),
  request: { query: Range },
  responses: { 200: jsonContent(Conflicts, "Conflicts"), ...problemResponses(400, 401, 403, 422) },
});

export const conflictRoutes = newRouter().openapi(list, async (c) => {
  const { conflictCount, conflicts } = await listConflicts(c.var.ctx, c.var.ctx.tenantId, c.req.valid("query"));
  const isComplete = conflicts.length === conflictCount;
  return c.json({ conflict_count: conflictCount, items: [...conflicts], is_complete: isComplete }, 200);
});
