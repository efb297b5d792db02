import { parseInstanceId } from "@outlay/domain/budget-instance";
import { holdOf } from "@outlay/domain/cap";
import type { Configuration } from "@outlay/domain/configuration";
import { jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import type { Contribution } from "@outlay/storage/contributions";
import type { FolderWorld } from "./context.ts";
import { refreshBudgets } from "./refresh-budgets.ts";
import { refreshCaps } from "./refresh-caps.ts";

/** Does what follows of a contribution once it is written: caps first, which calls wait for, then alerts. */
export async function followContribution(
  world: FolderWorld,
  tenantId: string,
  configuration: Configuration,
  { vector, releases }: Pick<Contribution, "vector" | "releases">,
): Promise<void> {
  const spentIn = vector.flatMap(([id]) => holdOfInstance(id) ?? []);
  const holds = [...spentIn, ...releases.map(({ hold }) => hold)];
  if (await refreshCaps(world, tenantId, configuration, holds))
    await sendAll(world.jobsQueue, [jobMessage({ job: "probe", tenantId })]);
  await refreshBudgets(
    world,
    tenantId,
    vector.map(([id, localDate]) => [id, localDate] as const),
  );
}

/** Of a template's value alone: the sheet of the others is looked at in any case. */
function holdOfInstance(instanceId: string): string | undefined {
  const { budgetId, value } = parseInstanceId(instanceId);
  return value === null ? undefined : holdOf(budgetId, value);
}
