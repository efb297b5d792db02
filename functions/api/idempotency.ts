import { createHash } from "node:crypto";
import { canonicalJson, sha256Hex } from "@outlay/domain/digest";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { newId } from "@outlay/platform/ids";
import type { World } from "@outlay/services/context";
import {
  claimIdempotencyRecord,
  forgetIdempotencyRecord,
  getIdempotencyRecord,
  type IdempotencyRecord,
  settleIdempotencyRecord,
} from "@outlay/storage/idempotency";
import { idempotencyKey } from "@outlay/storage/tenant-keys";
import type { Key } from "@outlay/storage/table";
import type { Context, MiddlewareHandler } from "hono";
import { IdempotencyHeaders, type ApiEnv, type ApiWorld, type Operation } from "./router.ts";

const LIFETIME_MS = 24 * 3_600_000;
/** Of operations whose answer does not hold so long. What a decision holds outlives its replays. */
const SHORTER_LIFETIMES_MS: ReadonlyMap<string, number> = new Map([["decide", LIMITS.reservationMarginMs]]);
/** Longer than a request may run: whoever finds an older lease knows that its holder is dead. */
const LEASE_MS = 60_000;

/**
 * Runs a creating request once for each Idempotency-Key of its caller, for 24 hours, a decision for a minute: a retry with the same body gets the first
 * answer (secrets left out), one with another body 422, one that overlaps 409. What was refused is judged anew. A run that
 * died is run again with the same ids, and so finds what it had made.
 */
export function idempotency(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { operation } = c.var;
    const header = c.req.header("Idempotency-Key");
    // A malformed key is for the contract to refuse, with the body's faults.
    if (!operation?.isIdempotent || header === undefined || !isKey(header)) return next();
    const key = keyOf(c, operation, header);
    const bodyHash = sha256Hex(new Uint8Array(await c.req.arrayBuffer()));

    const lifetimeMs = SHORTER_LIFETIMES_MS.get(operation.id) ?? LIFETIME_MS;
    const claim = await claimRun(c.var.world, key, bodyHash, lifetimeMs);
    if ("replay" in claim) return replay(c, claim.replay);
    useIds(c, claim.record);
    await next();
    await settle(c, claim.record);
  };
}

function keyOf(c: Context<ApiEnv>, operation: Operation, header: string): Key {
  if (operation.access === "platform") {
    const { newcomer } = c.var;
    const caller = newcomer ? canonicalJson(newcomer.identity) : "platform";
    return idempotencyKey(null, caller, operation.id, header);
  }
  const { tenantId, actor } = c.var.ctx;
  return idempotencyKey(tenantId, `${actor.kind}:${actor.id}`, operation.id, header);
}

type Claim = { readonly record: IdempotencyRecord } | { readonly replay: NonNullable<IdempotencyRecord["reply"]> };

async function claimRun(world: ApiWorld, key: Key, bodyHash: string, lifetimeMs: number): Promise<Claim> {
  const nowMs = world.now().getTime();
  const found = await getIdempotencyRecord(world.table, key);
  const live = found && found.expiresAtEpochMs > nowMs ? found : undefined;
  if (live && live.bodyHash !== bodyHash) {
    throw new DomainError("idempotency_key_reused", "This Idempotency-Key came with another body before.");
  }
  if (live?.reply) return { replay: live.reply };
  if (live && live.leaseEpochMs > nowMs) throw inProgress();

  const record: IdempotencyRecord = {
    key,
    bodyHash,
    seed: live?.seed ?? Buffer.from(world.randomBytes(16)).toString("hex"),
    startedAtEpochMs: live?.startedAtEpochMs ?? nowMs,
    leaseEpochMs: nowMs + LEASE_MS,
    expiresAtEpochMs: live?.expiresAtEpochMs ?? nowMs + lifetimeMs,
    reply: null,
  };
  if (!(await claimIdempotencyRecord(world.table, record, found?.leaseEpochMs))) throw inProgress();
  return { record };
}

/** Every run of one request makes the same ids in the same order. */
function useIds(c: Context<ApiEnv>, record: IdempotencyRecord): void {
  let made = 0;
  const idOf: World["newId"] = (prefix) => {
    const bytes = createHash("sha256").update(`${record.seed}:${made++}`).digest().subarray(0, 10);
    return newId(prefix, record.startedAtEpochMs, bytes);
  };
  c.set("world", { ...c.var.world, newId: idOf });
  if (c.var.operation?.access !== "platform") c.set("ctx", { ...c.var.ctx, newId: idOf });
}

async function settle(c: Context<ApiEnv>, record: IdempotencyRecord): Promise<void> {
  const { table } = c.var.world;
  if (c.res.status >= 500) return; // It may have done its work: only the lease's end lets a retry in.
  if (c.res.status >= 300) return forgetIdempotencyRecord(table, record);
  const body = JSON.stringify(await c.res.clone().json(), withoutSecrets);
  await settleIdempotencyRecord(table, { ...record, reply: { status: c.res.status, body } });
}

/** A stored answer names no secret: whoever lost the first answer revokes the key and makes another. */
const withoutSecrets = (name: string, value: unknown) => (name === "secret" ? null : value);

function replay(c: Context<ApiEnv>, { status, body }: NonNullable<IdempotencyRecord["reply"]>): Response {
  return new Response(body, {
    status,
    headers: {
      ...Object.fromEntries(c.res.headers),
      "Content-Type": "application/json",
      "Idempotency-Replayed": "true",
    },
  });
}

const isKey = (text: string) => IdempotencyHeaders.shape["idempotency-key"].safeParse(text).success;

const inProgress = () =>
  new DomainError(
    "idempotency_key_in_progress",
    "The first request with this Idempotency-Key has not been answered yet.",
  );
