import { MINUTE_MS } from "@outlay/domain/bucket";
import type { Decision } from "@outlay/domain/decision";
import { idTimeEpochMs } from "@outlay/platform/ids";
import { BODY_PART_BYTES } from "@outlay/storage/body-parts";
import { appendDecisions, encodeDecisions } from "@outlay/storage/decisions";
import { atOnce } from "./at-once.ts";
import type { World } from "./context.ts";

/** A decision as it came from the queue. */
export interface DeliveredDecision {
  readonly sqsMessageId: string;
  readonly tenantId: string;
  readonly decision: Decision;
}

const BLOCKS_AT_ONCE = 8;

/**
 * Appends decisions to their tenants' journals of decisions, those of one minute together. Resolves with those that are not durable.
 * What is delivered again is written again, and read once.
 */
export async function recordDecisions(
  world: Pick<World, "table" | "newId" | "log">,
  delivered: readonly DeliveredDecision[],
): Promise<readonly DeliveredDecision[]> {
  const undone: DeliveredDecision[] = [];
  const groups = Map.groupBy(delivered, ({ tenantId, decision }) => `${startOfMinute(decision)}#${tenantId}`);
  await atOnce(groups.values(), BLOCKS_AT_ONCE, async (group) => {
    const [first] = group;
    if (first === undefined) return;
    const { tenantId, decision } = first;
    try {
      const decisions = group.map((each) => each.decision);
      for (const body of encodeParts(decisions)) {
        await appendDecisions(world.table, tenantId, startOfMinute(decision), { id: world.newId("blk"), body });
      }
      world.log("decisions_recorded", { tenantId }, { decisions: group.length });
    } catch (error) {
      world.log("decisions_not_recorded", { tenantId, reason: String(error) });
      undone.push(...group);
    }
  });
  return undone;
}

/** By its id, so that the id alone says where it lies. */
function startOfMinute({ id }: Decision): number {
  const epochMs = idTimeEpochMs(id) ?? 0;
  return epochMs - (epochMs % MINUTE_MS);
}

/** Halves what does not fit one item. */
function encodeParts(decisions: readonly Decision[]): readonly Uint8Array[] {
  const body = encodeDecisions(decisions);
  if (body.byteLength <= BODY_PART_BYTES || decisions.length === 1) return [body];
  const half = decisions.length >> 1;
  return [...encodeParts(decisions.slice(0, half)), ...encodeParts(decisions.slice(half))];
}
