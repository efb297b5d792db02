import type { Bound, Change } from "@outlay/storage/table";
import { looksFirst, type Plant, updating } from "./plant.ts";

/** Bugs that a limiter could have, each with what tells it: `runRates` must throw that. */
export const PLANTED_RATE_BUGS: readonly { readonly name: string; readonly tells: RegExp; readonly plant: Plant }[] = [
  {
    name: "what is counted is looked at first, and added to then",
    tells: /beyond/,
    plant: looksFirst,
  },
  {
    name: "a window is opened without a look at which one it ends",
    tells: /beyond|rest/,
    plant: updating((table, key, change) =>
      table.update(key, isOpening(change) ? { ...change, if: change.if.filter(isOfCount) } : change),
    ),
  },
  {
    name: "what is given back is taken off the window that is open then",
    tells: /beyond|rest/,
    plant: updating((table, key, change) =>
      table.update(key, isReturn(change) ? { ...change, if: change.if.map(anyWindow) } : change),
    ),
  },
  {
    name: "what one limit refuses is still taken of the others",
    tells: /in vain|rest/,
    plant: updating(async (table, key, change) => {
      const updated = await table.update(key, change);
      if (updated.isDone || isReturn(change) || isOpening(change)) return updated;
      for (const [name, amount] of Object.entries(change.add ?? {})) {
        const own = change.if.filter(({ attribute }) => attribute.slice(1) === name.slice(1));
        await table.update(key, { if: own, add: { [name]: amount } });
      }
      return updated;
    }),
  },
  {
    name: "what was taken for one value stays taken when another's limit refuses",
    tells: /in vain|rest/,
    plant: updating((table, key, change) =>
      isReturn(change) ? Promise.resolve({ isDone: true, item: undefined }) : table.update(key, change),
    ),
  },
  {
    name: "a clock that is late brings back a window that was over",
    tells: /beyond|rest/,
    plant: updating(async (table, key, change) => {
      const updated = await table.update(key, change);
      const late = change.if.find(
        (bound) => "equals" in bound && bound.equals < (updated.item?.[bound.attribute] ?? 0n),
      );
      if (updated.isDone || isReturn(change) || !late || !("equals" in late)) return updated;
      const count = `n${late.attribute.slice(1)}`;
      return table.update(key, { if: [], set: { [late.attribute]: late.equals, [count]: change.add?.[count] ?? 0n } });
    }),
  },
  {
    name: "the last that fits is refused",
    tells: /in vain|fought over/,
    plant: updating((table, key, change) => table.update(key, { ...change, if: change.if.map(stricter) })),
  },
];

const isOpening = ({ set = {} }: Change): boolean => Object.keys(set).some((name) => name.startsWith("w"));
const isReturn = ({ add = {} }: Change): boolean => Object.values(add).some((amount) => amount < 0n);
const isOfCount = ({ attribute }: Bound): boolean => attribute.startsWith("n");
const anyWindow = (bound: Bound): Bound =>
  "equals" in bound && bound.attribute.startsWith("w") ? { attribute: bound.attribute, atLeast: 0n } : bound;
const stricter = (bound: Bound): Bound => ("atMost" in bound ? { ...bound, atMost: bound.atMost - 1n } : bound);
