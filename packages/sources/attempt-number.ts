import { LIMITS } from "@outlay/domain/limits";

/** Which call of its decision a source says it was, as a number or a digit. Undefined for anything else: the usage is worth more. */
export function attemptNumber(value: unknown): number | undefined {
  const attempt = typeof value === "string" && /^\d$/.test(value) ? Number(value) : value;
  const isFit =
    typeof attempt === "number" && Number.isInteger(attempt) && attempt >= 1 && attempt <= LIMITS.decisionAttempts;
  return isFit ? attempt : undefined;
}
