import type { Flavour } from "./read-provider-response.ts";
import type { ResponseReading } from "./response-reading.ts";

/** For tests: an answer of a provider, and the usage that it states. */
export interface UsageCase {
  readonly name: string;
  readonly provider: string;
  readonly flavour?: Flavour;
  readonly body: unknown;
  readonly usage: ResponseReading["usage"];
}

export const USAGE_CASES: readonly UsageCase[] = [
  {
    name: "OpenAI counts cache reads, audio and images inside the prompt",
    provider: "openai",
    body: {
      usage: {
        prompt_tokens: 1000,
        completion_tokens: 90,
        total_tokens: 1090,
        prompt_tokens_details: { cached_tokens: 600, audio_tokens: 150, image_tokens: 50 },
        completion_tokens_details: { reasoning_tokens: 30, audio_tokens: 20, rejected_prediction_tokens: 5 },
      },
    },
    usage: {
      input_tokens: 200,
      cache_read_tokens: 600,
      input_audio_tokens: 150,
      input_image_tokens: 50,
      output_tokens: 70,
      output_audio_tokens: 20,
      reasoning_tokens: 30,
    },
  },
  {
    name: "OpenAI counts cache writes inside the prompt",
    provider: "openai",
    body: {
      usage: {
        prompt_tokens: 100,
        completion_tokens: 1,
        total_tokens: 101,
        prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 70 },
      },
    },
    usage: { input_tokens: 10, cache_read_tokens: 20, cache_write_5m_tokens: 70, output_tokens: 1 },
  },
  {
    name: "the last chunk of a chat stream is an answer",
    provider: "openai",
    body: {
      object: "chat.completion.chunk",
      choices: [],
      usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    },
    usage: { input_tokens: 7, output_tokens: 3 },
  },
  {
    name: "OpenAI's responses: the last event of a stream; a page that is opened is no search",
    provider: "openai",
    body: {
      type: "response.completed",
      response: {
        id: "resp_1",
        output: [
          { type: "web_search_call", action: { type: "search" } },
          { type: "web_search_call", action: { type: "open_page" } },
          { type: "message" },
        ],
        usage: {
          input_tokens: 300,
          input_tokens_details: { cached_tokens: 128 },
          output_tokens: 60,
          output_tokens_details: { reasoning_tokens: 60 },
          total_tokens: 360,
        },
      },
    },
    usage: { input_tokens: 172, cache_read_tokens: 128, output_tokens: 60, reasoning_tokens: 60, web_searches: 1 },
  },
  {
    name: "realtime: audio that was cached is a cache read, and no audio input",
    provider: "openai",
    body: {
      type: "response.done",
      response: {
        usage: {
          input_tokens: 100,
          input_token_details: {
            text_tokens: 40,
            audio_tokens: 60,
            cached_tokens: 50,
            cached_tokens_details: { text_tokens: 10, audio_tokens: 40 },
          },
          output_tokens: 30,
          output_token_details: { text_tokens: 5, audio_tokens: 25 },
          total_tokens: 130,
        },
      },
    },
    usage: {
      input_tokens: 30,
      cache_read_tokens: 50,
      input_audio_tokens: 20,
      output_tokens: 5,
      output_audio_tokens: 25,
    },
  },
  {
    name: "images: what comes out without details is all image",
    provider: "openai",
    body: {
      created: 1_770_000_000,
      data: [{ b64_json: "" }],
      usage: {
        input_tokens: 50,
        input_tokens_details: { text_tokens: 10, image_tokens: 40 },
        output_tokens: 4000,
        total_tokens: 4050,
      },
    },
    usage: { input_tokens: 10, input_image_tokens: 40, output_image_tokens: 4000 },
  },
  {
    name: "a transcription by tokens",
    provider: "openai",
    body: {
      text: "",
      usage: {
        type: "tokens",
        input_tokens: 14,
        input_token_details: { text_tokens: 4, audio_tokens: 10 },
        output_tokens: 9,
        total_tokens: 23,
      },
    },
    usage: { input_tokens: 4, input_audio_tokens: 10, output_tokens: 9 },
  },
  {
    name: "a transcription by the second, rounded up",
    provider: "openai",
    body: { text: "", usage: { type: "duration", seconds: 8.2 } },
    usage: { audio_seconds: 9 },
  },
  {
    name: "embeddings",
    provider: "openai",
    body: { object: "list", data: [], usage: { prompt_tokens: 8, total_tokens: 8 } },
    usage: { input_tokens: 8 },
  },
  {
    name: "embeddings that state their total alone",
    provider: "voyageai",
    body: { object: "list", data: [], usage: { total_tokens: 8 } },
    usage: { input_tokens: 8 },
  },
  {
    name: "Anthropic counts cache outside the input, with both lifetimes",
    provider: "anthropic",
    body: {
      usage: {
        input_tokens: 12,
        cache_read_input_tokens: 5000,
        cache_creation_input_tokens: 3000,
        cache_creation: { ephemeral_5m_input_tokens: 1000, ephemeral_1h_input_tokens: 2000 },
        output_tokens: 400,
        output_tokens_details: { thinking_tokens: 150 },
        server_tool_use: { web_search_requests: 2 },
      },
    },
    usage: {
      input_tokens: 12,
      cache_read_tokens: 5000,
      cache_write_5m_tokens: 1000,
      cache_write_1h_tokens: 2000,
      output_tokens: 400,
      reasoning_tokens: 150,
      web_searches: 2,
    },
  },
  {
    name: "Anthropic's cache writes without lifetimes are 5-minute ones",
    provider: "anthropic",
    body: { usage: { input_tokens: 1, cache_creation_input_tokens: 9, cache_creation: null, output_tokens: 2 } },
    usage: { input_tokens: 1, cache_write_5m_tokens: 9, output_tokens: 2 },
  },
  {
    name: "Gemini: cache inside the prompt; tool-use prompts and thoughts outside; audio, images, pages",
    provider: "google",
    body: {
      usageMetadata: {
        promptTokenCount: 1000,
        cachedContentTokenCount: 300,
        toolUsePromptTokenCount: 50,
        candidatesTokenCount: 200,
        thoughtsTokenCount: 70,
        totalTokenCount: 1320,
        promptTokensDetails: [
          { modality: "TEXT", tokenCount: 500 },
          { modality: "AUDIO", tokenCount: 200 },
          { modality: "IMAGE", tokenCount: 100 },
          { modality: "DOCUMENT", tokenCount: 150 },
          { modality: "VIDEO", tokenCount: 50 },
        ],
        cacheTokensDetails: [
          { modality: "TEXT", tokenCount: 180 },
          { modality: "AUDIO", tokenCount: 90 },
          { modality: "DOCUMENT", tokenCount: 30 },
        ],
        candidatesTokensDetails: [
          { modality: "TEXT", tokenCount: 80 },
          { modality: "IMAGE", tokenCount: 120 },
        ],
      },
    },
    usage: {
      input_tokens: 420,
      cache_read_tokens: 300,
      input_audio_tokens: 110,
      input_image_tokens: 220,
      output_tokens: 150,
      output_image_tokens: 120,
      reasoning_tokens: 70,
    },
  },
  {
    name: "Gemini whose total says that the thoughts are within the candidates",
    provider: "google",
    body: {
      usageMetadata: {
        promptTokenCount: 6,
        candidatesTokenCount: 2055,
        thoughtsTokenCount: 1104,
        totalTokenCount: 2061,
      },
    },
    usage: { input_tokens: 6, output_tokens: 2055, reasoning_tokens: 1104 },
  },
  {
    name: "Gemini that tells of the cache's audio and not of the prompt's",
    provider: "google",
    body: {
      usageMetadata: {
        promptTokenCount: 100,
        cachedContentTokenCount: 60,
        cacheTokensDetails: [{ modality: "AUDIO", tokenCount: 60 }],
        totalTokenCount: 100,
      },
    },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 0 },
  },
  {
    name: "realtime that tells of the cache's audio and not of the input's",
    provider: "openai",
    body: {
      response: {
        usage: {
          input_tokens: 100,
          input_token_details: { cached_tokens: 60, cached_tokens_details: { audio_tokens: 60 } },
          output_tokens: 0,
        },
      },
    },
    usage: { input_tokens: 40, cache_read_tokens: 60, output_tokens: 0 },
  },
  {
    name: "Gemini's spoken answer",
    provider: "google",
    body: {
      usageMetadata: {
        promptTokenCount: 9,
        candidatesTokenCount: 100,
        totalTokenCount: 109,
        candidatesTokensDetails: [{ modality: "AUDIO", tokenCount: 100 }],
      },
    },
    usage: { input_tokens: 9, output_tokens: 0, output_audio_tokens: 100 },
  },
  {
    name: "Bedrock's Converse counts cache outside the input, with both lifetimes",
    provider: "aws",
    body: {
      usage: {
        inputTokens: 3,
        cacheReadInputTokens: 2074,
        cacheWriteInputTokens: 300,
        cacheDetails: [
          { ttl: "5m", inputTokens: 100 },
          { ttl: "1h", inputTokens: 200 },
        ],
        outputTokens: 61,
        totalTokens: 2438,
      },
    },
    usage: {
      input_tokens: 3,
      cache_read_tokens: 2074,
      cache_write_5m_tokens: 100,
      cache_write_1h_tokens: 200,
      output_tokens: 61,
    },
  },
  {
    name: "the end of a ConverseStream",
    provider: "aws",
    body: { metadata: { usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 }, metrics: { latencyMs: 12 } } },
    usage: { input_tokens: 3, output_tokens: 4 },
  },
  {
    name: "InvokeModel of Llama",
    provider: "aws",
    body: { generation: "", prompt_token_count: 20, generation_token_count: 30 },
    usage: { input_tokens: 20, output_tokens: 30 },
  },
  {
    name: "InvokeModel of Titan",
    provider: "aws",
    body: { inputTextTokenCount: 5, results: [{ tokenCount: 7 }, { tokenCount: 8 }] },
    usage: { input_tokens: 5, output_tokens: 15 },
  },
  {
    name: "InvokeModel of Titan's embeddings",
    provider: "aws",
    body: { inputTextTokenCount: 5, embedding: [0.1] },
    usage: { input_tokens: 5 },
  },
  {
    name: "the metrics that end InvokeModelWithResponseStream",
    provider: "aws",
    body: {
      type: "message_stop",
      "amazon-bedrock-invocationMetrics": {
        inputTokenCount: 1,
        outputTokenCount: 2,
        cacheReadInputTokenCount: 3,
        cacheWriteInputTokenCount: 4,
      },
    },
    usage: { input_tokens: 1, cache_read_tokens: 3, cache_write_5m_tokens: 4, output_tokens: 2 },
  },
  {
    name: "Mistral: audio by the second; num_cached_tokens is not billed apart",
    provider: "mistral",
    body: {
      usage: {
        prompt_tokens: 70,
        completion_tokens: 12,
        total_tokens: 82,
        num_cached_tokens: 69,
        prompt_audio_seconds: 4,
      },
    },
    usage: { input_tokens: 70, output_tokens: 12, audio_seconds: 4 },
  },
  {
    name: "the last chunk of a stream of Groq",
    provider: "groq",
    body: { x_groq: { usage: { prompt_tokens: 5, completion_tokens: 6, total_tokens: 11 } } },
    usage: { input_tokens: 5, output_tokens: 6 },
  },
  {
    name: "Cohere's chat by what it bills",
    provider: "cohere",
    body: { usage: { billed_units: { input_tokens: 431, output_tokens: 661 }, tokens: { input_tokens: 2190 } } },
    usage: { input_tokens: 431, output_tokens: 661 },
  },
  {
    name: "Cohere's rerank",
    provider: "cohere",
    body: { results: [], meta: { billed_units: { search_units: 3 } } },
    usage: { rerank_units: 3 },
  },
  {
    name: "Cohere's embeddings of images",
    provider: "cohere",
    body: { embeddings: {}, meta: { billed_units: { input_tokens: 2, image_tokens: 9 } } },
    usage: { input_tokens: 2, input_image_tokens: 9 },
  },
  {
    name: "xAI counts reasoning outside completion",
    provider: "x-ai",
    body: {
      usage: {
        prompt_tokens: 30,
        completion_tokens: 10,
        total_tokens: 340,
        prompt_tokens_details: { cached_tokens: 12 },
        completion_tokens_details: { reasoning_tokens: 300 },
      },
    },
    usage: { input_tokens: 18, cache_read_tokens: 12, output_tokens: 310, reasoning_tokens: 300 },
  },
  {
    name: "DeepSeek names its cache reads in its own way",
    provider: "deepseek",
    body: {
      usage: {
        prompt_tokens: 100,
        completion_tokens: 1,
        total_tokens: 101,
        prompt_cache_hit_tokens: 64,
        prompt_cache_miss_tokens: 36,
      },
    },
    usage: { input_tokens: 36, cache_read_tokens: 64, output_tokens: 1 },
  },
  {
    name: "Perplexity counts reasoning and citations outside completion and total",
    provider: "perplexity",
    body: {
      usage: {
        prompt_tokens: 33,
        completion_tokens: 7000,
        total_tokens: 7033,
        citation_tokens: 20_000,
        reasoning_tokens: 70_000,
        num_search_queries: 18,
        cost: { total_cost: 0.35 },
      },
    },
    usage: { input_tokens: 33, output_tokens: 97_000, reasoning_tokens: 70_000, web_searches: 18 },
  },
];
