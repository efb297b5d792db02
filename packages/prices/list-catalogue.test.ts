import { describe, expect, test } from "vitest";
import { listCatalogue } from "./list-catalogue.ts";
import type { ListedPrice, PriceFilter } from "./list-catalogue.ts";

const all = (filter: PriceFilter, limit = 100_000) => listCatalogue(filter, { limit, after: null }).items;
const o3Days = (serviceTier: "standard" | "batch") =>
  all({ provider: "openai", model: "o3", serviceTier })
    .filter(({ model }) => model === "o3")
    .map(({ validFrom, validTo }) => [validFrom, validTo]);

describe("the listed price", () => {
  test("of a model with tiers, as decimal text", () => {
    const [price] = all({ provider: "gcp.gemini", model: "gemini-2.5-pro", serviceTier: "standard" });
    expect(price).toEqual({
      id: "google/gemini-2.5-pro/standard#genai-prices-0.1.8",
      provider: "google",
      model: "gemini-2.5-pro",
      serviceTier: "standard",
      rates: [
        { tokens: "input_tokens", aboveInputTokens: 0, perMillion: "1.25" },
        { tokens: "input_tokens", aboveInputTokens: 200_000, perMillion: "2.5" },
        { tokens: "cache_read_tokens", aboveInputTokens: 0, perMillion: "0.125" },
        { tokens: "cache_read_tokens", aboveInputTokens: 200_000, perMillion: "0.25" },
        { tokens: "input_audio_tokens", aboveInputTokens: 0, perMillion: "1.25" },
        { tokens: "input_audio_tokens", aboveInputTokens: 200_000, perMillion: "2.5" },
        { tokens: "output_tokens", aboveInputTokens: 0, perMillion: "10" },
        { tokens: "output_tokens", aboveInputTokens: 200_000, perMillion: "15" },
      ],
      perThousandRequests: null,
      validFrom: null,
      validTo: null,
      daily: null,
    });
  });

  test("of a dated model: one ends where the next begins", () => {
    expect(o3Days("standard")).toEqual([
      [null, "2025-06-10"],
      ["2025-06-10", null],
    ]);
    expect(o3Days("batch")).toEqual([
      ["2024-04-15", "2025-06-10"],
      ["2025-06-10", null],
    ]);
  });

  test("of a model with peak hours: all its rows of one list end together", () => {
    const rows = all({ provider: "deepseek", model: "v4-flash" });
    expect(rows.map(({ validFrom, validTo, daily }) => [validFrom, validTo, daily])).toEqual([
      [null, "2026-08-17", null],
      ["2026-08-17", null, null],
      ["2026-08-17", null, [3600, 14_400]],
      ["2026-08-17", null, [21_600, 36_000]],
    ]);
  });

  test("of a model with a charge by request", () => {
    expect(all({ provider: "perplexity", model: "sonar-pro" })[0]?.perThousandRequests).toBe("14");
  });
});

describe("pages", () => {
  test("follow one another without gap or repeat, whatever their size", () => {
    const filter = { provider: "openai" };
    const whole = all(filter).map(({ id }) => id);
    for (const limit of [1, 7, whole.length, whole.length + 1]) {
      const seen: ListedPrice[] = [];
      let after: string | null = null;
      do {
        const page = listCatalogue(filter, { limit, after });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        after = page.nextAfter;
      } while (after !== null);
      expect(seen.map(({ id }) => id)).toEqual(whole);
    }
    expect(whole.length).toBeGreaterThan(90);
  });

  test("a filter that fits nothing gives an empty page", () => {
    expect(listCatalogue({ provider: "nobody" }, { limit: 10, after: null })).toEqual({ items: [], nextAfter: null });
    expect(all({ provider: "github_copilot", model: "gpt-4.1" })).toEqual([]);
  });
});
