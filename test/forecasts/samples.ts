import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { MadeSeries } from "./make-series.ts";

const FOLDER = new URL("../../../shared/samples/series/data/", import.meta.url);
/** Those of Numenta's series that count something over many weeks; the others are of a fortnight, or of a machine's temperature. */
const SETS = ["realTweets", "realAdExchange"];

export const hasSamples = existsSync(FOLDER);

/** Real series by day, whole days alone: mentions of companies, and prices of clicks. */
export function sampleSeries(): MadeSeries[] {
  return SETS.flatMap((set) =>
    readdirSync(new URL(`${set}/`, FOLDER)).map((name) => ({
      family: set,
      values: dailySums(readFileSync(new URL(`${set}/${name}`, FOLDER), "utf8")),
    })),
  );
}

function dailySums(csv: string): number[] {
  const sums = new Map<string, number>();
  for (const line of csv.trim().split("\n").slice(1)) {
    const [time = "", value = ""] = line.split(",");
    const date = time.slice(0, 10);
    sums.set(date, (sums.get(date) ?? 0) + Number(value));
  }
  return [...sums.values()].slice(1, -1);
}
