// A gateway before OpenAI that asks Outlay before each chat completion, and tells it what was used. Node 20 or later, no dependencies:
// OUTLAY_URL=... OUTLAY_API_KEY=... OPENAI_API_KEY=... node gateway.mjs, then call http://127.0.0.1:8080/v1/chat/completions.
import { createServer } from "node:http";

const {
  OUTLAY_URL,
  OUTLAY_API_KEY,
  OPENAI_URL = "https://api.openai.com",
  OPENAI_API_KEY,
  PORT = "8080",
} = process.env;

async function post(url, key, body) {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}
const outlay = (path, body) => post(`${OUTLAY_URL}${path}`, OUTLAY_API_KEY, body);

async function chat(asked, department) {
  const attribution = { department };
  const { status, body: decision } = await outlay("/v1/decisions", {
    requested: { provider: "openai", model: asked.model },
    // A token is a byte at least. Of images that holds no more: leave it out for them.
    context_tokens: Buffer.byteLength(JSON.stringify([asked.messages, asked.tools])),
    output_tokens_max: asked.max_completion_tokens ?? null,
    attribution,
  });
  if (status !== 200) return { status, body: { error: { message: decision.detail } } };
  const why = decision.reasons.map(({ text }) => text).join(" ");
  if (decision.model?.provider !== "openai") {
    const { id, reservation } = decision;
    if (reservation) await outlay(`/v1/decisions/${id}/release`, { reservation_id: reservation.id });
    return { status: 403, body: { error: { message: why } } };
  }

  const time = new Date().toISOString();
  const { model } = decision.model;
  const call = { ...asked, model, max_completion_tokens: decision.limits.output_tokens ?? undefined };
  const answer = await post(`${OPENAI_URL}/v1/chat/completions`, OPENAI_API_KEY, call);
  // OpenAI counts what came from its cache inside prompt_tokens; token classes of an event exclude one another.
  const { prompt_tokens = 0, completion_tokens = 0, prompt_tokens_details } = answer.body.usage ?? {};
  const cached = prompt_tokens_details?.cached_tokens ?? 0;
  await outlay("/v1/events", {
    ...{ id: `${decision.id}.1`, source: "gateway", time, operation: "chat", provider: "openai", model },
    ...{ requested_model: asked.model, attribution, route: decision.route },
    usage: { input_tokens: prompt_tokens - cached, cache_read_tokens: cached, output_tokens: completion_tokens },
    status: answer.status < 400 ? "succeeded" : "failed",
  });
  return answer;
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  // Nothing is called unasked: where Outlay cannot be reached, this fails too.
  const { status, body } = await chat(JSON.parse(Buffer.concat(chunks)), request.headers["x-department"]).catch(
    (error) => ({ status: 502, body: { error: { message: String(error) } } }),
  );
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}).listen(Number(PORT), "127.0.0.1", function () {
  console.log(`http://127.0.0.1:${this.address().port}`);
});
