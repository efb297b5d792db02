import { describe, expect, test } from "vitest";
import { bindingFaults, boundValues, UNBOUND, unboundDimensions } from "./key-binding.ts";

const key = (binding: Record<string, string>, binding_mode: "default" | "enforced" = "enforced") => ({
  binding,
  binding_mode,
});
const bound = boundValues(key({ application: "copilot", user_group: "legal" }));

describe("a key whose binding is enforced speaks", () => {
  test.each([
    ["for what it is bound to", { application: "copilot", user_group: "legal" }, []],
    ["where nothing is stated", {}, []],
    ["where null is", { application: null, user_group: undefined }, []],
    ["for anything in other dimensions", { department: "sales", agent: "x" }, []],
    ["for no other value", { application: "crm" }, ["/attribution/application"]],
    ["for no other case of it", { user_group: "Legal" }, ["/attribution/user_group"]],
    ["for nobody by name", { user_group: "unattributed" }, ["/attribution/user_group"]],
    ["for no number", { application: 7 }, ["/attribution/application"]],
    [
      "and is told of each",
      { application: "crm", user_group: "sales" },
      ["/attribution/application", "/attribution/user_group"],
    ],
  ])("%s", (_, values, pointers) => {
    const faults = bindingFaults(bound, new Map<string, unknown>(Object.entries(values)));
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test("in words that name what it is bound to", () => {
    const [fault] = bindingFaults(bound, new Map([["application", "crm"]]));
    expect(fault?.detail).toBe('This API key is bound to "copilot" and speaks for no other application.');
  });
});

test("a binding by default, and no key, refuse nothing", () => {
  for (const none of [boundValues(key({ application: "copilot" }, "default")), boundValues(undefined), UNBOUND]) {
    expect(bindingFaults(none, new Map([["application", "crm"]]))).toEqual([]);
  }
});

test("a key lies within another's binding where it has all of it, enforced", () => {
  const within = key({ application: "copilot", user_group: "legal", agent: "x" });
  expect(unboundDimensions(bound, within)).toEqual([]);
  expect(unboundDimensions(bound, key({ application: "copilot" }))).toEqual(["user_group"]);
  expect(unboundDimensions(bound, { ...within, binding_mode: "default" })).toEqual(["application", "user_group"]);
  expect(unboundDimensions(UNBOUND, key({}, "default"))).toEqual([]);
});
