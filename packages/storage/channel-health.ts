import { numberOf } from "./attributes.ts";
import { channelHealthKey } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** A channel whose last attempt failed. */
export interface ChannelHealth {
  /** Since when nothing but failures came. */
  readonly failingSinceEpochMs: number;
  /** Until when one attempt is under way; others wait for what becomes of it. */
  readonly busyUntilEpochMs: number;
}

/** Undefined: the last attempt succeeded, or there was none. */
export async function getChannelHealth(
  table: Table,
  tenantId: string,
  channelId: string,
): Promise<ChannelHealth | undefined> {
  const item = await table.get(channelHealthKey(tenantId, channelId));
  return item && fromItem(item);
}

/** Notes a failure; resolves with since when there were no others. */
export async function noteFailure(
  table: Table,
  tenantId: string,
  channelId: string,
  nowEpochMs: number,
): Promise<ChannelHealth> {
  const fresh = { failingSinceEpochMs: BigInt(nowEpochMs), busyUntilEpochMs: 0n };
  const key = channelHealthKey(tenantId, channelId);
  await table.put({ ...key, ...fresh }, "absent");
  return (await getChannelHealth(table, tenantId, channelId)) ?? fromItem({ ...key, ...fresh });
}

/** Takes the one turn of a failing channel. False: another has it. */
export function takeTurn(
  table: Table,
  tenantId: string,
  channelId: string,
  { failingSinceEpochMs, busyUntilEpochMs }: ChannelHealth,
  untilEpochMs: number,
): Promise<boolean> {
  const item = {
    ...channelHealthKey(tenantId, channelId),
    failingSinceEpochMs: BigInt(failingSinceEpochMs),
    busyUntilEpochMs: BigInt(untilEpochMs),
  };
  return table.put(item, { attribute: "busyUntilEpochMs", equals: BigInt(busyUntilEpochMs) });
}

/** Gives the turn back; the channel still fails. */
export async function endTurn(
  table: Table,
  tenantId: string,
  channelId: string,
  { failingSinceEpochMs }: ChannelHealth,
  untilEpochMs: number,
): Promise<void> {
  const item = {
    ...channelHealthKey(tenantId, channelId),
    failingSinceEpochMs: BigInt(failingSinceEpochMs),
    busyUntilEpochMs: 0n,
  };
  await table.put(item, { attribute: "busyUntilEpochMs", equals: BigInt(untilEpochMs) });
}

/** It was told something, or is made anew: the past says nothing of it. */
export async function forgetFailures(table: Table, tenantId: string, channelId: string): Promise<void> {
  await table.remove(channelHealthKey(tenantId, channelId), "always");
}

const fromItem = (item: Item): ChannelHealth => ({
  failingSinceEpochMs: Number(numberOf(item, "failingSinceEpochMs")),
  busyUntilEpochMs: Number(numberOf(item, "busyUntilEpochMs")),
});
