import { setTimeout as sleep } from "node:timers/promises";
import { itemsOf, valueAt } from "../integration/world.ts";
import { busiest, datesAround, startEmbedded, threadSeconds } from "./embedded.ts";
import { atMost, quantile, seconds, type Figure, type Report, type Size } from "./figures.ts";
import { EVENTS_PER_SECOND, eventMaker } from "./workload.ts";

const PORT = 18_912;
const BATCH = 100;
const POLL_MS = 200;
const PROBE_MS = 500;
const WAIT_MS_MAX = 30_000;

/** When something that was accepted first showed. */
interface Probe {
  readonly acceptedMs: number;
  spendMs?: number;
  budgetMs?: number;
}

/** From 202 to visible in spend and in budget status, while 1,000 events come in a second. */
export async function benchFreshness(size: Size): Promise<Report> {
  const loadMs = size === "full" ? 25_000 : 1_500;
  const { call, close } = await startEmbedded(PORT);
  try {
    const budget = await call(
      "POST",
      "/v1/budgets",
      JSON.stringify({
        name: "probes",
        scope: { department: ["probes"] },
        period: { type: "month" },
        amount: "1000000",
      }),
    );
    if (budget.status !== 201) throw new Error(`The budget was refused: ${JSON.stringify(budget.body)}`);
    const statusPath = `/v1/budgets/${String(valueAt(budget.body, "id"))}/status`;
    const maker = eventMaker("freshness");
    const probes: Probe[] = [];
    const before = threadSeconds();
    const startMs = performance.now();
    const isLoading = () => performance.now() - startMs < loadMs;
    const send = async (body: string) => {
      const answer = await call("POST", "/v1/events", body);
      if (answer.status !== 202) throw new Error(`The API answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    };
    const load = async () => {
      for (let sent = 0; isLoading(); sent += BATCH) {
        await sleep(Math.max(0, startMs + (sent / EVENTS_PER_SECOND) * 1000 - performance.now()));
        const now = Date.now();
        await send(maker.body(BATCH, () => now));
      }
    };
    const probe = async () => {
      while (isLoading()) {
        await send(probeBody(probes.length));
        probes.push({ acceptedMs: performance.now() });
        await sleep(PROBE_MS);
      }
    };
    const watch = async () => {
      const isOver = () => performance.now() - startMs > loadMs + WAIT_MS_MAX;
      const isOpen = ({ spendMs, budgetMs }: Probe) => spendMs === undefined || budgetMs === undefined;
      while (isLoading() || probes.some(isOpen)) {
        await sleep(POLL_MS);
        const [spend, status] = await Promise.all([
          call(
            "GET",
            `/v1/spend?${datesAround(Date.now())}&group_by=project_code&department=probes&measures=events&limit=100`,
          ),
          call("GET", statusPath),
        ]);
        note(probes, spend.body, status.body);
        if (isOver()) throw new Error(`What was accepted does not show: ${JSON.stringify(status.body)}`);
      }
    };
    await Promise.all([load(), probe(), watch()]);
    const cores = busiest(before, performance.now() - startMs);
    return {
      title: "Freshness: accepted to visible",
      workload: `embedded stack, 1,000 events/s in batches of ${BATCH} for ${loadMs / 1000} s, one tenant, 20 s buckets; a probe event every ${PROBE_MS} ms, looked for every ${POLL_MS} ms`,
      figures: [
        figureOf(
          "in GET /v1/spend",
          probes.map(({ acceptedMs, spendMs = Infinity }) => spendMs - acceptedMs),
        ),
        {
          ...figureOf(
            "in budget status",
            probes.map(({ acceptedMs, budgetMs = Infinity }) => budgetMs - acceptedMs),
          ),
          note: `${probes.length} probes; cores: ${cores}`,
        },
      ],
    };
  } finally {
    await close();
  }
}

/** One event that can be told from all others, and costs exactly a dollar. */
function probeBody(index: number): string {
  return JSON.stringify({
    id: `probe-${index}`,
    source: "probes",
    time: new Date().toISOString(),
    operation: "chat",
    provider: "openai",
    model: "gpt-5-mini",
    usage: { output_tokens: 500_000 },
    attribution: { department: "probes", project_code: `probe-${index}` },
  });
}

/** Probes are accepted one after another and cost a dollar each, so the budget's dollars say how many it holds. */
function note(probes: readonly Probe[], spend: unknown, status: unknown): void {
  const nowMs = performance.now();
  const seen = new Set(itemsOf(spend).map((item) => String(valueAt(item, "dimensions", "project_code"))));
  const dollars = Math.round(Number(valueAt(status, "spent")));
  for (const [index, probe] of probes.entries()) {
    if (seen.has(`probe-${index}`)) probe.spendMs ??= nowMs;
    if (index < dollars) probe.budgetMs ??= nowMs;
  }
}

function figureOf(name: string, waitsMs: readonly number[]): Figure {
  const p95 = quantile(waitsMs, 0.95);
  const shown = [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${seconds(quantile(waitsMs, share))}`);
  return { name, value: shown.join(", "), floor: "~0.3 s", goal: atMost(p95, 10_000, "p95 <= 10 s") };
}
