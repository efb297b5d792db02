import { Webhook } from "standardwebhooks";
import { createPipeline } from "./pipeline.ts";
import { at, type Caller, type SignedUp } from "./world.ts";

export const NOW = "2026-11-02T13:06:00.000Z";

/** A usage event of ours, which happened a minute before NOW. */
export const usageEvent = (changes: Record<string, unknown> = {}) => ({
  id: "e1",
  time: "2026-11-02T13:05:09.250Z",
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000, output_tokens: 100 },
  ...changes,
});

/** A log of LiteLLM, of the same call. */
export const litellmLog = (changes: Record<string, unknown> = {}) => ({
  id: "l1",
  call_type: "acompletion",
  status: "success",
  custom_llm_provider: "openai",
  model: "gpt-4o",
  startTime: "2026-11-02T13:05:09.250Z",
  endTime: "2026-11-02T13:05:11.000Z",
  prompt_tokens: 1000,
  completion_tokens: 100,
  total_tokens: 1100,
  ...changes,
});

export interface SourceOfTest {
  readonly id: string;
  readonly path: string;
  readonly secret: string;
}

/** A webhook source of `owner`'s tenant, with the secret that its sender has. */
export async function makeSource(owner: Caller, body: Record<string, unknown> = {}): Promise<SourceOfTest> {
  const made = await owner.post("/v1/webhook-sources", { kind: "outlay", name: "sender", ...body });
  if (made.status !== 201) throw new Error(`No webhook source: ${JSON.stringify(made.body)}`);
  const pasted = body["secret"];
  const secret = typeof pasted === "string" ? pasted : body["kind"] === undefined ? at(made.body, "secret") : "";
  return { id: at(made.body, "webhook_source", "id"), path: at(made.body, "webhook_source", "path"), secret };
}

/** What the reference library signs: bytes are text to it, so `body` is. */
export function signedHeaders(secret: string, body: string, id = "msg_1", atMs = Date.parse(NOW)) {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(atMs / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, new Date(atMs), body),
  };
}

/** A pipeline with a tenant that has a webhook source for our own senders. */
export async function createWebhookWorld(options: Parameters<typeof createPipeline>[0] = {}) {
  const pipeline = createPipeline({ at: NOW, ...options });
  const tenant: SignedUp = await pipeline.signUp();
  const source = await makeSource(tenant.owner);
  const nobody = pipeline.as(undefined);
  /** Posts a text as its sender would, with headers added or, where empty, left out. */
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    nobody.post(path, body, Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== "")));
  return {
    ...pipeline,
    tenant,
    source,
    post,
    send: (body: unknown, id?: string, atMs?: number, target: SourceOfTest = source) => {
      const text = JSON.stringify(body);
      return post(target.path, text, signedHeaders(target.secret, text, id, atMs));
    },
    /** Works off the queues, and tells what is in spend by source. */
    spend: async (groupBy = "source") => {
      await pipeline.settle();
      return tenant.owner.get(`/v1/spend?from=2026-11-01&to=2026-12-01&group_by=${groupBy}`);
    },
  };
}

/** A refusal, without what differs from request to request. */
export const told = ({ status, body }: { status: number; body: unknown }) => {
  const { instance: _, ...rest } = Object(body);
  return { status, ...rest };
};
