import type { Decision } from "@outlay/domain/decision";
import * as z from "zod";
import type { OutgoingMessage } from "./queue.ts";

/** Tells decisions from the other messages of the usage queue. */
export const DECISION_KIND = "decision";

/** A decision on its way to the journal. The tenant is the caller's credential's. */
const Envelope = z.object({
  version: z.literal(1),
  kind: z.literal(DECISION_KIND),
  tenantId: z.string().min(1),
  /** Checked no further: it is what `decisionMessage` was given. */
  decision: z.looseObject({ id: z.string().min(1), atEpochMs: z.int(), verdict: z.string() }),
});

export interface DecisionMessage {
  readonly tenantId: string;
  readonly decision: Decision;
}

export const decisionMessage = ({ tenantId, decision }: DecisionMessage): OutgoingMessage => ({
  body: JSON.stringify({ version: 1, kind: DECISION_KIND, tenantId, decision }),
  groupId: tenantId,
});

/** Of a body that is JSON already. Throws on anything that this module did not write. */
export function decisionOf(value: unknown): DecisionMessage {
  const { tenantId, decision } = Envelope.parse(value);
  return { tenantId, decision: decision as unknown as Decision }; // As decisionMessage laid it out.
}
