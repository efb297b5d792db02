/** One measured figure, beside what it is held against. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** The physical limit, measured in the same run where that can be. */
  readonly floor?: string;
  readonly goal?: Goal;
  readonly note?: string;
  /** Shown where the goal is missed: what stands between. */
  readonly inTheWay?: string;
}

export interface Goal {
  readonly text: string;
  readonly isMet: boolean;
  /** A nearer goal on the way there. */
  readonly first?: Goal;
}

/** What one benchmark found, and under which workload. */
export interface Report {
  readonly title: string;
  readonly workload: string;
  readonly figures: readonly Figure[];
}

/** How much work a benchmark does: all of it, or just enough to show that it runs. */
export type Size = "full" | "tiny";

export const atLeast = (value: number, bound: number, text: string): Goal => ({ text, isMet: value >= bound });
export const atMost = (value: number, bound: number, text: string): Goal => ({ text, isMet: value <= bound });

/** The value below which a share of the sorted values lies; the largest for a share of 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const thousands = (perSecond: number): string => `${(perSecond / 1000).toFixed(1)}k/s`;
export const milliseconds = (ms: number): string => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
export const dollars = (amount: number): string => `$${amount < 1 ? amount.toFixed(3) : amount.toFixed(2)}`;

const verdict = ({ text, isMet }: Goal): string => `${text} ${isMet ? "(met)" : "(missed)"}`;

function goalText({ goal }: Figure): string {
  if (!goal) return "";
  return goal.first ? `${verdict(goal)}; first ${verdict(goal.first)}` : verdict(goal);
}

function noteText({ note, goal, inTheWay }: Figure): string {
  const missed = goal?.isMet === false && inTheWay !== undefined ? `In the way: ${inTheWay}` : undefined;
  return [note, missed].filter((text) => text !== undefined).join(". ");
}

/** A report as a Markdown section. */
export function toMarkdown({ title, workload, figures }: Report): string {
  const rows = figures.map(
    (it) => `| ${it.name} | ${it.value} | ${it.floor ?? ""} | ${goalText(it)} | ${noteText(it)} |`,
  );
  const head = ["| figure | measured | floor | goal | note |", "|---|---|---|---|---|"];
  return [`## ${title}`, "", workload, "", ...head, ...rows, ""].join("\n");
}

/** A report as columns for a terminal. */
export function toText({ title, workload, figures }: Report): string {
  const rows = figures.map((it) => [it.name, it.value, it.floor ?? "", goalText(it)]);
  const all = [["", "measured", "floor", "goal"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const notes = figures.filter((it) => noteText(it) !== "").map((it) => `  ${it.name}: ${noteText(it)}`);
  return [`\n${title}`, `(${workload})`, ...lines, ...notes].join("\n");
}
