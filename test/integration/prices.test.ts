import { expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

test("list prices are found by any name of the provider and a part of the model, exact", async () => {
  const { owner } = await createWorld().signUp();
  const { status, body } = await owner.get(
    "/v1/prices?provider=openai&model=gpt-4o-mini&service_tier=standard&limit=100",
  );
  expect(status).toBe(200);
  const mini = itemsOf(body).find((item) => at(item, "model") === "gpt-4o-mini");
  expect(valueAt(mini, "rates")).toContainEqual({ tokens: "input_tokens", above_input_tokens: 0, per_million: "0.15" });
  expect(itemsOf(body).every((item) => at(item, "provider") === "openai")).toBe(true);
});

test("pages of prices hold each row once", async () => {
  const { owner } = await createWorld().signUp();
  const seen: string[] = [];
  let query: string | undefined = "provider=anthropic&limit=7";
  while (query !== undefined) {
    const { body } = await owner.get(`/v1/prices?${query}`);
    seen.push(...itemsOf(body).map((item) => at(item, "id")));
    const next = valueAt(body, "next_cursor");
    query = typeof next === "string" ? `provider=anthropic&limit=7&cursor=${encodeURIComponent(next)}` : undefined;
  }
  expect(seen.length).toBeGreaterThan(14);
  expect(new Set(seen).size).toBe(seen.length);
});
