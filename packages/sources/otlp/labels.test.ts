import { expect, test } from "vitest";
import { attributesOf, call, eventOf, eventsOf, span, spanId } from "./trace-fixtures.ts";

const attributionOf = (attributes: Parameters<typeof eventOf>[0], overrides: Parameters<typeof eventOf>[1] = {}) =>
  eventOf(call(attributes), overrides).body.attribution;

test("our own names go before all others", () => {
  const attributes = {
    "outlay.department": "legal",
    "outlay.user": "ada",
    "user.id": "u-1",
    "outlay.tag.office": "zurich",
    "outlay.tag.floor": 3,
    "outlay.consumer.project": "apollo",
    "outlay.consumer.workflow": "not one of a consumer",
    "outlay.nonsense": "x",
  };
  expect(attributionOf(attributes)).toEqual({
    department: "legal",
    user: "ada",
    tags: { office: "zurich", floor: "3" },
    consumer: { project: "apollo" },
  });
});

test.each([
  { attributes: { "enduser.id": "a", "user.id": "b" }, attribution: { user: "a" } },
  { attributes: { "user.id": "b" }, attribution: { user: "b" } },
  { attributes: { "deployment.environment": "dev" }, attribution: { environment: "dev" } },
  {
    attributes: { "trace.metadata.department": "legal", "trace.metadata.feature": "redline" },
    attribution: { department: "legal", tags: { feature: "redline" } },
  },
  {
    attributes: { "ai.telemetry.metadata.userId": "u", "ai.telemetry.metadata.outlay.tag.x": "y" },
    attribution: { user: "u", tags: { x: "y" } },
  },
  { attributes: { "traceloop.association.properties.user_id": "u" }, attribution: { user: "u" } },
  {
    attributes: { "gen_ai.model.provider": "openai", department: "legal", other: "x" },
    attribution: { department: "legal" },
  },
  { attributes: { department: "legal" }, attribution: {} },
  { attributes: { "gen_ai.agent.name": "planner" }, attribution: { agent: "planner" } },
  { attributes: { "traceloop.workflow.name": "month-end" }, attribution: { workflow: "month-end" } },
])("$attributes", ({ attributes, attribution }) => {
  expect(attributionOf(attributes)).toEqual(attribution);
});

test("a label that is no fit text is left out, and the usage counted", () => {
  const attributes = {
    "user.id": "a\u0000b",
    "outlay.department": "x".repeat(129),
    "outlay.project": ["a"],
    "outlay.tag.": "no name",
    "outlay.tag.\u202e": "x",
    "outlay.tag.ok": " ",
  };
  expect(attributionOf(attributes)).toEqual({});
});

test("what is said of the spans around a call holds for it; what is nearer wins; the resource comes last", () => {
  const resource = attributesOf({ "service.name": "shop", "outlay.department": "sales", "user.id": "nobody" });
  const events = eventsOf([
    span(1, { "user.id": "ada", "outlay.project": "far", "session.id": "s-1" }, { resource }),
    span(2, { "outlay.project": "near" }, { resource, parentSpanId: spanId(1) }),
    span(3, call(), { resource, parentSpanId: spanId(2) }),
  ]);
  expect(events.map(({ body }) => [body.attribution, Object(body.run).task_id])).toEqual([
    [{ department: "sales", application: "shop", user: "ada", project: "near" }, "s-1"],
  ]);
});

test("the name that an SDK makes up is neither a source nor an application", () => {
  const resource = attributesOf({ "service.name": "unknown_service:node" });
  const { body } = eventOf(call(), { resource });
  expect([body.source, body.attribution]).toEqual(["otlp", {}]);
});

test("no more tags than an event may carry, with room for the flag, and a tool's own", () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`outlay.tag.t${index}`, "x"]));
  const tool = { "openinference.span.kind": "TOOL", "tool.name": "search" };
  const tags = Object(Object(eventOf({ ...tool, ...many }).body.attribution).tags);
  expect(Object.keys(tags)).toHaveLength(19);
  expect(tags.tool).toBe("search");
});

test("names that reach prototypes elsewhere are names like others", () => {
  const hostile = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const attributes = new Map([
    ...attributesOf(call()),
    ...hostile.flatMap((name): [string, string][] => [
      [name, "polluted"],
      [`outlay.tag.${name}`, "polluted"],
      [`outlay.${name}`, "polluted"],
      [`outlay.consumer.${name}`, "polluted"],
      [`trace.metadata.${name}`, "polluted"],
    ]),
  ]);
  const [event] = eventsOf([span(1, {}, { attributes })]);
  expect(Object.entries(Object(Object(event?.body.attribution).tags))).toEqual(
    hostile.map((name) => [name, "polluted"]),
  );
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  expect("polluted" in {} || Object.keys(Object.prototype).length > 0).toBe(false);
});
