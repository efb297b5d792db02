import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { outcomeText, parseOutcomeText } from "@outlay/domain/outcome";
import type { OutcomeOf } from "@outlay/domain/read-outcome";
import { type Subject, subjectName } from "@outlay/domain/subject";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { addToTold, getSubject } from "@outlay/storage/subjects";
import { atOnce } from "./at-once.ts";
import type { Context } from "./context.ts";
import { likelyHomes } from "./note-subjects.ts";
import { markTold } from "./told-mark.ts";

const SUBJECTS_AT_ONCE = 32;

/** Why outcomes were not taken, by their places in what was given. Those that are not named are durable, and will be counted. */
export interface Told {
  readonly accepted: number;
  readonly refused: ReadonlyMap<number, string>;
  /** To be told again. */
  readonly unavailable: ReadonlySet<number>;
}

interface Asked {
  readonly subject: Subject;
  /** By their places. */
  readonly texts: Map<number, string>;
}

/**
 * Makes outcomes durable beside what is known of their subjects, and asks for the subjects' folds. An outcome that was told before
 * is told again without harm; another one under its id is refused. Throws `forbidden`; `unavailable` where nothing was taken.
 */
export async function tellOutcomes(ctx: Context, outcomes: readonly OutcomeOf[]): Promise<Told> {
  if (!ctx.actor.scopes.has("outcomes:write"))
    throw new DomainError("forbidden", "This needs the scope outcomes:write.");
  const refused = new Map<number, string>();
  const unavailable = new Set<number>();
  const taken: Asked[] = [];
  await atOnce(bySubject(outcomes).values(), SUBJECTS_AT_ONCE, async (asked) => {
    try {
      if (await keep(ctx, asked, refused)) taken.push(asked);
    } catch (error) {
      ctx.log("outcomes_not_kept", { tenantId: ctx.tenantId, reason: String(error) });
      for (const place of asked.texts.keys()) if (!refused.has(place)) unavailable.add(place);
    }
  });
  const { tenantId } = ctx;
  const messages = taken.map(({ subject }) => foldMessage({ kind: "subject", tenantId, subject }));
  // What is kept and was not asked for is told of as not taken: telling it again asks again.
  for (const index of messages.length === 0 ? [] : await ctx.foldQueue.send(messages))
    for (const place of taken[index]?.texts.keys() ?? []) if (!refused.has(place)) unavailable.add(place);
  const accepted = outcomes.length - refused.size - unavailable.size;
  if (accepted === 0 && unavailable.size > 0)
    throw new DomainError("unavailable", "No outcome was taken. Send the same request again.");
  return { accepted, refused, unavailable };
}

function bySubject(outcomes: readonly OutcomeOf[]): Map<string, Asked> {
  const found = new Map<string, Asked>();
  for (const [place, { subject, outcome }] of outcomes.entries()) {
    const asked = found.get(subjectName(subject)) ?? { subject, texts: new Map<number, string>() };
    found.set(subjectName(subject), asked);
    asked.texts.set(place, outcomeText(outcome));
  }
  return found;
}

/** Keeps what is fit of one subject's, and says why the rest is not. False: nothing is. */
async function keep(ctx: Context, { subject, texts }: Asked, refused: Map<number, string>): Promise<boolean> {
  const known = await getSubject(ctx.table, ctx.tenantId, subject);
  const held = new Map(Array.from(known.outcomes, (text) => [parseOutcomeText(text).id, text]));
  const fresh = new Set<string>();
  for (const [place, text] of texts) {
    const { id } = parseOutcomeText(text);
    const before = held.get(id);
    if (before === text) continue;
    if (before !== undefined)
      refused.set(place, `Something else was told under the id ${id}: tell what changed under a new one.`);
    else if (held.size >= LIMITS.outcomesPerSubject)
      refused.set(place, `At most ${LIMITS.outcomesPerSubject} outcomes are told of one run, task or event.`);
    else {
      held.set(id, text);
      fresh.add(text);
    }
  }
  if (fresh.size > 0) {
    // Where usage of it is known, its home, so that the folder need not say that first. Of an event that is not.
    const isUsed = subject.kind !== "event" && known.homes.length === 0;
    const homes = isUsed ? likelyHomes(subject, known.buckets, ctx.configuration.schedule) : [];
    await markTold(ctx.table, ctx.tenantId);
    await addToTold(ctx.table, ctx.tenantId, subject, { outcomes: fresh, homes });
  }
  return [...texts.keys()].some((place) => !refused.has(place));
}
