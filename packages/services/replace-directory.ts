import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { sha256Hex } from "@outlay/domain/digest";
import { countGroups, type DirectoryUser, type DirectoryVersion, toDirectoryBody } from "@outlay/domain/directory";
import { DomainError } from "@outlay/domain/errors";
import { expireDirectoryBody, putDirectoryBody } from "@outlay/storage/directories";
import { appendEntry, type Change } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";

export interface DirectoryUpload {
  readonly ifMatch: string | undefined;
  readonly format: DirectoryVersion["format"];
  readonly users: readonly DirectoryUser[];
}

/** The directory in force. Throws `directory_not_found`. */
export function getDirectory({ directory }: Pick<Configuration, "directory">): DirectoryVersion {
  if (!directory) throw new DomainError("directory_not_found", "There is no directory.");
  return directory;
}

/**
 * Puts a whole directory in force, in place of the one before. The body is stored first and the entry that names it is the
 * commit; the same users change nothing. Throws `precondition_failed`.
 */
export async function replaceDirectory(
  ctx: Context,
  { ifMatch, format, users }: DirectoryUpload,
): Promise<DirectoryVersion> {
  requireMatch(ifMatch, ctx.configuration.directory); // Before the body is written; decided again below.
  const body = toDirectoryBody(users);
  const json = JSON.stringify(body);
  const made: DirectoryVersion = {
    version: sha256Hex(json),
    body: ctx.newId("dir"),
    format,
    users: users.length,
    groups: countGroups(body),
    updated_at: ctx.now().toISOString(),
  };
  await putDirectoryBody(ctx.table, ctx.tenantId, made.body, json);
  const configuration = await change(ctx, "directory.replaced", ({ directory }) => {
    requireMatch(ifMatch, directory);
    return directory?.version === made.version && directory.format === format ? directory : made;
  }).catch(async (error: unknown) => {
    if (error instanceof DomainError) await expire(ctx, made);
    throw error; // Of anything else nobody knows whether the entry is there: the body stays.
  });
  assert(configuration.directory, "a directory that was put in force is there");
  // A body that is not named after all, be it this one or the one before, is read by nobody new.
  const unnamed = [made, ctx.configuration.directory].filter((it) => it && it.body !== configuration.directory?.body);
  for (const version of unnamed) if (version) await expire(ctx, version);
  return configuration.directory;
}

/** Throws `directory_not_found`, `precondition_failed`. */
export async function deleteDirectory(ctx: Context, ifMatch: string | undefined): Promise<void> {
  const before = getDirectory(ctx.configuration);
  await change(ctx, "directory.deleted", (configuration) => {
    requireMatch(ifMatch, getDirectory(configuration));
    return null;
  });
  await expire(ctx, before);
}

const change = (
  ctx: Context,
  operation: string,
  after: (configuration: Configuration) => DirectoryVersion | null,
): Promise<Configuration> => {
  const decide: Change["decide"] = (configuration) => ({ after: after(configuration) });
  return appendEntry(ctx, { entity: "directory", id: "directory", operation, decide });
};

const expire = (ctx: Context, { body }: DirectoryVersion): Promise<void> =>
  expireDirectoryBody(ctx.table, ctx.tenantId, body, ctx.now().getTime());
