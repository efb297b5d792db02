import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { meanOf } from "@outlay/domain/statistics";
import type { Labelled } from "./labelled.ts";
import type { Window } from "./plants.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/samples/series/", import.meta.url));
const HOUR_MS = 3_600_000;

/** The labelled series of the Numenta benchmark, by the hour; undefined where they are not at hand. */
export function numentaSeries(): readonly Labelled[] | undefined {
  if (!existsSync(`${FOLDER}windows.json`)) return undefined;
  // Its form is known: lists of [from, to] by file.
  const labels = JSON.parse(readFileSync(`${FOLDER}windows.json`, "utf8")) as Record<string, [string, string][]>;
  return Object.entries(labels).map(([file, windows]) => labelled(file, windows));
}

function labelled(file: string, windows: readonly [string, string][]): Labelled {
  const byHour = new Map<number, number[]>();
  for (const line of readFileSync(`${FOLDER}data/${file}`, "utf8").trim().split(/\r?\n/).slice(1)) {
    const [time, value] = line.split(",");
    const hour = hourNumber(time ?? "");
    byHour.set(hour, [...(byHour.get(hour) ?? []), Number(value)]);
  }
  const first = Math.min(...byHour.keys());
  const length = Math.max(...byHour.keys()) - first + 1;
  const periods = Array.from(
    { length },
    (_, index) => `${new Date((first + index) * HOUR_MS).toISOString().slice(0, 13)}+00:00`,
  );
  const means = periods.map((_, index) => meanOf(byHour.get(first + index) ?? []));
  // An hour that was not measured is no zero: it is as the one before.
  const cost: number[] = [];
  for (const [index, value] of means.entries()) cost.push(byHour.has(first + index) ? value : (cost.at(-1) ?? 0));
  return {
    name: file.replace(".csv", ""),
    rule: "growth",
    series: { granularity: "hour", periods, values: { cost } },
    windows: windows.map(([from, to]): Window => [hourNumber(from) - first, hourNumber(to) - first]),
    tolerance: 0,
    parameters: { minimum_amount: 0, direction: "both" },
    question: { figures: cost, perDay: 24, direction: "both", least: 0, calm: 12, grain: 1 },
  };
}

const hourNumber = (time: string): number =>
  Math.floor(Date.parse(`${time.slice(0, 19).replace(" ", "T")}Z`) / HOUR_MS);
