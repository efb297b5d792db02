import type { Block } from "@outlay/domain/block";
import { dimensionIndex } from "@outlay/domain/dimensions";
import { decodeBlock, encodeBlock } from "@outlay/storage/journal";
import type { Table } from "@outlay/storage/table";

/** How recorders price wrongly: what their blocks are turned into on their way to the store. */
export type Spoil = (block: Block) => Block;

/** Costs three times what they are. */
export const threefold: Spoil = (block) => ({
  ...block,
  costs: Object.fromEntries(
    Object.entries(block.costs).map(([name, cells]) => [name, cells.map((cell) => String(BigInt(cell) * 3n))]),
  ),
});

/** No price at all. */
export const unpriced: Spoil = (block) => ({
  ...block,
  costs: {},
  groups: block.groups.map((group) => ({
    ...group,
    rateId: null,
    tuple: group.tuple.with(UNPRICED_REASON, "unknown_model"),
  })),
  numbers: { ...block.numbers, unpriced_events: block.ids.map(() => 1) },
});

const UNPRICED_REASON = dimensionIndex("unpriced_reason");

/** A store whose recorders price by `spoil` while it is set: what re-pricing then mends. */
export function spoilingTable() {
  const state: { spoil: Spoil | undefined; appended: number } = { spoil: undefined, appended: 0 };
  const wrap = (table: Table): Table => ({
    ...table,
    put(item, condition) {
      const { body, pk } = item;
      if (pk.split("#")[2] !== "J" || !(body instanceof Uint8Array)) return table.put(item, condition);
      state.appended++;
      const block = decodeBlock(body);
      const spoilt = state.spoil && block.generation === 0 ? encodeBlock(state.spoil(block)).body : body;
      return table.put({ ...item, body: spoilt }, condition);
    },
  });
  return { state, wrap };
}
