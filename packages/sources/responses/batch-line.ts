import { has, type Members, object, objectAt, refusal, text } from "../json-members.ts";

/** The response that one line of a provider's batch results holds. */
export interface BatchLine {
  readonly response: Members;
  /** What its sender called the request: unique within its batch alone. */
  readonly name: string;
  /** Unique everywhere, where the provider says one. */
  readonly id: string | undefined;
}

/**
 * One line of the results of a batch; undefined for what is none. Throws a refusal for a request that failed, was cancelled or
 * expired: it states no usage.
 *
 * | source            | name      | the response  | id |
 * | ----------------- | --------- | ------------- | -- |
 * | OpenAI, Mistral   | custom_id | response.body | id |
 * | Anthropic         | custom_id | result.message of the type succeeded | |
 * | Gemini            | key       | response      |    |
 * | Bedrock           | recordId  | modelOutput   |    |
 */
export function readBatchLine(value: unknown): BatchLine | undefined {
  const line = objectAt(value, "");
  for (const { name, holds, response } of LINES) {
    if (!has(line, name) || ![...holds, "error"].some((each) => has(line, each))) continue;
    const found = response(line);
    if (!found) throw refusal("", "This request of the batch has no response: it failed, was cancelled or expired.");
    return { response: found, name: text(line, name) ?? "", id: name === "custom_id" ? text(line, "id") : undefined };
  }
  return undefined;
}

interface Line {
  readonly name: string;
  readonly holds: readonly string[];
  readonly response: (line: Members) => Members | undefined;
}

const LINES: readonly Line[] = [
  {
    name: "custom_id",
    holds: ["response", "result"],
    response: (line) => object(object(line, "response"), "body") ?? object(object(line, "result"), "message"),
  },
  { name: "key", holds: ["response"], response: (line) => object(line, "response") },
  { name: "recordId", holds: ["modelOutput"], response: (line) => object(line, "modelOutput") },
];
