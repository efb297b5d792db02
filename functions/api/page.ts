import type { Context } from "hono";
import type { ApiEnv } from "./router.ts";

/**
 * One page of a configuration's map in order of id, which is the order of making. Something made or removed meanwhile neither
 * hides nor repeats another: the cursor names the last id that was shown.
 */
export function pageById<T, Body>(
  c: Context<ApiEnv>,
  all: ReadonlyMap<string, T>,
  query: { readonly limit: number; readonly cursor?: string | undefined },
  present: (item: T) => Body,
): { items: Body[]; next_cursor: string | null } {
  const after = c.var.cursors.open(query.cursor) ?? "";
  const { limit } = query;
  const rest = [...all.keys()].filter((id) => id > after).toSorted();
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.flatMap((id) => {
      const item = all.get(id);
      return item === undefined ? [] : [present(item)];
    }),
    next_cursor: rest.length > limit && last !== undefined ? c.var.cursors.seal(last) : null,
  };
}
