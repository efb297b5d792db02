import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictLines, type StrictValue } from "@outlay/domain/strict-json";

/** What a recorded stream of server-sent events holds: the JSON of each event, in order. */
export interface EventStream {
  readonly parts: readonly StrictValue[];
  /** It ends with the mark [DONE], by which some providers say that nothing follows. */
  readonly isDone: boolean;
}

const DONE = "[DONE]";
const decoder = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

/**
 * Reads `text/event-stream`: the data of each event is one JSON value. Names, ids and comments of events are passed over, since
 * the data says what it is. Throws `malformed_body` for what is not UTF-8, `too_many_events` beyond LIMITS.streamParts.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function readEventStream(bytes: Uint8Array): EventStream {
  const data = dataOf(decodeUtf8(bytes));
  const parts = data.filter((text) => text !== DONE);
  const limits = { depthMax: LIMITS.foreignNesting, elementsMax: LIMITS.streamParts };
  return { parts: parseStrictLines(encoder.encode(parts.join("\n")), limits), isDone: data.at(-1) === DONE };
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new DomainError("malformed_body", "This is not valid UTF-8.", { cause });
  }
}

/** The data of each event. Several data lines of one event are lines of one JSON value, where a line break is but a space. */
function dataOf(text: string): string[] {
  const events: string[] = [];
  let lines: string[] = [];
  const end = () => {
    const data = lines.join(" ").trim();
    if (data !== "") events.push(data);
    if (events.length > LIMITS.streamParts) {
      throw new DomainError("too_many_events", `A recorded stream holds at most ${LIMITS.streamParts} events.`);
    }
    lines = [];
  };
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line === "") end();
    else if (line.startsWith("data:")) lines.push(line.slice("data:".length));
  }
  end();
  return events;
}
