import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictMember, type StrictElement } from "@outlay/domain/strict-json";
import { acceptUsage } from "@outlay/services/accept-usage";
import { keepLangfuseNotes, readLangfuseNotes } from "@outlay/services/langfuse-notes";
import { readLangfuseBatch } from "@outlay/sources/webhooks/langfuse";
import { callNotesOf, entriesOf, notesOf, traceNotesOf } from "@outlay/sources/webhooks/langfuse-notes";
import type { Context } from "hono";
import * as z from "zod";
import { type ApiEnv, checked } from "./router.ts";
import { judgeSourceRecords, type SourceRecord } from "./source-intake.ts";
import { decodedBody } from "./webhook-intake.ts";

const SOURCE = "langfuse";
const LangfuseBatch = z.object({ batch: z.array(z.unknown()) });

/**
 * A batch of Langfuse's ingestion API, answered as Langfuse answers: 207, with what became of each of its events. Its clients send a
 * batch again in which an event failed, which counts nothing twice. Throws `unavailable` where any event is not durable.
 */
export async function takeLangfuseBatch(c: Context<ApiEnv>): Promise<Response> {
  const limits = { depthMax: LIMITS.foreignNesting, elementsMax: LIMITS.eventsPerRequest };
  const { rest, elements } = parseStrictMember(await decodedBody(c), "batch", limits);
  const whole = checked(LangfuseBatch, rest, "json").batch;
  const batch = whole.length > 0 ? whole : elements.map(({ value }) => value);
  if (batch.length > LIMITS.eventsPerRequest) {
    throw new DomainError("too_many_events", `A request holds at most ${LIMITS.eventsPerRequest} events.`);
  }
  const { ctx } = c.var;
  const calls = await readLangfuseNotes(ctx, callNotesOf(batch));
  const notes = new Map([...calls, ...(await readLangfuseNotes(ctx, traceNotesOf(batch, calls)))]);
  const said = entriesOf(notes);
  const read = readLangfuseBatch({ batch: [...said, ...batch] }, SOURCE).slice(said.length);
  const records = read.map((record, index) => unfit(elements[index], said.length + index) ?? record);
  const refused = await acceptRecords(c, records, said.length);
  await keepLangfuseNotes(ctx, notesOf(batch, notes));
  return c.json(answerOf(records, refused), 207);
}

/** An entry that two readers could read differently is refused by itself. */
function unfit(element: StrictElement | undefined, place: number): Records[number] | undefined {
  if (element === undefined || element.faults.length === 0) return undefined;
  const faults = element.faults.map(({ pointer, detail }) => ({ pointer: `/batch/${place}${pointer}`, detail }));
  return { id: element.id ?? "", read: { faults } };
}

type Refused = ReadonlyMap<number, string>;
type Records = ReturnType<typeof readLangfuseBatch>;

/** Why records are refused, by their places; all others are durable. Places in the batch are told as if nothing stood before it. */
async function acceptRecords(c: Context<ApiEnv>, records: Records, before: number): Promise<Refused> {
  const placed = records.map(({ read }, index): SourceRecord => ({ index, read }));
  const ofRecord = (_: number, pointer: string) =>
    pointer.replace(/^\/batch\/(\d+)/, (_all, place: string) => `/batch/${Number(place) - before}`);
  const { body } = await judgeSourceRecords(c, placed, { ofRecord, ofMember: (_, pointer) => pointer });
  const events = body.events.map(({ event }) => event);
  const { unavailable } = events.length === 0 ? { unavailable: [] } : await acceptUsage(c.var.ctx, events, "live");
  if (unavailable.length > 0) throw new DomainError("unavailable", "Some events were not taken. Send the batch again.");
  return new Map(
    body.refused.map(({ index, errors }) => [
      index,
      errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(" "),
    ]),
  );
}

const answerOf = (records: Records, refused: Refused) => ({
  successes: records.flatMap(({ id }, index) => (refused.has(index) ? [] : [{ id, status: 201 }])),
  errors: records.flatMap(({ id }, index) => {
    const message = refused.get(index);
    return message === undefined ? [] : [{ id, status: 400, message }];
  }),
});
