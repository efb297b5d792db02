import type { Fault } from "./errors.ts";
import { canonicalJson } from "./digest.ts";
import { formatDecimal, decimalUnits } from "./decimal.ts";
import { LIST_CURRENCY } from "./currency.ts";
import { compileOverride, comparePrecedence, percentScale, shareScale, toRate } from "./override-rules.ts";
import { inForce, type PriceBook, product } from "./price-book.ts";
import { AMOUNT_DECIMALS, PER_MILLION_DECIMALS, type PriceOverride } from "./price-override.ts";
import { RATED_TOKENS, rateAt, type Rate, type Scale, UNSCALED } from "./price.ts";

/** An override that is about to be kept, as it stands or with the record's members. */
export type OverrideDraft = PriceOverride extends infer Kind
  ? Kind extends unknown
    ? Omit<Kind, "id" | "created_at" | "updated_at">
    : never
  : never;

/** Of one femto, 10^-15. */
const FEMTO_DECIMALS = 15;
/** So many times more or less than before asks for a confirmation. */
const FAR = 100n;
/** A dollar for 1,000 tokens, in 10^-15 dollars a token. */
const DEAR_FEMTOS = 10n ** 12n;

/** One price of an override, in its own currency: in any fixed unit, the same for all of one pointer. */
interface Figure {
  readonly pointer: string;
  readonly amount: Scale;
  readonly text: string;
}

/** What a figure is held against. */
interface Before extends Figure {
  readonly currency: string;
  readonly what: string;
}

/**
 * The prices of a draft that are so far from what they replace, or so dear, that they look like a slip of the unit: held against
 * `former` (what it replaces, or the tenant's own price of the same things), else against the list prices.
 */
export function farPrices(
  draft: OverrideDraft,
  book: PriceBook,
  others: { readonly former: OverrideDraft | undefined; readonly list: readonly Rate[]; readonly atEpochMs: number },
): readonly Fault[] {
  const currency = currencyOf(draft, book);
  // Without a rate between two currencies, one unit is held to be worth one of the other.
  const inOurs = <F extends Figure>(figure: F, from: string): F => ({
    ...figure,
    amount: product(figure.amount, book.conversion(from, others.atEpochMs)?.scale ?? UNSCALED),
  });
  const before = [...formerFigures(others.former, book), ...listFigures(draft, book, others.list)];
  return figuresOf(draft).flatMap((figure): Fault[] => {
    const mine = inOurs(figure, currency).amount;
    const same = before.filter(({ pointer }) => pointer === figure.pointer).map((one) => inOurs(one, one.currency));
    const own = same.filter(({ what }) => what === OWN);
    const far = farthest(mine, own.length > 0 ? own : same);
    const { pointer } = figure;
    const shown = `${figure.text} (${currency})`;
    if (far) return [{ pointer, detail: `${shown}, where ${far.what} is ${far.text} (${far.currency}).` }];
    if (!isDear(figure, currency, book, others.atEpochMs)) return [];
    return [{ pointer, detail: `${shown} is more than 1 dollar for 1,000 tokens, which is 1000 for a million.` }];
  });
}

/** The dearest of those that `mine` is a hundred times of at least, the cheapest of those that it is a hundredth of. */
function farthest(mine: Scale, before: readonly Before[]): Before | undefined {
  const rising = before.toSorted((a, b) => (isMore(a.amount, b.amount, 1n) ? 1 : -1));
  const [cheapest, dearest] = [rising[0], rising.at(-1)];
  if (dearest && isMore(mine, dearest.amount, FAR)) return dearest;
  return cheapest && isMore(cheapest.amount, mine, FAR) ? cheapest : undefined;
}

/** So many times as much at least; nothing is never more. */
const isMore = (a: Scale, b: Scale, times: bigint): boolean =>
  a.numerator > 0n && a.numerator * b.denominator >= times * b.numerator * a.denominator;

/** The tenant's price of the very same things that a draft would replace or come before, at an instant. */
export function formerPrice(
  draft: OverrideDraft,
  overrides: Iterable<PriceOverride>,
  id: string,
  atEpochMs: number,
): PriceOverride | undefined {
  const target = targetOf(draft);
  const same = [...overrides].filter((override) => targetOf(override) === target);
  const itself = same.find((override) => override.id === id);
  if (itself !== undefined) return itself;
  // Which provider is which decides nothing here: all have the same target.
  const compiled = same.map((override) => compileOverride(override, { providerId: (provider) => provider }));
  return inForce(compiled.toSorted(comparePrecedence), atEpochMs)?.override;
}

const TARGET = [
  "kind",
  "provider",
  "model",
  "service_tier",
  "unit",
  "operation",
  "role",
  "basis",
  "applies_to",
  "scope",
];

/** What an override prices, whatever its amounts and dates are. */
const targetOf = (draft: OverrideDraft): string =>
  canonicalJson(Object.fromEntries(Object.entries(draft).filter(([name]) => TARGET.includes(name))));

const currencyOf = (draft: OverrideDraft, book: PriceBook): string =>
  ("currency" in draft ? draft.currency : null) ?? book.currency;

function figuresOf(draft: OverrideDraft): readonly Figure[] {
  switch (draft.kind) {
    case "model_rates":
      return rateFigures(toRate(draft, ""), draft);
    case "adjustment":
      return [{ pointer: "/percent", amount: percentScale(draft.percent), text: `${draft.percent} %` }];
    case "orchestration_share":
      return [{ pointer: "/percent", amount: shareScale(draft.percent), text: `${draft.percent} %` }];
    case "unit_price":
      return [amountFigure("/amount", draft.amount, draft.per)];
    case "orchestration":
      return [amountFigure("/amount", draft.amount, 1)];
    case "review_rate":
      return [amountFigure("/per_hour", draft.per_hour, 1)];
  }
}

const amountFigure = (pointer: string, amount: string, per: number): Figure => ({
  pointer,
  amount: { numerator: decimalUnits(amount, AMOUNT_DECIMALS), denominator: BigInt(per) },
  text: per === 1 ? amount : `${amount} for ${per}`,
});

type ModelRates = Extract<OverrideDraft, { kind: "model_rates" }>;

/** The figures of a rate where a draft has one: its classes, and its tiers' at just above their thresholds. */
function rateFigures(rate: Rate, { rates, tiers, per_request }: ModelRates): readonly Figure[] {
  const figure = (pointer: string, femtos: bigint, decimals: number, of: string): Figure => ({
    pointer,
    amount: { numerator: femtos, denominator: 1n },
    text: `${formatDecimal(femtos, decimals)} ${of}`,
  });
  const classes = (of: ModelRates["rates"], place: string, input: number) =>
    RATED_TOKENS.flatMap((name) => {
      const own = of[name] === undefined ? undefined : rate.tokens[name];
      return own === undefined
        ? []
        : [figure(`${place}/${name}`, rateAt(own, input), PER_MILLION_DECIMALS, "for a million")];
    });
  return [
    ...classes(rates, "/rates", 0),
    ...tiers.flatMap((tier, index) => classes(tier.rates, `/tiers/${index}/rates`, tier.above_input_tokens + 1)),
    ...(per_request === null || rate.perRequest === 0n
      ? []
      : [figure("/per_request", rate.perRequest, FEMTO_DECIMALS, "for a request")]),
  ];
}

const OWN = "your price before";

function formerFigures(former: OverrideDraft | undefined, book: PriceBook): readonly Before[] {
  if (former === undefined) return [];
  return figuresOf(former).map((figure) => ({ ...figure, currency: currencyOf(former, book), what: OWN }));
}

/** What the list says of the things that a draft prices; an adjustment is held against none. */
function listFigures(draft: OverrideDraft, book: PriceBook, list: readonly Rate[]): readonly Before[] {
  const none = { pointer: "/percent", amount: UNSCALED, text: "0 %", currency: book.currency, what: "no adjustment" };
  if (draft.kind === "adjustment") return [none];
  if (draft.kind !== "model_rates") return [];
  return list
    .flatMap((rate) => rateFigures(rate, draft))
    .map((figure) => ({ ...figure, currency: LIST_CURRENCY, what: "the list price" }));
}

function isDear({ pointer, amount }: Figure, currency: string, book: PriceBook, atEpochMs: number): boolean {
  if (!pointer.includes("_tokens")) return false;
  const dollar = currency === LIST_CURRENCY ? UNSCALED : book.conversion(LIST_CURRENCY, atEpochMs)?.scale;
  const own = currency === LIST_CURRENCY ? UNSCALED : book.conversion(currency, atEpochMs)?.scale;
  if (dollar === undefined || own === undefined) return false;
  const mine = product(amount, own);
  return mine.numerator * dollar.denominator > DEAR_FEMTOS * dollar.numerator * mine.denominator;
}
