import { UsageEventBody } from "@outlay/domain/usage-event-schema";
import * as z from "zod";

/** The members of an adapter's event that the wire format of events does not have, by their paths; tags are the sender's. */
export const strayMembers = (body: unknown): readonly string[] => strays(UsageEventBody, body, "");

function strays(schema: unknown, value: unknown, path: string): readonly string[] {
  const bare = unwrapped(schema);
  if (!(bare instanceof z.ZodObject) || typeof value !== "object" || value === null) return [];
  const shape = new Map<string, unknown>(Object.entries(bare.shape));
  return Object.entries(value).flatMap(([name, member]) =>
    shape.has(name) ? strays(shape.get(name), member, `${path}/${name}`) : [`${path}/${name}`],
  );
}

function unwrapped(schema: unknown): unknown {
  let bare = schema;
  while (bare instanceof z.ZodOptional || bare instanceof z.ZodNullable) bare = bare.unwrap();
  return bare;
}
