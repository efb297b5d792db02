import type { Field } from "./event-fields.ts";
import { readTime } from "./local-time.ts";
import type { Mapping } from "./mapping.ts";

/** A row of a file: a cell by column name; undefined where there is none, "" where it is empty. */
export type Row = (column: string) => string | undefined;

/** An event's members by name, nested as POST /v1/imports takes them. */
export type EventBody = Record<string, unknown>;

export type MappedRow =
  | { readonly event: EventBody; readonly isAmbiguous: boolean }
  | { readonly faults: readonly string[] };

/** The event of one row. An empty cell is an absent member, save of `time`. All of the row's faults at once. */
export function mapRow(row: Row, mapping: Mapping, zone: string): MappedRow {
  const event: EventBody = {};
  const faults: string[] = [];
  let isAmbiguous = false;
  const place = (field: Field, text: string, origin: string) => {
    const read = readField(field, text, zone);
    if ("fault" in read) return void faults.push(`${origin}: ${read.fault}`);
    isAmbiguous ||= read.isAmbiguous;
    placeAt(event, field.path, read.value);
  };
  for (const { field, value } of mapping.constants) place(field, value, field.name);
  for (const { field, column } of mapping.columns) {
    const text = row(column)?.trim() ?? "";
    if (text !== "") place(field, text, `${field.name} (${column})`);
    else if (field.name === "time") faults.push(`time (${column}): this is empty`);
  }
  return faults.length > 0 ? { faults } : { event, isAmbiguous };
}

type ReadField =
  | { readonly value: string | number | boolean; readonly isAmbiguous: boolean }
  | { readonly fault: string };

/** Digits alone: "1,000" is a thousand to some and one to others, and "1e3" or "12.0" is not how a counter writes. */
const COUNT = /^\d{1,15}$/;
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["yes", true],
  ["false", false],
  ["0", false],
  ["no", false],
]);

function readField({ kind }: Field, text: string, zone: string): ReadField {
  switch (kind) {
    case "text":
      return { value: text.normalize("NFC"), isAmbiguous: false };
    case "count":
      if (!COUNT.test(text)) return { fault: `"${text.slice(0, 60)}" is no whole number in plain digits` };
      return { value: Number(text), isAmbiguous: false };
    case "flag": {
      const value = FLAGS.get(text.toLowerCase());
      if (value === undefined) return { fault: `"${text.slice(0, 60)}" is neither true nor false` };
      return { value, isAmbiguous: false };
    }
    case "time": {
      const time = readTime(text, zone);
      if ("fault" in time) return time;
      return { value: new Date(time.epochMs).toISOString(), isAmbiguous: time.isAmbiguous };
    }
  }
}

function placeAt(event: EventBody, [name = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    // Defined, not assigned: a tag may be called __proto__, and the server says what it thinks of it.
    Object.defineProperty(event, name, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const inner = event[name];
  // Only placeAt puts objects into an event, and those are bodies.
  const body = typeof inner === "object" && inner !== null ? (inner as EventBody) : {};
  event[name] = body;
  placeAt(body, rest, value);
}
