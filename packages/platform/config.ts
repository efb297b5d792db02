import type { z } from "zod";

/** Reads the environment once, at start. Throws with every fault at once, so a bad deploy fails whole. */
export function parseConfig<Schema extends z.ZodObject>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `- ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Bad environment:\n${faults.join("\n")}`);
}

/** The variables that a schema asks for: infra must set each, and can set no other. */
export type EnvironmentOf<Schema extends z.ZodObject> = Record<keyof z.input<Schema> & string, string>;
