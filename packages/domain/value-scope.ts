import * as z from "zod";
import { TAG_PREFIX, UNATTRIBUTED } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { plainText, textFault } from "./plain-text.ts";

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

/** A scope of dimensions that sources are among: each value may be as long as usage may state it, and no longer. */
export const watchedScopeInput = (dimensions: readonly string[]) =>
  scopeInput(dimensions, scopeValues(plainText(LIMITS.idCharacters))).check(({ value: scope, issues }) => {
    for (const [name, values] of Object.entries(scope)) {
      const most = name === "source" ? LIMITS.idCharacters : LIMITS.valueCharacters;
      for (const [index, value] of values.entries()) {
        const message = textFault(value, most);
        if (message !== undefined) issues.push({ code: "custom", message, path: [name, index], input: value });
      }
    }
  });

/** Whether a scope takes what has these values, by dimension and `tag:<name>`. */
export const covers = (
  { scope }: { readonly scope: Readonly<Record<string, readonly string[]>> },
  values: ReadonlyMap<string, string>,
): boolean => Object.entries(scope).every(([name, allowed]) => allowed.includes(values.get(name) ?? UNATTRIBUTED));
