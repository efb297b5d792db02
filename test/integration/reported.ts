import { compareText } from "@outlay/domain/compare-text";
import { expect } from "vitest";
import { createPipeline } from "./pipeline.ts";
import { type Answer, at, type Caller, itemsOf, valueAt } from "./world.ts";

export const NOVEMBER = "from=2026-11-01&to=2026-12-01";

/** A tenant whose usage is of November, asked on the 20th; what it does `early` is of the 1st. */
export async function reportedTenant(
  signUp: Record<string, unknown> = {},
  early: (owner: Caller) => Promise<void> = async () => {},
) {
  const pipeline = createPipeline({ at: "2026-11-01T07:00:00.000Z" });
  const signedUp = await pipeline.signUp(signUp);
  const { owner } = signedUp;
  await early(owner);
  pipeline.advance(19 * 86_400_000 + 5 * 3_600_000);
  const post = async (path: string, body: unknown): Promise<void> => {
    const answer = await owner.post(path, body);
    expect([answer.status, answer.body]).toEqual([expect.toBeOneOf([201, 202]), expect.anything()]);
  };
  return {
    ...pipeline,
    ...signedUp,
    post,
    /** Puts a routing policy of these contents in force. */
    activate: async (policy: Record<string, unknown>) => {
      const draft = await owner.post("/v1/routing-policies", { name: "of a test", ...policy });
      const path = `/v1/routing-policies/${at(draft.body, "id")}`;
      const tag = (await owner.get(path)).headers.get("etag") ?? "";
      expect((await owner.post(`${path}/activate`, undefined, { "if-match": tag })).status).toBe(200);
    },
    count: async (events: readonly unknown[], outcomes: readonly unknown[] = []) => {
      for (let start = 0; start < events.length; start += 1000) {
        const some = events.slice(start, start + 1000);
        expect((await owner.post("/v1/events", some)).body).toMatchObject({ accepted: some.length, refused: [] });
      }
      if (outcomes.length > 0) await post("/v1/outcomes", outcomes);
      await pipeline.settle();
    },
    report: async (name: string, query = "") => {
      const answer = await owner.get(`/v1/reports/${name}?${NOVEMBER}${query}`);
      expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
      return answer.body;
    },
    spend: async (measure: string, query = "") =>
      valueAt((await owner.get(`/v1/spend?${NOVEMBER}&measures=${measure}${query}`)).body, "totals", measure),
    /** The ids of the events behind a row, in order. */
    behind: async (row: unknown) => {
      const events = await allOf(owner, at(row, "events"));
      return events.map((event) => at(event, "id")).toSorted(compareText);
    },
  };
}

/** A chat of gpt-4o: of 1,000 input tokens, 0.0025 dollars by the list. */
export const chat = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  source: "gateway",
  time: "2026-11-18T09:00:10Z",
  operation: "chat",
  provider: "openai",
  model: "gpt-4o",
  usage: { input_tokens: 1000 },
  ...changes,
});

/** So many of it, each by itself. */
export const chats = (count: number, prefix: string, change: (index: number) => Record<string, unknown>) =>
  Array.from({ length: count }, (_, index) => chat(`${prefix}${index}`, change(index)));

/** Rows by their values, each with its figures. */
export const rowsOf = (body: unknown) =>
  itemsOf(body).map((item) => ({
    of: Object.values(Object(valueAt(item, "dimensions"))).join(" "),
    ...Object(valueAt(item, "figures")),
    saving: valueAt(item, "saving"),
  }));

export const apartOf = (body: unknown): readonly unknown[] => {
  const list = valueAt(body, "apart");
  return Array.isArray(list)
    ? list.map((part) => ({
        reason: valueAt(part, "reason"),
        cost: valueAt(part, "cost"),
        of: itemsOf(part).map((item) => Object.values(Object(valueAt(item, "dimensions"))).join(" ")),
      }))
    : [];
};

/** A saving to the last digit. */
export const exact = (amount: string) => ({ amount, is_estimated: false });

/** An event's attribution, and whatever else changes. */
export const of = (attribution: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  attribution,
  ...more,
});

/** Everything of a list, page by page. */
export async function allOf(owner: Caller, path: string): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { status, body }: Answer = await owner.get(`${path}&limit=500${cursor === "" ? "" : `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    items.push(...itemsOf(body));
    cursor = cursorOf(body);
  }
  return items;
}

/** The next page of a list; null at its end. */
export const cursorOf = (body: unknown): string | null =>
  valueAt(body, "next_cursor") === null ? null : at(body, "next_cursor");
