import * as z from "zod";
import { TAG_PREFIX } from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { plainText, textFault } from "./plain-text.ts";

/** A scope as a caller states it: values by dimension or `tag:<name>`. A list is OR, several dimensions are AND, {} is everything. */
export function scopeInput(dimensions: readonly string[]) {
  const isName = (name: string): boolean =>
    name.startsWith(TAG_PREFIX)
      ? textFault(name.slice(TAG_PREFIX.length), LIMITS.valueCharacters) === undefined
      : dimensions.includes(name);
  const names = `one of ${dimensions.join(", ")}, or tag:<name>`;
  const values = z.array(plainText(LIMITS.valueCharacters)).min(1).max(LIMITS.routeValues);
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
