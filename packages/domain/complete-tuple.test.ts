import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Attribution, NO_ATTRIBUTION } from "./attribute.ts";
import { type AttributionRule, compileRules, MATCHABLE_DIMENSIONS, SETTABLE_DIMENSIONS } from "./attribution-rule.ts";
import { completeTuple, type Completion, unfill } from "./complete-tuple.ts";
import {
  ATTRIBUTION_DIMENSIONS,
  canonicalTags,
  CONSUMER_DIMENSIONS,
  consumerDimension,
  dimensionIndex,
  DIMENSIONS,
  TAGS_INDEX,
  TUPLE_FIELDS,
  type Tuple,
} from "./dimensions.ts";
import { DIRECTORY_DIMENSIONS, openDirectory, toDirectoryBody, type DirectoryUser } from "./directory.ts";
import { parseFilledBy } from "./filled-by.ts";

type Values = Readonly<Record<string, string>>;

function tupleOf(values: Values, tags: Values = {}): Tuple {
  const tuple: (string | null)[] = TUPLE_FIELDS.map(() => null);
  for (const [name, value] of Object.entries(values)) tuple[dimensionIndex(name)] = value;
  tuple[TAGS_INDEX] = canonicalTags(new Map(Object.entries(tags)));
  return tuple;
}

const valuesIn = (tuple: Tuple): Values =>
  Object.fromEntries(
    DIMENSIONS.flatMap((name) => {
      const value = tuple[dimensionIndex(name)] ?? null;
      return value === null ? [] : [[name, value]];
    }),
  );

type Rule = Pick<AttributionRule, "id" | "priority" | "match" | "set" | "enabled">;
const rule = (id: string, changes: Partial<Rule> = {}): Rule => ({
  id,
  priority: 100,
  match: {},
  set: {},
  enabled: true,
  ...changes,
});

interface Setting {
  readonly bindings?: Readonly<Record<string, Values>>;
  readonly rules?: readonly Rule[];
  readonly users?: readonly DirectoryUser[];
}

function completionOf({ bindings = {}, rules = [], users = [] }: Setting): Completion {
  const { memberOf } = openDirectory(toDirectoryBody(users));
  const attribution: Attribution = { bindingOf: (key) => bindings[key], rules: compileRules(rules), memberOf };
  return { modelTier: (_, model) => (model === "large" ? "frontier" : null), attribution };
}

const complete = (values: Values, setting: Setting, tags: Values = {}): Values =>
  valuesIn(completeTuple(tupleOf(values, tags), completionOf(setting)));

const user = (name: string, values: Partial<Record<(typeof DIRECTORY_DIMENSIONS)[number], string>>): DirectoryUser => ({
  user: name,
  aliases: [],
  values: new Map(DIRECTORY_DIMENSIONS.flatMap((d) => (values[d] === undefined ? [] : [[d, values[d]]]))),
});

describe("who fills a dimension", () => {
  const everyone: Setting = {
    bindings: { key_1: { department: "by key" } },
    rules: [rule("arl_1", { set: { department: "by rule" } })],
    users: [user("u1", { department: "by directory" })],
  };

  test.each([
    ["the event", { department: "by event", api_key: "key_1", user: "u1" }, everyone, "by event", undefined],
    ["the key", { api_key: "key_1", user: "u1" }, everyone, "by key", "key"],
    ["a rule", { api_key: "key_2", user: "u1" }, everyone, "by rule", "rule:arl_1"],
    ["the directory", { api_key: "key_2", user: "u1" }, { ...everyone, rules: [] }, "by directory", "directory"],
    ["nobody", { api_key: "key_2", user: "u2" }, { ...everyone, rules: [] }, undefined, undefined],
  ])("%s comes before all that follow", (_, values, setting, department, by) => {
    const completed = complete(values, setting);
    expect(completed["department"]).toBe(department);
    expect(parseFilledBy(completed["filled_by"] ?? null).fillers.get("department")).toBe(by);
  });

  test("every filler is named, in the order of the dimensions", () => {
    const setting: Setting = {
      bindings: { key_1: { application: "copilot" } },
      rules: [rule("arl_1", { match: { application: ["copilot"] }, set: { department: "support" } })],
      users: [user("u1", { user_group: "tier-1" })],
    };
    expect(complete({ api_key: "key_1", user: "u1" }, setting)["filled_by"]).toBe(
      "department=rule:arl_1,application=key,user_group=directory",
    );
  });

  test("nothing filled is nothing said", () => {
    expect(complete({ department: "support" }, {})).toEqual({ department: "support", consumer_department: "support" });
  });
});

describe("rules", () => {
  test("run by priority, then by id; the first that sets a dimension wins; those that are off do not run", () => {
    const rules = [
      rule("arl_3", { priority: 1, set: { department: "third" } }),
      rule("arl_2", { priority: 1, set: { department: "second" } }),
      rule("arl_1", { priority: 2, set: { department: "first", project: "p" } }),
      rule("arl_0", { priority: 0, set: { department: "off" }, enabled: false }),
    ];
    expect(complete({}, { rules })).toMatchObject({ department: "second", project: "p" });
  });

  test("see what those before them filled, and not what the directory fills after them", () => {
    const users = [user("u1", { user_group: "tier-1" })];
    const rules = [
      rule("arl_1", { match: { source: ["gateway"] }, set: { application: "copilot" } }),
      rule("arl_2", { match: { application: ["copilot"] }, set: { workflow: "answers" } }),
      rule("arl_3", { match: { user_group: ["tier-1"] }, set: { project: "never" } }),
    ];
    const completed = complete({ source: "gateway", user: "u1" }, { rules, users });
    expect(completed).toMatchObject({ application: "copilot", workflow: "answers", user_group: "tier-1" });
    expect(completed["project"]).toBeUndefined();
  });

  test.each([
    [{}, {}, true],
    [{ model: ["gpt-*"] }, { model: "gpt-4o" }, true],
    [{ model: ["gpt-*"] }, { model: "o-gpt-4o" }, false],
    [{ model: ["gpt-*", "sonnet"] }, { model: "sonnet" }, true],
    [{ model: ["*"] }, { model: "sonnet" }, true],
    [{ model: ["*"] }, {}, false],
    [{ model: ["un*"] }, {}, false],
    [{ user: ["unattributed"] }, {}, true],
    [{ user: ["unattributed"] }, { user: "u1" }, false],
    [{ source: ["a", "b"], operation: ["chat"] }, { source: "b", operation: "chat" }, true],
    [{ source: ["a", "b"], operation: ["chat"] }, { source: "b" }, false],
    [{ model_tier: ["frontier"] }, { provider: "p", model: "large" }, true],
    [{ "tag:site": ["par*"] }, {}, true],
    [{ "tag:desk": ["unattributed"] }, {}, true],
    [{ "tag:desk": ["*"] }, {}, false],
  ])("match %j of %j: %s", (match, values, isMatch) => {
    const rules = [rule("arl_1", { match, set: { workflow: "matched" } })];
    expect(complete(values, { rules }, { site: "paris" })["workflow"]).toBe(isMatch ? "matched" : undefined);
  });
});

describe("the consumer", () => {
  const setting: Setting = {
    rules: [
      rule("arl_1", { match: { source: ["gateway"] }, set: { department: "platform", project: "shared" } }),
      rule("arl_2", { match: { consumer_user: ["ann"] }, set: { consumer_project: "triage" } }),
      rule("arl_3", { set: { consumer_workspace: "of a rule" } }),
    ],
    users: [user("ann", { department: "support" }), user("robot", { department: "engineering", user_group: "bots" })],
  };

  test("is the executing one where the event names none, also where that was filled", () => {
    const completed = complete({ source: "gateway", user: "robot" }, setting);
    expect(completed).toMatchObject({
      consumer_department: "platform",
      consumer_project: "shared",
      consumer_user: "robot",
      consumer_user_group: "bots",
      filled_by: "department=rule:arl_1,project=rule:arl_1,user_group=directory",
    });
    expect(completed["consumer_workspace"]).toBeUndefined();
  });

  test("that an event names is filled from rules and from the directory, and never from the executing side", () => {
    const completed = complete({ source: "gateway", user: "robot", application: "a", consumer_user: "ann" }, setting);
    expect(completed).toMatchObject({
      department: "platform",
      consumer_department: "support",
      consumer_project: "triage",
      consumer_workspace: "of a rule",
      filled_by:
        "department=rule:arl_1,project=rule:arl_1,user_group=directory,consumer_department=directory," +
        "consumer_workspace=rule:arl_3,consumer_project=rule:arl_2,consumer=event",
    });
    expect(completed).not.toHaveProperty("consumer_application");
    expect(completed).not.toHaveProperty("consumer_user_group");
  });
});

const value = fc.constantFrom("a", "b", "ab", "u1", "key_1");
const stated = fc
  .record({
    values: fc.dictionary(fc.constantFrom(...SETTABLE_DIMENSIONS, "api_key", "source", "provider", "model"), value),
    tags: fc.dictionary(fc.constantFrom("site", "desk"), value),
  })
  .map(({ values, tags }) => tupleOf(values, tags));
const setting = fc.record({
  bindings: fc.dictionary(
    fc.constantFrom("a", "key_1"),
    fc.dictionary(fc.constantFrom(...ATTRIBUTION_DIMENSIONS), value, { maxKeys: 4 }),
  ),
  rules: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("arl_1", "arl_2", "arl_3", "arl_4", "arl_5"),
      priority: fc.integer({ min: 0, max: 2 }),
      match: fc.dictionary(
        fc.constantFrom(...MATCHABLE_DIMENSIONS, "tag:site"),
        fc.array(fc.constantFrom("a", "a*", "*", "unattributed"), { minLength: 1, maxLength: 2 }),
        { maxKeys: 2 },
      ),
      set: fc.dictionary(fc.constantFrom(...SETTABLE_DIMENSIONS), value, { maxKeys: 4 }),
      enabled: fc.boolean(),
    }),
    { selector: ({ id }) => id },
  ),
  users: fc.uniqueArray(
    fc.record({
      user: fc.constantFrom("a", "b", "u1"),
      aliases: fc.constant([]),
      values: fc
        .dictionary(fc.constantFrom(...DIRECTORY_DIMENSIONS), value)
        .map(
          (values) => new Map(DIRECTORY_DIMENSIONS.flatMap((d) => (values[d] === undefined ? [] : [[d, values[d]]]))),
        ),
    }),
    { selector: ({ user: name }) => name },
  ),
});

test("what was filled can be taken away again, to the last value", () => {
  fc.assert(
    fc.property(stated, setting, (tuple, how) => {
      const completed = completeTuple(tuple, completionOf(how));
      expect(unfill(completed)).toEqual(tuple);
      expect(unfill(completed.with(dimensionIndex("unpriced_reason"), "unknown_model"))).toEqual(tuple);
    }),
    { numRuns: 2000 },
  );
});

test("completing changes nothing that was stated, and again gives the same, in whatever order rules are kept", () => {
  fc.assert(
    fc.property(stated, setting, (tuple, how) => {
      const completed = completeTuple(tuple, completionOf(how));
      expect(tuple.map((cell, index) => cell ?? completed[index])).toEqual(completed);
      expect(completeTuple(unfill(completed), completionOf({ ...how, rules: how.rules.toReversed() }))).toEqual(
        completed,
      );
    }),
    { numRuns: 1000 },
  );
});

test("each dimension has the value of the first that knows one", () => {
  fc.assert(
    fc.property(stated, setting, (tuple, how) => {
      const completed = completeTuple(tuple, completionOf(how));
      const { fillers } = parseFilledBy(completed[dimensionIndex("filled_by")] ?? null);
      const binding = how.bindings[tuple[dimensionIndex("api_key")] ?? ""] ?? {};
      for (const name of ATTRIBUTION_DIMENSIONS) {
        const index = dimensionIndex(name);
        const own = tuple[index] ?? null;
        const fromRules = how.rules.filter(({ enabled, set }) => enabled && set[name] !== undefined);
        const later = [
          ...fromRules.map(({ id, set }) => [set[name], `rule:${id}`]),
          ...DIRECTORY_DIMENSIONS.filter((d) => d === name).flatMap((d) =>
            how.users.map(({ values }) => [values.get(d), "directory"]),
          ),
          [null, undefined],
        ];
        const allowed =
          own !== null ? [[own, undefined]] : binding[name] === undefined ? later : [[binding[name], "key"]];
        expect(allowed).toContainEqual([completed[index] ?? null, fillers.get(name)]);
      }
    }),
    { numRuns: 1000 },
  );
});

test("without a consumer of its own, an event is its executor's in every dimension", () => {
  fc.assert(
    fc.property(stated, setting, (tuple, how) => {
      const hasConsumer = CONSUMER_DIMENSIONS.some((name) => tuple[dimensionIndex(consumerDimension(name))] !== null);
      fc.pre(!hasConsumer);
      const completed = completeTuple(tuple, completionOf(how));
      for (const name of CONSUMER_DIMENSIONS)
        expect(completed[dimensionIndex(consumerDimension(name))]).toBe(completed[dimensionIndex(name)]);
    }),
  );
});

test("a tuple that is older than some dimensions is stated with them absent", () => {
  const old = tupleOf({ department: "support", model_tier: "frontier" }).slice(0, 26);
  expect(unfill(old)).toEqual(tupleOf({ department: "support" }));
  expect(completeTuple(old, { modelTier: () => null, attribution: NO_ATTRIBUTION })).toHaveLength(TUPLE_FIELDS.length);
});
