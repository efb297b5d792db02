import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { priceTokens } from "@outlay/domain/price";
import { findRate } from "@outlay/prices/catalogue";
import { type Flavour, isFlavour, readProviderResponse } from "@outlay/sources/responses/read-provider-response";
import { expect, test } from "vitest";

/** Real responses with the price that each provider's list gives them: published with a price library. */
const SAMPLES = fileURLToPath(new URL("../../../shared/samples/provider-usage/usages.json", import.meta.url));
/** The samples state no time; at this one the lists that have changed since had the samples' prices. */
const AT = Date.parse("2026-06-01T12:00:00Z");

/** How often ours differs, by provider, model and how; each with its reason. */
const EXPLAINED = {
  // Above 200,000 input tokens the list doubles the rate; the samples were priced before it did.
  "google/claude-sonnet-4-5-20250929: other amount": 2,
  // Cached audio costs more than cached text here, and cache reads are one class.
  "google/gemini-2.5-flash: other amount": 1,
  // The response states cache writes, which cost more than input; the sample's extractor for Azure passes over them.
  "azure/gpt-5.6-sol: other amount": 1,
  // Listed without any price: the samples say 0, and we say unknown.
  "cerebras/qwen-3-coder-480b: no rate": 1,
  // Listed without a rate for cache reads: the samples bill them as input, and we say unpriced.
  "mistral/mistral-large-latest: no rate for cache_read_tokens": 1,
};

interface Sample {
  readonly body: unknown;
  readonly model: string;
  readonly extracted: readonly { readonly extractors: readonly Extractor[] }[];
}
interface Extractor {
  readonly provider_id: string;
  readonly api_flavor: string;
  readonly input_price?: string;
  readonly output_price?: string;
}

const DEFAULTS: ReadonlyMap<string, Flavour> = new Map([
  ["anthropic", "anthropic"],
  ["minimax", "anthropic"],
  ["aws", "converse"],
  ["google", "google"],
]);

/** The samples' names of flavours, in ours. */
function flavourOf({ provider_id, api_flavor }: Extractor): Flavour {
  if (provider_id === "cohere") return api_flavor === "tokens" ? "cohere_tokens" : "cohere";
  return isFlavour(api_flavor) ? api_flavor : (DEFAULTS.get(provider_id) ?? "chat");
}

/** Picos of a decimal of any length, perhaps with an exponent (7E-7); digits beyond the twelfth are cut off. */
function picos(decimal: string): bigint {
  const [digits = "", exponent = "0"] = decimal.split("E");
  const [whole = "", fraction = ""] = digits.split(".");
  const shift = 12 - fraction.length + Number(exponent);
  const scaled = BigInt(whole + fraction);
  return shift >= 0 ? scaled * 10n ** BigInt(shift) : scaled / 10n ** BigInt(-shift);
}

function differenceOf({ body, model }: Sample, extractor: Extractor, theirs: bigint): string | undefined {
  const { provider_id: provider, api_flavor } = extractor;
  const read = readProviderResponse(provider, flavourOf(extractor), body);
  const rate = findRate(provider, model, null, AT);
  if ("faults" in read) return "refused";
  if (rate === undefined) return "no rate";
  const priced = priceTokens(rate, read.reading.usage, api_flavor === "embeddings" ? "embedding" : "chat");
  if (priced.unpriced.length > 0) return `no rate for ${priced.unpriced.join(", ")}`;
  // Ours rounds up to four components by half a pico each; theirs is two amounts, each cut at the twelfth decimal.
  const off = priced.cost.reduce((sum, [, amount]) => sum + amount, 0n) - theirs;
  return off >= -2n && off <= 4n ? undefined : "other amount";
}

test.skipIf(!existsSync(SAMPLES))(
  "a raw response costs what the provider's list says (needs ../shared/samples/provider-usage)",
  () => {
    const samples: readonly Sample[] = JSON.parse(readFileSync(SAMPLES, "utf8"));
    const differences: Record<string, number> = {};
    let compared = 0;
    for (const sample of samples) {
      for (const extractor of sample.extracted.flatMap(({ extractors }) => extractors)) {
        const { provider_id, input_price, output_price } = extractor;
        if (input_price === undefined || output_price === undefined) continue;
        compared += 1;
        const difference = differenceOf(sample, extractor, picos(input_price) + picos(output_price));
        if (difference === undefined) continue;
        const name = `${provider_id}/${sample.model}: ${difference}`;
        differences[name] = (differences[name] ?? 0) + 1;
      }
    }
    expect(compared).toBe(1306);
    expect(differences).toEqual(EXPLAINED);
  },
);
