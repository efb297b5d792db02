import * as z from "zod";
import { amountOrZeroInput } from "./amount-input.ts";
import { LIMITS } from "./limits.ts";
import { parseAmount } from "./money.ts";

const DECIMAL = /^\d{1,6}(\.\d{1,6})?$/;

const decimal = (most: number) =>
  z
    .string()
    .refine(
      (text) => DECIMAL.test(text) && Number(text) <= most,
      `a decimal from 0 to ${most}, of at most 6 digits after the point`,
    )
    .transform(Number);

const whole = (least: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least, `a whole number from ${least}`)
    .transform(Number);

/** Whether a budget over the whole company counts as one over each of its parts. */
const COMPANY_BUDGETS = ["count", "ignore"] as const;
/** Whether work that a policy names in no tier is routine where its default tier is a lower one. */
const DEFAULT_TIER_WORK = ["count", "ignore"] as const;
/** How spend is covered, the least first. */
export const COVERS = ["none", "soft", "hard"] as const;
export type Cover = (typeof COVERS)[number];

/** What can be asked of reports beside range and filters, as texts of a query. Each report takes some. */
export const REPORT_PARAMETERS = {
  min_cost: amountOrZeroInput.default("0").transform((text) => parseAmount(text) ?? 0n),
  order_by: z.string().max(LIMITS.valueCharacters).optional(),
  outcomes_min: whole(1).prefault("20"),
  acceptance_below: decimal(1).prefault("0.7"),
  acceptance_margin: decimal(1).prefault("0.05"),
  retrieval_min: decimal(1_000).prefault("0.5"),
  company_budgets: z.enum(COMPANY_BUDGETS).default("count"),
  cover: z.enum(COVERS).default("none"),
  default_tier: z.enum(DEFAULT_TIER_WORK).default("count"),
};
export const ReportParameters = z.object(REPORT_PARAMETERS);
export type ReportParameters = z.output<typeof ReportParameters>;

/** What each is, and what stands for it where it is not stated. */
export const REPORT_PARAMETER_TEXTS: Readonly<
  Record<keyof ReportParameters, { readonly default: string | null; readonly description: string }>
> = {
  min_cost: {
    default: "0",
    description:
      "Rows with less of the amount that the report is about (`money`) are not listed, but summed in `below`.",
  },
  order_by: {
    default: null,
    description: "A column of amounts or counts by which rows are ordered, the greatest first.",
  },
  outcomes_min: {
    default: "20",
    description: "Of fewer outcomes that say whether they were accepted, nothing is concluded.",
  },
  acceptance_below: { default: "0.7", description: "Acceptance is low below this." },
  acceptance_margin: {
    default: "0.05",
    description: "Acceptance may fall by this much at most, with 95 % confidence.",
  },
  retrieval_min: { default: "0.5", description: "Retrieval-heavy is at least so many retrievals an event." },
  company_budgets: {
    default: "count",
    description: "`ignore`: a budget over the whole company is over nothing in particular.",
  },
  cover: {
    default: "none",
    description:
      "`none`: what no budget or cap is over. `soft`: that, and what soft budgets alone are over. `hard`: all.",
  },
  default_tier: {
    default: "count",
    description:
      "`ignore`: work of a task class that the policy names in no tier is not taken for routine by the default tier alone.",
  },
};
