import { compareText } from "@outlay/domain/compare-text";
import { userKey } from "@outlay/domain/directory";
import type { Context } from "./context.ts";
import { readDirectory } from "./read-directory.ts";
import { getDirectory } from "./replace-directory.ts";

export interface DirectoryUsersQuery {
  /** Only the user of this name, whichever of theirs it is. */
  readonly user?: string | undefined;
  /** The key after which the list starts. */
  readonly after: string | undefined;
  readonly limit: number;
}

export interface ListedUser {
  readonly user: string;
  readonly aliases: readonly string[];
  /** Values by dimension. */
  readonly attribution: Readonly<Record<string, string>>;
}

/** Users in order of their keys, and the key of the last one shown where there are more. Throws `directory_not_found`. */
export async function listDirectoryUsers(
  ctx: Context,
  { user, after, limit }: DirectoryUsersQuery,
): Promise<{ readonly users: readonly ListedUser[]; readonly next: string | undefined }> {
  getDirectory(ctx.configuration);
  const directory = await readDirectory(ctx, ctx.tenantId, ctx.configuration);
  if (!directory) return { users: [], next: undefined };
  const { body, placeOf } = directory;
  const present = ([name, combination, ...aliases]: (typeof body.users)[number]): ListedUser => ({
    user: name,
    aliases,
    attribution: Object.fromEntries(body.combinations[combination] ?? []),
  });
  if (user !== undefined) {
    const found = body.users[placeOf(user) ?? -1];
    return { users: found ? [present(found)] : [], next: undefined };
  }
  const start = after === undefined ? 0 : body.users.findIndex(([name]) => compareText(userKey(name), after) > 0);
  const shown = start < 0 ? [] : body.users.slice(start, start + limit);
  const last = shown.at(-1);
  const hasMore = start >= 0 && start + limit < body.users.length;
  return { users: shown.map(present), next: hasMore && last ? userKey(last[0]) : undefined };
}
