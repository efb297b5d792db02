import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { LIMITS } from "@outlay/domain/limits";
import { type ApiAccess, type ApiAnswer, backOff, callApi, problemText } from "./api-client.ts";
import { objectOf, textOf } from "./json-body.ts";

/** One event as a line of JSON, with whatever the caller knows it by. */
export interface Line<Origin> {
  readonly json: string;
  readonly origin: Origin;
}

export interface Refused<Origin> {
  readonly line: Line<Origin>;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface Sent<Origin> {
  readonly accepted: number;
  readonly refused: readonly Refused<Origin>[];
}

/** The API refuses the request itself: a wrong key, a missing scope. Nothing of it was taken. */
export class RequestRefusedError extends Error {}

const compress = promisify(gzip);

export interface BatchLimits {
  readonly eventsPerRequest: number;
  readonly bodyBytesDecoded: number;
}

/** Cuts lines into batches within the limits of one request, in order. */
export async function* batchLines<Origin>(
  lines: AsyncIterable<Line<Origin>> | Iterable<Line<Origin>>,
  limits: BatchLimits = LIMITS,
): AsyncGenerator<Line<Origin>[]> {
  let batch: Line<Origin>[] = [];
  let bytes = 0;
  for await (const line of lines) {
    const size = Buffer.byteLength(line.json) + 1;
    if (batch.length === limits.eventsPerRequest || (batch.length > 0 && bytes + size > limits.bodyBytesDecoded)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(line);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Sends one batch to POST /v1/imports, in halves where it is too large in transit or for the API, and again what it did not take
 * for now. Every line ends as accepted, or refused with its reasons; throws RequestRefusedError or UnreachableError where that
 * cannot be told.
 */
export async function sendEvents<Origin>(
  access: ApiAccess,
  batch: readonly Line<Origin>[],
  attempt = 1,
): Promise<Sent<Origin>> {
  const body = await compress(batch.map(({ json }) => `${json}\n`).join(""));
  if (body.length > LIMITS.bodyBytesSent && batch.length > 1) return sendHalves(access, batch);
  const answer = await callApi(access, "/v1/imports", {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" },
    body: new Uint8Array(body),
  });
  if (answer.status === 413 && batch.length > 1) return sendHalves(access, batch);
  if (answer.status === 413) return { accepted: 0, refused: refuseAll(batch, problemText(answer)) };
  const listed = listRefused(answer.body["refused"], batch);
  checkCounts(answer, batch.length, listed.length);
  const refused = listed.filter(({ isUnavailable }) => !isUnavailable);
  const again = listed.filter(({ isUnavailable }) => isUnavailable).map(({ line }) => line);
  const accepted = batch.length - listed.length;
  if (again.length === 0) return { accepted, refused };
  await backOff(access, `did not take ${again.length} events for now`, attempt);
  const rest = await sendEvents(access, again, attempt + 1);
  return { accepted: accepted + rest.accepted, refused: [...refused, ...rest.refused] };
}

const refuseAll = <Origin>(batch: readonly Line<Origin>[], detail: string): Refused<Origin>[] =>
  batch.map((line) => ({ line, errors: [{ pointer: "", detail }] }));

/** The report is exact or there is none: an answer whose counts do not add up to the batch is not believed. */
function checkCounts(answer: ApiAnswer, sent: number, refused: number): void {
  if (answer.status === 422 && refused === sent) return;
  if (answer.status !== 202) throw new RequestRefusedError(problemText(answer));
  if (answer.body["accepted"] === sent - refused) return;
  throw new RequestRefusedError(
    `Of ${sent} events the API says that it accepted ${textOf(answer.body["accepted"])} and refused ${refused}.`,
  );
}

async function sendHalves<Origin>(access: ApiAccess, batch: readonly Line<Origin>[]): Promise<Sent<Origin>> {
  const middle = Math.ceil(batch.length / 2);
  const first = await sendEvents(access, batch.slice(0, middle));
  const second = await sendEvents(access, batch.slice(middle));
  return { accepted: first.accepted + second.accepted, refused: [...first.refused, ...second.refused] };
}

type ListedRefusal<Origin> = Refused<Origin> & { readonly isUnavailable: boolean };

function listRefused<Origin>(list: unknown, batch: readonly Line<Origin>[]): ListedRefusal<Origin>[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const { index, code, errors } = objectOf(item);
    const line = typeof index === "number" ? batch[index] : undefined;
    if (line === undefined) return [];
    return [{ line, errors: faultsOf(errors, Number(index)), isUnavailable: code === "unavailable" }];
  });
}

const faultsOf = (errors: unknown, index: number): Refused<unknown>["errors"] =>
  (Array.isArray(errors) ? errors.map(objectOf) : []).map(({ pointer, detail }) => ({
    // Pointers start at the body; told by row, the place in the batch means nothing.
    pointer: textOf(pointer).replace(new RegExp(`^/${index}(?=/|$)`), ""),
    detail: textOf(detail),
  }));
