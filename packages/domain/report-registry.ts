import { abandonedAndLoopingAgents } from "./report-abandoned-and-looping-agents.ts";
import { abandonedRuns } from "./report-abandoned-runs.ts";
import { blockedRoutes } from "./report-blocked-routes.ts";
import { cheaperModels } from "./report-cheaper-models.ts";
import { dataClassRoutes } from "./report-data-class-routes.ts";
import { fastestGrowingWorkflows } from "./report-fastest-growing-workflows.ts";
import { powerUsers } from "./report-power-users.ts";
import { premiumForRoutine } from "./report-premium-for-routine.ts";
import { retrievalHeavyLowAcceptance } from "./report-retrieval-heavy-low-acceptance.ts";
import { retriesByUserGroup } from "./report-retries-by-user-group.ts";
import { withoutBudget } from "./report-without-budget.ts";
import { DomainError } from "./errors.ts";
import type { ReportDefinition } from "./report.ts";

/** Every report there is, in the order in which they are listed. */
export const REPORTS: readonly ReportDefinition[] = [
  abandonedRuns,
  premiumForRoutine,
  blockedRoutes,
  retriesByUserGroup,
  retrievalHeavyLowAcceptance,
  fastestGrowingWorkflows,
  powerUsers,
  withoutBudget,
  dataClassRoutes,
  abandonedAndLoopingAgents,
  cheaperModels,
];

const byName = new Map(REPORTS.map((definition) => [definition.name, definition]));

/** Throws `report_not_found`. */
export function reportNamed(name: string): ReportDefinition {
  const definition = byName.get(name);
  if (!definition)
    throw new DomainError("report_not_found", "There is no report of this name: GET /v1/reports lists them.");
  return definition;
}
