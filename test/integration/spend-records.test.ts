import { describe, expect, test } from "vitest";
import { at, valueAt } from "./world.ts";
import { createQueriedTenant, parseCsv, picos, WEEK } from "./queried-tenant.ts";

const { allPages, ask, owner } = await createQueriedTenant();

describe("records", () => {
  const path = `/v1/spend/records?from=${WEEK.from}&to=${WEEK.to}`;

  test("page by page they add up to spend, with every field, and name the budget owner", async () => {
    const records = await allPages(path);
    const whole = (
      await ask({ measures: ["cost", "events", "response_cache_hits", "accepted_outcomes", "review_seconds"] })
    ).body;
    const add = (name: string) => records.reduce<bigint>((sum, record) => sum + picos(valueAt(record, name)), 0n);
    expect([add("cost"), add("events"), add("accepted_outputs"), add("human_review_seconds")]).toEqual(
      ["cost", "events", "accepted_outcomes", "review_seconds"].map((name) => picos(valueAt(whole, "totals", name))),
    );
    const owners = new Map(
      records.map((record) => [
        `${at(record, "workflow")} ${at(record, "department")}`,
        valueAt(record, "budget_owner"),
      ]),
    );
    expect([owners.get("answers sales"), owners.get("unattributed sales"), owners.get("unattributed support")]).toEqual(
      ["wim", "dana", null],
    );
    expect(records.some((record) => valueAt(record, "fallback_model") === "gpt-5")).toBe(true);
    expect(Object.keys(records[0] ?? {})).toEqual(
      "date department workspace user_group workflow project_code environment provider model model_tier route_type data_class fallback_model run_status budget_owner events input_tokens cache_read_tokens cache_write_5m_tokens cache_write_1h_tokens output_tokens retrieval_calls tool_calls agent_steps cache_hits accepted_outputs human_reviews human_review_seconds redactions blocks cost currency".split(
        " ",
      ),
    );
  });

  test("as CSV and NDJSON they say the same, and the cursor stands in a header", async () => {
    const records = await allPages(path);
    const csv: string[][] = [];
    const lines: unknown[] = [];
    for (const [format, take] of [
      ["csv", (text: string) => csv.push(...parseCsv(text).slice(1))],
      [
        "ndjson",
        (text: string) =>
          lines.push(
            ...text
              .trimEnd()
              .split("\n")
              .map((line): unknown => JSON.parse(line)),
          ),
      ],
    ] as const) {
      for (let cursor: string | null = ""; cursor !== null;) {
        const answer = await owner.get(`${path}&limit=5&format=${format}${cursor === "" ? "" : `&cursor=${cursor}`}`);
        take(String(answer.body));
        cursor = answer.headers.get("next-cursor");
      }
    }
    expect(lines).toEqual(records);
    expect(csv.map((cells) => cells.slice(0, 1).concat(cells.slice(-2)))).toEqual(
      records.map((record) => [at(record, "date"), at(record, "cost"), "USD"]),
    );
  });
});
