import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Usage } from "../token-classes.ts";
import { FLAVOURS, readProviderResponse } from "./read-provider-response.ts";

const tokens = fc.oneof(fc.constant(0), fc.nat({ max: 20 }), fc.nat({ max: 2_000_000_000 }));
/** What a call really used, class by class. */
const used = fc.record({
  plain: tokens,
  read: tokens,
  written5m: tokens,
  written1h: tokens,
  audio: tokens,
  image: tokens,
  spoken: tokens,
  drawn: tokens,
  reasoning: tokens,
  told: tokens,
});
type Used = typeof used extends fc.Arbitrary<infer T> ? T : never;
type Name = keyof Usage;

interface Format {
  readonly provider: string;
  /** The body that the provider would send, by its own way of counting. */
  readonly body: (u: Used) => unknown;
  /** Which classes the format can tell apart. */
  readonly classes: (u: Used) => Partial<Record<Name, number>>;
  /** The total that the body states. */
  readonly total: (u: Used) => number;
}

const openaiInput = (u: Used) => u.plain + u.read + u.written5m + u.audio + u.image;
const openaiDetails = (u: Used) => ({
  cached_tokens: u.read,
  cache_write_tokens: u.written5m,
  audio_tokens: u.audio,
  image_tokens: u.image,
});
const openaiMade = (u: Used) => ({ reasoning_tokens: u.reasoning, audio_tokens: u.spoken, image_tokens: u.drawn });
const openaiClasses = (u: Used) => ({
  input_tokens: u.plain,
  cache_read_tokens: u.read,
  cache_write_5m_tokens: u.written5m,
  input_audio_tokens: u.audio,
  input_image_tokens: u.image,
  output_tokens: u.told + u.reasoning,
  output_audio_tokens: u.spoken,
  output_image_tokens: u.drawn,
  reasoning_tokens: u.reasoning,
});
const openaiTotal = (u: Used) => openaiInput(u) + u.told + u.reasoning + u.spoken + u.drawn;

const anthropicClasses = (u: Used) => ({
  input_tokens: u.plain,
  cache_read_tokens: u.read,
  cache_write_5m_tokens: u.written5m,
  cache_write_1h_tokens: u.written1h,
  output_tokens: u.told + u.reasoning,
});
const sumOf = (classes: Partial<Record<Name, number>>) =>
  Object.entries(classes).reduce((sum, [name, count]) => sum + (name === "reasoning_tokens" ? 0 : count), 0);

const FORMATS: Readonly<Record<string, Format>> = {
  chat: {
    provider: "openai",
    body: (u) => ({
      usage: {
        prompt_tokens: openaiInput(u),
        prompt_tokens_details: openaiDetails(u),
        completion_tokens: u.told + u.reasoning + u.spoken + u.drawn,
        completion_tokens_details: openaiMade(u),
        total_tokens: openaiTotal(u),
      },
    }),
    classes: openaiClasses,
    total: openaiTotal,
  },
  "xAI's chat": {
    provider: "xai",
    body: (u) => ({
      usage: {
        prompt_tokens: openaiInput(u),
        prompt_tokens_details: openaiDetails(u),
        completion_tokens: u.told + u.spoken + u.drawn,
        completion_tokens_details: openaiMade(u),
        total_tokens: openaiTotal(u),
      },
    }),
    classes: openaiClasses,
    total: openaiTotal,
  },
  responses: {
    provider: "openai",
    body: (u) => ({
      object: "response",
      usage: {
        input_tokens: openaiInput(u),
        input_tokens_details: openaiDetails(u),
        output_tokens: u.told + u.reasoning + u.spoken + u.drawn,
        output_tokens_details: openaiMade(u),
        total_tokens: openaiTotal(u),
      },
    }),
    classes: openaiClasses,
    total: openaiTotal,
  },
  messages: {
    provider: "anthropic",
    body: (u) => ({
      usage: {
        input_tokens: u.plain,
        cache_read_input_tokens: u.read,
        cache_creation_input_tokens: u.written5m + u.written1h,
        cache_creation: { ephemeral_5m_input_tokens: u.written5m, ephemeral_1h_input_tokens: u.written1h },
        output_tokens: u.told + u.reasoning,
        output_tokens_details: { thinking_tokens: u.reasoning },
      },
    }),
    classes: (u) => ({ ...anthropicClasses(u), reasoning_tokens: u.reasoning }),
    total: (u) => sumOf(anthropicClasses(u)),
  },
  Converse: {
    provider: "aws",
    body: (u) => ({
      usage: {
        inputTokens: u.plain,
        cacheReadInputTokens: u.read,
        cacheWriteInputTokens: u.written5m + u.written1h,
        cacheDetails: [
          { ttl: "1h", inputTokens: u.written1h },
          { ttl: "5m", inputTokens: u.written5m },
        ],
        outputTokens: u.told + u.reasoning,
        totalTokens: sumOf(anthropicClasses(u)),
      },
    }),
    classes: anthropicClasses,
    total: (u) => sumOf(anthropicClasses(u)),
  },
  Gemini: {
    provider: "google",
    body: (u) => ({
      usageMetadata: {
        promptTokenCount: u.plain + u.read + u.audio + u.image,
        // Half of what was cached is audio, and so is also among the prompt's audio.
        promptTokensDetails: [
          { modality: "TEXT", tokenCount: u.plain + (u.read - Math.floor(u.read / 2)) },
          { modality: "AUDIO", tokenCount: u.audio + Math.floor(u.read / 2) },
          { modality: "IMAGE", tokenCount: u.image },
        ],
        cachedContentTokenCount: u.read,
        cacheTokensDetails: [{ modality: "AUDIO", tokenCount: Math.floor(u.read / 2) }],
        toolUsePromptTokenCount: u.written5m,
        candidatesTokenCount: u.told + u.spoken + u.drawn,
        candidatesTokensDetails: [
          { modality: "AUDIO", tokenCount: u.spoken },
          { modality: "IMAGE", tokenCount: u.drawn },
        ],
        thoughtsTokenCount: u.reasoning,
        totalTokenCount: openaiTotal(u),
      },
    }),
    classes: (u) => ({ ...openaiClasses(u), input_tokens: u.plain + u.written5m, cache_write_5m_tokens: 0 }),
    total: openaiTotal,
  },
};

test.each(Object.entries(FORMATS))(
  "%s: each class is what was used, and their sum is the stated total",
  (_, format) => {
    fc.assert(
      fc.property(used, (u) => {
        const read = readProviderResponse(format.provider, undefined, format.body(u));
        if ("faults" in read) throw new Error(JSON.stringify(read.faults));
        const { usage, flags } = read.reading;
        for (const [name, count] of Object.entries(format.classes(u))) {
          expect([name, Object.entries(usage).find(([each]) => each === name)?.[1] ?? 0]).toEqual([name, count]);
        }
        expect(sumOf(usage)).toBe(format.total(u));
        expect(flags).toEqual([]);
      }),
    );
  },
);

/** Bodies like real ones, with counts and members that contradict one another or are of another kind. */
const anything = fc.oneof(tokens, fc.constantFrom(null, "", "1", -1, 0.5, -0, 1e300, true, [], {}, [{}], [null]));
const names = [
  ...["usage", "usageMetadata", "meta", "response", "metadata", "delta", "object", "output", "data", "text", "id"],
  ...["prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details"],
  ...["input_tokens", "output_tokens", "input_tokens_details", "output_tokens_details", "cached_tokens"],
  ...["audio_tokens", "image_tokens", "reasoning_tokens", "cache_write_tokens", "cached_tokens_details", "iterations"],
  ...["cache_creation", "cache_creation_input_tokens", "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens"],
  ...["inputTokens", "outputTokens", "totalTokens", "cacheDetails", "billed_units", "seconds", "__proto__", "cost"],
  ...["promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "totalTokenCount", "promptTokensDetails"],
  ...["cachedContentTokenCount", "cacheTokensDetails", "prompt_token_count", "inputTextTokenCount", "results"],
];
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: "small" }, anything, tie("members")),
  members: fc.dictionary(fc.constantFrom(...names), tie("tree"), { maxKeys: 8 }),
}));

/** A good body with some of its members, at any depth, put out of shape. */
const mutated = fc
  .tuple(fc.constantFrom(...Object.values(FORMATS)), used, fc.array(fc.tuple(fc.nat(), anything), { maxLength: 3 }))
  .map(([format, u, changes]) => changes.reduce((body, [at, value]) => change(body, at, value), format.body(u)));

/** `body` with its member number `at`, in order of depth, set to `value`. */
function change(body: unknown, at: number, value: unknown): unknown {
  let members = 0;
  JSON.stringify(body, (_, member: unknown) => ((members += 1), member));
  const chosen = 1 + (at % Math.max(1, members - 1));
  let seen = -1;
  return JSON.parse(
    JSON.stringify(body, (_, member: unknown) => {
      seen += 1;
      return seen === chosen ? value : member;
    }),
  );
}
const bodies = fc.oneof({ weight: 1, arbitrary: tree }, { weight: 3, arbitrary: mutated });

test("whatever comes is read or refused with a reason: no crash, no negative and no fraction", () => {
  const provider = fc.constantFrom("openai", "mistral", "groq", "x-ai", "openrouter", "perplexity", "cohere");
  const flavour = fc.option(fc.constantFrom(...FLAVOURS), { nil: undefined, freq: 1 });
  let taken = 0;
  fc.assert(
    fc.property(provider, flavour, bodies, (who, how, body) => {
      const read = readProviderResponse(who, how, body);
      const counts = "faults" in read ? [] : Object.values(read.reading.usage);
      if (counts.length > 0) taken += 1;
      expect("faults" in read ? read.faults.length : 1).toBeGreaterThan(0);
      expect(counts.every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
    }),
    { numRuns: 5000 },
  );
  expect(taken).toBeGreaterThan(500);
});
