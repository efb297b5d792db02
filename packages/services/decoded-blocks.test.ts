import { randomBytes } from "node:crypto";
import type { Block } from "@outlay/domain/block";
import { encodeBlock } from "@outlay/storage/journal";
import { memoryTable } from "@outlay/storage/memory-table";
import { expect, test } from "vitest";
import { decodedBlock } from "./decoded-blocks.ts";

const blockOf = (id: string, ids: readonly string[]): Block => ({
  id,
  generation: 0,
  configurationSeq: 1,
  messages: [],
  groups: [],
  ids,
  offsetsMs: [],
  groupOf: [],
  messageOf: [],
  positions: [],
  usage: {},
  costs: {},
  numbers: {},
  texts: {},
});

test("a block is decoded once, by its table, tenant and id", () => {
  const table = memoryTable();
  const encoded = encodeBlock(blockOf("blk_1", ["a"]));
  const first = decodedBlock(table, "ten_1", encoded);
  expect(first.ids).toEqual(["a"]);
  expect(decodedBlock(table, "ten_1", encoded)).toBe(first);
  expect(decodedBlock(table, "ten_1", encodeBlock(blockOf("blk_2", ["b"]))).ids).toEqual(["b"]);
  expect(decodedBlock(table, "ten_2", encoded)).not.toBe(first);
  expect(decodedBlock(memoryTable(), "ten_1", encoded)).not.toBe(first);
});

test("what was not used for long goes when there is too much, what is used stays", () => {
  const table = memoryTable();
  // Does not compress: some 700 KB each, so that the bound of 12 MB lies between 15 and 20 of them.
  const encoded = Array.from({ length: 20 }, (_, index) =>
    encodeBlock(blockOf(`blk_${index}`, [randomBytes(700_000).toString("base64")])),
  );
  const [oldest, used] = encoded.map((block) => ({ block, decoded: decodedBlock(table, "ten_1", block) }));
  if (!oldest || !used) throw new Error("There are blocks.");
  const again = decodedBlock(table, "ten_1", oldest.block);
  expect(again).not.toBe(oldest.decoded);
  for (const block of encoded.slice(2)) {
    decodedBlock(table, "ten_1", block);
    expect(decodedBlock(table, "ten_1", oldest.block)).toBe(again);
  }
});
