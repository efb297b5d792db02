import { share } from "./cost-and-events.ts";
import { UNATTRIBUTED } from "./dimensions.ts";
import { divideHalfEven } from "./money.ts";
import { comparePlaces, type ReportDefinition, type ReportGroup, type ReportRow, wholeRange } from "./report.ts";
import { moneyText, percentText } from "./report-text.ts";

export const powerUsers: ReportDefinition = {
  name: "power-users",
  question: "Which users spend most, and what share of all is theirs?",
  dimensions: ["user"],
  columns: [
    { name: "cost", kind: "amount", description: "What the user cost." },
    { name: "events", kind: "count", description: "Their events." },
    { name: "premium_cost", kind: "amount", description: "Of cost, what models of the premium tier cost." },
    { name: "share", kind: "ratio", description: "cost / all spend of the request, that without a user included." },
    { name: "cumulative_share", kind: "ratio", description: "The same of this user and all who cost more, together." },
    { name: "times_average", kind: "ratio", description: "cost / what a user costs on average." },
  ],
  money: "cost",
  order: "cost",
  saving: null,
  parameters: [],
  asks: (request) => [wholeRange(request, ["user"], ["cost", "events", "cost_premium"])],
  answer: ([users = []], _request, { currency }) => {
    const stated = users.filter((group) => group.valueOf("user") !== UNATTRIBUTED).toSorted(byCost);
    const all = { total: costOf(users), ofUsers: costOf(stated), users: BigInt(stated.length) };
    let cumulative = 0n;
    return {
      rows: stated.map((group) => {
        cumulative += group.sumOf("cost");
        return rowOf(group, { ...all, cumulative }, currency);
      }),
      apart: [
        {
          reason: "unattributed",
          says: "This usage states no user: whose it is, is not known. GET /v1/unattributed says where it comes from.",
          rows: users
            .filter((group) => group.valueOf("user") === UNATTRIBUTED)
            .map((group) => ({ keys: [UNATTRIBUTED], cost: group.sumOf("cost") })),
        },
      ],
    };
  },
};

const placeOf = (group: ReportGroup) => ({
  figure: group.sumOf("cost"),
  money: group.sumOf("cost"),
  keys: [group.valueOf("user")],
});
const byCost = (a: ReportGroup, b: ReportGroup): number => comparePlaces(placeOf(a), placeOf(b));
const costOf = (groups: readonly ReportGroup[]): bigint => groups.reduce((sum, { sumOf }) => sum + sumOf("cost"), 0n);

interface Beside {
  readonly total: bigint;
  readonly ofUsers: bigint;
  readonly users: bigint;
  readonly cumulative: bigint;
}

function rowOf({ valueOf, sumOf }: ReportGroup, beside: Beside, currency: string): ReportRow {
  const [user, cost, premium] = [valueOf("user"), sumOf("cost"), sumOf("cost_premium")];
  const average = divideHalfEven(beside.ofUsers, beside.users);
  return {
    keys: [user],
    figures: {
      cost,
      events: sumOf("events"),
      premium_cost: premium,
      share: share(cost, beside.total),
      cumulative_share: share(beside.cumulative, beside.total),
      times_average: share(cost * beside.users, beside.ofUsers),
    },
    saving: null,
    advice: `User ${user} spent ${moneyText(cost, currency)}, ${percentText(cost, beside.total)} of all, where a user spends ${moneyText(average, currency)} on average; ${moneyText(premium, currency)} of it went to premium models: learn what they do with it before you limit it.`,
    events: { user: [user] },
  };
}
