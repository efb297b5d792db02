import type { Context } from "./context.ts";

/** Follows a change of prices or currency rates. Nothing is priced again by it yet. */
export function askForRepricing(_ctx: Context): Promise<void> {
  return Promise.resolve();
}
