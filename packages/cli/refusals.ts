import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import type { RefusedRow } from "./import-rows.ts";
import { grouped } from "./progress.ts";

const ROWS_SHOWN = 20;
const REASONS_SHOWN = 20;
/** Reasons that quote their cell can be as many as rows. */
const REASONS_KEPT = 1_000;

interface Reason {
  count: number;
  /** The first ones. */
  readonly rows: number[];
}

/** All refused rows in a file of their own, and a summary by reason. */
export interface Refusals {
  readonly add: (refused: RefusedRow) => void;
  readonly close: () => void;
  /** Lines for a person; none where nothing was refused. */
  readonly summary: () => string[];
}

/** Writes to `path`, from the first refusal on; what an earlier run left there is removed. */
export function openRefusals(path: string): Refusals {
  rmSync(path, { force: true });
  let file: number | undefined;
  const reasons = new Map<string, Reason>();
  let others = 0;
  const countReason = (text: string, row: number) => {
    const reason = reasons.get(text);
    if (reason) {
      reason.count += 1;
      if (reason.rows.length < ROWS_SHOWN) reason.rows.push(row);
    } else if (reasons.size < REASONS_KEPT) reasons.set(text, { count: 1, rows: [row] });
    else others += 1;
  };
  return {
    add: (refused) => {
      file ??= openSync(path, "w");
      writeSync(file, `${JSON.stringify(refused)}\n`);
      for (const reason of refused.reasons) countReason(`${byText(refused.by)}: ${reason}`, refused.row);
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
    summary: () => summarise(reasons, others, path),
  };
}

const byText = (by: RefusedRow["by"]): string => (by === "api" ? "refused by the API" : "not sent");

function summarise(reasons: ReadonlyMap<string, Reason>, others: number, path: string): string[] {
  if (reasons.size === 0) return [];
  const sorted = [...reasons].toSorted(([, a], [, b]) => b.count - a.count);
  const lines = sorted.slice(0, REASONS_SHOWN).map(([text, { count, rows }]) => {
    const more = count > rows.length ? ", …" : "";
    return `  ${grouped(count)} × ${text}\n      row${count === 1 ? "" : "s"} ${rows.join(", ")}${more}`;
  });
  const hidden = sorted.slice(REASONS_SHOWN).reduce((sum, [, { count }]) => sum + count, others);
  if (hidden > 0) lines.push(`  ${grouped(hidden)} × other reasons`);
  return ["Reasons (a row can have several; row 1 is the first one of data):", ...lines, `All of them: ${path}`];
}
