import { parseApiKey } from "@outlay/domain/api-key-text";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { authenticateApiKey, type Caller } from "@outlay/services/authenticate-api-key";
import { readConfiguration } from "@outlay/services/read-configuration";
import { getKeyTenant } from "@outlay/storage/api-keys";
import type { Table } from "@outlay/storage/table";
import { type Code, planted } from "./ways.ts";

const isEntry = ({ pk }: { readonly pk: string }) => pk.endsWith("#C");

/** What each function of a search remembers: a table is one function's. */
function memory<T>(): (table: Table) => Map<string, T> {
  const kept = new WeakMap<Table, Map<string, T>>();
  return (table) => {
    const known = kept.get(table) ?? new Map<string, T>();
    kept.set(table, known);
    return known;
  };
}

/** The caller by a key of a configuration, whatever else that says of the key. */
function callerOf(configuration: Configuration, text: string): Caller | undefined {
  const key = configuration.apiKeys.get(parseApiKey(text)?.keyId ?? "");
  if (key?.status !== "active") return undefined;
  const actor = { kind: "api_key", id: key.id, scopes: new Set(key.scopes) } as const;
  return { tenantId: configuration.tenant.id, configuration, actor };
}

function rememberingCallers(): Code["authenticate"] {
  const accepted = memory<Caller>();
  return async (world, text) => {
    const caller = accepted(world.table).get(text) ?? (await authenticateApiKey(world, text));
    if (caller) accepted(world.table).set(text, caller);
    return caller;
  };
}

/** It is read again for a key that it does not know, as a cache with a look at its misses does. */
function rememberingConfigurations(): Code["authenticate"] {
  const kept = memory<Configuration>();
  return async (world, text) => {
    for (const configuration of kept(world.table).values()) {
      const caller = callerOf(configuration, text);
      if (caller) return caller;
    }
    const caller = await authenticateApiKey(world, text);
    if (caller) kept(world.table).set(caller.tenantId, caller.configuration);
    return caller;
  };
}

function rememberingRefusals(): Code["authenticate"] {
  const refused = memory<DomainError>();
  return async (world, text) => {
    const known = refused(world.table).get(text);
    if (known) throw known;
    return authenticateApiKey(world, text).catch((error: unknown) => {
      if (error instanceof DomainError) refused(world.table).set(text, error);
      throw error;
    });
  };
}

/** Looks at keys alone. */
const blindToPauses: Code["authenticate"] = async (world, text) => {
  const tenantId = await getKeyTenant(world.table, parseApiKey(text)?.keyId ?? "");
  const configuration = tenantId === undefined ? undefined : await readConfiguration(world, tenantId);
  return configuration && callerOf(configuration, text);
};

function writingBehind(table: Table): Table {
  let late: Promise<unknown> = Promise.resolve();
  return {
    ...table,
    put(item, condition) {
      if (!isEntry(item)) return table.put(item, condition);
      late = late.then(() => table.put(item, condition));
      return Promise.resolve(true);
    },
  };
}

const STOPS = /"operation":"(?:pause\.created|api_key\.revoked)"/;

/** The first read that could see that something was stopped does not. */
function readingLate(table: Table): Table {
  const missed = new Set<string>();
  return {
    ...table,
    async query(range) {
      const items = await table.query(range);
      if (!isEntry(range)) return items;
      const first = items.findIndex(({ pk, sk, entry }) => {
        const isMissed = typeof entry === "string" && STOPS.test(entry) && !missed.has(pk + sk);
        if (isMissed) missed.add(pk + sk);
        return isMissed;
      });
      return first === -1 ? items : items.slice(0, first);
    },
  };
}

const writingOver = (table: Table): Table => ({
  ...table,
  put: (item, condition) => table.put(item, isEntry(item) ? "always" : condition),
});

/** Bugs of kinds that such systems have had. The search must find each, or it would not find ours. */
export const PLANTED_CONTROL_BUGS: readonly Code[] = [
  planted("a key that was accepted is accepted from memory", { authenticate: rememberingCallers() }),
  planted("a warm function does not read its configuration again", { authenticate: rememberingConfigurations() }),
  planted("a pause of a key is ignored on one way in", {
    enters: (way, instance, subject, code) =>
      way.enters(instance, subject, way.name === "usage" ? { ...code, authenticate: blindToPauses } : code),
  }),
  planted("a pause is answered before it is durable", { table: writingBehind }),
  planted("a read may be older than a write that was answered", { table: readingLate }),
  planted("a change at the same time takes the place of the pause", { table: writingOver }),
  planted("a resumed key stays refused", { authenticate: rememberingRefusals() }),
];
