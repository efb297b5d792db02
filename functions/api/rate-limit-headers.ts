import { sha256Hex } from "@outlay/domain/digest";
import { EACH_VALUE } from "@outlay/domain/dimensions";
import { amountOf, type RateMeasure, WINDOW_SECONDS } from "@outlay/domain/rate-limit";
import type { RateState } from "@outlay/services/take-rate";

/** The greatest integer of a structured field: RFC 9651, section 3.3.1. */
const INTEGER_MAX = 999_999_999_999_999n;
const PICOS_PER_MICRO = 1_000_000n;

/**
 * RateLimit-Policy, RateLimit and, where it helps to wait, Retry-After, for limits as they stand after a request; none for no limits.
 * Money is told in millionths of the currency, rounded down, since a structured field has no number large enough for picos.
 * Source: draft-ietf-httpapi-ratelimit-headers-11, sections 3 and 4; RFC 9651; RFC 9110, section 10.2.3.
 */
export function rateLimitHeaders(states: readonly RateState[], currency: string): Readonly<Record<string, string>> {
  if (states.length === 0) return {};
  const refused = states.filter(({ refusedFor }) => refusedFor !== null);
  const isWorthWaiting = refused.length > 0 && refused.every(({ refusedFor }) => refusedFor === "full");
  return {
    "RateLimit-Policy": states.map((state) => policyItem(state, currency)).join(", "),
    RateLimit: states.map(limitItem).join(", "),
    ...(isWorthWaiting && { "Retry-After": String(Math.max(1, ...refused.map((state) => state.resetSeconds))) }),
  };
}

function policyItem(state: RateState, currency: string): string {
  const { measure, window } = state.limit;
  const unit = unitOf(measure, currency);
  const q = integer(measure, amountOf(state.limit));
  return `${nameOf(state)};q=${q}${unit === undefined ? "" : `;qu=${text(unit)}`};w=${WINDOW_SECONDS[window]}${partition(state)}`;
}

const limitItem = (state: RateState): string =>
  `${nameOf(state)};r=${integer(state.limit.measure, state.remaining)};t=${state.resetSeconds}${partition(state)}`;

/** The registry has no unit for tokens or money, and those of a service bear its name. Requests are the draft's own default. */
const unitOf = (measure: RateMeasure, currency: string): string | undefined =>
  measure === "requests"
    ? undefined
    : measure === "tokens"
      ? "outlay-tokens"
      : `outlay-micro-${currency.toLowerCase()}`;

function integer(measure: RateMeasure, amount: bigint): string {
  const whole = measure === "money" ? amount / PICOS_PER_MICRO : amount;
  return String(whole < INTEGER_MAX ? whole : INTEGER_MAX);
}

/** A limit is known by its name, or by its id where a structured field cannot hold the name. */
const nameOf = ({ limit: { id, name } }: RateState): string => text(/^[\x20-\x7e]+$/.test(name) ? name : id);

const text = (printable: string): string => `"${printable.replaceAll(/["\\]/g, "\\$&")}"`;

/** Where each value is counted by itself, which of them: as a digest, since a value may be a person's name. */
const partition = ({ limit, value }: RateState): string =>
  limit.value === EACH_VALUE ? `;pk=:${Buffer.from(sha256Hex(value), "hex").subarray(0, 9).toString("base64")}:` : "";
