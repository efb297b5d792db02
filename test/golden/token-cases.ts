import { readLitellmLog } from "@outlay/sources/webhooks/litellm";
import { answer, chat, type CostCase, gemini, message } from "./cost-case.ts";

const opus = "claude-opus-4-8"; // input 5, cache read 0.5, write 6.25 (5m) and 10 (1h), output 25
const modality = (name: string, tokenCount: number) => ({ modality: name, tokenCount });

/** LiteLLM counts the cache inside prompt_tokens, of Anthropic's models too. */
function litellm(usage_object: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) {
  const log = { id: "l", call_type: "acompletion", custom_llm_provider: "anthropic", model: "claude-sonnet-4-6" };
  const times = { startTime: "2026-11-02T12:00:00Z", endTime: "2026-11-02T12:00:01Z", status: "success" };
  const read = readLitellmLog({ ...log, ...times, ...more, metadata: { usage_object } }, "golden");
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.events;
}

export const CACHE_CASES: readonly CostCase[] = [
  {
    name: "OpenAI, cache inside input: 1,500 x 2.5 + 500 x 1.25 + 100 x 10 = 5,375",
    events: answer("openai", chat("gpt-4o", [2000, 100], { prompt: { cached_tokens: 500 } })),
    cost: "0.005375",
  },
  {
    name: "Anthropic, cache outside input: 1,500 x 5 + 500 x 0.5 + 100 x 25 = 10,250",
    events: answer("anthropic", message(opus, [1500, 100], { cache_read_input_tokens: 500 })),
    cost: "0.01025",
  },
  {
    name: "OpenAI, all of the input cached: 500 x 1.25 = 625",
    events: answer("openai", chat("gpt-4o", [500, 0], { prompt: { cached_tokens: 500 } })),
    cost: "0.000625",
  },
  {
    name: "OpenAI, more cached than input contradicts itself, and counts whole as input: 100 x 2.5 + 10 x 10 = 350",
    events: answer("openai", chat("gpt-4o", [100, 10], { prompt: { cached_tokens: 200 } })),
    cost: "0.00035",
  },
  {
    name: "Azure sells OpenAI's at OpenAI's list, cache inside: 1,500 x 2.5 + 500 x 1.25 + 100 x 10 = 5,375",
    events: answer("azure", chat("gpt-4o", [2000, 100], { prompt: { cached_tokens: 500 } })),
    cost: "0.005375",
  },
  {
    name: "Gemini, cache inside: 600 x 0.3 + 400 x 0.03 + 50 x 2.5 = 317",
    events: answer("google", gemini("gemini-2.5-flash", [1000, 50], { cachedContentTokenCount: 400 })),
    cost: "0.000317",
  },
  {
    name: "DeepSeek, prompt_cache_hit_tokens inside, off its peak: 400 x 0.66 + 600 x 0.022 + 100 x 1.98 = 475.2",
    events: answer("deepseek", {
      model: "deepseek-v4-pro",
      usage: {
        prompt_tokens: 1000,
        prompt_cache_hit_tokens: 600,
        prompt_cache_miss_tokens: 400,
        completion_tokens: 100,
      },
    }),
    cost: "0.0004752",
  },
  {
    name: "LiteLLM of Anthropic, cache inside: 1,400 x 3 + 500 x 0.3 + 100 x 3.75 + 100 x 15 = 6,225",
    events: litellm({
      prompt_tokens: 2000,
      completion_tokens: 100,
      prompt_tokens_details: { cached_tokens: 500 },
      cache_creation_input_tokens: 100,
    }),
    cost: "0.006225",
  },
  {
    name: "an answer of the gateway's own cache was not bought: 0",
    events: litellm({ prompt_tokens: 2000, completion_tokens: 100 }, { cache_hit: true }),
    cost: "0",
  },
  {
    name: "5-minute and 1-hour writes: 10 x 5 + 400 x 6.25 + 600 x 10 + 10 x 25 = 8,800",
    events: answer(
      "anthropic",
      message(opus, [10, 10], {
        cache_creation_input_tokens: 1000,
        cache_creation: { ephemeral_5m_input_tokens: 400, ephemeral_1h_input_tokens: 600 },
      }),
    ),
    cost: "0.0088",
  },
  {
    name: "writes of no stated lifetime are of 5 minutes: 10 x 5 + 1,000 x 6.25 + 10 x 25 = 6,550",
    events: answer("anthropic", message(opus, [10, 10], { cache_creation_input_tokens: 1000 })),
    cost: "0.00655",
  },
  {
    name: "writes that the split leaves out are of 5 minutes: 10 x 5 + (100 + 300) x 6.25 + 600 x 10 + 10 x 25 = 8,800",
    events: answer(
      "anthropic",
      message(opus, [10, 10], {
        cache_creation_input_tokens: 1000,
        cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 600 },
      }),
    ),
    cost: "0.0088",
  },
  {
    name: "OpenAI, writes inside input: 500 x 4 + 300 x 0.4 + 200 x 5 + 10 x 20 = 3,320",
    events: answer(
      "openai",
      chat("gpt-5.6-sol", [1000, 10], { prompt: { cached_tokens: 300, cache_write_tokens: 200 } }),
    ),
    cost: "0.00332",
  },
  {
    name: "a 1-hour write where the list has a 5-minute rate alone is unpriced: 10 x 3 + 10 x 15 = 180, and the write",
    events: answer(
      "google",
      message("claude-sonnet-4-5", [10, 10], { cache_creation: { ephemeral_1h_input_tokens: 1000 } }),
    ),
    cost: "0.00018",
    unpriced: "no_rate_for_cache_write_1h_tokens",
  },
];

export const REASONING_CASES: readonly CostCase[] = [
  {
    name: "OpenAI's chat, reasoning inside output: 100 x 1.25 + 500 x 10 = 5,125",
    events: answer("openai", chat("gpt-5", [100, 500], { completion: { reasoning_tokens: 400 } })),
    cost: "0.005125",
  },
  {
    name: "OpenAI's chat, nothing but reasoning: 100 x 1.25 + 400 x 10 = 4,125",
    events: answer("openai", chat("gpt-5", [100, 400], { completion: { reasoning_tokens: 400 } })),
    cost: "0.004125",
  },
  {
    name: "OpenAI's responses, reasoning inside output: 100 x 1.25 + 500 x 10 = 5,125",
    events: answer("openai", {
      object: "response",
      model: "gpt-5",
      usage: {
        input_tokens: 100,
        output_tokens: 500,
        output_tokens_details: { reasoning_tokens: 400 },
        total_tokens: 600,
      },
    }),
    cost: "0.005125",
  },
  {
    name: "Anthropic, thinking inside output: 100 x 5 + 500 x 25 = 13,000",
    events: answer("anthropic", message(opus, [100, 500], { output_tokens_details: { thinking_tokens: 400 } })),
    cost: "0.013",
  },
  {
    name: "Gemini, thoughts outside candidates: 100 x 1.25 + (100 + 400) x 10 = 5,125",
    events: answer("google", gemini("gemini-2.5-pro", [100, 100], { thoughtsTokenCount: 400, totalTokenCount: 600 })),
    cost: "0.005125",
  },
  {
    name: "Gemini, where its own total says that thoughts are within: 100 x 1.25 + 500 x 10 = 5,125",
    events: answer("google", gemini("gemini-2.5-pro", [100, 500], { thoughtsTokenCount: 400, totalTokenCount: 600 })),
    cost: "0.005125",
  },
  {
    name: "xAI, reasoning outside completion: 100 x 1.25 + (100 + 400) x 2.5 = 1,375",
    events: answer("x-ai", chat("grok-4.3", [100, 100], { completion: { reasoning_tokens: 400 } })),
    cost: "0.001375",
  },
];

export const MEDIA_CASES: readonly CostCase[] = [
  {
    name: "audio inside both sides: 200 x 2.5 + 800 x 32 + 50 x 10 + 250 x 64 = 42,600",
    events: answer(
      "openai",
      chat("gpt-audio", [1000, 300], { prompt: { audio_tokens: 800 }, completion: { audio_tokens: 250 } }),
    ),
    cost: "0.0426",
  },
  {
    name: "audio without a rate is unpriced, not text: 100 x 2.5 + 10 x 10 = 350, and the audio",
    events: answer("openai", chat("gpt-4o", [200, 10], { prompt: { audio_tokens: 100 } })),
    cost: "0.00035",
    unpriced: "no_rate_for_input_audio_tokens",
  },
  {
    name: "a transcription by tokens: 100 x 6 + 20 x 10 = 800",
    events: answer("openai", {
      model: "gpt-4o-transcribe",
      text: "a",
      usage: { input_tokens: 100, input_token_details: { audio_tokens: 100 }, output_tokens: 20, total_tokens: 120 },
    }),
    cost: "0.0008",
  },
  {
    name: "Gemini, audio inside the prompt: 300 x 0.3 + 700 x 1 + 10 x 2.5 = 815",
    events: answer(
      "google",
      gemini("gemini-2.5-flash", [1000, 10], { promptTokensDetails: [modality("AUDIO", 700), modality("TEXT", 300)] }),
    ),
    cost: "0.000815",
  },
  {
    name: "Gemini, image input at the rate of input, as its list says: 300 x 0.3 + 10 x 2.5 = 115",
    events: answer("google", gemini("gemini-2.5-flash", [300, 10], { promptTokensDetails: [modality("IMAGE", 258)] })),
    cost: "0.000115",
  },
  {
    name: "Gemini, an image made: 10 x 0.3 + 1,290 x 30 = 38,703",
    events: answer(
      "google",
      gemini("gemini-2.5-flash-image", [10, 1290], { candidatesTokensDetails: [modality("IMAGE", 1290)] }),
    ),
    cost: "0.038703",
  },
  {
    name: "OpenAI, an image made of an image: 200 x 5 + 300 x 8 + 1,000 x 32 = 35,400",
    events: answer("openai", image("gpt-image-1.5")),
    cost: "0.0354",
  },
  {
    name: "OpenAI, an image made by a list without a rate for it: 200 x 5 + 300 x 10 = 4,000, and the image",
    events: answer("openai", image("gpt-image-1")),
    cost: "0.004",
    unpriced: "no_rate_for_output_image_tokens",
  },
];

function image(model: string) {
  const input_tokens_details = { text_tokens: 200, image_tokens: 300 };
  const usage = { input_tokens: 500, input_tokens_details, output_tokens: 1000, total_tokens: 1500 };
  return { created: Date.parse("2026-11-02T12:00:00Z") / 1000, model, data: [], usage };
}
