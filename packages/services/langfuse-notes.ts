import { DomainError } from "@outlay/domain/errors";
import { getLangfuseNote, putLangfuseNote } from "@outlay/storage/langfuse-notes";
import * as z from "zod";
import { atOnce } from "./at-once.ts";
import type { Context } from "./context.ts";

type KeepingContext = Pick<Context, "table" | "tenantId" | "actor" | "now">;

const NOTES_AT_ONCE = 50;
const Note = z.record(z.string(), z.unknown());

/** What earlier requests said under these names; those without are left out. Throws `forbidden`. */
export async function readLangfuseNotes(
  ctx: KeepingContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  requireScope(ctx);
  const notes = new Map<string, Readonly<Record<string, unknown>>>();
  await atOnce(names, NOTES_AT_ONCE, async (name) => {
    const json = await getLangfuseNote(ctx.table, ctx.tenantId, name, ctx.now().getTime());
    if (json !== undefined) notes.set(name, Note.parse(JSON.parse(json)));
  });
  return notes;
}

/** Keeps what later requests may go on with, for two days. Throws `forbidden`. */
export async function keepLangfuseNotes(
  ctx: KeepingContext,
  notes: readonly { readonly name: string; readonly body: unknown }[],
): Promise<void> {
  requireScope(ctx);
  await atOnce(notes, NOTES_AT_ONCE, ({ name, body }) =>
    putLangfuseNote(ctx.table, ctx.tenantId, name, JSON.stringify(body), ctx.now().getTime()),
  );
}

function requireScope({ actor }: KeepingContext): void {
  if (!actor.scopes.has("events:write")) throw new DomainError("forbidden", "This needs the scope events:write.");
}
