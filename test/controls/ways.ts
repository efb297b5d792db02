import type { createApp } from "@outlay/api/app";
import type { ApiWorld } from "@outlay/api/router";
import { assert } from "@outlay/domain/assert";
import { DecisionInput } from "@outlay/domain/decision";
import { DomainError } from "@outlay/domain/errors";
import { acceptUsage } from "@outlay/services/accept-usage";
import { authenticateApiKey } from "@outlay/services/authenticate-api-key";
import type { Context, Sealing } from "@outlay/services/context";
import { decide } from "@outlay/services/decide";
import type { Table } from "@outlay/storage/table";
import type { Subject } from "./controls.ts";
import { requestOf, WAYS_IN } from "./ways-in.ts";

/** One warm function: its own memory, over the store that all share. */
export interface Instance {
  readonly world: ApiWorld;
  /** Where requests go by HTTP. */
  readonly app: ReturnType<typeof createApp> | undefined;
}

/** One way in, and whether a request by it was let in. */
export interface Way {
  readonly name: string;
  /** It asks before a call, so it heeds every control; others heed those of the key. */
  readonly asksBefore: boolean;
  readonly enters: (instance: Instance, subject: Subject, code: Code) => Promise<boolean>;
}

/** The code under test, or a copy of it with a bug put in. */
export interface Code {
  readonly name: string;
  readonly authenticate: typeof authenticateApiKey;
  /** What one function sees of the store. */
  readonly table: (table: Table) => Table;
  readonly enters: (way: Way, instance: Instance, subject: Subject, code: Code) => Promise<boolean>;
}

export const realCode: Code = {
  name: "the code as it is",
  authenticate: authenticateApiKey,
  table: (table) => table,
  enters: (way, instance, subject, code) => way.enters(instance, subject, code),
};

export const planted = (name: string, bug: Partial<Code>): Code => ({ ...realCode, ...bug, name });

/** What a request by a key may know; undefined where it is refused. */
async function contextOf(
  { world }: Instance,
  key: string,
  { authenticate }: Code,
): Promise<(Context & Sealing) | undefined> {
  try {
    const caller = await authenticate(world, key);
    return caller && { ...world, ...caller };
  } catch (error) {
    if (error instanceof DomainError && error.code === "api_key_paused") return undefined;
    throw error;
  }
}

/** Served by a route of the policy that every tenant begins with. */
const questionOf = (values: Subject["values"]): DecisionInput =>
  DecisionInput.parse({
    task_class: "legal-review",
    attribution: Object.fromEntries([...values].filter(([name]) => name !== "api_key")),
    context_tokens: 1000,
    output_tokens_max: 100,
  });

/** What handlers do once a request is let in, without HTTP around it: so ten thousand races take seconds. */
export const WAYS_OF_SERVICES: readonly Way[] = [
  {
    name: "a read",
    asksBefore: false,
    enters: async (instance, { key }, code) => (await contextOf(instance, key, code)) !== undefined,
  },
  {
    name: "usage",
    asksBefore: false,
    enters: async (instance, { key }, code) => {
      const ctx = await contextOf(instance, key, code);
      if (ctx) await acceptUsage(ctx, [], "live");
      return ctx !== undefined;
    },
  },
  {
    name: "a question before a call",
    asksBefore: true,
    enters: async (instance, { key, values, routeId }, code) => {
      const ctx = await contextOf(instance, key, code);
      if (!ctx) return false;
      const { decision } = await decide(ctx, questionOf(values));
      // Whatever else it is denied for would hide what this is about.
      const isPaused = decision.reasons.some(({ code: reason }) => reason === "paused");
      assert(decision.verdict === (isPaused ? "deny" : "allow"), `${decision.id} is ${decision.verdict}`);
      assert(decision.route?.id === routeId, "the question is served by the route that is paused");
      return !isPaused;
    },
  },
];

/** The same by whole requests, as clients send them. */
export const WAYS_BY_HTTP: readonly Way[] = WAYS_IN.map((way) => ({
  name: way.name,
  asksBefore: false,
  enters: async ({ app }, { key }) => {
    assert(app, "requests go to an app");
    const response = await app.request(way.path, requestOf(way, key));
    const text = await response.text();
    if (response.ok) return true;
    // Whatever else is refused would hide what this is about.
    assert(/api_key_paused|unauthenticated/.test(text), `${way.name} answered ${response.status}: ${text}`);
    return false;
  },
}));
