/** Reads from JSON that others wrote (templates, manifests): each function throws where the shape is not as named. */

export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectAt(from: Json, name: string): Json {
  const value = from[name];
  if (!isJson(value)) throw new Error(`${name} is not an object`);
  return value;
}

export function listAt(from: Json, name: string): readonly unknown[] {
  const value = from[name];
  if (!Array.isArray(value)) throw new Error(`${name} is not a list`);
  return value;
}

export function textAt(from: Json, name: string): string {
  const value = from[name];
  if (typeof value !== "string") throw new Error(`${name} is not a text`);
  return value;
}

/** A whole number, which CloudFormation also takes as digits; `otherwise` where it is absent. */
export function numberAt(from: Json, name: string, otherwise: number): number {
  const value = from[name];
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Error(`${name} is not a number`);
  return number;
}
