import type { Books, Budget, Decision, UsageEvent } from "./books.ts";
import { eventValues, isSame, levelOf } from "./reference-budgets.ts";

const MINUTE = 60_000;
/** How long usage may take that is tried again. */
const IN_FLIGHT = 8 * MINUTE;
const SLOT = 5 * MINUTE;

/** Once a question is answered: what it holds from now on. */
export function keepDecision(books: Books, decision: Decision): void {
  books.decisions.push(decision);
  const { answer, asked } = decision;
  if (answer.status !== 200 || answer.reserved === null || answer.expiresAt === null) return;
  const models = [answer.model, ...answer.fallbacks];
  const levels = models.flatMap((model) =>
    books.budgets
      .filter(({ isHard }) => isHard)
      .flatMap((budget) => levelOf(budget, eventValues(books, asked, model, answer.route)) ?? []),
  );
  const each = answer.reserved / BigInt(asked.attempts);
  books.holds.push({
    decision,
    levels: levels
      .filter((level, index) => levels.findIndex((other) => isSame(other, level)) === index)
      .map((level) => ({ level, isOver: false })),
    attempts: Array.from({ length: asked.attempts }, () => ({ picos: each, by: null, isFree: false })),
    endsInSlot: Math.floor(answer.expiresAt / SLOT),
  });
}

/** Sets free what is held for attempts of which nobody told; resolves with how much, and of which. */
export function release(books: Books, decision: Decision): { readonly picos: bigint; readonly attempts: number[] } {
  const hold = books.holds.find((each) => each.decision === decision);
  const freed: number[] = [];
  let picos = 0n;
  hold?.attempts.forEach((attempt, index) => {
    if (attempt.by !== null) return;
    attempt.by = "release";
    attempt.isFree = true;
    picos += attempt.picos;
    freed.push(index + 1);
  });
  return { picos, attempts: freed };
}

/** An event is accepted: the attempts that it settles are its own, if they are nobody's. */
export function claimFor(books: Books, event: UsageEvent): void {
  const hold = books.holds.find(({ decision }) => decision === event.decision);
  hold?.attempts.forEach((attempt, index) => {
    const isSettled = index + 1 === event.attempt || (event.isSuccess && index + 1 > event.attempt);
    if (isSettled) attempt.by ??= event.key;
  });
}

/** An event is in the journal. */
export function recordEvent(books: Books, key: string): void {
  const event = books.events.find((each) => each.key === key);
  if (!event || event.isRecorded) return;
  event.isRecorded = true;
  const { answer, asked } = event.decision;
  event.values = eventValues(books, asked, event.model, answer.status === 200 ? answer.route : null);
}

/** What is in the journal counts now, and what it settled is free. */
export function foldAll(books: Books): void {
  for (const event of books.events) if (event.isRecorded) event.isFolded = true;
  const folded = new Set(books.events.filter(({ isFolded }) => isFolded).map(({ key }) => key));
  for (const { attempts } of books.holds)
    for (const attempt of attempts) if (attempt.by !== null && folded.has(attempt.by)) attempt.isFree = true;
}

/** All that was accepted until then is folded: what ended eight minutes before that holds nothing any more, where budgets are hard. */
export function caughtUp(books: Books, until: number): void {
  const firstLive = Math.floor((until - IN_FLIGHT) / SLOT);
  const isTemplate = ({ scope }: Budget) => Object.values(scope).some(([value]) => value === "*");
  const hard = books.budgets.filter(({ isHard }) => isHard);
  for (const { levels, endsInSlot } of books.holds) {
    if (endsInSlot >= firstLive) continue;
    for (const each of levels) {
      const { budget, value } = each.level;
      // Plain budgets are counted together, those that were hard before among them.
      const isSeen =
        value === null
          ? hard.some((other) => !isTemplate(other))
          : hard.some((other) => isTemplate(other) && other.id === budget);
      if (isSeen) each.isOver = true;
    }
  }
}
