import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert, AnomalyAlert } from "./alert.ts";
import { newLife, next } from "./alert-life.ts";
import { alertMessage, type Message } from "./alert-message.ts";
import { LIMITS } from "./limits.ts";
import { BODY_OF, type MailContent } from "./notice.ts";

const at = new Date("2026-11-02T09:00:00Z");
const life = newLife("warning", at.toISOString());

const budget: Alert = {
  ...life,
  id: "bud_1.2026-11-01.forecast.0090",
  kind: "budget",
  budget_id: "bud_1",
  budget_name: "Agents",
  value: "crawler",
  period: { from: "2026-11-01", to: "2026-12-01" },
  threshold: 90,
  basis: "forecast",
  also_reached: [],
  spent: "40.5",
  projected: "93",
  amount: "100",
  spend_path: null,
  next_step: "See what spends it.",
};
const loop: Alert = {
  ...life,
  id: "loop.2026-11-02.1",
  kind: "loop",
  run_id: "run_1",
  step: 7,
  step_name: null,
  repeats: null,
  stalled_steps: 6,
  most: 5,
  run_limit_id: "rul_1",
  refused: true,
  values: { agent: "crawler" },
  next_step: "The run is held.",
};
const anomaly: AnomalyAlert = {
  ...life,
  id: "anomaly.2026-11-01.1",
  kind: "anomaly",
  rule: "growth",
  scope: { department: "research" },
  granularity: "day",
  since: "2026-11-01",
  until: "2026-11-02",
  is_ongoing: true,
  measure: "cost",
  unit: "USD",
  expected: 10.123_456,
  low: 8,
  high: 12,
  observed: 55.5,
  excess: 90,
  score: 9,
  cost: "111",
  is_cost_exact: true,
  excess_cost: "90.75",
  contributors: [],
  events_path: "/v1/events",
  members: [],
  member_count: 0,
  related: [],
  parameters: {},
  told: { at: at.toISOString(), excess: 90, severity: "warning" },
  next_step: "See what changed.",
};

describe("an alert in words", () => {
  test("of a budget, a loop and an anomaly", () => {
    const said = [budget, loop, anomaly].map((alert) => alertMessage(alert, "opened", "USD"));
    expect(said.map(({ title }) => title)).toEqual([
      "Budget Agents (crawler) is projected to reach 90 %",
      "Run run_1 goes in a circle",
      expect.stringContaining("research"),
    ]);
    expect(said[0]?.sentences.join(" ")).toBe(
      "40.5 USD of 100 USD were spent from 2026-11-01 on, before 2026-12-01. It is expected to end at 93 USD. See what spends it.",
    );
    expect(said[1]?.sentences).toEqual(["Its progress stood still for 6 steps. 5 are allowed.", "The run is held."]);
    expect(said[2]?.sentences.join(" ")).toContain("10.12");
    for (const { fields } of said) expect(fields.at(0)).toEqual({ name: "Severity", value: "warning" });
  });

  test("says what became of it", () => {
    expect(alertMessage(loop, "resolved", "USD").title).toBe("Resolved: Run run_1 goes in a circle");
  });
});

const text = fc.string({ unit: "grapheme", maxLength: 4_000 });
const message: fc.Arbitrary<Message> = fc.record({
  title: text,
  sentences: fc.array(text, { maxLength: 3 }),
  fields: fc.array(fc.record({ name: text, value: text }), { maxLength: 15 }),
});
const noticeOf = (said: Message) => ({ type: "alert.opened", at, data: { id: "x" }, message: said });

test("whatever a message says, Slack takes it, and nothing in it is a mention or a link", () => {
  interface Block {
    readonly type: string;
    readonly text?: { readonly type: string; readonly text: string };
    readonly fields?: readonly { readonly text: string }[];
  }
  fc.assert(
    fc.property(message, (said) => {
      const sent = JSON.parse(BODY_OF.slack(noticeOf(said))) as { text: string; blocks: Block[] };
      const texts = [sent.text];
      for (const block of sent.blocks) {
        const longest = block.type === "header" ? 150 : 3_000;
        expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(longest);
        expect(block.fields?.length ?? 0).toBeLessThanOrEqual(10);
        for (const field of block.fields ?? []) expect(field.text.length).toBeLessThanOrEqual(2_000);
        // A header is plain text: nothing in it is read as more.
        const marked =
          block.type === "header" ? [] : [block.text?.text ?? "", ...(block.fields ?? []).map((field) => field.text)];
        texts.push(...marked);
      }
      for (const each of texts) {
        expect(each.length).toBeLessThanOrEqual(3_000);
        expect(each).not.toMatch(/[<>]/);
        expect(each.replaceAll(/&(?:amp|lt|gt);/g, "")).not.toContain("&");
      }
    }),
  );
});

test("whatever a message says, a mail's subject is one line, and its HTML has no elements but ours", () => {
  fc.assert(
    fc.property(message, (said) => {
      const { subject, html } = JSON.parse(BODY_OF.email(noticeOf(said))) as MailContent;
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(subject.length).toBeLessThanOrEqual(200);
      expect(html.replaceAll(/<\/?(?:h1|p|table|tr|th|td)>/g, "")).not.toMatch(/[<>"']/);
    }),
  );
});

describe("however much an incident has to say", () => {
  const longest = "🂡".repeat(LIMITS.idCharacters);
  const person = { kind: "member", id: `mem_${"0".repeat(26)}`, name: `${"e".repeat(64)}@${"x".repeat(189)}` } as const;
  const member = (index: number, excess: number) => ({
    scope: { workflow: `w${index} ${longest}` },
    since: "2026-11-01",
    until: "2026-11-02",
    measure: "cost",
    unit: "USD",
    expected: 1 / 3,
    low: 1 / 3,
    high: 1 / 3,
    observed: 1 / 3,
    excess,
    score: 1 / 3,
  });
  let huge: AnomalyAlert = {
    ...anomaly,
    scope: { department: longest },
    contributors: Array.from({ length: 18 }, () => ({ dimension: "department", value: longest, cost: "111" })),
    members: Array.from({ length: LIMITS.incidentMembers }, (_, index) => member(index, index)),
    member_count: 190,
    related: Array.from({ length: LIMITS.incidentRelated }, () => `anomaly.2026-11-01.${"0a".repeat(16)}`),
    events_path: `/v1/events?department=${encodeURIComponent(longest)}`,
  };
  for (let n = 0; n < LIMITS.alertHistory; n++) {
    huge = next(huge, "acknowledged", { by: person, at, note: `${n} ${"🂡".repeat(900)}` }, {});
  }
  const bytes = (text: string): number => Buffer.byteLength(text);
  const said = alertMessage(huge, "updated", "USD");

  test("a webhook of it is bounded, and remembers every change", () => {
    const body = BODY_OF.webhook({ type: "alert.updated", at, data: huge, message: said });
    expect(bytes(body)).toBeLessThan(256 * 1024);
    expect(huge.history).toHaveLength(LIMITS.alertHistory);
    expect(huge.history.at(-1)?.note).toMatch(/^99 /);
    // Older reasons are in the audit log.
    expect(huge.history[0]?.note).toBe("…");
    expect(huge.history.every(({ by }) => by?.id === person.id)).toBe(true);
  });

  test("a message names the scopes with the most, says how many more there are, and where they are listed", () => {
    const [sentence = ""] = said.sentences.filter((each) => each.startsWith("It shows in 190 other scopes"));
    const named = [...sentence.matchAll(/w(\d+) /g)].map(([, index]) => Number(index));
    expect(named).toEqual([49, 48, 47, 46, 45]);
    expect(sentence).toMatch(/, and 185 more: see \/v1\/alerts\/anomaly\.2026-11-01\.1\.$/);
    const few = alertMessage({ ...anomaly, members: [member(1, 1)], member_count: 1 }, "opened", "USD");
    expect(few.sentences).toContainEqual(expect.stringMatching(/^It shows in one other scope: w1 🂡+…\.$/u));
    const none = alertMessage(anomaly, "opened", "USD").sentences.join(" ");
    expect(none).not.toContain("other scope");
  });

  test("a mail and a Slack message of it are bounded, and Slack's names how many more as well", () => {
    const notice = { type: "alert.updated", at, data: huge, message: said };
    expect(bytes(BODY_OF.email(notice))).toBeLessThan(64 * 1024);
    expect(bytes(BODY_OF.slack(notice))).toBeLessThan(64 * 1024);
    expect(BODY_OF.slack(notice)).toContain("and 185 more: see");
  });
});

test("a webhook's body is the standard's: type, timestamp, data", () => {
  const body = BODY_OF.webhook(noticeOf({ title: "t", sentences: [], fields: [] }));
  expect(body).toBe('{"type":"alert.opened","timestamp":"2026-11-02T09:00:00.000Z","data":{"id":"x"}}');
});
