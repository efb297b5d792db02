import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Real requests of an LLM service: time, context tokens, generated tokens. */
const SAMPLE = fileURLToPath(
  new URL("../../../shared/samples/traffic/azure_llm_inference_2023_conversation.csv", import.meta.url),
);

/** The sample's path; undefined where it is absent, and tests of it are to be skipped. */
export const trafficSample = (): string | undefined => (existsSync(SAMPLE) ? SAMPLE : undefined);

/** A vendor's list price in dollars for a million tokens, as its price page shows it: "2.50". */
export interface ListPrice {
  readonly inputPerMillion: string;
  readonly outputPerMillion: string;
}

/** What the sample must come to. Amounts are plain decimals of dollars, without trailing zeros. */
export interface ExpectedSpend {
  readonly events: number;
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  readonly inputCost: string;
  readonly outputCost: string;
  readonly cost: string;
  /** By UTC hour, "2023-11-16T18". */
  readonly costByHour: ReadonlyMap<string, string>;
}

/**
 * Counts the sample's cost by schoolbook arithmetic that shares no line with the product: each line of the file is multiplied by
 * the list price, as whole units of 10^-12 dollars. Throws where a price has more decimals than that is exact for.
 */
export function expectTrafficSpend(path: string, price: ListPrice): ExpectedSpend {
  const inputRate = unitsPerToken(price.inputPerMillion);
  const outputRate = unitsPerToken(price.outputPerMillion);
  const byHour = new Map<string, bigint>();
  let [events, inputTokens, outputTokens] = [0, 0n, 0n];
  for (const line of readFileSync(path, "utf8").split(/\r?\n/).slice(1)) {
    if (line === "") continue;
    const [, hour = "", input = "", output = ""] = /^(\d{4}-\d\d-\d\d \d\d):[\d:.]+,(\d+),(\d+)$/.exec(line) ?? [];
    if (hour === "") throw new Error(`The sample has a line of another kind: ${line}`);
    events += 1;
    inputTokens += BigInt(input);
    outputTokens += BigInt(output);
    const cost = BigInt(input) * inputRate + BigInt(output) * outputRate;
    byHour.set(hour.replace(" ", "T"), (byHour.get(hour.replace(" ", "T")) ?? 0n) + cost);
  }
  return {
    events,
    inputTokens,
    outputTokens,
    inputCost: asDecimal(inputTokens * inputRate),
    outputCost: asDecimal(outputTokens * outputRate),
    cost: asDecimal(inputTokens * inputRate + outputTokens * outputRate),
    costByHour: new Map([...byHour].map(([hour, cost]) => [hour, asDecimal(cost)])),
  };
}

/** Dollars a million tokens to 10^-12 dollars a token: the decimal point moves six places to the right. */
function unitsPerToken(perMillion: string): bigint {
  const [whole = "", decimals = ""] = perMillion.split(".");
  if (!/^\d+$/.test(whole + decimals) || decimals.length > 6) throw new Error(`${perMillion} is not exact here`);
  return BigInt(whole + decimals.padEnd(6, "0"));
}

function asDecimal(units: bigint): string {
  const padded = String(units).padStart(13, "0");
  return `${padded.slice(0, -12)}.${padded.slice(-12)}`.replace(/\.?0+$/, "");
}
