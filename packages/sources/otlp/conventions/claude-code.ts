import type { Convention } from "./convention.ts";

/** Whether the usage of a span is in Claude Code's own words. */
export const isClaudeCodeCall = (name: string): boolean =>
  name === "claude_code.llm_request" || name === "claude_code.api_request";

/**
 * Spans of Claude Code. Cache reads and writes lie OUTSIDE input_tokens, as Anthropic counts them: its names are read by
 * read-tokens.ts, and on its spans alone. Its log events and metrics tell of the same calls, and are not taken.
 *
 * | span, attribute                                         | field                                   |
 * | ------------------------------------------------------- | --------------------------------------- |
 * | claude_code.llm_request, claude_code.api_request        | a chat                                  |
 * | … model; gen_ai.system, else anthropic                  | model; provider                         |
 * | … input_tokens, output_tokens                           | input_tokens, output_tokens             |
 * | … cache_read_tokens, cache_creation_tokens              | cache_read_tokens, cache_write_5m_tokens |
 * | … cost_usd                                              | reported_cost                           |
 * | … attempt; success: false                               | run.attempt; status: failed             |
 * | claude_code.tool, tool_name                             | a tool call; the tag tool               |
 * | workflow.run_id, workflow.name                          | run.id, attribution.workflow            |
 */
export const claudeCode: Convention = {
  fields: { workflow: ["workflow.name"] },
  kindOf: ({ name }) => {
    if (isClaudeCodeCall(name)) return "chat";
    if (name === "claude_code.tool") return "tool";
    return name.startsWith("claude_code.") ? "chain" : undefined;
  },
};
