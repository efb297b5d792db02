import { toMarkdown, type Report } from "./figures.ts";

/** Under what a benchmark ran. */
export interface Circumstances {
  readonly date: string;
  readonly machine: string;
  /** Load average before it. */
  readonly load: number;
}

/** A report, and under what it was made. */
export interface Run {
  readonly report: Report;
  readonly circumstances: Circumstances;
}

const HEAD = `# Benchmarks

Last figures of \`npm run bench\`, unless a section says otherwise, each with its day and machine.
Absolute times hold on that machine alone; read them against the floor beside them, which was measured in the same run.
`;

/** The page of figures with the sections of these runs in place of their older ones; the others stay as they are. */
export function keepFigures(page: string, runs: readonly Run[]): string {
  const sections = new Map(
    page
      .split(/^(?=## )/m)
      .filter((section) => section.startsWith("## "))
      .map((section) => [section.slice(3, section.indexOf("\n")), section.trimEnd()]),
  );
  for (const { report, circumstances } of runs) sections.set(report.title, sectionOf(report, circumstances));
  return `${[HEAD.trimEnd(), ...sections.values()].join("\n\n")}\n`;
}

function sectionOf(report: Report, { date, machine, load }: Circumstances): string {
  const [title, ...rest] = toMarkdown(report).trimEnd().split("\n");
  return [title, "", `${date}, ${machine}, load average ${load.toFixed(2)} before.`, ...rest].join("\n");
}
