import { isToldOf, markToldOf } from "@outlay/storage/subjects";
import type { Table } from "@outlay/storage/table";
import { notedBefore } from "./noted-before.ts";

const noteOf = (tenantId: string) => `told of ${tenantId}`;

/**
 * Whether anything may have been told of a tenant's runs, tasks or events. Asked once rows are noted: whoever tells something after
 * the answer was no finds them there.
 */
export async function mayBeToldOf(table: Table, tenantId: string): Promise<boolean> {
  const noted = notedBefore(table);
  if (noted.has(noteOf(tenantId))) return true;
  const isTold = await isToldOf(table, tenantId);
  if (isTold) noted.add(noteOf(tenantId));
  return isTold;
}

/** Done before anything is told: from then on recorders look for it. */
export async function markTold(table: Table, tenantId: string): Promise<void> {
  if (await mayBeToldOf(table, tenantId)) return;
  await markToldOf(table, tenantId);
  notedBefore(table).add(noteOf(tenantId));
}
