import * as z from "zod";
import type { OutgoingMessage } from "./queue.ts";

/** What can be asked of the folder. Each asks for work that can be asked for again without harm. */
export const FoldMessage = z.discriminatedUnion("kind", [
  /** Rows were appended to this bucket: make its page. */
  z.object({
    kind: z.literal("fold"),
    tenantId: z.string().min(1),
    startEpochMs: z.int(),
    spanMs: z.int().positive(),
    shard: z.int().min(0),
  }),
  /** Pages below changed: merge them into the page of this UTC hour or day. */
  z.object({
    kind: z.literal("merge"),
    tenantId: z.string().min(1),
    level: z.enum(["hour", "day"]),
    startEpochMs: z.int(),
  }),
  /** Something was told of a run, a task or an event, or more of its usage was recorded: bring its row of outcomes up to date. */
  z.object({
    kind: z.literal("subject"),
    tenantId: z.string().min(1),
    subject: z.discriminatedUnion("kind", [
      z.object({ kind: z.enum(["run", "task"]), id: z.string().min(1) }),
      z.object({
        kind: z.literal("event"),
        source: z.string().min(1),
        id: z.string().min(1),
        bucket: z.object({ startEpochMs: z.int(), spanMs: z.int().positive(), shard: z.int().min(0) }),
      }),
    ]),
  }),
  /** Budgets changed: bring their spend up to date and raise what is due. */
  z.object({ kind: z.literal("budgets"), tenantId: z.string().min(1) }),
  /** What was accepted up to this instant is recorded: what reservations that ended well before it still hold can go. */
  z.object({ kind: z.literal("caps"), tenantId: z.string().min(1), caughtUpEpochMs: z.int() }),
]);
export type FoldMessage = z.infer<typeof FoldMessage>;

export const foldMessage = (message: FoldMessage, delaySeconds = 0): OutgoingMessage => ({
  body: JSON.stringify(FoldMessage.parse(message)),
  groupId: message.tenantId,
  delaySeconds,
});
