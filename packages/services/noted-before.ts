import type { Table } from "@outlay/storage/table";

/** Some 5 MB of texts: of a tenant with 200 runs a second, more than a minute. */
const KEPT_MAX = 20_000;

const keptByTable = new WeakMap<Table, Set<string>>();

/**
 * What a warm function knows to stand in the store for good, because it wrote or read it there: it need not be written or looked
 * for again. Only what is never taken away may be added, and only once it is there. The oldest is forgotten first.
 */
export function notedBefore(table: Table): {
  readonly has: (note: string) => boolean;
  readonly add: (note: string) => void;
} {
  const kept = keptByTable.get(table) ?? new Set<string>();
  keptByTable.set(table, kept);
  return {
    has: (note) => kept.has(note),
    add: (note) => {
      kept.add(note);
      if (kept.size > KEPT_MAX) for (const oldest of kept.values().take(1)) kept.delete(oldest);
    },
  };
}
