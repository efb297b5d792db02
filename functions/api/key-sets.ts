import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import * as z from "zod";
import type { FetchJson } from "./fetch-json.ts";

const FRESH_MS = 10 * 60_000;
/** An issuer that does not answer is believed to have the keys it had, for so long. */
const LAST_GOOD_MS = 24 * 3_600_000;
/** At most one fetch an issuer in so long, whatever the traffic and whatever came of the last. */
const COOL_DOWN_MS = 30_000;
const ISSUERS_MAX = 1000;

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const KeySet = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .min(1)
    .max(100),
});

export type KeyLookUp = ReturnType<typeof createLocalJWKSet>;

export interface KeySets {
  /**
   * The issuer's signing keys; `refresh` has them fetched again where the cool-down allows, e.g. for a key id that the kept
   * ones lack. Undefined where none could be had.
   */
  get(issuer: string, options?: { readonly refresh?: boolean }): Promise<KeyLookUp | undefined>;
}

interface State {
  good: { readonly keys: KeyLookUp; readonly atMs: number } | undefined;
  triedAtMs: number;
  pending: Promise<void> | undefined;
}

/** Keys by issuer, kept while they are fresh, and for a day more while their issuer is down. */
export function keySets(fetchJson: FetchJson, now: () => Date): KeySets {
  const states = new Map<string, State>();
  return {
    async get(issuer, { refresh = false } = {}) {
      const state = states.get(issuer) ?? { good: undefined, triedAtMs: -Infinity, pending: undefined };
      if (!states.has(issuer) && states.size >= ISSUERS_MAX) states.clear();
      states.set(issuer, state);

      const nowMs = now().getTime();
      const isStale = refresh || !state.good || nowMs - state.good.atMs >= FRESH_MS;
      if (isStale && nowMs - state.triedAtMs >= COOL_DOWN_MS) {
        state.triedAtMs = nowMs;
        state.pending = update(state, issuer, fetchJson, nowMs);
      }
      await state.pending;
      return state.good && nowMs - state.good.atMs < LAST_GOOD_MS ? state.good.keys : undefined;
    },
  };
}

/** Replaces the keys, or leaves the last good ones where the issuer does not answer as one. */
async function update(state: State, issuer: string, fetchJson: FetchJson, nowMs: number): Promise<void> {
  try {
    state.good = { keys: createLocalJWKSet(await fetchKeySet(issuer, fetchJson)), atMs: nowMs };
  } catch {
    // Whoever asked sees it as keys that are missing; others go on with the last good ones.
  } finally {
    state.pending = undefined;
  }
}

/** OpenID Connect Discovery 1.0, sections 2 and 4: an issuer has no query, and its document must name the very issuer that was asked. */
async function fetchKeySet(issuer: string, fetchJson: FetchJson): Promise<JSONWebKeySet> {
  if (issuer.includes("?")) throw new Error("The issuer has a query.");
  const base = issuer.endsWith("/") ? issuer.slice(0, -1) : issuer;
  const discovery = Discovery.parse(await fetchJson(`${base}/.well-known/openid-configuration`));
  if (discovery.issuer !== issuer) throw new Error("The discovery document names another issuer.");
  return KeySet.parse(await fetchJson(discovery.jwks_uri));
}
