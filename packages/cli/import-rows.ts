import type { ApiAccess } from "./api-client.ts";
import { mapRow } from "./map-row.ts";
import type { Mapping } from "./mapping.ts";
import type { ReadRow } from "./read-rows.ts";
import { rowIds } from "./row-id.ts";
import { batchLines, type Line, type Sent, sendEvents } from "./send-events.ts";

/** Why a row is not counted: told here, or by the API. */
export interface RefusedRow {
  readonly row: number;
  readonly by: "file" | "api";
  readonly reasons: readonly string[];
  /** As it was sent; absent where nothing was. */
  readonly event?: unknown;
}

/** Every row read is accepted, refused, or (of a trial run, or of one that was cut short) unsent. */
export interface Tally {
  rows: number;
  accepted: number;
  refused: number;
  unsent: number;
  /** Rows whose local time came twice, taken as the first. */
  ambiguousTimes: number;
}

export interface ImportRun {
  readonly mapping: Mapping;
  readonly zone: string;
  /** Undefined for a trial run, which sends nothing. */
  readonly access: ApiAccess | undefined;
  readonly onRefused: (refused: RefusedRow) => void;
  /** Told whenever a batch is done. */
  readonly onProgress: (tally: Readonly<Tally>) => void;
}

export const newTally = (): Tally => ({ rows: 0, accepted: 0, refused: 0, unsent: 0, ambiguousTimes: 0 });

/**
 * Turns rows into events and sends them, batch by batch, in order. `tally` is kept up to date, so that it holds what was done
 * even where this throws: because the rest cannot be read, or the API is away or refuses the request itself.
 */
export async function importRows(rows: AsyncIterable<ReadRow>, tally: Tally, run: ImportRun): Promise<void> {
  const readable = untilBroken(rows);
  for await (const batch of batchLines(readEvents(readable.rows, tally, run))) {
    const sent: Sent<number> = run.access ? await sendEvents(run.access, batch) : { accepted: 0, refused: [] };
    tally.accepted += sent.accepted;
    tally.refused += sent.refused.length;
    tally.unsent -= sent.accepted + sent.refused.length;
    for (const { line, errors } of sent.refused.toSorted((a, b) => a.line.origin - b.line.origin)) {
      const reasons = errors.map(({ pointer, detail }) => (pointer === "" ? detail : `${pointer}: ${detail}`));
      run.onRefused({ row: line.origin, by: "api", reasons, event: JSON.parse(line.json) });
    }
    run.onProgress(tally);
  }
  const broken = readable.reason();
  if (broken !== undefined) throw broken;
}

/** The rows before the first that cannot be read, so that those are sent, and why there are no more. */
function untilBroken(rows: AsyncIterable<ReadRow>) {
  let broken: Error | undefined;
  async function* read() {
    try {
      yield* rows;
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
    }
  }
  return { rows: read(), reason: () => broken };
}

/** The events that can be sent, each with its row's number. */
async function* readEvents(rows: AsyncIterable<ReadRow>, tally: Tally, run: ImportRun): AsyncGenerator<Line<number>> {
  const idOf = rowIds();
  for await (const read of rows) {
    tally.rows += 1;
    const mapped = "fault" in read ? { faults: [read.fault] } : mapRow(read.row, run.mapping, run.zone);
    if ("faults" in mapped) {
      tally.refused += 1;
      run.onRefused({ row: read.number, by: "file", reasons: mapped.faults });
      continue;
    }
    const { event, isAmbiguous } = mapped;
    if (isAmbiguous) tally.ambiguousTimes += 1;
    tally.unsent += 1;
    yield {
      json: JSON.stringify(event["id"] === undefined ? { id: idOf(event), ...event } : event),
      origin: read.number,
    };
  }
}
