import type { AnomalyRuleName } from "@outlay/domain/anomaly-rule";
import type { Series } from "@outlay/domain/series";
import type { Question } from "./naive.ts";
import type { Window } from "./plants.ts";

/** A series with what somebody would want to hear of it. */
export interface Labelled {
  readonly name: string;
  readonly rule: AnomalyRuleName;
  readonly series: Series;
  /** None: a clean series. */
  readonly windows: readonly Window[];
  /** Periods after a window in which it may still be said. */
  readonly tolerance: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The same for rules that know nothing. */
  readonly question: Question;
}
