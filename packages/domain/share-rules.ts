import * as z from "zod";
import { anomalyRule, scopePart, type SeriesPart, Sensitivity } from "./anomaly-rule-schema.ts";
import { type Finding, sumOver } from "./finding.ts";
import { judgeRatio, judgeRatios, RATIO_COLD_DAYS, RATIO_HISTORY_DAYS, type RatioQuestion } from "./judge-ratio.ts";
import { INPUT_TOKEN_MEASURES, OUTPUT_TOKEN_MEASURES } from "./measures.ts";
import { partOf, type Series, sumOfParts } from "./series.ts";

const TOKENS = [...INPUT_TOKEN_MEASURES, ...OUTPUT_TOKEN_MEASURES] as const;
const TOKEN_PARTS: Readonly<Record<string, SeriesPart>> = Object.fromEntries(
  TOKENS.map((measure) => [measure, scopePart(measure)]),
);
const common = {
  granularity: "day",
  granularities: ["day"],
  historyDays: RATIO_HISTORY_DAYS,
  coldDays: RATIO_COLD_DAYS,
} as const;
const minimumAmount = z.number().min(0).max(1e12);
/** A week's share from which something is said whatever the past was; null: none. */
const maximumShare = (share: number) => z.number().min(0.01).max(1).nullable().default(share);

interface ShareParameters {
  readonly sensitivity: number;
  readonly minimum_rise: number;
  readonly maximum_share?: number | null;
}

/** Judges a part of a whole, of which a rise by `minimum_rise` is worth a word, and `maximum_share` whatever the past was. */
const judgeShare = (
  series: Series,
  { sensitivity, minimum_rise, maximum_share = null }: ShareParameters,
  share: Omit<RatioQuestion, "unit" | "rise" | "most" | "sensitivity">,
): readonly Finding[] =>
  judgeRatio(series, { ...share, unit: "share", rise: () => minimum_rise, most: maximum_share, sensitivity });

/** A surplus of what is `counted` costs its part of what was `paid` for all that is counted; null where nothing is. */
const costInProportion =
  (counted: readonly number[], paid: readonly number[]): RatioQuestion["cost"] =>
  (surplus, first, last) => {
    const all = sumOver(counted, first, last);
    return all > 0 ? (surplus * sumOver(paid, first, last)) / all : null;
  };

/** Output tokens for each input token rose. */
export const outputRatioRule = anomalyRule({
  ...common,
  title: "High output-token ratio",
  scopes: [["workflow"]],
  parts: { ...TOKEN_PARTS, cost_output: scopePart("cost_output") },
  severity: "info",
  parameters: z.strictObject({
    sensitivity: Sensitivity,
    /** A day with fewer tokens of input says nothing. */
    minimum_tokens: z.number().min(0).max(1e15).default(100_000),
    /** A rise by this part of what is expected is high. */
    minimum_rise: z.number().min(0.01).max(100).default(0.5),
  }),
  judge: (series, { sensitivity, minimum_tokens, minimum_rise }) => {
    const output = sumOfParts(series, OUTPUT_TOKEN_MEASURES);
    return judgeRatio(series, {
      measure: "output_ratio",
      unit: "ratio",
      isCounted: false,
      most: null,
      numerator: output,
      denominator: sumOfParts(series, INPUT_TOKEN_MEASURES),
      least: minimum_tokens,
      rise: (expected) => minimum_rise * expected,
      cost: costInProportion(output, partOf(series, "cost_output")),
      sensitivity,
    });
  },
});

const shareParameters = (amount: number) =>
  z.strictObject({
    sensitivity: Sensitivity,
    /** A day with less cost, in whole currency units, says nothing. */
    minimum_amount: minimumAmount.default(amount),
    /** A rise of the share by so much is worth a word: 0.1 is ten points of a hundred. */
    minimum_rise: z.number().min(0.005).max(1).default(0.1),
  });

/** A larger part of the cost went to premium models. */
export const premiumDriftRule = anomalyRule({
  ...common,
  title: "Drift to premium models",
  scopes: [["department"]],
  parts: { cost: scopePart("cost"), cost_premium: scopePart("cost", { model_tier: ["premium"] }) },
  severity: "warning",
  parameters: shareParameters(5),
  judge: (series, parameters) =>
    judgeShare(series, parameters, {
      measure: "premium_share",
      isCounted: false,
      numerator: partOf(series, "cost_premium"),
      denominator: partOf(series, "cost"),
      least: parameters.minimum_amount,
      cost: (surplus) => surplus,
    }),
});

/** A larger part of the cost named no department. */
export const unattributedRule = anomalyRule({
  ...common,
  title: "Unattributed spend",
  scopes: [[]],
  parts: { cost: scopePart("cost"), cost_unattributed: scopePart("cost", { department: ["unattributed"] }) },
  severity: "info",
  parameters: shareParameters(5).extend({
    maximum_share: maximumShare(0.5),
  }),
  judge: (series, parameters) =>
    judgeShare(series, parameters, {
      measure: "unattributed_share",
      isCounted: false,
      numerator: partOf(series, "cost_unattributed"),
      denominator: partOf(series, "cost"),
      least: parameters.minimum_amount,
      cost: (surplus) => surplus,
    }),
});

/** Shares of events. */
const EventShareParameters = z.strictObject({
  sensitivity: Sensitivity,
  minimum_events: z.number().min(1).max(1e12).default(10),
  minimum_rise: z.number().min(0.005).max(1).default(0.1),
  maximum_share: maximumShare(0.5),
});

/** A larger part of the events failed, ran out of time or was abandoned. */
export const failedRunsRule = anomalyRule({
  ...common,
  title: "Repeated failed runs",
  granularities: ["day", "hour"],
  scopes: [["workflow"]],
  parts: {
    events: scopePart("events"),
    failed_events: scopePart("events", { status: ["failed", "timed_out", "abandoned"] }),
    failed_cost: scopePart("cost", { status: ["failed", "timed_out", "abandoned"] }),
  },
  severity: "warning",
  parameters: EventShareParameters,
  judge: (series, parameters) => {
    const failed = partOf(series, "failed_events");
    return judgeShare(series, parameters, {
      measure: "failed_share",
      isCounted: true,
      numerator: failed,
      denominator: partOf(series, "events"),
      least: parameters.minimum_events,
      cost: costInProportion(failed, partOf(series, "failed_cost")),
    });
  },
});

/** A larger part of the outcomes that were told was not accepted. */
export const noAcceptedOutputsRule = anomalyRule({
  ...common,
  title: "Spend without accepted outputs",
  scopes: [["workflow"]],
  parts: {
    cost: scopePart("cost"),
    outcomes: scopePart("outcomes"),
    accepted_outcomes: scopePart("accepted_outcomes"),
  },
  severity: "warning",
  parameters: z.strictObject({
    sensitivity: Sensitivity,
    minimum_outcomes: z.number().min(1).max(1e12).default(5),
    minimum_rise: z.number().min(0.005).max(1).default(0.25),
    maximum_share: maximumShare(0.95),
  }),
  judge: (series, parameters) => {
    const outcomes = partOf(series, "outcomes");
    const accepted = partOf(series, "accepted_outcomes");
    return judgeShare(series, parameters, {
      measure: "unaccepted_share",
      isCounted: true,
      numerator: outcomes.map((count, index) => Math.max(0, count - (accepted[index] ?? 0))),
      denominator: outcomes,
      least: parameters.minimum_outcomes,
      cost: costInProportion(outcomes, partOf(series, "cost")),
    });
  },
});

/** A larger part of the events belonged to loops. */
export const agentLoopsRule = anomalyRule({
  ...common,
  title: "Agent loops",
  granularities: ["day", "hour"],
  scopes: [["agent"]],
  parts: {
    events: scopePart("events"),
    loop_events: scopePart("loop_events"),
    cost_cause_loop: scopePart("cost_cause_loop"),
  },
  severity: "warning",
  parameters: EventShareParameters,
  judge: (series, parameters) => {
    const loops = partOf(series, "loop_events");
    return judgeShare(series, parameters, {
      measure: "loop_share",
      isCounted: true,
      numerator: loops,
      denominator: partOf(series, "events"),
      least: parameters.minimum_events,
      cost: (_, first, last) => sumOver(partOf(series, "cost_cause_loop"), first, last),
    });
  },
});

/** A model's tokens cost more than they did, or its source says that they cost other than we do. */
export const priceDriftRule = anomalyRule({
  ...common,
  title: "Price drift",
  scopes: [["model"]],
  parts: {
    ...TOKEN_PARTS,
    cost: scopePart("cost"),
    cost_reported: scopePart("cost_reported"),
    cost_compared: scopePart("cost_compared"),
  },
  severity: "warning",
  parameters: z.strictObject({
    sensitivity: Sensitivity,
    /** A day with fewer tokens says nothing. */
    minimum_tokens: z.number().min(0).max(1e15).default(100_000),
    /** A day or a week with less of what sources report, in whole currency units, is not compared. */
    minimum_amount: minimumAmount.default(1),
    /** A rise by this part of what is expected is high. */
    minimum_rise: z.number().min(0.01).max(100).default(0.2),
    /** By this part of ours may a week's reported cost be above it or below it. */
    reported_tolerance: z.number().min(0.001).max(1).default(0.1),
  }),
  judge: (series, { sensitivity, minimum_tokens, minimum_amount, minimum_rise, reported_tolerance }) => {
    const [reported, compared] = [partOf(series, "cost_reported"), partOf(series, "cost_compared")];
    const difference = dayDifferences(reported, compared);
    return judgeRatios(
      series,
      [
        {
          measure: "price_per_token",
          unit: "currency",
          isCounted: false,
          most: null,
          numerator: partOf(series, "cost"),
          denominator: sumOfParts(series, TOKENS),
          least: minimum_tokens,
          rise: (expected) => minimum_rise * expected,
          cost: (surplus) => surplus,
          sensitivity,
        },
        {
          measure: "reported_difference",
          unit: "share",
          isCounted: false,
          most: reported_tolerance,
          numerator: difference,
          denominator: compared,
          least: minimum_amount,
          // What was always reported differently is a matter of the limit above alone.
          rise: () => reported_tolerance,
          cost: (_, first, last) => Math.max(0, sumOver(reported, first, last) - sumOver(compared, first, last)),
          sensitivity,
        },
      ],
      sensitivity,
    );
  },
});

/** How far apart each day's two sums are, either way. */
const dayDifferences = (reported: readonly number[], compared: readonly number[]): readonly number[] =>
  reported.map((amount, index) => Math.abs(amount - (compared[index] ?? 0)));
