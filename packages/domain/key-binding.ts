import type { ApiKey } from "./api-key.ts";
import type { Fault } from "./errors.ts";

/** Values by dimension that a credential speaks for alone. */
export type Bound = ReadonlyMap<string, string>;

/** Of whoever may speak for anything. */
export const UNBOUND: Bound = new Map();

type Binding = Pick<ApiKey, "binding" | "binding_mode">;

/** What a key speaks for alone: its binding, where that is enforced. */
export const boundValues = (key: Binding | undefined): Bound =>
  key?.binding_mode === "enforced" ? new Map(Object.entries(key.binding)) : UNBOUND;

/**
 * The dimensions in which values that are stated are others than the credential is bound to; what is not stated is the binding's
 * to fill. Pointers are into a usage event, or a question before a call.
 */
export function bindingFaults(bound: Bound, values: ReadonlyMap<string, unknown>): readonly Fault[] {
  return [...bound].flatMap(([dimension, own]): Fault[] => {
    const stated = values.get(dimension) ?? own;
    if (stated === own) return [];
    const detail = `This API key is bound to "${own}" and speaks for no other ${dimension}.`;
    return [{ pointer: `/attribution/${dimension}`, detail }];
  });
}

/** The dimensions of `bound` in which a key could speak for something else. */
export function unboundDimensions(bound: Bound, key: Binding): readonly string[] {
  const own = boundValues(key);
  return [...bound].filter(([dimension, value]) => own.get(dimension) !== value).map(([dimension]) => dimension);
}
