import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import type { Person } from "@outlay/domain/person";
import type { Actor } from "./context.ts";

/** Who is asking, by the name that they have now. Asserts that it is a member or a key. */
export function personOf({ members, apiKeys }: Configuration, { kind, id }: Actor): Person {
  assert(kind === "member" || kind === "api_key", "what is decided is decided by members and keys");
  return { kind, id, name: (kind === "member" ? members.get(id)?.email : apiKeys.get(id)?.name) ?? id };
}
