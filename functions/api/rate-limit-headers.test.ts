import type { RateLimit } from "@outlay/domain/rate-limit";
import type { RateState } from "@outlay/services/take-rate";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateLimitHeaders } from "./rate-limit-headers.ts";

const stateOf = (limit: Partial<RateLimit>, state: Partial<RateState> = {}): RateState => ({
  limit: {
    id: "lim_1",
    name: "Agents",
    per: "agent",
    value: "a",
    measure: "requests",
    amount: "100",
    window: "minute",
    created_at: "2026-11-01T00:00:00Z",
    updated_at: "2026-11-01T00:00:00Z",
    ...limit,
  },
  value: "a",
  remaining: 50n,
  resetSeconds: 30,
  refusedFor: null,
  ...state,
});

describe("RateLimit-Policy and RateLimit", () => {
  test("are absent without limits: the list may not be empty", () => {
    expect(rateLimitHeaders([], "USD")).toEqual({});
  });

  test("as the draft's examples", () => {
    const states = [
      stateOf({ name: "permin", amount: "50" }),
      stateOf({ name: "perhr", amount: "1000", window: "hour" }),
    ];
    expect(rateLimitHeaders(states, "USD")).toEqual({
      "RateLimit-Policy": '"permin";q=50;w=60, "perhr";q=1000;w=3600',
      RateLimit: '"permin";r=50;t=30, "perhr";r=50;t=30',
    });
  });

  test("tokens and money in units of our own, money in millionths rounded down", () => {
    const states = [
      stateOf({ name: "tokens", measure: "tokens", amount: "2000000", window: "day" }, { remaining: 7n }),
      stateOf({ name: "money", measure: "money", amount: "1.5000019" }, { remaining: 999_999n }),
    ];
    expect(rateLimitHeaders(states, "EUR")).toEqual({
      "RateLimit-Policy": '"tokens";q=2000000;qu="outlay-tokens";w=86400, "money";q=1500001;qu="outlay-micro-eur";w=60',
      RateLimit: '"tokens";r=7;t=30, "money";r=0;t=30',
    });
  });

  test("where each value is counted by itself, a digest says which", () => {
    // printf %s ada@example.com | sha256sum | xxd -r -p | head -c 9 | base64
    const headers = rateLimitHeaders([stateOf({ value: "*" }, { value: "ada@example.com" })], "USD");
    expect(headers["RateLimit"]).toBe('"Agents";r=50;t=30;pk=:tfyF5VdV+eDQ:');
    expect(headers["RateLimit-Policy"]).toBe('"Agents";q=100;w=60;pk=:tfyF5VdV+eDQ:');
  });

  test("numbers beyond a structured field's are told as its greatest", () => {
    const state = stateOf({ measure: "money", amount: "9".repeat(24) }, { remaining: 10n ** 30n });
    expect(rateLimitHeaders([state], "USD")["RateLimit"]).toBe('"Agents";r=999999999999999;t=30');
  });

  test.each([
    [String.raw`say "hi" \ bye`, String.raw`"say \"hi\" \\ bye"`],
    ["Zürich", '"lim_1"'],
    ["a;q=1, b", '"a;q=1, b"'],
  ])("the name %s is told as %s", (name, told) => {
    expect(rateLimitHeaders([stateOf({ name })], "USD")["RateLimit"]).toBe(`${told};r=50;t=30`);
  });
});

describe("Retry-After", () => {
  test("is the last reset of those that refused", () => {
    const states = [
      stateOf({}, { refusedFor: "full", resetSeconds: 12 }),
      stateOf({ window: "hour" }, { refusedFor: "full", resetSeconds: 1_900 }),
      stateOf({ window: "day" }, { resetSeconds: 40_000 }),
    ];
    expect(rateLimitHeaders(states, "USD")["Retry-After"]).toBe("1900");
  });

  test.each(["larger_than_limit", "no_upper_bound"] as const)(
    "is absent where waiting does not help: %s",
    (refusedFor) => {
      const states = [stateOf({}, { refusedFor: "full" }), stateOf({}, { refusedFor })];
      expect(rateLimitHeaders(states, "USD")).not.toHaveProperty("Retry-After");
    },
  );

  test("is absent where nothing refused", () => {
    expect(rateLimitHeaders([stateOf({})], "USD")).not.toHaveProperty("Retry-After");
  });
});

test("whatever the names, a parser of structured fields reads back what was told", () => {
  const name = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.string({ unit: "binary", minLength: 1 }));
  const states = fc.array(
    fc.record({ name, remaining: fc.bigInt(0n, 10n ** 15n), resetSeconds: fc.nat(86_400), isEach: fc.boolean() }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(states, (each) => {
      const told = each.map(({ isEach, name: of, ...state }) =>
        stateOf({ name: of, value: isEach ? "*" : "a" }, state),
      );
      const headers = rateLimitHeaders(told, "USD");
      const limits = parseList(headers["RateLimit"] ?? "");
      const policies = parseList(headers["RateLimit-Policy"] ?? "");
      expect(limits.map(({ item }) => item)).toEqual(
        each.map(({ name: of }) => (/^[\x20-\x7e]+$/.test(of) ? of : "lim_1")),
      );
      expect(policies.map(({ item }) => item)).toEqual(limits.map(({ item }) => item));
      expect(limits.map(({ parameters }) => [parameters.get("r"), parameters.get("t")])).toEqual(
        each.map(({ remaining, resetSeconds }) => [
          remaining < 10n ** 15n ? Number(remaining) : 999_999_999_999_999,
          resetSeconds,
        ]),
      );
    }),
  );
});

interface Member {
  readonly item: string;
  readonly parameters: ReadonlyMap<string, string | number>;
}

/** RFC 9651, section 4.2, as far as these two fields go: a list of strings with integers, strings and bytes as parameters. */
function parseList(field: string): readonly Member[] {
  let rest = field;
  const take = (pattern: RegExp): string => {
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) throw new Error(`No ${String(pattern)} at: ${rest}`);
    rest = rest.slice(found.length);
    return found;
  };
  const parseString = (): string =>
    take(/^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/)
      .slice(1, -1)
      .replaceAll(/\\(.)/g, "$1");
  const members: Member[] = [];
  for (;;) {
    const item = parseString();
    const parameters = new Map<string, string | number>();
    while (rest.startsWith(";")) {
      take(/^; */);
      const key = take(/^[a-z*][a-z0-9_.*-]*/);
      take(/^=/);
      parameters.set(
        key,
        rest.startsWith('"')
          ? parseString()
          : rest.startsWith(":")
            ? take(/^:[A-Za-z0-9+/]*={0,2}:/)
            : Number(take(/^-?\d{1,15}/)),
      );
    }
    members.push({ item, parameters });
    if (rest === "") return members;
    take(/^[ \t]*,[ \t]*/);
  }
}
