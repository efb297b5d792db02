import { formatAmount, parseAmount } from "@outlay/domain/money";
import type { UsageMeasure } from "@outlay/domain/measures";
import { amount, count, decimalOf, has, type Members, object, pointerTo, refusal, text } from "../json-members.ts";
import { readChatTokens } from "../responses/openai-chat.ts";
import { readResponsesTokens } from "../responses/openai-responses.ts";
import { joinSplits, type Split, splitWhole, type Usage, withReasoning } from "../token-classes.ts";

/** What a name in usageDetails counts: a side as a whole, a part of a side, or all of it. */
type Kind = "input" | "output" | "total" | "cache_write" | "reasoning" | "other_input" | "other_output" | UsageMeasure;

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^(input|input_tokens|prompt_tokens|promptTokens)$/, "input"],
  [/^(output|output_tokens|completion_tokens|completionTokens)$/, "output"],
  [/^(total|total_tokens|totalTokens)$/, "total"],
  [/(cache_creation|cache_write|ephemeral).*1h/, "cache_write_1h_tokens"],
  [/(cache_creation|cache_write|ephemeral).*5m/, "cache_write_5m_tokens"],
  [/cache_creation|cache_write/, "cache_write"],
  [/cache_read|cached/, "cache_read_tokens"],
  [/^(input|prompt).*audio/, "input_audio_tokens"],
  [/^(input|prompt).*image/, "input_image_tokens"],
  [/^(output|completion).*audio/, "output_audio_tokens"],
  [/^(output|completion).*image/, "output_image_tokens"],
  [/reasoning|thinking|thoughts/, "reasoning"],
  [/^(input|prompt)/, "other_input"],
  [/^(output|completion)/, "other_output"],
];

/** What the older `usage` counts where its unit is no token. */
const UNITS: ReadonlyMap<string, readonly [UsageMeasure, number]> = new Map([
  ["SECONDS", ["audio_seconds", 1]],
  ["MILLISECONDS", ["audio_seconds", 1000]],
  ["IMAGES", ["images", 1]],
  ["REQUESTS", ["requests", 1]],
]);

type Counts = ReadonlyMap<Kind, number>;

/**
 * What an observation of Langfuse used; undefined where it does not say. `usageDetails` in OpenAI's form is read as OpenAI
 * counts. Its free form is Langfuse's own: parts stand BESIDE `input` and `output`, and without a total all are added up. Some
 * senders leave parts INSIDE all the same (reasoning mostly), so the stated total decides each side; where it fits no reading, or
 * several that differ, the parts stand beside and the event is flagged. Reasoning is part of output_tokens in either case.
 */
export function readLangfuseUsage(body: Members, isEmbedding: boolean): Split | undefined {
  return readUsageDetails(object(body, "usageDetails"), object(body, "usage"), isEmbedding);
}

/** The same of `usageDetails` and the older `usage`, wherever they lie. */
export function readUsageDetails(
  details: Members | undefined,
  older: Members | undefined,
  isEmbedding: boolean,
): Split | undefined {
  if (details && has(details, "prompt_tokens") && has(details, "completion_tokens")) return readChatTokens(details, {});
  if (details && (has(details, "input_tokens_details") || has(details, "output_tokens_details"))) {
    return readResponsesTokens(details);
  }
  const unit = text(older, "unit") ?? "TOKENS";
  if (older && unit !== "TOKENS") return readUnits(older, unit);
  const counts = countsOf(older, details);
  if (counts.size === 0) return undefined;
  const at = (details ?? older)?.at ?? "";
  const total = counts.get("total");
  return counts.size === 1 && total !== undefined ? onlyTotal(total, isEmbedding, at) : readCounts(counts, at);
}

function readUnits(usage: Members, unit: string): Split {
  const [measure, divisor] = UNITS.get(unit) ?? [];
  if (measure === undefined || divisor === undefined) {
    throw refusal(
      pointerTo(usage, "unit"),
      "Usage in this unit has no price: send tokens, seconds, images or requests.",
    );
  }
  const quantity = count(usage, "total") ?? (count(usage, "input") ?? 0) + (count(usage, "output") ?? 0);
  return { usage: { [measure]: Math.ceil(quantity / divisor) }, flags: [] };
}

/** The newer form stands before the older one, name by name. Names that count no tokens are passed over. */
function countsOf(older: Members | undefined, details: Members | undefined): Counts {
  const byName = new Map<string, number>();
  for (const members of [older, details]) {
    for (const name of Object.keys(members?.of ?? {})) {
      const kind = kindOf(name);
      const quantity = kind === undefined ? undefined : count(members, name);
      if (quantity !== undefined) byName.set(members === older ? `${kind}` : name, quantity);
    }
  }
  const counts = new Map<Kind, number>();
  for (const [name, quantity] of byName) {
    const kind = kindOf(name);
    if (kind !== undefined) counts.set(kind, isWhole(kind) ? quantity : (counts.get(kind) ?? 0) + quantity);
  }
  return counts;
}

const isWhole = (kind: Kind) => kind === "input" || kind === "output" || kind === "total";
const kindOf = (name: string): Kind | undefined =>
  /cost|unit/i.test(name) ? undefined : KINDS.find(([sign]) => sign.test(name))?.[1];

function readCounts(counts: Counts, at: string): Split {
  const total = counts.get("total");
  const readings = [...writesOf(counts)].flatMap((writes) => {
    const input = partsOf(counts, ["cache_read_tokens", "input_audio_tokens", "input_image_tokens"], writes);
    const output = partsOf(counts, ["output_audio_tokens", "output_image_tokens"], {});
    const reasoning = counts.get("reasoning") ?? 0;
    return wholes(counts.get("input"), sum(input) + (counts.get("other_input") ?? 0)).flatMap((taken) =>
      wholes(counts.get("output"), sum(output) + (counts.get("other_output") ?? 0) + reasoning).map((made) => ({
        sum: taken + made,
        split: () =>
          joinSplits(
            splitWhole(taken, input, "input_tokens", at),
            withReasoning(splitWhole(made, output, "output_tokens", at), reasoning, at),
          ),
      })),
    );
  });
  const [first] = readings;
  if (first === undefined) throw refusal(at, "This usage cannot be read.");
  if (total === undefined) return first.split();
  const fitting = readings.filter((reading) => reading.sum === total).map((reading) => reading.split());
  const [fit] = fitting;
  const isClear = fitting.every((each) => JSON.stringify(each.usage) === JSON.stringify(fit?.usage));
  if (fit !== undefined && isClear) return fit;
  const why = fit === undefined ? `are not ${total}, its total` : `are ${total}, its total, in more than one way`;
  const chosen = fit ?? first.split();
  return { usage: chosen.usage, flags: [...chosen.flags, { pointer: at, detail: `The parts of this usage ${why}.` }] };
}

/** A side as a whole, with its parts beside it and then within it, where they can be. */
function wholes(stated: number | undefined, parts: number): readonly number[] {
  if (stated === undefined || parts === 0) return [(stated ?? 0) + parts];
  return parts <= stated ? [stated + parts, stated] : [stated + parts];
}

/** Writes are stated by lifetime, without one (which is 5 minutes), or both: then the lifetimes are its parts, or stand beside it. */
function* writesOf(counts: Counts): Generator<Usage> {
  const [fiveMinutes, hour] = [counts.get("cache_write_5m_tokens") ?? 0, counts.get("cache_write_1h_tokens") ?? 0];
  const whole = counts.get("cache_write") ?? 0;
  if (whole > 0 && fiveMinutes + hour > 0 && whole >= fiveMinutes + hour) {
    yield { cache_write_5m_tokens: whole - hour, cache_write_1h_tokens: hour };
  }
  yield { cache_write_5m_tokens: whole + fiveMinutes, cache_write_1h_tokens: hour };
}

const partsOf = (counts: Counts, names: readonly UsageMeasure[], writes: Usage): Usage => ({
  ...Object.fromEntries(names.map((name) => [name, counts.get(name) ?? 0])),
  ...writes,
});

const sum = (parts: Usage): number => Object.values(parts).reduce((whole, part) => whole + part, 0);

/** Which side a total is of is not said; an embedding has but one. */
function onlyTotal(total: number, isEmbedding: boolean, at: string): Split {
  const detail = "Only the total is stated: it is counted whole as input_tokens.";
  const isClear = isEmbedding || total === 0;
  return { usage: { input_tokens: total, output_tokens: 0 }, flags: isClear ? [] : [{ pointer: at, detail }] };
}

/** US dollars: what Langfuse was told or worked out, by its total or else by its parts; undefined where neither is there. */
export const readLangfuseCost = (body: Members): string | undefined =>
  readCostDetails(object(body, "costDetails"), object(body, "usage"));

export function readCostDetails(details: Members | undefined, older: Members | undefined): string | undefined {
  const stated = amount(details, "total") ?? amount(older, "totalCost");
  if (stated !== undefined) return decimalOf(stated);
  const parts = Object.keys(details?.of ?? {}).map((name) => amount(details, name));
  const costs = parts.length > 0 ? parts : [amount(older, "inputCost"), amount(older, "outputCost")];
  const picos = costs.flatMap((cost) => (cost === undefined ? [] : [parseAmount(decimalOf(cost)) ?? 0n]));
  return picos.length === 0 ? undefined : formatAmount(picos.reduce((whole, cost) => whole + cost, 0n));
}
