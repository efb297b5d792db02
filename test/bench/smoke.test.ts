import { expect, test } from "vitest";
import { benchAdapters } from "./adapters.ts";
import { benchClient } from "./client.ts";
import { benchCold } from "./cold.ts";
import { benchCore } from "./core.ts";
import { benchCost } from "./cost.ts";
import { benchDecisions } from "./decisions.ts";
import { benchEndToEnd } from "./end-to-end.ts";
import { toMarkdown, toText } from "./figures.ts";
import { benchFreshness } from "./freshness.ts";
import { benchQuery } from "./query.ts";
import { benchWatch } from "./watch.ts";

test.each([
  benchCore,
  benchAdapters,
  benchCost,
  benchQuery,
  benchDecisions,
  benchWatch,
  benchCold,
  benchClient,
  benchEndToEnd,
  benchFreshness,
])(
  "%o measures something, with next to no work",
  async (bench) => {
    const report = await bench("tiny");
    expect(report.figures.length).toBeGreaterThan(0);
    const text = toText(report) + toMarkdown(report);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
    for (const { value } of report.figures) expect(value).toMatch(/\d/);
  },
  60_000,
);
