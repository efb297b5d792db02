import type { Asked, Books, RateLimit } from "./books.ts";
import { ceilingsOf, type Plan } from "./reference-plan.ts";

const SECONDS = { minute: 60, hour: 3600 } as const;
const rateKey = ({ per, measure, window }: RateLimit, value: string): string => [per, value, measure, window].join(" ");

export function judgeRates(books: Books, asked: Asked, { worst, choice }: Plan, values: ReadonlyMap<string, string>) {
  const { context, output } = ceilingsOf(asked, choice);
  const attempts = BigInt(asked.attempts);
  const needs = {
    requests: 1n,
    tokens: context === null || output === null ? null : BigInt(context + output) * attempts,
    money: worst === null ? null : worst * attempts,
  };
  const held = books.rateLimits.filter((limit) => {
    const own = values.get(limit.per) ?? "unattributed";
    if (limit.value !== "*") return limit.value === own;
    const isNamed = (other: RateLimit) =>
      other.value === own && (["per", "measure", "window"] as const).every((name) => other[name] === limit[name]);
    return own !== "unattributed" && !books.rateLimits.some(isNamed);
  });
  const asks = held.map((limit) => {
    const key = rateKey(limit, values.get(limit.per) ?? "unattributed");
    const length = SECONDS[limit.window] * 1000;
    const windowStart = books.now - (books.now % length);
    const counted = books.takes
      .filter((take) => take.key === key && take.windowStart === windowStart)
      .reduce((sum, take) => sum + take.amount, 0n);
    const need = needs[limit.measure];
    const isTooLarge = need !== null && (limit.amount === 0n || need > limit.amount);
    const why = need === null ? "no bound" : isTooLarge ? "too large" : counted + need > limit.amount ? "full" : null;
    const seconds = Math.ceil((windowStart + length - books.now) / 1000);
    return { limit, why, seconds, take: { key, windowStart, amount: need ?? 0n } };
  });
  return { refusing: asks.filter(({ why }) => why !== null), takes: asks.map(({ take }) => take) };
}
