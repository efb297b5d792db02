import { numberOf } from "./attributes.ts";
import { channelTurnKey } from "./alert-keys.ts";
import type { Item, Table } from "./table.ts";

/** That an attempt for a channel is under way, or that its last one failed. */
export interface ChannelTurn {
  /** Until when nobody else begins an attempt; 0: none is under way. */
  readonly busyUntilEpochMs: number;
  /** Since when nothing but failures came; 0: the last attempt succeeded, or there was none. */
  readonly failingSinceEpochMs: number;
}

/** Undefined: no attempt is under way, and the last one did not fail. */
export async function getChannelTurn(
  table: Table,
  tenantId: string,
  channelId: string,
): Promise<ChannelTurn | undefined> {
  const item = await table.get(channelTurnKey(tenantId, channelId));
  if (!item) return undefined;
  const numbers = [numberOf(item, "busyUntilEpochMs"), numberOf(item, "failingSinceEpochMs")].map(Number);
  const [busyUntilEpochMs = 0, failingSinceEpochMs = 0] = numbers;
  return { busyUntilEpochMs, failingSinceEpochMs };
}

/** Takes the channel's turn, as it was read. False: another has it. */
export function takeTurn(
  table: Table,
  tenantId: string,
  channelId: string,
  read: ChannelTurn | undefined,
  untilEpochMs: number,
): Promise<boolean> {
  const turn = { busyUntilEpochMs: untilEpochMs, failingSinceEpochMs: read?.failingSinceEpochMs ?? 0 };
  const condition = read
    ? ({ attribute: "busyUntilEpochMs", equals: BigInt(read.busyUntilEpochMs) } as const)
    : "absent";
  return table.put(itemOf(tenantId, channelId, turn), condition);
}

/** Gives back the turn that was taken until `untilEpochMs`, after a failure: `failingSinceEpochMs`; or a success: 0. */
export async function endTurn(
  table: Table,
  tenantId: string,
  channelId: string,
  untilEpochMs: number,
  failingSinceEpochMs: number,
): Promise<void> {
  const condition = { attribute: "busyUntilEpochMs", equals: BigInt(untilEpochMs) } as const;
  const item = itemOf(tenantId, channelId, { busyUntilEpochMs: 0, failingSinceEpochMs });
  await (failingSinceEpochMs === 0 ? table.remove(item, condition) : table.put(item, condition));
}

/** It is made anew: the past says nothing of it. */
export async function forgetFailures(table: Table, tenantId: string, channelId: string): Promise<void> {
  await table.remove(channelTurnKey(tenantId, channelId), "always");
}

const itemOf = (tenantId: string, channelId: string, turn: ChannelTurn): Item => ({
  ...channelTurnKey(tenantId, channelId),
  busyUntilEpochMs: BigInt(turn.busyUntilEpochMs),
  failingSinceEpochMs: BigInt(turn.failingSinceEpochMs),
});
