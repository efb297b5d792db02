import { createRoute } from "@hono/zod-openapi";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS, LIMITS_TEXT } from "@outlay/domain/limits";
import { FLAVOURS } from "@outlay/sources/responses/read-provider-response";
import { readResponseBody } from "@outlay/sources/responses/read-response-body";
import type { Context } from "hono";
import * as z from "zod";
import { decodeBody, sentBody, USAGE_BODY_LIMITS } from "../body.ts";
import { EventHeaders, headerOf, readEventHeaders } from "../event-headers.ts";
import { type ApiEnv, checked, jsonContent, newRouter, scope } from "../router.ts";
import { placesIn, takeSourceRecords } from "../source-intake.ts";
import { usageProblems, UsageReceiptBody } from "../usage-receipt.ts";

const ProviderParams = z.object({
  provider: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "a provider's name: lower case, digits, dots, dashes and underscores")
    .meta({ description: "Who answered, e.g. openai, anthropic, google, aws, mistral.", example: "openai" }),
});

const FlavourQuery = z.object({
  flavour: z.enum(FLAVOURS).optional().meta({ description: "The format of the response; seen from it where absent." }),
});

const RESPONSE_EXAMPLE = {
  id: "chatcmpl-8f2c",
  object: "chat.completion",
  created: 1_793_609_940,
  model: "gpt-5-mini-2025-08-07",
  usage: {
    prompt_tokens: 2274,
    completion_tokens: 310,
    total_tokens: 2584,
    prompt_tokens_details: { cached_tokens: 1024 },
    completion_tokens_details: { reasoning_tokens: 128 },
  },
};

const ResponseBody = z.record(z.string(), z.unknown()).meta({
  id: "ProviderResponse",
  description:
    "The response as the provider sent it, a line of a batch's results, or the part of a stream that states the usage.",
  example: RESPONSE_EXAMPLE,
});

const RESPONSE_CONTENT = {
  "application/json": {
    schema: z
      .union([ResponseBody, z.array(ResponseBody).min(1)])
      .meta({ id: "ProviderResponses", example: RESPONSE_EXAMPLE }),
  },
  "application/x-ndjson": { schema: ResponseBody },
  "text/event-stream": { schema: z.string().meta({ description: "A recorded stream of one response, as it came." }) },
};

const send = createRoute({
  method: "post",
  path: "/v1/responses/{provider}",
  operationId: "sendProviderResponse",
  tags: ["Usage"],
  summary: "Send a provider's raw response",
  description: [
    "One response, several (an array or NDJSON, each judged by itself; also the lines of a batch's results), or a recorded stream",
    `of at most ${LIMITS.streamParts} events.`,
    "Its usage is read in token classes that exclude one another. What the response does not say is said by headers; tags are",
    "`x-outlay-tag-` and the tag's name. Values are ASCII, other characters percent-encoded UTF-8. A response that states",
    `no time has that of its first receipt. Prompts and answers are not kept. ${LIMITS_TEXT}`,
  ].join(" "),
  security: scope("events:write"),
  request: {
    params: ProviderParams,
    query: FlavourQuery,
    headers: EventHeaders,
    body: { required: true, content: RESPONSE_CONTENT },
  },
  responses: {
    202: jsonContent(UsageReceiptBody, "The call is durable, and counts once"),
    ...usageProblems("The response is of no known shape, or names too little of the call"),
  },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
});

export const responseRoutes = newRouter();
responseRoutes.openAPIRegistry.registerPath(send);
responseRoutes.post("/v1/responses/:provider", (c) => takeResponse(c));

async function takeResponse(c: Context<ApiEnv>): Promise<Response> {
  const { provider } = checked(ProviderParams, c.req.param(), "param");
  const { flavour } = checked(FlavourQuery, c.req.query(), "query");
  const { format, bytes } = await decodeBody(await sentBody(c), USAGE_BODY_LIMITS);
  if (format === "cloudevents")
    throw new DomainError("media_type_not_supported", "Send CloudEvents to POST /v1/events.");
  const given = { source: `responses/${provider}`, ...readEventHeaders(c.req.raw.headers) };
  const { records, isList } = readResponseBody(provider, flavour, { format, bytes }, given);
  return takeSourceRecords(
    c,
    records.map((read, index) => ({ index, read })),
    {
      ofRecord: placesIn(isList),
      ofMember: (_, pointer) => headerOf(pointer),
    },
  );
}
