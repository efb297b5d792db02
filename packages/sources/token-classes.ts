import type { Fault } from "@outlay/domain/errors";
import type { UsageMeasure } from "@outlay/domain/measures";

/** Quantities by measure, token classes exclusive of one another. */
export type Usage = Readonly<Partial<Record<UsageMeasure, number>>>;

/** What a source says of its tokens, taken apart, and where it contradicts itself. */
export interface Split {
  readonly usage: Usage;
  readonly flags: readonly Fault[];
}

/**
 * Takes a whole apart into exclusive classes; what no part claims is of class `rest`, so the classes always add up to the whole.
 * No part is negative. Parts larger than their whole contradict it: then the whole stays in `rest`, and is flagged.
 */
export function splitWhole(whole: number, parts: Usage, rest: UsageMeasure, pointer: string): Split {
  const claimed = Object.values(parts).reduce((sum, part) => sum + part, 0);
  if (claimed > whole) {
    const detail = `Its parts claim ${claimed} of ${whole} tokens: it is counted whole as ${rest}.`;
    return { usage: { [rest]: whole }, flags: [{ pointer, detail }] };
  }
  const used = Object.entries(parts).filter(([, part]) => part > 0);
  return { usage: { [rest]: whole - claimed, ...Object.fromEntries(used) }, flags: [] };
}

/** Reasoning lies within output_tokens; where it cannot, it is left out, which changes no cost, and flagged. */
export function withReasoning({ usage, flags }: Split, reasoning: number, pointer: string): Split {
  if (reasoning === 0) return { usage, flags };
  const output = usage.output_tokens ?? 0;
  if (reasoning <= output) return { usage: { ...usage, reasoning_tokens: reasoning }, flags };
  return {
    usage,
    flags: [...flags, { pointer, detail: `${reasoning} reasoning tokens do not lie within ${output} of output.` }],
  };
}

/** A flag where the source's own total is not what its parts add up to; a source without one cannot be checked. */
export function totalFlags(stated: number | undefined, sum: number, pointer: string): readonly Fault[] {
  if (stated === undefined || stated === sum) return [];
  return [{ pointer, detail: `The stated total is ${stated}, and its parts add up to ${sum}: counted as the parts.` }];
}

/**
 * Whether reasoning is stated beside the output and not within it. The source's own total decides; where it fits neither
 * reading, or there is none, it is as the format's description says.
 */
export function isReasoningOutside(
  { total, input, output, reasoning }: { total: number | undefined; input: number; output: number; reasoning: number },
  otherwise: boolean,
): boolean {
  if (total === input + output) return false;
  if (total === input + output + reasoning) return true;
  return otherwise;
}

/** One split of both sides. Their classes differ, so nothing is overwritten. */
export const joinSplits = (...splits: readonly Split[]): Split => ({
  usage: Object.assign({}, ...splits.map(({ usage }) => usage)),
  flags: splits.flatMap(({ flags }) => flags),
});
