/** What products send, made up, for the API document. */
export const LITELLM_EXAMPLE = {
  id: "chatcmpl-8f2c",
  call_type: "acompletion",
  status: "success",
  custom_llm_provider: "openai",
  model: "gpt-5-mini",
  startTime: "2026-11-02T14:05:09.250+01:00",
  endTime: "2026-11-02T14:05:11.000+01:00",
  prompt_tokens: 2274,
  completion_tokens: 310,
  total_tokens: 2584,
  response_cost: 0.00118,
  metadata: { user_api_key_team_alias: "legal", user_api_key_alias: "contract-review" },
};

export const PORTKEY_EXAMPLE = {
  id: "log-8f2c",
  trace_id: "trace-1",
  created_at: "2026-11-02T13:05:09.250Z",
  ai_org: "openai",
  ai_model: "gpt-5-mini",
  req_units: 2274,
  res_units: 310,
  total_units: 2584,
  cost: 0.118,
  cost_currency: "USD",
  response_status_code: 200,
};

export const LANGFUSE_EXAMPLE = {
  batch: [
    {
      id: "event-1",
      type: "generation-create",
      timestamp: "2026-11-02T13:05:11.100Z",
      body: {
        id: "generation-1",
        traceId: "trace-1",
        startTime: "2026-11-02T13:05:09.250Z",
        endTime: "2026-11-02T13:05:11.000Z",
        model: "gpt-5-mini",
        usageDetails: { input: 1250, input_cached_tokens: 1024, output: 310 },
      },
    },
  ],
};
