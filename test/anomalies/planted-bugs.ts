import { type BaselineCode, realBaselineCode } from "@outlay/domain/baseline";
import { meanOf } from "@outlay/domain/statistics";

export interface PlantedBug {
  readonly code: BaselineCode;
  /** The name of a check of growth that must fail. */
  readonly breaks: string;
}

const planted = (bug: Partial<BaselineCode>, breaks: string): PlantedBug => ({
  code: { ...realBaselineCode, ...bug },
  breaks,
});

/** Ways in which a baseline is often wrong. */
export const PLANTED_BUGS: Readonly<Record<string, PlantedBug>> = {
  "every day is like every other": planted({ weekdayOf: () => 0 }, "growth of a series with a season is found"),
  "a mean in place of a median": planted(
    { centreOf: meanOf },
    "what was out of the expected before hides nothing after it",
  ),
  "the future is known": planted(
    { historyOf: (values, first, index) => values.slice(first, Math.min(values.length, index + 4)) },
    "what comes later changes no earlier verdict",
  ),
  "noise is the same everywhere": planted({ spreadOf: () => 0.06 }, "clean series are quiet"),
  "the worst error is the spread": planted(
    { spreadOf: (sorted) => sorted.at(-1) ?? 0 },
    "what was out of the expected before hides nothing after it",
  ),
};
