import * as z from "zod";
import type { CursorSealer } from "./cursor.ts";

/** Of a list whose range is walked in parts. */
export const NextCursor = z.union([z.string(), z.null()]).meta({
  description: "Null at the end. A page can be empty and still have a next one: a range is walked in parts.",
});

/** What a cursor of such a list names: the range stays the same from page to page, also where it was not stated. */
interface Place<Range, Position> {
  readonly range: Range;
  readonly position: Position;
}

/**
 * Where a page of the list begins: where `cursor` says, or at the beginning of the range that was stated. `asked` is whatever else decides
 * what the list holds. Throws `cursor_invalid`, and what `stated` throws.
 */
export function openPlace<Range, Position>(
  cursors: CursorSealer,
  cursor: string | undefined,
  asked: unknown,
  stated: () => Range,
): Place<Range, Position | undefined> {
  const sealed = cursors.open(cursor, asked);
  if (sealed === undefined) return { range: stated(), position: undefined };
  // The seal holds, and is of this list: it is what sealPlace wrote for it.
  return JSON.parse(sealed) as Place<Range, Position>;
}

/** `next_cursor` of a page. */
export const sealPlace = <Range, Position>(
  cursors: CursorSealer,
  { range, position }: Place<Range, Position | undefined>,
  asked: unknown,
): string | null => (position === undefined ? null : cursors.seal(JSON.stringify({ range, position }), asked));
