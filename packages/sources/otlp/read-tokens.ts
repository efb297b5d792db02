import { LIMITS } from "@outlay/domain/limits";
import type { Fault } from "@outlay/domain/errors";
import type { UsageMeasure } from "@outlay/domain/measures";
import { refusal } from "../json-members.ts";
import { isReasoningOutside, joinSplits, type Split, splitWhole, totalFlags, withReasoning } from "../token-classes.ts";
import { readUsageDetails } from "../webhooks/langfuse-usage.ts";
import { isClaudeCodeCall } from "./conventions/claude-code.ts";
import { TOKEN_FIELDS, type TokenField } from "./conventions/convention.ts";
import { LANGFUSE_USAGE, langfuseObject } from "./conventions/langfuse.ts";
import { namesOf } from "./conventions/conventions.ts";
import type { Attributes, AttributeValue, Span } from "./span.ts";

/**
 * The tokens of a model call in classes that exclude one another. Every convention but Claude Code's counts cache, audio and images
 * inside the input, and reasoning inside the output. Undefined where the span states none. Throws a refusal for what is no count, and
 * for a chat that states its total alone. Pointers are the attributes' names.
 */
export function readTokens(
  { name, attributes }: Pick<Span, "name" | "attributes">,
  isInputAll: boolean,
): Split | undefined {
  const told = readUsageDetails(langfuseObject(attributes, LANGFUSE_USAGE), undefined, isInputAll);
  const stated = statedTokens(attributes);
  if (told !== undefined) return { usage: told.usage, flags: [...told.flags, ...otherSides(told.usage, stated)] };
  const { input, output, total } = stated.counts;
  if (input === undefined && output === undefined) {
    if (isClaudeCodeCall(name)) return claudeTokens(attributes);
    if (total === undefined) return undefined;
    if (!isInputAll)
      throw refusal(stated.nameOf("total"), "Of a total alone nobody knows what is input and what output.");
  }
  const split = splitSides(stated, sidesOf(stated.counts));
  return { usage: split.usage, flags: [...stated.flags, ...split.flags] };
}

const INPUT: readonly UsageMeasure[] = [
  "input_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "input_audio_tokens",
  "input_image_tokens",
];
const OUTPUT: readonly UsageMeasure[] = ["output_tokens", "output_audio_tokens", "output_image_tokens"];

/** Flags where another convention states another input or output than Langfuse's details. */
function otherSides(usage: Split["usage"], { counts, nameOf }: Stated): readonly Fault[] {
  const sides = [
    ["input", INPUT],
    ["output", OUTPUT],
  ] as const;
  return sides.flatMap(([side, classes]) => {
    const whole = classes.reduce((sum, each) => sum + (usage[each] ?? 0), 0);
    const other = counts[side];
    if (other === undefined || other === whole) return [];
    const detail = `${LANGFUSE_USAGE} has ${whole} of ${side}, and this is ${other}: counted as the former.`;
    return [{ pointer: nameOf(side), detail }];
  });
}

type Counts = Readonly<Partial<Record<TokenField, number>>>;

/** A side that is not stated is what the other leaves of the total; without a total, nothing. */
function sidesOf({ input, output, total }: Counts): { readonly input: number; readonly output: number } {
  const left = (side: number) => Math.max(0, (total ?? side) - side);
  if (input === undefined) return { input: left(output ?? 0), output: output ?? 0 };
  return { input, output: output ?? left(input) };
}

interface Stated {
  readonly counts: Counts;
  /** The attribute that states a field, for faults. */
  readonly nameOf: (field: TokenField) => string;
  /** Where two conventions on one span state different counts. */
  readonly flags: readonly Fault[];
}

function splitSides({ counts, nameOf }: Stated, sides: { readonly input: number; readonly output: number }): Split {
  const { total, reasoning = 0, cacheRead = 0, cacheWrite = 0, inputAudio = 0, inputImage = 0 } = counts;
  const isOutside = isReasoningOutside({ total, ...sides, reasoning }, false);
  const output = sides.output + (isOutside ? reasoning : 0);
  const inputSplit = splitWhole(
    sides.input,
    {
      cache_read_tokens: cacheRead,
      cache_write_5m_tokens: cacheWrite,
      input_audio_tokens: Math.max(0, inputAudio - (counts.cachedAudio ?? 0)),
      input_image_tokens: Math.max(0, inputImage - (counts.cachedImage ?? 0)),
    },
    "input_tokens",
    nameOf("input"),
  );
  const made = { output_audio_tokens: counts.outputAudio ?? 0, output_image_tokens: counts.outputImage ?? 0 };
  const outputSplit = splitWhole(output, made, "output_tokens", nameOf("output"));
  const split = joinSplits(inputSplit, withReasoning(outputSplit, reasoning, nameOf("reasoning")));
  return { usage: split.usage, flags: [...split.flags, ...totalFlags(total, sides.input + output, nameOf("total"))] };
}

function statedTokens(attributes: Attributes): Stated {
  const counts: Partial<Record<TokenField, number>> = {};
  const flags: Fault[] = [];
  for (const field of TOKEN_FIELDS) {
    const said = namesOf(field).filter((name) => attributes.has(name));
    const [first, ...others] = said.map((name) => ({ name, count: countOf(attributes, name) }));
    if (first?.count === undefined) continue;
    counts[field] = first.count;
    for (const { name, count } of others) {
      if (count === first.count) continue;
      flags.push({
        pointer: name,
        detail: `${first.name} is ${first.count}, and this is ${count}: counted as the former.`,
      });
    }
  }
  const nameOf = (field: TokenField) =>
    namesOf(field).find((name) => attributes.has(name)) ?? namesOf(field)[0] ?? field;
  return { counts, nameOf, flags };
}

/** Anthropic's own way of counting: cache beside the input, not in it. */
function claudeTokens(attributes: Attributes): Split | undefined {
  const count = (name: string) => (attributes.has(name) ? countOf(attributes, name) : undefined);
  const [input, output] = [count("input_tokens"), count("output_tokens")];
  if (input === undefined && output === undefined) return undefined;
  return {
    usage: {
      input_tokens: input ?? 0,
      cache_read_tokens: count("cache_read_tokens") ?? 0,
      cache_write_5m_tokens: count("cache_creation_tokens") ?? 0,
      output_tokens: output ?? 0,
    },
    flags: [],
  };
}

/** A count, as a number or in digits. Throws a refusal for everything else. */
export function countOf(attributes: Attributes, name: string): number {
  const value = attributes.get(name);
  const count = isDigits(value) ? Number(value) : value;
  if (typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= LIMITS.count) return count + 0; // -0 becomes 0
  throw refusal(name, `This is no whole number from 0 to ${LIMITS.count}.`);
}

const isDigits = (value: AttributeValue | undefined): value is string =>
  typeof value === "string" && /^\d{1,13}$/.test(value);
