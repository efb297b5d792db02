import { DAY_MS } from "@outlay/domain/bucket";
import { numberOf, textOf } from "./attributes.ts";
import { langfuseNoteKey } from "./keys.ts";
import { EXPIRES_AT, type Table } from "./table.ts";

/** Longer than a call or an agent's run lasts. */
const KEPT_MS = 2 * DAY_MS;

/** Keeps the JSON of what was said under a name, instead of what was kept before, for two days. */
export async function putLangfuseNote(
  table: Table,
  tenantId: string,
  name: string,
  json: string,
  nowEpochMs: number,
): Promise<void> {
  const expiresAt = BigInt(Math.ceil((nowEpochMs + KEPT_MS) / 1000));
  await table.put({ ...langfuseNoteKey(tenantId, name), json, [EXPIRES_AT]: expiresAt }, "always");
}

/** The JSON that is kept under a name; undefined where there is none, or no more. */
export async function getLangfuseNote(
  table: Table,
  tenantId: string,
  name: string,
  nowEpochMs: number,
): Promise<string | undefined> {
  const item = await table.get(langfuseNoteKey(tenantId, name));
  if (!item || numberOf(item, EXPIRES_AT) * 1000n <= BigInt(nowEpochMs)) return undefined;
  return textOf(item, "json");
}
