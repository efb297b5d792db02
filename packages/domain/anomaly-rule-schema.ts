import * as z from "zod";
import type { Severity } from "./alert-life.ts";
import type { Dimension } from "./dimensions.ts";
import type { Finding } from "./finding.ts";
import type { Series, SeriesGranularity } from "./series.ts";
import type { SpendMeasure } from "./spend.ts";

/** How a part of a series is asked of spend. */
export interface SeriesPart {
  readonly measure: SpendMeasure;
  /** Values by dimension that pass, in addition to what makes the scope. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** Whose sum it is: the scope's, or of everything the tenant has. */
  readonly of: "scope" | "tenant";
}

/** 1 is the default; 2 speaks at half of what it takes at 1, and 0.5 at double. It means the same in every rule. */
export const Sensitivity = z.number().min(0.1).max(10).default(1);

/** A rule that judges series of one scope: what it reads, when it may speak, and how. */
export interface AnomalyRule {
  /** For people. */
  readonly title: string;
  /** At which granularity it is judged unless told otherwise, and at which it can be. */
  readonly granularity: SeriesGranularity;
  readonly granularities: readonly SeriesGranularity[];
  /** Its scopes unless told otherwise: each list of dimensions, every combination of whose values is a scope; [] is the tenant. */
  readonly scopes: readonly (readonly Dimension[])[];
  /** The names that `series.values` must have. */
  readonly parts: Readonly<Record<string, SeriesPart>>;
  /** Days before a period that its verdict may depend on: a series that begins earlier changes nothing. */
  readonly historyDays: number;
  /** Days of history without which nothing is said. */
  readonly coldDays: number;
  readonly severity: Severity;
  /** Every parameter has a default; `sensitivity` is one of them. */
  readonly parameters: z.ZodType<{ readonly sensitivity: number }>;
  /**
   * What was out of the expected, oldest first. The verdict on a period is of that period and earlier ones alone. Throws a ZodError
   * on parameters that are none of this rule's.
   */
  readonly judge: (series: Series, parameters: unknown) => readonly Finding[];
}

/** A rule whose judge gets its parameters read. */
export function anomalyRule<Parameters extends { readonly sensitivity: number }>(
  rule: Omit<AnomalyRule, "parameters" | "judge"> & {
    readonly parameters: z.ZodType<Parameters>;
    readonly judge: (series: Series, parameters: Parameters) => readonly Finding[];
  },
): AnomalyRule {
  return { ...rule, judge: (series, parameters) => rule.judge(series, rule.parameters.parse(parameters)) };
}

export const scopePart = (
  measure: SpendMeasure,
  filters: Readonly<Record<string, readonly string[]>> = {},
): SeriesPart => ({ measure, filters, of: "scope" });
