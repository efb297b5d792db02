import { createRoute } from "@hono/zod-openapi";
import { ENTITIES } from "@outlay/domain/audit";
import { listAuditEntries, verifyAuditLog } from "@outlay/services/read-audit-log";
import * as z from "zod";
import { presentEntry } from "../present-entry.ts";
import { jsonContent, newRouter, pageOf, PageQuery, problemResponses, scope } from "../router.ts";

const EntityState = z.union([z.record(z.string(), z.unknown()), z.null()]);

const AuditEntryBody = z
  .object({
    seq: z.int().meta({ description: "Counts from 1 without gaps." }),
    id: z.string(),
    at: z.string(),
    actor: z.object({ kind: z.enum(["api_key", "member", "platform"]), id: z.string() }),
    operation: z.string(),
    entity: z.enum(ENTITIES),
    entity_id: z.string(),
    reason: z.union([z.string(), z.null()]),
    before: EntityState.meta({ description: "Null: it was not there." }),
    after: EntityState.meta({ description: "Null: it was removed." }),
    previous_hash: z.string(),
    hash: z.string().meta({ description: "SHA-256 over the stored entry and previous_hash." }),
  })
  .meta({ id: "AuditEntry" });

const AuditQuery = z.strictObject({
  ...PageQuery.shape,
  from_seq: z
    .string()
    .regex(/^[1-9][0-9]{0,11}$/, "a whole number from 1")
    .transform(Number)
    .optional()
    .meta({ type: "integer", minimum: 1, description: "Oldest first from this entry on, instead of newest first." }),
});

const list = createRoute({
  method: "get",
  path: "/v1/audit-log",
  operationId: "listAuditLog",
  tags: ["Audit log"],
  summary: "List every change of configuration, newest first",
  security: scope("audit-log:read"),
  request: { query: AuditQuery },
  responses: { 200: jsonContent(pageOf(AuditEntryBody), "A page of entries"), ...problemResponses(400, 401, 403, 422) },
});

const verify = createRoute({
  method: "get",
  path: "/v1/audit-log/verification",
  operationId: "verifyAuditLog",
  tags: ["Audit log"],
  summary: "Recompute the audit log's hash chain",
  security: scope("audit-log:read"),
  responses: {
    200: jsonContent(
      z
        .object({
          entries: z.int().meta({ description: "So many entries hold, from the first." }),
          head_hash: z.string(),
          first_broken_seq: z.union([z.int(), z.null()]).meta({ description: "Null: the chain holds." }),
        })
        .meta({ id: "AuditVerification" }),
      "What the recomputation found",
    ),
    ...problemResponses(401, 403, 422),
  },
});

export const auditLogRoutes = newRouter()
  .openapi(list, async (c) => {
    const { limit, cursor, from_seq: fromSeq } = c.req.valid("query");
    const isOldestFirst = fromSeq !== undefined;
    const filters = { from_seq: fromSeq };
    const opened = c.var.cursors.open(cursor, filters);
    const start = opened === undefined ? undefined : Number(opened);
    const entries = await listAuditEntries(
      c.var.ctx,
      isOldestFirst
        ? { from: start ?? fromSeq, limit: limit + 1 }
        : { before: start ?? c.var.ctx.configuration.seq + 1, limit: limit + 1 },
    );
    const shown = entries.slice(0, limit);
    const next = isOldestFirst ? entries[limit]?.seq : shown.at(-1)?.seq;
    const hasMore = entries.length > limit && next !== undefined;
    const body = {
      items: shown.map(presentEntry),
      next_cursor: hasMore ? c.var.cursors.seal(String(next), filters) : null,
    };
    return c.json(body, 200);
  })
  .openapi(verify, async (c) => c.json(await verifyAuditLog(c.var.ctx), 200));
