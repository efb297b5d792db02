import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import { joinBody, splitBody } from "./body-parts.ts";
import { directoryPartition, directoryPartBounds, directoryPartSk } from "./tenant-keys.ts";
import { EXPIRES_AT, type Table } from "./table.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/**
 * A superseded body stays this long for whoever still works under the configuration that names it: a re-pricing that the nightly
 * trial balance asked for again does so days later.
 */
const SUPERSEDED_SECONDS = 8 * 86_400;

/** Stores a directory's body under a name that no other has. It is in force once an entry of the configuration names it. */
export async function putDirectoryBody(table: Table, tenantId: string, body: string, json: string): Promise<void> {
  const pk = directoryPartition(tenantId);
  for (const [index, part] of splitBody(await compress(json)).entries()) {
    await table.put({ pk, sk: directoryPartSk(body, index), body: part }, "always");
  }
}

/** The body's JSON. Throws where it is not there: what a configuration names is. */
export async function getDirectoryBody(table: Table, tenantId: string, body: string): Promise<string> {
  const parts = await table.query({ pk: directoryPartition(tenantId), ...directoryPartBounds(body) });
  if (parts.length === 0) throw new Error(`The directory ${body} of ${tenantId} is not there.`);
  return (await decompress(joinBody(parts))).toString("utf8");
}

/** Lets a body that no configuration names any more expire, eight days from now. */
export async function expireDirectoryBody(
  table: Table,
  tenantId: string,
  body: string,
  nowEpochMs: number,
): Promise<void> {
  const expiry = BigInt(Math.floor(nowEpochMs / 1000) + SUPERSEDED_SECONDS);
  const parts = await table.query({ pk: directoryPartition(tenantId), ...directoryPartBounds(body) });
  for (const part of parts) await table.put({ ...part, [EXPIRES_AT]: expiry }, "always");
}
