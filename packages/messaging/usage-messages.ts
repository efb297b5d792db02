import * as z from "zod";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { UsageBatch } from "@outlay/domain/usage-batch";
import type { OutgoingMessage } from "./queue.ts";

/** Decompressed bytes of one message's batch that a consumer will hold. */
const BATCH_BYTES_MAX = 64 * 1024 * 1024;

/** The envelope of accepted events on the usage queue. The tenant is the sender's credential's, never an event's. */
const Envelope = z.object({
  version: z.literal(1),
  tenantId: z.string().min(1),
  /** Ours, fixed at acceptance: a resent copy carries the same. */
  messageId: z.string().min(1),
  acceptedAtEpochMs: z.int(),
  /** Base64 of the zstd-compressed JSON of a UsageBatch. */
  batch: z.string(),
});

export interface UsageMessage {
  readonly tenantId: string;
  readonly messageId: string;
  readonly acceptedAtEpochMs: number;
  readonly batch: UsageBatch;
}

const Columns = z.record(z.string(), z.array(z.union([z.number(), z.null()])));
const Batch: z.ZodType<UsageBatch> = z.object({
  tuples: z.array(z.array(z.union([z.string(), z.null()]))),
  ids: z.array(z.string()),
  timesEpochMs: z.array(z.number()),
  tupleOf: z.array(z.number()),
  usage: Columns,
  numbers: Columns,
  texts: z.record(z.string(), z.array(z.union([z.string(), z.null()]))),
});

export function usageMessage({ tenantId, messageId, acceptedAtEpochMs, batch }: UsageMessage): OutgoingMessage {
  const body = zstdCompressSync(JSON.stringify(batch)).toString("base64");
  return {
    body: JSON.stringify({ version: 1, tenantId, messageId, acceptedAtEpochMs, batch: body }),
    groupId: tenantId,
  };
}

/** Throws on anything that this module did not write. */
export function readUsageMessage(body: string): UsageMessage {
  const { batch, ...envelope } = Envelope.parse(JSON.parse(body));
  const bytes = zstdDecompressSync(Buffer.from(batch, "base64"), { maxOutputLength: BATCH_BYTES_MAX });
  const value = Batch.parse(JSON.parse(bytes.toString("utf8")));
  const rows = value.ids.length;
  const columns = [
    value.timesEpochMs,
    value.tupleOf,
    ...[value.usage, value.numbers, value.texts].flatMap(Object.values),
  ];
  if (columns.some((column) => column.length !== rows))
    throw new Error("The columns of a usage message differ in length.");
  return { ...envelope, batch: value };
}
