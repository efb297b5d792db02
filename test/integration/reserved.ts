import { type Decision, DecisionInput } from "@outlay/domain/decision";
import type { Release } from "@outlay/domain/release";
import { type Reservation, reservationKeys, signReservation } from "@outlay/domain/reservation";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { appendDecisions, encodeDecisions } from "@outlay/storage/decisions";
import { decodePage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import { expect } from "vitest";
import { event } from "./chat-event.ts";
import { createPipeline } from "./pipeline.ts";
import { valueAt } from "./world.ts";

export const DAY = Date.UTC(2026, 10, 2);
export const HOLD = "abc123";
export const SLOT = "3qk2f";

export const decisionOf = (id: string): Decision => ({
  id,
  atEpochMs: 0,
  askedBy: { kind: "api_key", id: "key_1" },
  asked: DecisionInput.parse({}),
  values: [],
  verdict: "allow",
  route: null,
  routeType: "default",
  tier: null,
  model: null,
  fallbacks: [],
  limits: { contextTokens: null, outputTokens: null, timeoutSeconds: null, toolCalls: null, agentSteps: null },
  reviewRequired: false,
  exceptionId: null,
  held: null,
  reasons: [],
  warnings: [],
  configurationSeq: 1,
});

/** A tenant with a reservation of 4, 2 and 1 picos for three attempts, and what its pages set free. */
export async function setUp(options: Parameters<typeof createPipeline>[0] = {}) {
  const pipeline = createPipeline({ at: "2026-11-02T09:00:30.000Z", ...options });
  const tenant = await pipeline.signUp();
  const { tenantId } = tenant;
  const sign = (changes: Partial<Reservation> = {}, by = tenantId) =>
    signReservation(
      { decisionId: "dec_1", slot: SLOT, amounts: [4n, 2n, 1n], holds: [HOLD], ...changes },
      reservationKeys(pipeline.world.sealingSecret, by),
    );
  const ctx = async (...scopes: readonly "decisions:write"[]) => ({
    ...pipeline.world,
    tenantId,
    actor: { kind: "api_key" as const, id: tenant.keyId, scopes: new Set(scopes) },
    configuration: await loadConfiguration(pipeline.world, tenantId),
  });
  const pages = async (level: "bucket" | "hour" = "bucket") => {
    const read = await readPages(pipeline.table, tenantId, { level, fromEpochMs: DAY, toEpochMs: DAY + 86_400_000 });
    return read.map(({ body }) => decodePage(body));
  };
  const releases = async (): Promise<readonly Release[]> => (await pages()).flatMap((page) => page.releases);
  const freed = async () => (await releases()).reduce((sum, { picos }) => sum + picos, 0n);
  const id = sign();
  // Ids of tests name no time: their journal is that of the first minute.
  const journaled = ["dec_1", "dec_2", "dec_7"].map(decisionOf);
  await appendDecisions(pipeline.table, tenantId, 0, { id: "blk_1", body: encodeDecisions(journaled) });
  /** Sends events that name the reservation, in one request each, and brings all into pages. */
  const send = async (...events: readonly (readonly [id: string, changes?: object, route?: object])[]) => {
    for (const [name, changes = {}, route = {}] of events) {
      const answer = await tenant.owner.post(
        "/v1/events",
        event(name, { ...changes, route: { reservation_id: id, ...route } }),
      );
      expect(answer.status).toBe(202);
      expect(valueAt(answer.body, "flagged")).toBeUndefined();
    }
    await pipeline.settle();
  };
  return { ...pipeline, ...tenant, id, sign, ctx, pages, releases, freed, send };
}
