/** Stops on what only a bug can cause. `message` says what holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${message}.`);
}
