import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Usage } from "../token-classes.ts";
import { type Flavour, isFlavour, readProviderResponse } from "./read-provider-response.ts";

/** Real responses with what the extractor of each provider and flavour reads in them: published with a price library. */
const SAMPLES = fileURLToPath(new URL("../../../../shared/samples/provider-usage/usages.json", import.meta.url));

type Counts = Readonly<Record<string, number>>;
interface Sample {
  readonly body: Readonly<Record<string, unknown>>;
  readonly extracted: readonly {
    readonly usage: Counts;
    readonly extractors: readonly { readonly provider_id: string; readonly api_flavor: string }[];
  }[];
}

const DEFAULT_FLAVOURS: ReadonlyMap<string, Flavour> = new Map([
  ["anthropic", "anthropic"],
  ["minimax", "anthropic"],
  ["aws", "converse"],
  ["google", "google"],
  ["cohere", "cohere"],
]);

/** The samples' names of flavours, in ours. */
function flavourOf(provider: string, name: string): Flavour {
  if (name === "tokens") return "cohere_tokens";
  if (provider === "cohere") return "cohere";
  if (name === "default") return DEFAULT_FLAVOURS.get(provider) ?? "chat";
  if (isFlavour(name)) return name;
  throw new Error(`${provider}/${name} is no known flavour`);
}

/** Ours as the samples count: a class within the larger one, cached audio and images among the cached. */
function inclusive(usage: Usage): Counts {
  const of = (name: keyof Usage): number => usage[name] ?? 0;
  const writes = of("cache_write_5m_tokens") + of("cache_write_1h_tokens");
  const media = of("input_audio_tokens") + of("input_image_tokens");
  return {
    input_tokens: of("input_tokens") + of("cache_read_tokens") + writes + media,
    output_tokens: of("output_tokens") + of("output_audio_tokens") + of("output_image_tokens"),
    cache_read_tokens: of("cache_read_tokens"),
    cache_write_tokens: writes,
    input_audio_tokens: of("input_audio_tokens"),
    input_image_tokens: of("input_image_tokens"),
    output_audio_tokens: of("output_audio_tokens"),
    output_image_tokens: of("output_image_tokens"),
    output_reasoning_tokens: of("reasoning_tokens"),
    web_searches: of("web_searches"),
  };
}

function theirs(usage: Counts): Counts {
  const of = (name: string): number => usage[name] ?? 0;
  return {
    ...Object.fromEntries(Object.keys(inclusive({})).map((name) => [name, of(name)])),
    input_audio_tokens: of("input_audio_tokens") - of("cache_audio_read_tokens"),
    input_image_tokens: of("input_image_tokens") - of("cache_image_read_tokens"),
  };
}

const times = (count: number, field: string, names: readonly string[]): Counts =>
  Object.fromEntries(names.map((name) => [`${name}: ${field}`, count]));

/** Where ours differs. In each the response states what the extractor of that provider passes over, save in the last two. */
const EXPLAINED: Counts = {
  // cache_write_tokens (of one answer of OpenAI, two of OpenRouter) are a class of their own, whoever answers with them.
  ...times(3, "cache_write_tokens", [
    ...["anthropic/chat", "azure/chat", "cerebras/chat", "deepseek/chat", "fireworks/chat", "google/chat"],
    ...["groq/default", "minimax/chat", "mistral/default", "moonshotai/chat", "x-ai/chat", "x-ai/default"],
    ...["zai/chat", "zhipuai/chat"],
  ]),
  ...times(2, "cache_write_tokens", ["azure/responses", "doubleword/responses", "minimax/responses"]),
  // prompt_tokens_details.cached_tokens are cache reads, whoever answers with them.
  ...times(2, "cache_read_tokens", ["anthropic/chat", "cerebras/chat", "x-ai/default"]),
  // Reasoning lies within output, and changes no price.
  ...times(8, "output_reasoning_tokens", ["aws/anthropic", "azure/anthropic", "google/anthropic", "minimax/default"]),
  ...times(32, "output_reasoning_tokens", ["doubleword/responses", "minimax/responses"]),
  ...times(23, "output_reasoning_tokens", ["modal/chat", "x-ai/default"]),
  // Searches are charged by clouds that sell the model as by its maker.
  ...times(3, "web_searches", ["aws/anthropic", "azure/anthropic", "google/anthropic", "minimax/default"]),
  // Answers of others, read as xAI's: their own total says that the reasoning is within completion_tokens, so it is not added.
  ...times(23, "output_tokens", ["x-ai/chat"]),
  // Two answers of another provider that state cached_tokens: 0 and no tokens of Cohere's are refused; the extractor reads nothing.
  ...times(2, "/usage This states no tokens.", ["cohere/tokens"]),
};

test.skipIf(!existsSync(SAMPLES))(
  "real responses are read as each provider's extractor reads them (needs ../shared/samples/provider-usage)",
  () => {
    const samples: readonly Sample[] = JSON.parse(readFileSync(SAMPLES, "utf8"));
    const differences: Record<string, number> = {};
    const note = (name: string) => (differences[name] = (differences[name] ?? 0) + 1);
    let compared = 0;
    for (const { body, extracted } of samples) {
      for (const { usage, extractors } of extracted) {
        for (const { provider_id, api_flavor } of extractors) {
          compared += 1;
          const name = `${provider_id}/${api_flavor}`;
          const read = readProviderResponse(provider_id, flavourOf(provider_id, api_flavor), body);
          if ("faults" in read) {
            note(`${name}: ${read.faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ")}`);
            continue;
          }
          const [ours, want] = [inclusive(read.reading.usage), theirs(usage)];
          for (const field of Object.keys(want)) {
            if (ours[field] !== want[field]) note(`${name}: ${field}`);
          }
        }
      }
    }
    expect(compared).toBe(7284);
    expect(differences).toEqual(EXPLAINED);
  },
);

test.skipIf(!existsSync(SAMPLES))(
  "real responses show their flavour, and contradict themselves nowhere (needs ../shared/samples/provider-usage)",
  () => {
    const samples: readonly Sample[] = JSON.parse(readFileSync(SAMPLES, "utf8"));
    expect(samples.length).toBe(627);
    const flags = samples.flatMap(({ body }) => {
      const read = readProviderResponse("any", undefined, body);
      return "faults" in read ? read.faults : read.reading.flags;
    });
    expect(flags).toEqual([]);
  },
);
