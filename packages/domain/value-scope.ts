import * as z from "zod";
import { TAG_PREFIX, UNATTRIBUTED } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { textFault } from "./plain-text.ts";

/** The values that one dimension of a scope lists, as a caller states them. */
export const scopeValues = (value: z.ZodType<string>) => z.array(value).min(1).max(LIMITS.scopeValues);

/**
 * A scope as a caller states it: values by dimension or `tag:<name>`. A list is OR, several dimensions are AND, {} is everything.
 * `values` says what may be listed of one dimension.
 */
export function scopeInput(dimensions: readonly string[], values: z.ZodType<string[]>) {
  const isName = (name: string): boolean =>
    name.startsWith(TAG_PREFIX)
      ? textFault(name.slice(TAG_PREFIX.length), LIMITS.valueCharacters) === undefined
      : dimensions.includes(name);
  const names = `one of ${dimensions.join(", ")}, or tag:<name>`;
  return z.preprocess(
    (value, context) => {
      // A record passes over this name in silence, which would widen the scope.
      if (typeof value === "object" && value !== null && Object.hasOwn(value, "__proto__")) {
        context.addIssue({ code: "custom", message: names, path: ["__proto__"] });
      }
      return value;
    },
    z.record(z.string().refine(isName), values, {
      error: ({ code }) => (code === "invalid_key" ? names : undefined),
    }),
  );
}

/** Whether a scope takes what has these values, by dimension and `tag:<name>`. */
export const covers = (
  { scope }: { readonly scope: Readonly<Record<string, readonly string[]>> },
  values: ReadonlyMap<string, string>,
): boolean => Object.entries(scope).every(([name, allowed]) => allowed.includes(values.get(name) ?? UNATTRIBUTED));
