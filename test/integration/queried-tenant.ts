import { parseAmount } from "@outlay/domain/money";
import { createPipeline } from "./pipeline.ts";
import { at, itemsOf, valueAt } from "./world.ts";

export const NOW = "2026-10-27T12:00:00.000Z";
const DEPARTMENTS = ["support", "sales", "legal", '=HYPERLINK("x"),y', null];
const MODELS = ["gpt-4o", "gpt-4o-mini", "gpt-5-mini"];
/** Around the night in which Paris sets its clocks back, at 01:00Z on the 25th. */
const TIMES = [
  "21T09:10:00Z",
  "24T21:59:59Z",
  "24T22:00:00Z",
  "25T00:30:00Z",
  "25T01:30:00Z",
  "26T10:00:00Z",
  "27T11:59:00Z",
];

export const eventOf = (index: number) => ({
  id: `e${index}`,
  source: "gateway",
  time: `2026-10-${TIMES[index % TIMES.length] ?? ""}`,
  operation: "chat",
  provider: "openai",
  model: MODELS[index % 3],
  usage: { input_tokens: 1000 + index, output_tokens: 7 * index },
  status: index % 5 === 0 ? "failed" : "succeeded",
  attribution: {
    department: DEPARTMENTS[index % 5],
    user: index % 4 === 0 ? null : `u${index % 3}`,
    environment: index % 6 === 0 ? "experiment" : "production",
    workflow: index % 2 === 0 ? "answers" : null,
    project_code: "P-1",
    tags: index % 3 === 0 ? { site: "paris" } : {},
  },
  run: { id: `run_${index % 6}`, step: 1 + Math.floor(index / 6), task_id: `T-${index % 4}` },
  ...(index % 7 === 0 && { route: { type: "fallback", fallback_from: "gpt-5" } }),
});

const outcomeOf = (index: number) => ({
  id: `o${index}`,
  at: "2026-10-27T11:00:00Z",
  ...(index % 2 === 0 ? { run_id: `run_${index}` } : { task_id: `T-${index}` }),
  accepted: index % 3 !== 0,
  review_seconds: 60,
  reviewer_role: "lead",
});

export const WEEK = { from: "2026-10-20", to: "2026-10-28" };

/** A tenant in Paris with forty events of a week, and what was told of five outcomes. */
export async function createQueriedTenant() {
  const pipeline = createPipeline({ at: NOW });
  const { owner } = await pipeline.signUp({ time_zone: "Europe/Paris" });
  const price = { kind: "review_rate", name: "Leads", role: "lead", per_hour: "36", from: "2026-01-01T00:00:00Z" };
  const priced = await owner.post("/v1/price-overrides", price);
  if (priced.status !== 201) throw new Error(JSON.stringify(priced.body));
  await owner.post("/v1/owners", { kind: "budget_owner", dimension: "department", value: "sales", owner: "dana" });
  await owner.post("/v1/owners", { kind: "budget_owner", dimension: "workflow", value: "answers", owner: "wim" });
  await owner.post(
    "/v1/events",
    Array.from({ length: 40 }, (_, index) => eventOf(index)),
  );
  await pipeline.settle();
  await owner.post("/v1/outcomes", [0, 1, 2, 3, 4].map(outcomeOf));
  await pipeline.settle();

  const ask = async (query: Record<string, unknown>, headers?: Record<string, string>) => {
    const answer = await owner.post("/v1/spend/query", { ...WEEK, ...query }, headers);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer;
  };

  async function allPages(path: string): Promise<unknown[]> {
    const items: unknown[] = [];
    for (let place = ""; ;) {
      const { status, body } = await owner.get(`${path}&limit=3${place}`);
      if (status !== 200) throw new Error(JSON.stringify(body));
      items.push(...itemsOf(body));
      if (valueAt(body, "next_cursor") === null) return items;
      place = `&cursor=${at(body, "next_cursor")}`;
    }
  }

  return { owner, ask, allPages };
}

export const picos = (value: unknown): bigint => {
  const parsed = parseAmount(String(value));
  if (parsed === undefined) throw new Error(`${String(value)} is no amount`);
  return parsed;
};
export const sumOf = (items: readonly unknown[], name: string) =>
  items.reduce<bigint>((sum, item) => sum + picos(valueAt(item, "measures", name) ?? 0), 0n);

/** By RFC 4180. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push(cells.splice(0));
  }
  return rows;
}
