import type { Change } from "@outlay/storage/table";
import { looksFirst, type Plant, updating } from "./plant.ts";

/** Bugs that a limiter of runs could have, each with what tells it: `runSteps` must throw that. */
export const PLANTED_STEP_BUGS: readonly { readonly name: string; readonly tells: RegExp; readonly plant: Plant }[] = [
  { name: "the run is looked at first, and changed then", tells: /beyond|rest/, plant: looksFirst },
  {
    name: "the first step does not look whether there was one",
    tells: /beyond|rest/,
    plant: updating((table, key, change) =>
      table.update(key, { ...change, if: change.if.filter((bound) => !("absent" in bound)) }),
    ),
  },
  {
    name: "a lower number that comes late takes the run back",
    tells: /rest/,
    plant: updating((table, key, change) =>
      table.update(key, "s" in (change.set ?? {}) ? { ...change, if: change.if.filter(isNoHighest) } : change),
    ),
  },
  {
    name: "a step that is given back keeps its money",
    tells: /in vain|rest/,
    plant: updating((table, key, change) => table.update(key, withoutReturnOf("m", change))),
  },
  {
    name: "a step that is given back stays counted",
    tells: /in vain|rest/,
    plant: updating((table, key, change) => table.update(key, withoutReturnOf("s", change))),
  },
  {
    name: "each step of a loop raises its alert",
    tells: /alerts/,
    plant: (table) => ({
      ...table,
      put: (item, condition) => table.put(condition === "absent" ? { ...item, sk: `${item.sk}.${newPlace()}` } : item, condition), // prettier-ignore
    }),
  },
  {
    name: "no step of a loop raises one",
    tells: /alerts/,
    plant: (table) => ({ ...table, put: () => Promise.resolve(true) }),
  },
];

const isNoHighest = ({ attribute }: Change["if"][number]): boolean => attribute !== "s";

function withoutReturnOf(name: string, change: Change): Change {
  const { [name]: amount, ...others } = change.add ?? {};
  if (amount === undefined || amount >= 0n) return change;
  return Object.keys(others).length > 0 ? { ...change, add: others } : { if: [], add: { [name]: 0n } };
}

let places = 0;
const newPlace = (): number => places++;
