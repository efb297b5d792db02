import type { components } from "./api-types.ts";

/** A usage event as the API takes it. */
export type UsageEvent = components["schemas"]["UsageEvent"];
export type Usage = NonNullable<UsageEvent["usage"]>;

type Named = "id" | "source" | "time";
/** A usage event that may leave out its id, its source and its time: then it has a new id, the client's source, and the time of recording. */
export type NewUsageEvent = Omit<UsageEvent, Named> & Partial<Pick<UsageEvent, Named>>;
