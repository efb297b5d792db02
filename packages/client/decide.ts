import type { Decision, DecisionBody, DecisionRequest, Permission, Refusal, Unchecked } from "./decision.ts";
import { errorOf, type OutlayError } from "./outlay-error.ts";
import { callOutlay, type Transport } from "./transport.ts";

export interface DecideOptions {
  readonly signal?: AbortSignal;
  /** For all tries together; 3 seconds by default. */
  readonly timeoutMs?: number;
  /** The verdict where Outlay does not answer in that time. */
  readonly onUnavailable: "allow" | "deny";
}

const TIMEOUT_MS = 3_000;
/** Refusals that are no bodies of decisions: asking again later, or after a change, may be answered otherwise. */
const REFUSING_CODES: ReadonlySet<string> = new Set(["rate_limited", "api_key_paused", "caps_unavailable"]);

/**
 * Asks whether a call may be made. All tries carry one key, so that a lost reply reserves nothing twice. A verdict is never an
 * exception: throws OutlayError where the request itself is wrong (bad body, unknown key, missing scope), and the signal's reason.
 */
export async function decide(
  transport: Transport,
  request: DecisionRequest,
  options: DecideOptions,
  requestKey: string,
): Promise<Decision> {
  const reply = await callOutlay(transport, {
    method: "POST",
    path: "/v1/decisions",
    headers: { "content-type": "application/json" },
    key: requestKey,
    body: JSON.stringify(request),
    signal: options.signal,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    isRepeatable: true,
  });
  if (reply.status === 200 && isDecision(reply.body)) return verdictOf(reply.body);
  const error = errorOf(reply, transport.clock.nowMs());
  if (REFUSING_CODES.has(error.code)) return refusalOf(error);
  if (isOurs(error)) throw error;
  return uncheckedOf(request, options.onUnavailable, error);
}

function verdictOf(body: DecisionBody): Permission | Refusal {
  const { verdict } = body;
  if (verdict === "allow" || verdict === "downgrade") return { ...body, verdict, checked: true };
  return { checked: true, verdict, id: body.id, reasons: body.reasons, retryAfterMs: null };
}

const refusalOf = ({ code, message, retryAfterMs }: OutlayError): Refusal => ({
  checked: true,
  verdict: "deny",
  id: null,
  reasons: [{ code, text: message, subject: null }],
  retryAfterMs,
});

/** The request is at fault, not the way to Outlay: sending it again would change nothing. */
const isOurs = ({ status, code }: OutlayError): boolean =>
  code !== "unknown" && status !== null && status >= 400 && status < 500;

function uncheckedOf(request: DecisionRequest, verdict: "allow" | "deny", error: OutlayError): Unchecked {
  const { requested, output_tokens_max, context_tokens } = request;
  return {
    checked: false,
    verdict,
    id: null,
    model: requested ? { ...requested, tier: null } : null,
    fallbacks: [],
    limits: {
      context_tokens: context_tokens ?? null,
      output_tokens: output_tokens_max ?? null,
      timeout_seconds: null,
      tool_calls: null,
      agent_steps: null,
    },
    route: null,
    reservation: null,
    reasons: [{ code: "outlay_unavailable", text: error.message, subject: null }],
    error,
  };
}

/** Whether an answer with status 200 is Outlay's, and not a page of something between. */
function isDecision(body: unknown): body is DecisionBody {
  return typeof body === "object" && body !== null && "verdict" in body && "reasons" in body;
}
