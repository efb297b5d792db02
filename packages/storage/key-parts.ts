import { hash } from "node:crypto";
import { assert } from "@outlay/domain/assert";
import { type Bucket, DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import type { Key } from "./table.ts";

// What keys.ts, alert-keys.ts and tenant-keys.ts, and nothing else, put keys together from; and how they read them again.

const TIME_MAX_EPOCH_MS = Date.UTC(9999, 11, 31, 23, 59, 59);

/** `id` itself, once it is sure that it cannot be taken for more than one part of a key. */
export function part(id: string): string {
  assert(id.length > 0 && id.length <= 512, "a key's part has 1 to 512 characters");
  assert(!id.includes("#") && id.isWellFormed(), "a key's part holds no # and no half of a character");
  return id;
}

function instant(epochMs: number, unitMs: number): string {
  assert(
    Number.isInteger(epochMs) && epochMs >= 0 && epochMs <= TIME_MAX_EPOCH_MS,
    "a key's time lies in 1970 to 9999",
  );
  assert(epochMs % unitMs === 0, "a key's time starts a unit");
  return new Date(epochMs).toISOString();
}

export const startText = (epochMs: number) => `${instant(epochMs, 1000).slice(0, 19)}Z`;
export const hourText = (epochMs: number) => instant(epochMs, HOUR_MS).slice(0, 13);
export const dateText = (epochMs: number) => instant(epochMs, DAY_MS).slice(0, 10);

export function digits(value: number, width: number): string {
  const text = String(value);
  assert(Number.isSafeInteger(value) && value >= 0 && text.length <= width, `a number has at most ${width} digits`);
  return text.padStart(width, "0");
}

export const spanText = ({ spanMs }: Bucket) => digits(spanMs / 1000, 4);
export const shardText = ({ shard }: Bucket) => digits(shard, 4);

export function month(text: string): string {
  assert(/^\d{4}-\d{2}$/.test(text), "a month is YYYY-MM");
  return text;
}

export function date(text: string): string {
  assert(/^\d{4}-\d{2}-\d{2}$/.test(text), "a date is YYYY-MM-DD");
  return text;
}

/** One text for a list of texts, which no other list has. */
export const hashOf = (...texts: readonly string[]) => hash("sha256", JSON.stringify(texts));

export const tenantPrefix = (tenant: string) => `T#${part(tenant)}#`;

export const keyOf = (pk: string, sk: string): Key => ({ pk, sk });

/** One item of a tenant's that is named by texts, alone in its partition. */
export const hashedKey = (tenant: string, letter: string, ...texts: readonly string[]): Key =>
  keyOf(`${tenantPrefix(tenant)}${letter}#${hashOf(...texts)}`, letter);

export function parseHour(text: string): number {
  const epochMs = parseInstant(`${text}:00:00Z`);
  assert(hourText(epochMs) === text, "an hour is of our making");
  return epochMs;
}

export function parseInstant(text: string): number {
  const epochMs = Date.parse(text);
  assert(startText(epochMs) === text, "a time is of our making");
  return epochMs;
}
