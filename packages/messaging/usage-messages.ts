import * as z from "zod";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { assert } from "@outlay/domain/assert";
import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
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

export function usageMessage({ tenantId, messageId, acceptedAtEpochMs, batch }: UsageMessage): OutgoingMessage {
  const body = zstdCompressSync(JSON.stringify(batch)).toString("base64");
  return {
    body: JSON.stringify({ version: 1, tenantId, messageId, acceptedAtEpochMs, batch: body }),
    groupId: tenantId,
  };
}

/** Throws on anything that this module did not write. */
export const readUsageMessage = (body: string): UsageMessage => usageOf(JSON.parse(body));

/** The same of a body that is JSON already. */
export function usageOf(value: unknown): UsageMessage {
  const { batch, ...envelope } = Envelope.parse(value);
  const bytes = zstdDecompressSync(Buffer.from(batch, "base64"), { maxOutputLength: BATCH_BYTES_MAX });
  return { ...envelope, batch: checkBatch(JSON.parse(bytes.toString("utf8"))) };
}

/** Checked by hand, since a schema would take as long as all else that the recorder does with an event. */
function checkBatch(value: unknown): UsageBatch {
  const { tuples, ids, timesEpochMs, tupleOf, ...named } = asRecord(value);
  const rows = asArray(ids).length;
  assert(
    asArray(ids).every((id) => typeof id === "string"),
    "ids are text",
  );
  const width = TUPLE_FIELDS.length;
  assert(
    asArray(tuples).every((tuple) => asArray(tuple).length <= width),
    "tuples have no place that is not known",
  );
  assert(asArray(timesEpochMs).every(Number.isSafeInteger), "times are whole");
  const tupleCount = asArray(tuples).length;
  assert(
    asArray(tupleOf).every((index) => Number.isInteger(index) && Number(index) < tupleCount),
    "each row has a tuple",
  );
  const columns = [tupleOf, timesEpochMs];
  for (const name of ["usage", "numbers", "texts"]) columns.push(...Object.values(asRecord(named[name])));
  assert(
    columns.every((column) => asArray(column).length === rows),
    "all columns have a cell for each row",
  );
  return value as UsageBatch; // Checked above; the cells are what `toUsageBatch` laid out.
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> => {
  assert(typeof value === "object" && value !== null, "an object stands here");
  return value as Readonly<Record<string, unknown>>; // What an object is, as far as reading goes.
};

const asArray = (value: unknown): readonly unknown[] => {
  assert(Array.isArray(value), "an array stands here");
  return value;
};
