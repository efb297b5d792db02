import { DecisionInput } from "@outlay/domain/decision";
import { expect, test } from "vitest";
import { readGuardrailCheck } from "./litellm-guardrail.ts";

const check = (overrides: Record<string, unknown> = {}) => ({
  input_type: "request",
  model: "openai/gpt-4o",
  structured_messages: [{ role: "user", content: "Grüezi" }],
  texts: ["Grüezi"],
  request_data: {},
  additional_provider_specific_params: {},
  ...overrides,
});
const asked = (overrides: Record<string, unknown> = {}) => readGuardrailCheck(check(overrides));

test("a check asks for its model, and for as many tokens as its messages and tools have bytes", () => {
  const question = asked({ tools: [{ type: "function" }], images: [] });
  expect(question).toEqual({
    requested: { provider: "openai", model: "gpt-4o" },
    task_class: null,
    risk: null,
    context_tokens: '[[{"role":"user","content":"Grüezi"}],[{"type":"function"}]]'.length + 1,
    output_tokens_max: null,
    attribution: { tags: {} },
  });
  expect(DecisionInput.safeParse(question).success).toBe(true);
});

test("without messages the texts are measured; with images nobody can tell", () => {
  expect(asked({ structured_messages: null })).toMatchObject({ context_tokens: '[["Grüezi"],null]'.length + 1 });
  expect(asked({ images: ["data:image/png;base64,AAAA"] })).toMatchObject({ context_tokens: null });
});

test("a model's name can hold slashes", () => {
  expect(asked({ model: "bedrock/eu/claude" })).toMatchObject({
    requested: { provider: "bedrock", model: "eu/claude" },
  });
});

test("what the guardrail was told of all calls stands for them, and the key says whose they are", () => {
  const question = asked({
    request_data: {
      user_api_key_user_id: "u1",
      user_api_key_user_email: "ada@example.com",
      user_api_key_team_id: "t1",
      user_api_key_end_user_id: "customer-7",
    },
    additional_provider_specific_params: {
      task_class: "drafting",
      risk: "low",
      output_tokens_max: 4000,
      department: "support",
      office: "bern",
      unfit: "\u0000",
    },
  });
  expect(question).toMatchObject({ task_class: "drafting", risk: "low", output_tokens_max: 4000 });
  expect(question?.["attribution"]).toEqual({
    user: "ada@example.com",
    user_group: "t1",
    department: "support",
    consumer: { user: "customer-7" },
    tags: { office: "bern" },
  });
  expect(DecisionInput.safeParse(question).success).toBe(true);
});

test("of an answer nothing is asked, and what is no check is refused", () => {
  expect(asked({ input_type: "response" })).toBeUndefined();
  expect(() => readGuardrailCheck([])).toThrow(expect.objectContaining({ code: "invalid_request" }));
});
