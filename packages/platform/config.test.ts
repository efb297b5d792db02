import { expect, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { parseConfig, type EnvironmentOf } from "./config.ts";

const Schema = z.object({ TABLE_NAME: z.string().min(1), IS_LOCAL: z.stringbool() });

test("a complete environment is parsed, and what the schema does not name is left out", () => {
  expect(parseConfig(Schema, { TABLE_NAME: "t", IS_LOCAL: "false", PATH: "/bin" })).toEqual({
    TABLE_NAME: "t",
    IS_LOCAL: false,
  });
});

test("every fault is told at once, by variable", () => {
  expect(() => parseConfig(Schema, { IS_LOCAL: "perhaps" })).toThrow(/TABLE_NAME: [^]*IS_LOCAL: /);
});

test("the environment type asks for each variable as a string", () => {
  expectTypeOf<EnvironmentOf<typeof Schema>>().toEqualTypeOf<{ TABLE_NAME: string; IS_LOCAL: string }>();
});
