/** A chat of gpt-4o, which costs 0.0035 dollars by the list. */
export const event = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  source: "gateway",
  time: "2026-11-02T09:00:10Z",
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000, output_tokens: 100 },
  ...changes,
});
