import * as z from "zod";
import type { Collection } from "./collections.ts";
import { canonicalJson, sha256Hex } from "./digest.ts";

/** The names of COLLECTIONS, spelled out: their schemas are not needed to read an entry. */
const COLLECTED = [
  "member",
  "api_key",
  "identity_provider",
  "budget",
  "attribution_rule",
  "owner",
  "price_override",
  "currency_rate",
  "repricing",
  "routing_policy",
  "exception",
  "rate_limit",
  "run_limit",
  "budget_override",
  "webhook_source",
  "notification_channel",
  "closed_month",
  "pause",
  "alert_rule",
] as const satisfies readonly Collection[];

/** What an entry of the configuration journal changes. "sign_up" is the first entry: it makes the tenant. "alert" says what somebody did, and decides nothing. */
export const ENTITIES = ["sign_up", "tenant", "ingestion_schedule", "directory", ...COLLECTED, "alert"] as const;
export type Entity = (typeof ENTITIES)[number];

/**
 * One decision, as the configuration journal keeps it for good: who changed what, when, from what to what. `seq` counts
 * from 1 without gaps; `hash` covers everything else here, the hash before included, so that no entry can be altered,
 * dropped or moved unseen.
 */
export const Entry = z.object({
  seq: z.int().min(1),
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.enum(["api_key", "member", "platform"]), id: z.string() }),
  /** Noun and past participle, e.g. "budget.created". */
  operation: z.string(),
  entity: z.enum(ENTITIES),
  entity_id: z.string(),
  reason: z.string().nullable(),
  before: z.json(),
  after: z.json(),
  previous_hash: z.string(),
  hash: z.string(),
});
export type Entry = z.infer<typeof Entry>;
export type Json = z.infer<ReturnType<typeof z.json>>;

/** What stands for the hash before the first entry. */
export const GENESIS_HASH = "0".repeat(64);

/** SHA-256 over the canonical JSON of an entry, its own hash left out. */
export function hashEntry(content: Omit<Entry, "hash">): string {
  return sha256Hex(canonicalJson({ ...content, hash: undefined }));
}

/** Where a run of entries first breaks the chain; undefined where it holds. `from` is the head before the first of them. */
export function firstBrokenSeq(
  entries: readonly Entry[],
  from: { readonly seq: number; readonly hash: string },
): number | undefined {
  let head = from;
  for (const entry of entries) {
    const follows = entry.seq === head.seq + 1 && entry.previous_hash === head.hash;
    if (!follows || entry.hash !== hashEntry(entry)) return head.seq + 1;
    head = entry;
  }
  return undefined;
}
