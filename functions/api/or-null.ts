import * as z from "zod";

/** Of an answer: the thing, or null where there is none. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);
