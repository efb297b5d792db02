import { ATTEMPT_ERRORS, type Delivery, DELIVERY_STATES } from "@outlay/domain/delivery";
import { CHANNEL_KINDS } from "@outlay/domain/notification-channel";
import * as z from "zod";

const time = z.union([z.string(), z.null()]);
const count = z.union([z.int(), z.null()]);

export const DeliveryBody = z
  .object({
    id: z.string().meta({ description: "Also the webhook-id of every attempt: receivers know a repeat by it." }),
    notification_channel_id: z.string(),
    kind: z.enum(CHANNEL_KINDS),
    alert_id: z.union([z.string(), z.null()]),
    type: z.string().meta({ description: "What is told, for example alert.opened." }),
    state: z.enum(DELIVERY_STATES).meta({
      description:
        "pending: another attempt is due. failed: every attempt of the schedule failed. disabled: the channel was switched off, or its receiver is gone.",
    }),
    created_at: z.string(),
    next_attempt_at: time,
    attempts: z
      .array(
        z.object({
          number: z.int(),
          at: z.string(),
          duration_ms: count.meta({ description: "Null while it goes on, or where nobody knows what became of it." }),
          status_code: count,
          error: z.union([z.enum(ATTEMPT_ERRORS), z.null()]),
        }),
      )
      .meta({ description: "The last 50, oldest first. What a receiver answered beside its status is not kept." }),
  })
  .meta({ id: "Delivery" });

const timeText = (epochMs: number) => new Date(epochMs).toISOString();

export const presentDelivery = (delivery: Delivery): z.input<typeof DeliveryBody> => ({
  id: delivery.id,
  notification_channel_id: delivery.channelId,
  kind: delivery.channelKind,
  alert_id: delivery.alertId,
  type: delivery.type,
  state: delivery.state,
  created_at: timeText(delivery.createdAtEpochMs),
  next_attempt_at: delivery.dueAtEpochMs === null ? null : timeText(delivery.dueAtEpochMs),
  attempts: delivery.attempts.map(({ number, startedAtEpochMs, durationMs, statusCode, error }) => ({
    number,
    at: timeText(startedAtEpochMs),
    duration_ms: durationMs,
    status_code: statusCode,
    error,
  })),
});
