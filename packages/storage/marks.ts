import type { DirtyMarks } from "@outlay/domain/read-plan";
import { dirtyMarkKey, dirtyMarkPartition, parseDirtyMarkSk } from "./keys.ts";
import type { Table } from "./table.ts";

export type MarkLevel = "hour" | "day";

/**
 * Says durably that the page of an hour or day lacks what a page below it has. Each mark carries a fresh token, so that
 * whoever merges can tell whether it was marked again meanwhile.
 */
export async function markDirty(
  table: Table,
  tenantId: string,
  level: MarkLevel,
  startEpochMs: number,
  token: string,
): Promise<void> {
  await table.put({ ...dirtyMarkKey(tenantId, level, startEpochMs), token }, "always");
}

/** Sees to it that a mark that is there gets a fresh token, be it another's. False: it is not there. */
export async function markAgain(
  table: Table,
  tenantId: string,
  level: MarkLevel,
  startEpochMs: number,
  token: string,
): Promise<boolean> {
  const before = await readMark(table, tenantId, level, startEpochMs);
  if (before === undefined) return false;
  const item = { ...dirtyMarkKey(tenantId, level, startEpochMs), token };
  if (await table.put(item, { attribute: "token", equals: before })) return true;
  return (await readMark(table, tenantId, level, startEpochMs)) !== undefined;
}

/** The token of a mark, or undefined where the page is clean. */
export async function readMark(
  table: Table,
  tenantId: string,
  level: MarkLevel,
  startEpochMs: number,
): Promise<string | undefined> {
  const item = await table.get(dirtyMarkKey(tenantId, level, startEpochMs));
  return typeof item?.["token"] === "string" ? item["token"] : undefined;
}

/** Clears the mark that was read. False: the page was marked again since, and must be merged again. */
export const clearMark = (
  table: Table,
  tenantId: string,
  level: MarkLevel,
  startEpochMs: number,
  token: string,
): Promise<boolean> => table.remove(dirtyMarkKey(tenantId, level, startEpochMs), { attribute: "token", equals: token });

/** All marks of a tenant: a few, unless merging is far behind. */
export async function readMarks(table: Table, tenantId: string): Promise<DirtyMarks> {
  const items = await table.query({ pk: dirtyMarkPartition(tenantId) });
  const startsOf = (level: MarkLevel) =>
    new Set(
      items
        .map(({ sk }) => parseDirtyMarkSk(sk))
        .filter((mark) => mark.level === level)
        .map(({ startEpochMs }) => startEpochMs),
    );
  return { hours: startsOf("hour"), days: startsOf("day") };
}
