import { readFileSync, writeFileSync } from "node:fs";
import { waitForUpdate, type MatchLogic, type ModelInfo, type ModelPrice, type Provider } from "@pydantic/genai-prices";
import { assert } from "@outlay/domain/assert";
import type { RatedTokens } from "@outlay/domain/price";
import type { CatalogueModel, CatalogueRow, Pattern } from "./catalogue-file.ts";

/** Writes catalogue.json from the price library: `node packages/prices/generate.ts`. */

const CLASS_OF: Readonly<Record<string, RatedTokens>> = {
  input_mtok: "input_tokens",
  cache_read_mtok: "cache_read_tokens",
  cache_write_mtok: "cache_write_5m_tokens",
  cache_write_1h_mtok: "cache_write_1h_tokens",
  input_audio_mtok: "input_audio_tokens",
  input_image_mtok: "input_image_tokens",
  output_mtok: "output_tokens",
  output_audio_mtok: "output_audio_tokens",
  output_image_mtok: "output_image_tokens",
};

/** Parts of the output with a price of their own that no class holds: the price of plain output would be a wrong one. */
const INEXPRESSIBLE_OUTPUT = ["output_reasoning_mtok", "output_citation_mtok", "output_video_mtok"];

/** The whole catalogue as JSON text, one model a line. */
export async function generateCatalogue(): Promise<string> {
  const providers = await waitForUpdate();
  assert(providers !== null, "the price library brings its data along");
  const blocks = providers.map((provider) => {
    const lines = provider.models.map((model) => JSON.stringify(toModel(provider, model))).join(",\n");
    const head = JSON.stringify({ id: provider.id, fallbacks: provider.fallback_model_providers ?? [] });
    return `${head.slice(0, -1)},"models":[\n${lines}\n]}`;
  });
  return `{"version":${JSON.stringify(libraryVersion())},"providers":[\n${blocks.join(",\n")}\n]}\n`;
}

function libraryVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  const version = /"@pydantic\/genai-prices":"([\d.]+)"/.exec(JSON.stringify(manifest))?.[1];
  assert(version !== undefined, "the price library is pinned to one version");
  return `genai-prices-${version}`;
}

function toModel(provider: Provider, model: ModelInfo): CatalogueModel {
  const dated = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  let from: string | undefined;
  const rows = dated.map(({ constraint, prices }, index): CatalogueRow => {
    assert(index > 0 || constraint === undefined, "the first price of a model holds without condition");
    const daily = constraint?.type === "time_of_date" ? constraint : undefined;
    // Hours of the day are part of the price list that they stand below, so they begin with it.
    if (constraint?.type === "start_date") from = constraint.start_date;
    return {
      ...(from === undefined ? {} : { from }),
      ...(daily === undefined ? {} : { daily: [utcSecond(daily.start_time), utcSecond(daily.end_time)] as const }),
      ...(typeof prices["requests_kcount"] === "number" ? { request: femtos(prices["requests_kcount"]) * 1000 } : {}),
      tokens: tokenRates(provider.id, model.id, prices),
    };
  });
  return { id: model.id, match: alternatives(model.match), rows };
}

function tokenRates(providerId: string, modelId: string, prices: ModelPrice): CatalogueRow["tokens"] {
  const rates: Partial<Record<RatedTokens, readonly number[]>> = {};
  for (const [key, price] of Object.entries(prices)) {
    const tokens = CLASS_OF[key];
    if (tokens === undefined || price === undefined) continue;
    rates[tokens] =
      typeof price === "number"
        ? [femtos(price)]
        : [femtos(price.base), ...price.tiers.flatMap((tier) => [tier.start, femtos(tier.price)])];
  }
  if (INEXPRESSIBLE_OUTPUT.some((key) => key in prices)) delete rates.output_tokens;
  // Google states one input price for text, image and audio, save where it lists audio apart; its live models always do.
  const oneInputPrice = providerId === "google" && /^gemini-(?!.*(live|audio))/.test(modelId);
  if (oneInputPrice && rates.input_tokens !== undefined) rates.input_audio_tokens ??= rates.input_tokens;
  return rates;
}

/** Dollars a million tokens to 10^-15 dollars a token, by way of the decimal text, rounded to 10^-9 a million. */
export function femtos(dollarsPerMillion: number): number {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(String(dollarsPerMillion));
  assert(match !== null, "a price is plain decimal text");
  const [, whole = "", fraction = ""] = match;
  const digits = Number(whole + fraction.slice(0, 9).padEnd(9, "0")) + (Number(fraction[9] ?? 0) >= 5 ? 1 : 0);
  assert(Number.isSafeInteger(digits), "a rate is a safe integer");
  return digits;
}

function utcSecond(time: string): number {
  const match = /^(\d\d):(\d\d):(\d\d)Z$/.exec(time);
  assert(match !== null, "hours of the day are in UTC");
  const [, hours, minutes, seconds] = match.map(Number);
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

function alternatives(logic: MatchLogic): readonly Pattern[] {
  if ("or" in logic) return logic.or.flatMap(alternatives);
  return ["and" in logic ? logic.and.map(condition) : condition(logic)];
}

function condition(logic: MatchLogic): string {
  if ("equals" in logic) return `=${logic.equals.toLowerCase()}`;
  if ("starts_with" in logic) return `^${logic.starts_with.toLowerCase()}`;
  if ("ends_with" in logic) return `$${logic.ends_with.toLowerCase()}`;
  if ("contains" in logic) return `*${logic.contains.toLowerCase()}`;
  assert("regex" in logic, "a conjunction holds plain conditions alone");
  return `/${logic.regex}`;
}

if (import.meta.main) writeFileSync(new URL("catalogue.json", import.meta.url), await generateCatalogue());
