import type { Item } from "@outlay/storage/table";

/**
 * All that a table holds but what the watch and forecasts, which look at every tenant each hour and night, keep for themselves, and
 * when a probe was last asked for.
 */
export const books = (items: readonly Item[]): readonly Item[] =>
  items.filter((item) => {
    const isOfProbe = item.pk.endsWith("#K") && Object.keys(item).every((name) => ["pk", "sk", "q"].includes(name));
    return !/^T#[^#]+#(A|H(#.*)?)$/.test(item.pk) && !isOfProbe;
  });
