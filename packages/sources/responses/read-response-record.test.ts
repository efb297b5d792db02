import { expect, test } from "vitest";
import type { WireEvent } from "../usage-events.ts";
import { readResponseRecord } from "./read-response-record.ts";

const chat = {
  id: "c-1",
  model: "gpt-5-mini-2025-08-07",
  created: Date.parse("2026-11-02T09:30:00Z") / 1000,
  service_tier: "flex",
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
};

function eventOf(body: unknown, given: WireEvent): WireEvent | undefined {
  const read = readResponseRecord("openai", undefined, body, { source: "s", ...given });
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.events[0]?.body;
}

test("the response speaks for itself", () => {
  expect(eventOf(chat, {})).toMatchObject({
    id: "c-1",
    source: "s",
    time: "2026-11-02T09:30:00.000Z",
    operation: "chat",
    provider: "openai",
    model: "gpt-5-mini-2025-08-07",
    service_tier: "flex",
  });
});

test("the sender names the event, its time and its operation; the response knows its model and tier", () => {
  const given = { id: "mine", time: "2026-11-02T09:29:00Z", operation: "evaluation", duration_ms: 5 };
  const event = eventOf(chat, { ...given, model: "gpt-5-mini", service_tier: "standard", region: "eu" });
  expect(event).toMatchObject({ ...given, model: "gpt-5-mini-2025-08-07", service_tier: "flex", region: "eu" });
});

test("a status that the response tells stands where the sender names none", () => {
  const failed = { status: "failed", usage: { input_tokens: 1, input_tokens_details: {}, output_tokens: 0 } };
  expect(eventOf(failed, { id: "a" })?.status).toBe("failed");
  expect(eventOf(failed, { id: "a", status: "timed_out" })?.status).toBe("timed_out");
});

test("a response that contradicts itself carries the tag, beside the sender's own", () => {
  const given = { attribution: { department: "legal", tags: { site: "paris" } } };
  const odd = { ...chat, usage: { ...chat.usage, total_tokens: 4 } };
  const tags = { site: "paris", usage_flag: "contradicts_itself" };
  expect(eventOf(odd, given)?.attribution).toEqual({ department: "legal", tags });
  expect(eventOf(chat, given)?.attribution).toEqual(given.attribution);
});

test("without an id from either, it is refused", () => {
  const read = readResponseRecord("openai", undefined, { ...chat, id: undefined }, { source: "s" });
  expect("faults" in read && read.faults.map(({ pointer }) => pointer)).toEqual(["/id"]);
});
