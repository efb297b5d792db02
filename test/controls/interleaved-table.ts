import type { Table } from "@outlay/storage/table";
import type { Scheduler } from "../crash/simulation.ts";

/** A table as one of many callers at once sees it: between its calls, and between a call's work and its reply, others get their turn. */
export function interleavedTable(table: Table, scheduler: Scheduler, caller: number): Table {
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await scheduler.turn(caller);
    const result = await work();
    await scheduler.turn(caller);
    return result;
  };
  return {
    get: (key) => inTurn(() => table.get(key)),
    getAll: (keys) => inTurn(() => table.getAll(keys)),
    query: (range) => inTurn(() => table.query(range)),
    put: (item, condition) => inTurn(() => table.put(item, condition)),
    putAll: (items) => inTurn(() => table.putAll(items)),
    remove: (key, condition) => inTurn(() => table.remove(key, condition)),
    addToSets: (key, sets) => inTurn(() => table.addToSets(key, sets)),
    update: (key, change) => inTurn(() => table.update(key, change)),
  };
}
