import { createHash } from "node:crypto";

/**
 * Names events that have no id by what they say: the SHA-256 of the event and its ordinal among the same ones before it. A
 * file sent again, or with rows appended, names its rows as before. Holds 16 to 32 bytes a distinct row (48 while it grows).
 */
export function rowIds(): (event: object) => string {
  const count = countTable();
  return (event) => {
    const content = createHash("sha256").update(JSON.stringify(event)).digest();
    const ordinal = count(content.readBigUInt64LE(0));
    return createHash("sha256").update(content).update(`#${ordinal}`).digest("hex").slice(0, 40);
  };
}

/**
 * How often a key came before. Open addressing in flat arrays. Two contents with the same 64 bits would share a count: their
 * ids still differ by content, and repeat with the file.
 */
export function countTable(initialSlots = 1024): (key: bigint) => number {
  let keys = new BigUint64Array(initialSlots);
  let counts = new Uint32Array(initialSlots);
  let used = 0;

  const slotOf = (key: bigint): number => {
    const mask = keys.length - 1;
    let slot = Number(key & 0xffff_ffffn) & mask;
    while (counts[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  };
  const grow = () => {
    const [oldKeys, oldCounts] = [keys, counts];
    keys = new BigUint64Array(oldKeys.length * 2);
    counts = new Uint32Array(oldKeys.length * 2);
    for (const [index, count] of oldCounts.entries()) {
      const key = oldKeys[index];
      if (count === 0 || key === undefined) continue;
      const slot = slotOf(key);
      keys[slot] = key;
      counts[slot] = count;
    }
  };

  return (key) => {
    if (used * 4 >= keys.length * 3) grow();
    const slot = slotOf(key);
    const before = counts[slot] ?? 0;
    if (before === 0) used += 1;
    keys[slot] = key;
    counts[slot] = before + 1;
    return before;
  };
}
