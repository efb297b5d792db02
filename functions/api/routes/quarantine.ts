import { createRoute } from "@hono/zod-openapi";
import { listQuarantine } from "@outlay/services/list-quarantine";
import { redriveQuarantine } from "@outlay/services/redrive-quarantine";
import type { QuarantineEntry } from "@outlay/storage/quarantine";
import * as z from "zod";
import { idOf, jsonContent, newRouter, pageOf, PageQuery, problemResponses, scope } from "../router.ts";

const EntryParams = z.object({ quarantine_id: idOf("qua", "The quarantine entry's id.") });

const QuarantineEntryBody = z
  .object({
    id: z.string(),
    kind: z
      .enum(["usage", "fold", "notify"])
      .meta({ description: "Whether events wait to be recorded, pages to be made, or alerts to be told." }),
    reason: z.enum(["message_unreadable", "processing_failed"]),
    status: z.enum(["quarantined", "redriven"]),
    body_bytes: z.int(),
    receive_count: z.int().meta({ description: "How often the message was tried, its move here included." }),
    first_seen_at: z.string().meta({ description: "When the message was sent." }),
    last_seen_at: z.string().meta({ description: "When it was put in quarantine." }),
    redriven_at: z.union([z.string(), z.null()]),
    redriven_by: z.union([z.string(), z.null()]).meta({ description: "The key or member that sent it again." }),
  })
  .meta({ id: "QuarantineEntry" });

const timeText = (epochMs: number) => new Date(epochMs).toISOString();

/** What its tenant may see of an entry: never the message's body. */
function present({ redriven, ...entry }: QuarantineEntry): z.input<typeof QuarantineEntryBody> {
  return {
    id: entry.id,
    kind: entry.queue === "jobs" ? "fold" : entry.queue,
    reason: entry.reason,
    status: redriven ? "redriven" : "quarantined",
    body_bytes: entry.bodyBytes,
    receive_count: entry.receiveCount,
    first_seen_at: timeText(entry.sentAtEpochMs),
    last_seen_at: timeText(entry.quarantinedAtEpochMs),
    redriven_at: redriven && timeText(redriven.atEpochMs),
    redriven_by: redriven && redriven.by,
  };
}

const list = createRoute({
  method: "get",
  path: "/v1/quarantine",
  operationId: "listQuarantine",
  tags: ["Quarantine"],
  summary: "List messages that failed every try and are kept, newest first",
  security: scope("quarantine:read"),
  request: { query: PageQuery },
  responses: {
    200: jsonContent(pageOf(QuarantineEntryBody), "A page of entries"),
    ...problemResponses(400, 401, 403, 422),
  },
});

const redrive = createRoute({
  method: "post",
  path: "/v1/quarantine/{quarantine_id}/redrive",
  operationId: "redriveQuarantine",
  tags: ["Quarantine"],
  summary: "Send a quarantined message to its queue again; its events count once, however often it is sent",
  security: scope("quarantine:write"),
  request: { params: EntryParams },
  responses: {
    200: jsonContent(QuarantineEntryBody, "The entry, now redriven"),
    ...problemResponses(401, 403, 404, 422, 503),
  },
});

export const quarantineRoutes = newRouter()
  .openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const entries = await listQuarantine(c.var.ctx, { beforeId: c.var.cursors.open(cursor), limit });
    const last = entries.at(-1);
    const next_cursor = entries.length === limit && last ? c.var.cursors.seal(last.id) : null;
    return c.json({ items: entries.map(present), next_cursor }, 200);
  })
  .openapi(redrive, async (c) => {
    const entry = await redriveQuarantine(c.var.ctx, { id: c.req.valid("param").quarantine_id });
    return c.json(present(entry), 200);
  });
