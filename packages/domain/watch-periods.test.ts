import { expect, test } from "vitest";
import { judgedUntil } from "./watch-periods.ts";

const at = (time: string) => Date.parse(`2026-11-26T${time}:00Z`);
const request = {
  hourEpochMs: at("12:00"),
  recordedEpochMs: at("11:50"),
  behind: undefined,
  nowEpochMs: at("12:01"),
};

test.each([
  { title: "as far as a probe found usage recorded", over: {}, until: "11:50" },
  { title: "no further than the hour asked for", over: { hourEpochMs: at("11:00") }, until: "11:00" },
  { title: "an hour less where no probe came back yet", over: { recordedEpochMs: undefined }, until: "11:00" },
  {
    title: "no further than what the recorder came to late, a moment ago",
    over: { behind: { acceptedEpochMs: at("10:20"), seenEpochMs: at("11:47") } },
    until: "10:20",
  },
  {
    title: "what a probe found, once nothing late was seen for a while",
    over: { behind: { acceptedEpochMs: at("10:20"), seenEpochMs: at("11:46") } },
    until: "11:50",
  },
])("usage is judged $title", ({ over, until }) => {
  expect(judgedUntil({ ...request, ...over })).toBe(at(until));
});
