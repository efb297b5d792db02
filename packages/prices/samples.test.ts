import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { priceTokens } from "@outlay/domain/price";
import type { Priced } from "@outlay/domain/price";
import { expect, test } from "vitest";
import { findRate } from "./catalogue.ts";

/** Real usage with the price that each provider's list gives it: published with the price library. */
const SAMPLES = fileURLToPath(new URL("../../../shared/samples/provider-usage/usages.json", import.meta.url));
const isThere = existsSync(SAMPLES);
/** The samples state no time; at this one the lists that have changed since had the samples' prices. */
const AT = Date.parse("2026-06-01T12:00:00Z");

/** How often ours differs, by provider, model and what is unpriced; each with its reason. */
const EXPLAINED = {
  // Above 200,000 input tokens the list doubles the rate; the samples were priced before it did.
  "google/claude-sonnet-4-5-20250929: other amount": 2,
  // Cached audio costs more than cached text here, and cache reads are one class.
  "google/gemini-2.5-flash: other amount": 1,
  // Listed without any price: the samples say 0, and we say unknown.
  "cerebras/qwen-3-coder-480b: no rate": 1,
  // Listed without a rate for cache reads: the samples bill them as input, and we say unpriced.
  "mistral/mistral-large-latest: no rate for cache_read_tokens": 1,
};

type Counts = Readonly<Record<string, number>>;
interface Sample {
  readonly model: string;
  readonly extracted: readonly {
    readonly usage: Counts;
    readonly extractors: readonly {
      readonly provider_id: string;
      readonly api_flavor: string;
      readonly input_price?: string;
      readonly output_price?: string;
    }[];
  }[];
}

/** The samples count a class within the larger one; ours exclude one another. */
function exclusive(usage: Counts) {
  const of = (name: string): number => usage[name] ?? 0;
  const audio = of("input_audio_tokens") - of("cache_audio_read_tokens");
  const image = of("input_image_tokens") - of("cache_image_read_tokens");
  return {
    input_tokens: of("input_tokens") - of("cache_read_tokens") - of("cache_write_tokens") - audio - image,
    input_audio_tokens: audio,
    input_image_tokens: image,
    cache_read_tokens: of("cache_read_tokens"),
    cache_write_5m_tokens: of("cache_write_tokens"),
    output_tokens: of("output_tokens") - of("output_audio_tokens") - of("output_image_tokens"),
    output_audio_tokens: of("output_audio_tokens"),
    output_image_tokens: of("output_image_tokens"),
  };
}

/** Picos of a decimal of any length, perhaps with an exponent (7E-7); digits beyond the twelfth are cut off. */
function picos(decimal: string): bigint {
  const [digits = "", exponent = "0"] = decimal.split("E");
  const [whole = "", fraction = ""] = digits.split(".");
  const shift = 12 - fraction.length + Number(exponent);
  const scaled = BigInt(whole + fraction);
  return shift >= 0 ? scaled * 10n ** BigInt(shift) : scaled / 10n ** BigInt(-shift);
}

/** Ours rounds up to four components by half a pico each; theirs is two amounts, each cut at the twelfth decimal. */
function differs(priced: Priced | undefined, theirs: bigint): string | undefined {
  if (priced === undefined) return "no rate";
  if (priced.unpriced.length > 0) return `no rate for ${priced.unpriced.join(", ")}`;
  const off = priced.cost.reduce((sum, [, amount]) => sum + amount, 0n) - theirs;
  return off >= -2n && off <= 4n ? undefined : "other amount";
}

test.skipIf(!isThere)(
  "real usage costs what each provider's list says (needs ../shared/samples/provider-usage)",
  () => {
    const samples: readonly Sample[] = JSON.parse(readFileSync(SAMPLES, "utf8"));
    const exceptions = new Map<string, number>();
    let compared = 0;
    for (const { model, extracted } of samples) {
      for (const { usage, extractors } of extracted) {
        for (const { provider_id, api_flavor, input_price, output_price } of extractors) {
          if (input_price === undefined || output_price === undefined) continue;
          compared += 1;
          const rate = findRate(provider_id, model, null, AT);
          const operation = api_flavor === "embeddings" ? "embedding" : "chat";
          const priced = rate && priceTokens(rate, exclusive(usage), operation);
          const difference = differs(priced, picos(input_price) + picos(output_price));
          const name = `${provider_id}/${model}: ${difference}`;
          if (difference !== undefined) exceptions.set(name, (exceptions.get(name) ?? 0) + 1);
        }
      }
    }
    console.log(`${compared} prices compared; differing:`, Object.fromEntries(exceptions));
    expect(compared).toBe(1306);
    expect(Object.fromEntries(exceptions)).toEqual(EXPLAINED);
  },
);
