import { timingSafeEqual } from "node:crypto";
import type { ApiKey } from "@outlay/domain/api-key";
import { type ApiKeyText, parseApiKey } from "@outlay/domain/api-key-text";
import type { Configuration } from "@outlay/domain/configuration";
import { sha256Hex } from "@outlay/domain/digest";
import { DomainError } from "@outlay/domain/errors";
import { pauseOfTarget } from "@outlay/domain/pause";
import { getKeyTenant } from "@outlay/storage/api-keys";
import type { Actor, World } from "./context.ts";
import { readConfiguration } from "./read-configuration.ts";

/** A caller whose credential holds now. */
export interface Caller {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly configuration: Configuration;
}

/**
 * Whose key this is; undefined for one that is not accepted, whatever the cause. A malformed key costs no read; any other costs
 * the look-up and the configuration's tail, both consistent, so a revoked key is refused by the next request.
 * Throws `api_key_paused`, and tells that to nobody who does not hold the key's secret.
 */
export async function authenticateApiKey(
  world: Pick<World, "table" | "now">,
  text: string,
): Promise<Caller | undefined> {
  const presented = parseApiKey(text);
  if (!presented) return undefined;
  const tenantId = await getKeyTenant(world.table, presented.keyId);
  const configuration = tenantId === undefined ? undefined : await readConfiguration(world, tenantId);
  const key = configuration?.apiKeys.get(presented.keyId);
  if (tenantId === undefined || !configuration || !key || !isAccepted(key, presented, world.now())) return undefined;
  const pause = pauseOfTarget(configuration, { kind: "api_key", id: key.id });
  // The reason stays with those who may read pauses.
  if (pause) throw new DomainError("api_key_paused", `This API key is paused, by ${pause.id}.`);
  return { tenantId, configuration, actor: { kind: "api_key", id: key.id, scopes: new Set(key.scopes) } };
}

function isAccepted(key: ApiKey, { secret }: ApiKeyText, now: Date): boolean {
  const isAfter = (end: string | null) => end !== null && now.getTime() >= Date.parse(end);
  const hash = Buffer.from(sha256Hex(secret), "hex");
  // No early return: how many secrets a key has must not show in the time taken.
  const holds = key.secrets.map(
    ({ sha256, valid_until }) => timingSafeEqual(hash, Buffer.from(sha256, "hex")) && !isAfter(valid_until),
  );
  return holds.includes(true) && key.status === "active" && !isAfter(key.expires_at);
}
