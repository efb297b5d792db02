import { expect, test } from "vitest";
import * as z from "zod";
import { faultDetail } from "./fault-detail.ts";

const told = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues.map(faultDetail);

test.each([
  [z.number().max(5), 6, "This must be at most 5."],
  [z.number().min(1), 0, "This must be at least 1."],
  [z.number().lt(5), 5, "This must be less than 5."],
  [z.number().gt(5), 5, "This must be more than 5."],
  [z.int(), 1.5, "This is no whole number."],
  [z.int(), "1", "This is no number."],
  [z.string(), 1, "This is no text."],
  [z.string(), undefined, "This is required."],
  [z.strictObject({}), [], "This is no object."],
  [z.array(z.string()), {}, "This is no list."],
  [z.string().max(2), "abc", "This must have at most 2 characters."],
  [z.string().min(1), "", "This must have at least 1 characters."],
  [z.array(z.int()).max(1), [1, 2], "This must have at most 1 items."],
  [z.enum(["a", "b"]), "c", "This is none of a, b."],
  [z.literal("a"), "c", "This is not a."],
  [z.number().multipleOf(5), 6, "This is no multiple of 5."],
  [z.iso.datetime(), "today", "This is not written as a time, such as 2026-11-02T09:00:00Z."],
  [z.string().regex(/^a$/), "b", "This is not written as it must be."],
  [z.union([z.string(), z.boolean()]), 1, "This has none of the forms that are allowed here."],
  [z.record(z.string().max(0), z.int()), { c: 1 }, "A member has a name that is not allowed here."],
  [
    z.record(
      z.string().refine(() => false),
      z.int(),
    ),
    { c: 1 },
    "A member has a name that is not allowed here.",
  ],
  [
    z.record(
      z.string().refine(() => false, "one of: a, b"),
      z.int(),
    ),
    { c: 1 },
    "one of: a, b",
  ],
  [z.string().regex(/^a$/, "only the letter a"), "b", "only the letter a"],
  [z.int().refine(() => false, "an even number"), 1, "an even number"],
])("%#: a fault is told in a sentence: %s", (schema, value, sentence) => {
  expect(told(schema, value)).toEqual([sentence]);
});
