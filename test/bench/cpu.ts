import type { Table } from "@outlay/storage/table";
import { median } from "./figures.ts";

/** CPU that this process has used, all its threads together, in µs. */
export function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Work per core-second, the median of some rounds after one to warm up. */
export function rate(count: number, rounds: number, work: () => void): number {
  work();
  const rates = Array.from({ length: rounds }, () => {
    const start = cpuMicros();
    work();
    return (count / (cpuMicros() - start)) * 1e6;
  });
  return median(rates);
}

/** A table whose own time can be taken away: the memory table does all its work before it gives its promise. */
export function timedTable(table: Table) {
  const spent = { cpuMicros: 0, elapsedMs: 0 };
  const timed = <Result>(work: () => Result): Result => {
    const [start, clockStart] = [cpuMicros(), performance.now()];
    try {
      return work();
    } finally {
      spent.cpuMicros += cpuMicros() - start;
      spent.elapsedMs += performance.now() - clockStart;
    }
  };
  const wrapped: Table = {
    get: (key) => timed(() => table.get(key)),
    getAll: (keys) => timed(() => table.getAll(keys)),
    query: (range) => timed(() => table.query(range)),
    put: (item, condition) => timed(() => table.put(item, condition)),
    putAll: (items) => timed(() => table.putAll(items)),
    remove: (key, condition) => timed(() => table.remove(key, condition)),
    addToSets: (key, sets) => timed(() => table.addToSets(key, sets)),
    update: (key, change) => timed(() => table.update(key, change)),
  };
  return { table: wrapped, spent };
}
