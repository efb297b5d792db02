import { statSync } from "node:fs";
import { basename } from "node:path";
import type { ApiAccess } from "./api-client.ts";
import { importRows, newTally, type Tally } from "./import-rows.ts";
import type { IngestOptions } from "./ingest-options.ts";
import { checkColumns, UsageError } from "./mapping.ts";
import { grouped, type Screen, startProgress } from "./progress.ts";
import { readRows } from "./read-rows.ts";
import { openRefusals } from "./refusals.ts";

export interface IngestWorld {
  /** Undefined for a trial run. */
  readonly access: ApiAccess | undefined;
  readonly screen: Screen;
  readonly print: (line: string) => void;
}

/** Loads the file and prints the report. The exit code: 0 all rows accepted, 1 some were not. Throws UsageError. */
export async function runIngest(options: IngestOptions, world: IngestWorld): Promise<0 | 1> {
  const sizeBytes = fileSize(options.file);
  const progress = startProgress(world.screen, "rows");
  const refusals = openRefusals(`${options.file}.refused.ndjson`);
  const tally = newTally();
  let readBytes = 0;
  let unused: readonly string[] = [];
  const rows = readRows(options.file, {
    format: options.format,
    delimiter: options.delimiter,
    onHeader: (columns) => {
      checkColumns(options.mapping, columns);
      unused = columns.filter((column) => !options.mapping.columns.some((mapped) => mapped.column === column));
    },
    onBytes: (bytes) => {
      readBytes += bytes;
    },
  });
  const access = world.access && {
    ...world.access,
    onWait: (reason: string, ms: number) => progress.note(`The API ${reason}; waiting ${(ms / 1000).toFixed(1)} s.`),
  };
  let stopped: string | undefined;
  try {
    const share = () => (sizeBytes === 0 ? 1 : readBytes / sizeBytes);
    const onProgress = () => progress.show(share(), tally.rows);
    await importRows(rows, tally, {
      mapping: options.mapping,
      zone: options.zone,
      access,
      onRefused: refusals.add,
      onProgress,
    });
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    stopped = error.message;
  } finally {
    progress.end();
    refusals.close();
  }
  for (const line of report(options, tally, unused, stopped)) world.print(line);
  for (const line of refusals.summary()) world.print(line);
  return stopped === undefined && tally.refused === 0 && (options.isDryRun || tally.unsent === 0) ? 0 : 1;
}

function fileSize(file: string): number {
  try {
    const stat = statSync(file);
    if (stat.isFile()) return stat.size;
  } catch (error) {
    throw new UsageError(`${file}: there is no such file, or it cannot be read.`, { cause: error });
  }
  throw new UsageError(`${file}: this is no file.`);
}

function report(
  options: IngestOptions,
  tally: Readonly<Tally>,
  unused: readonly string[],
  stopped: string | undefined,
): string[] {
  const lines = [
    `${basename(options.file)}${options.isDryRun ? " (trial run: nothing was sent)" : ""}`,
    ...amounts([
      ["rows read", tally.rows],
      [options.isDryRun ? "fit to send" : "accepted", options.isDryRun ? tally.unsent : tally.accepted],
      ["refused", tally.refused],
      ...(options.isDryRun || tally.unsent === 0 ? [] : [["not sent, or without an answer", tally.unsent] as const]),
    ]),
  ];
  if (tally.ambiguousTimes > 0) {
    lines.push(
      `${grouped(tally.ambiguousTimes)} times came twice in ${options.zone}, as clocks were set back: the first was taken.`,
    );
  }
  if (unused.length > 0) lines.push(`Columns not used: ${unused.join(", ")}`);
  if (stopped !== undefined)
    lines.push(`Stopped early: ${stopped}`, "Send the file again: what was accepted counts once.");
  return lines;
}

function amounts(rows: readonly (readonly [string, number])[]): string[] {
  const width = Math.max(...rows.map(([, count]) => grouped(count).length));
  return rows.map(([name, count]) => `  ${grouped(count).padStart(width)}  ${name}`);
}
