/** Good responses of providers, from which the fuzzer and the benchmark start. */
const TIME_S = 1_793_610_000; // 2026-11-02T09:00:00Z
const TIME = "2026-11-02T09:00:00.250Z";

export const CHAT = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: TIME_S,
  model: "gpt-5-mini-2025-08-07",
  service_tier: "default",
  choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }],
  usage: {
    prompt_tokens: 2274,
    completion_tokens: 310,
    total_tokens: 2584,
    prompt_tokens_details: { cached_tokens: 1024, audio_tokens: 0, cache_write_tokens: 100 },
    completion_tokens_details: { reasoning_tokens: 128, audio_tokens: 12 },
  },
};
export const RESPONSES = {
  id: "resp-1",
  object: "response",
  created_at: TIME_S,
  status: "completed",
  model: "gpt-5",
  output: [
    { type: "web_search_call", action: { type: "search" } },
    { type: "message", content: [] },
  ],
  usage: {
    input_tokens: 1000,
    input_tokens_details: { cached_tokens: 400, image_tokens: 100 },
    output_tokens: 200,
    output_tokens_details: { reasoning_tokens: 150 },
    total_tokens: 1200,
  },
};
export const MESSAGE = {
  id: "msg-1",
  type: "message",
  model: "claude-sonnet-4-6",
  content: [{ type: "text", text: "Yes." }],
  stop_reason: "end_turn",
  usage: {
    input_tokens: 5,
    output_tokens: 6,
    cache_read_input_tokens: 900,
    cache_creation_input_tokens: 30,
    cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
    output_tokens_details: { thinking_tokens: 2 },
    server_tool_use: { web_search_requests: 1 },
    service_tier: "standard",
    iterations: [
      { type: "message", model: "claude-fable-5", input_tokens: 5, output_tokens: 0 },
      { type: "fallback_message", model: "claude-sonnet-4-6", input_tokens: 5, output_tokens: 6 },
      { type: "advisor_message", model: "claude-opus-4-8", input_tokens: 1, output_tokens: 1 },
    ],
  },
};
export const GEMINI = {
  responseId: "gemini-1",
  modelVersion: "models/gemini-2.5-pro",
  createTime: TIME,
  candidates: [{ content: { parts: [{ text: "Yes." }] }, finishReason: "STOP" }],
  usageMetadata: {
    promptTokenCount: 800,
    candidatesTokenCount: 50,
    thoughtsTokenCount: 70,
    totalTokenCount: 920,
    cachedContentTokenCount: 300,
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: 700 },
      { modality: "AUDIO", tokenCount: 100 },
    ],
    trafficType: "ON_DEMAND",
  },
};
export const CONVERSE = {
  $metadata: { requestId: "aws-1" },
  metrics: { latencyMs: 812 },
  serviceTier: { type: "default" },
  usage: {
    inputTokens: 5,
    cacheReadInputTokens: 90,
    cacheWriteInputTokens: 30,
    cacheDetails: [
      { ttl: "5m", inputTokens: 10 },
      { ttl: "1h", inputTokens: 20 },
    ],
    outputTokens: 6,
    totalTokens: 131,
  },
};
export const OTHER_RESPONSES: readonly unknown[] = [
  { object: "list", model: "text-embedding-3-small", data: [], usage: { prompt_tokens: 8, total_tokens: 8 } },
  { text: "a", usage: { type: "duration", seconds: 12.5 } },
  { created: TIME_S, data: [], usage: { input_tokens: 50, output_tokens: 900, total_tokens: 950 } },
  {
    id: "k-1",
    usage: { billed_units: { input_tokens: 3, output_tokens: 2 }, tokens: { input_tokens: 9, output_tokens: 2 } },
  },
  { id: "k-2", meta: { billed_units: { search_units: 1 } } },
  { prompt_token_count: 5, generation_token_count: 6, stop_reason: "stop" },
  { inputTextTokenCount: 5, results: [{ tokenCount: 6 }] },
  { "amazon-bedrock-invocationMetrics": { inputTokenCount: 5, outputTokenCount: 6, invocationLatency: 70 } },
  { id: "x", usage: { prompt_tokens: 5, completion_tokens: 6, total_tokens: 11, cost: 0.0001, num_search_queries: 2 } },
  { error: { message: "no", code: 429 } },
];
export const BATCH_LINES: readonly unknown[] = [
  { id: "batch_req_1", custom_id: "row-1", response: { status_code: 200, body: CHAT }, error: null },
  { custom_id: "row-1", result: { type: "succeeded", message: MESSAGE } },
  { key: "row-1", response: GEMINI },
  { recordId: "row-1", modelOutput: { prompt_token_count: 5, generation_token_count: 6 } },
];

const chunk = (choices: unknown[], usage: unknown = null) => ({
  ...CHAT,
  object: "chat.completion.chunk",
  choices,
  usage,
});
const { usage: _usage, ...begun } = MESSAGE;
/** The parts of recorded streams. */
export const STREAMS: readonly (readonly unknown[])[] = [
  [
    chunk([{ index: 0, delta: { content: "Yes." } }]),
    chunk([{ index: 0, finish_reason: "stop" }]),
    chunk([], CHAT.usage),
  ],
  [
    { type: "message_start", message: { ...begun, usage: { ...MESSAGE.usage, output_tokens: 1 } } },
    { type: "content_block_delta", delta: { text: "Yes." } },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 6 } },
    { type: "message_stop" },
  ],
  [{ ...GEMINI, candidates: [{}], usageMetadata: { promptTokenCount: 800, totalTokenCount: 800 } }, GEMINI],
  [
    { type: "response.created", response: { ...RESPONSES, usage: null } },
    { type: "response.completed", response: RESPONSES },
  ],
  [{ messageStart: { role: "assistant" } }, { messageStop: {} }, { metadata: { usage: CONVERSE.usage } }],
  [
    { type: "message-start", id: "k-1" },
    { type: "message-end", delta: { usage: { billed_units: { input_tokens: 3, output_tokens: 2 } } } },
  ],
];
