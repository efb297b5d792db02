import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expectTrafficSpend, trafficSample } from "./traffic-oracle.ts";

const GPT_4O = { inputPerMillion: "2.50", outputPerMillion: "10" };

test("three lines cost what they do on paper", () => {
  const path = join(mkdtempSync(join(tmpdir(), "outlay-")), "three.csv");
  writeFileSync(
    path,
    "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:59:59.9,396,109\n2023-11-16 19:00:00.0,0,1\n",
  );
  // 770 x 0.0000025 = 0.001925; 154 x 0.00001 = 0.00154.
  expect(expectTrafficSpend(path, GPT_4O)).toEqual({
    events: 3,
    inputTokens: 770n,
    outputTokens: 154n,
    inputCost: "0.001925",
    outputCost: "0.00154",
    cost: "0.003465",
    costByHour: new Map([
      ["2023-11-16T18", "0.003455"],
      ["2023-11-16T19", "0.00001"],
    ]),
  });
  expect(expectTrafficSpend(path, { inputPerMillion: "0", outputPerMillion: "0" }).cost).toBe("0");
  expect(() => expectTrafficSpend(path, { ...GPT_4O, inputPerMillion: "0.0000001" })).toThrow("not exact");
});

const sample = trafficSample();
test.skipIf(sample === undefined)("the sample of real traffic has 19,366 requests", () => {
  const expected = expectTrafficSpend(sample ?? "", GPT_4O);
  expect(expected.events).toBe(19_366);
  expect(expected.costByHour.size).toBe(2);
});
