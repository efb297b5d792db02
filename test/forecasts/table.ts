import type { Results } from "./criteria.ts";
import type { Coverage, Score } from "./evaluate.ts";

const HEADER = [
  "family",
  "forecasts",
  "MASE",
  "of naive",
  "of drift",
  "sMAPE %",
  "of naive",
  "sum off %",
  "of naive",
  "days in 80",
  "in 95",
  "sums in 80",
  "in 95",
];

/** Results by family and of all, as a table of Markdown. */
export function tableOf(title: string, all: Results, byFamily: ReadonlyMap<string, Results>): string {
  const rows = [...byFamily, ["**all**", all] as const].map(([family, results]) => rowOf(family, results));
  const lines = [HEADER, HEADER.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [title, "", ...lines].join("\n");
}

function rowOf(family: string, { ours, naive, drift }: Results): string[] {
  const mase = ({ mase, origins }: Score) => (mase / origins).toFixed(2);
  const smape = ({ smape, origins }: Score) => (smape / origins).toFixed(1);
  const sum = ({ sumError, origins }: Score) => ((100 * sumError) / origins).toFixed(1);
  const part = (inside: number, { of }: Coverage) => ((100 * inside) / of).toFixed(1);
  return [
    family,
    String(ours.origins),
    mase(ours),
    mase(naive),
    mase(drift),
    smape(ours),
    smape(naive),
    sum(ours),
    sum(naive),
    part(ours.days.within80, ours.days),
    part(ours.days.within95, ours.days),
    part(ours.sums.within80, ours.sums),
    part(ours.sums.within95, ours.sums),
  ];
}
