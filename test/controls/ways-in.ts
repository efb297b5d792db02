import { LANGFUSE_EXAMPLE, LITELLM_EXAMPLE, PORTKEY_EXAMPLE } from "@outlay/api/webhook-examples";

/** When the requests of WAYS_IN happen. */
export const WAYS_NOW = "2026-11-02T13:06:00.000Z";

/** One request that an API key lets in, by one of the paths that look at keys. */
export interface WayIn {
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** How the key is shown. */
  readonly credential: (key: string) => Readonly<Record<string, string>>;
  readonly body: unknown;
}

const bearer: WayIn["credential"] = (key) => ({ authorization: `Bearer ${key}` });
const basic: WayIn["credential"] = (key) => ({
  authorization: `Basic ${Buffer.from(`pk-lf-any:${key}`).toString("base64")}`,
});
const portkey: WayIn["credential"] = (key) => ({ "x-portkey-api-key": key });

const event = {
  id: "e1",
  source: "gateway",
  time: "2026-11-02T13:05:09.250Z",
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000, output_tokens: 100 },
};
const spans = {
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            {
              traceId: "0af7651916cd43dd8448eb211c80319c",
              spanId: "b7ad6b7169203331",
              name: "chat gpt-4o",
              startTimeUnixNano: "1793624709000000000",
              endTimeUnixNano: "1793624710000000000",
              attributes: [
                { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
                { key: "gen_ai.provider.name", value: { stringValue: "openai" } },
                { key: "gen_ai.request.model", value: { stringValue: "gpt-4o" } },
                { key: "gen_ai.usage.input_tokens", value: { intValue: "1000" } },
                { key: "gen_ai.usage.output_tokens", value: { intValue: "100" } },
              ],
            },
          ],
        },
      ],
    },
  ],
};
const response = {
  id: "chatcmpl-8f2c",
  object: "chat.completion",
  created: 1_793_624_709,
  model: "gpt-4o",
  usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
};
const outcome = { id: "out_1", run_id: "run-1", at: "2026-11-02T13:05:30Z", accepted: true };

const posted = (name: string, path: string, body: unknown, credential = bearer): WayIn => ({
  name,
  method: "POST",
  path,
  credential,
  body,
});

/** Every path by which a key is let in; whoever adds one that decides by itself who passes adds it here. */
export const WAYS_IN: readonly WayIn[] = [
  { name: "a read", method: "GET", path: "/v1/tenant", credential: bearer, body: undefined },
  posted("usage events", "/v1/events", [event]),
  posted("usage of the past", "/v1/imports", [event]),
  posted("a provider's response", "/v1/responses/openai", response),
  posted("OTLP spans", "/v1/traces", spans),
  posted("spans of Langfuse's clients", "/v1/webhooks/langfuse/api/public/otel/v1/traces", spans, basic),
  posted("a batch of Langfuse's clients", "/v1/webhooks/langfuse/api/public/ingestion", LANGFUSE_EXAMPLE, basic),
  posted("logs of Portkey's clients", "/v1/webhooks/portkey/logs", PORTKEY_EXAMPLE, portkey),
  posted("a gateway's webhook", "/v1/webhooks/litellm", LITELLM_EXAMPLE),
  posted("outcomes", "/v1/outcomes", outcome),
  posted("a question before a call", "/v1/decisions", { context_tokens: 1000, output_tokens_max: 100 }),
];

/** What `way` is for a key. */
export function requestOf(way: WayIn, key: string): RequestInit {
  const headers = { ...way.credential(key), ...(way.body === undefined ? {} : { "content-type": "application/json" }) };
  return { method: way.method, headers, ...(way.body === undefined ? {} : { body: JSON.stringify(way.body) }) };
}
