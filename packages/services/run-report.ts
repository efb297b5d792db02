import { isDimension, TAG_PREFIX } from "@outlay/domain/dimensions";
import { namedBy } from "@outlay/domain/route";
import {
  askedSpend,
  finishReport,
  type Report,
  type ReportDefinition,
  type ReportFacts,
  type ReportGroup,
  reportGroups,
  type ReportRequest,
} from "@outlay/domain/report";
import { localDateOf } from "@outlay/domain/zone";
import { policyInForce } from "./choose-model.ts";
import type { Context } from "./context.ts";
import { querySpend } from "./query-spend.ts";
import { simulationRules } from "./simulate-routing.ts";

/** A report, and all spend that it looked at, in picos. */
export interface RunReport {
  readonly report: Report;
  readonly spend: bigint;
  /** Events without a price, which count as nothing in all of it. */
  readonly unpricedEvents: bigint;
}

/** Answers a report from spend and from what is in force now. Throws `query_too_large`. */
export async function runReport(
  ctx: Context,
  definition: ReportDefinition,
  request: ReportRequest,
): Promise<RunReport> {
  const facts = reportFacts(ctx);
  const sums: (readonly ReportGroup[])[] = [];
  for (const ask of definition.asks(request, facts)) {
    const { items } = await querySpend(ctx, ctx.tenantId, askedSpend(ask, request));
    sums.push(reportGroups(ask, items));
  }
  const total = (measure: "cost" | "unpriced_events") =>
    (sums[0] ?? []).reduce((sum, { sumOf }) => sum + sumOf(measure), 0n);
  const report = finishReport(definition, definition.answer(sums, request, facts), request.parameters);
  return { report, spend: total("cost"), unpricedEvents: total("unpriced_events") };
}

function reportFacts(ctx: Context): ReportFacts {
  const { configuration } = ctx;
  const policy = policyInForce(configuration);
  return {
    currency: configuration.tenant.currency,
    today: localDateOf(ctx.now().getTime(), configuration.tenant.time_zone),
    budgets: [...configuration.budgets.values()],
    rateLimits: configuration.rateLimits,
    routes: policy.routes,
    rules: simulationRules(ctx, policy),
    ruleDimensions: ruleDimensions(ctx, policy.routes),
  };
}

/** Whatever routes, exceptions and prices tell calls apart by, as far as usage holds it: risk, for one, it does not. */
function ruleDimensions({ configuration }: Context, routes: ReportFacts["routes"]): readonly string[] {
  const scopes = [...configuration.exceptions.values(), ...configuration.priceOverrides.values()].flatMap((each) =>
    "scope" in each ? Object.keys(each.scope) : [],
  );
  return [...new Set([...routes.flatMap(namedBy), ...scopes])].filter(
    (name) => isDimension(name) || name.startsWith(TAG_PREFIX),
  );
}
