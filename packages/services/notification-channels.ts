import { assert } from "@outlay/domain/assert";
import { canonicalJson } from "@outlay/domain/digest";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type {
  NewNotificationChannel,
  NotificationChannel,
  NotificationChannelChange,
} from "@outlay/domain/notification-channel";
import { forgetFailures } from "@outlay/storage/channel-turns";
import { listWebhookSecrets, removeWebhookSecrets } from "@outlay/storage/webhook-sources";
import { appendEntry } from "./append-entry.ts";
import { keepChannelSecret, type KeptChannelSecret } from "./channel-secrets.ts";
import { type EndpointChecking, requirePublicEndpoint } from "./check-endpoint.ts";
import type { Context, Randomness, Sealing } from "./context.ts";
import { requireMatch } from "./entity-match.ts";

export type ChannelContext = Context & Randomness & Sealing & EndpointChecking & MailCapable;

export interface MailCapable {
  /** Whether mail can be sent at all, as this installation is configured. */
  readonly canMail: boolean;
}

/** A channel, with the text of the secret that was made for it, shown this once. */
export interface ChannelWithSecret {
  readonly channel: NotificationChannel;
  readonly text: string | null;
}

/** The channel of the caller's tenant. Throws `notification_channel_not_found`. */
export function getNotificationChannel(
  { notificationChannels }: Pick<Configuration, "notificationChannels">,
  id: string,
): NotificationChannel {
  const channel = notificationChannels.get(id);
  if (channel) return channel;
  throw new DomainError("notification_channel_not_found", `There is no notification channel ${id}.`);
}

/** Throws `invalid_request` for a place that is not public or cannot be reached, `email_not_configured`, `notification_channel_limit_reached`. */
export async function createNotificationChannel(
  ctx: ChannelContext,
  { kind, url, addresses, ...filter }: NewNotificationChannel,
): Promise<ChannelWithSecret> {
  if (kind === "email" && !ctx.canMail)
    throw new DomainError("email_not_configured", "This installation sends no e-mail: use a webhook or Slack.");
  const place = url === undefined ? undefined : await requirePublicEndpoint(ctx, url);
  const id = ctx.newId("nch");
  const at = ctx.now().toISOString();
  const secret = place && (await keepChannelSecret(ctx, id, kind === "slack" ? place.href : undefined));
  const channel: NotificationChannel = {
    ...filter,
    id,
    kind,
    enabled: true,
    disabled_reason: null,
    ...placeOf(kind, place),
    addresses: addresses ?? [],
    secrets: secret ? [secret.entry] : [],
    created_at: at,
    created_by: ctx.actor.id,
    updated_at: at,
  };
  const { notificationChannels } = await appendEntry(ctx, {
    entity: "notification_channel",
    id,
    operation: "notification_channel.created",
    decide: (current) => {
      if (current.notificationChannels.size < LIMITS.notificationChannelsPerTenant) return { after: channel };
      const most = `A tenant has at most ${LIMITS.notificationChannelsPerTenant} notification channels.`;
      throw new DomainError("notification_channel_limit_reached", most);
    },
  });
  const made = notificationChannels.get(id);
  assert(made, "a notification channel that was made is there");
  return { channel: made, text: shown(made, secret) };
}

/**
 * Gives a channel other contents. Another URL makes the secret anew and destroys those before: none is ever used for a host that it was
 * not made for. Throws `notification_channel_not_found`, `precondition_failed`, `invalid_request`.
 */
export async function replaceNotificationChannel(
  ctx: ChannelContext,
  target: { readonly id: string; readonly ifMatch: string | undefined; readonly input: NotificationChannelChange },
): Promise<ChannelWithSecret> {
  const { id, ifMatch, input } = target;
  const { url, addresses, enabled: isToBeOn, ...filter } = input;
  const known = getNotificationChannel(ctx.configuration, id);
  requireOwnPlace(known, input);
  const place = url === undefined ? undefined : await requirePublicEndpoint(ctx, url);
  // Slack's URL is kept sealed, so one that is given is taken for another.
  const isMoved = place !== undefined && (known.kind === "slack" || place.href !== known.url);
  const secret = isMoved
    ? await keepChannelSecret(ctx, id, known.kind === "slack" ? place.href : undefined)
    : undefined;
  // Before, so that whatever stops this in between, what failed until now is not held against what is new.
  if (isMoved || (!known.enabled && isToBeOn === true)) await forgetFailures(ctx.table, ctx.tenantId, id);
  const at = ctx.now().toISOString();
  let dropped: readonly string[] = [];
  const configuration = await appendEntry(ctx, {
    entity: "notification_channel",
    id,
    operation: "notification_channel.replaced",
    decide: (current) => {
      const before = getNotificationChannel(current, id);
      requireMatch(ifMatch, before);
      if (place !== undefined && !secret && place.href !== before.url)
        throw new DomainError("changed_meanwhile", "The channel's URL was changed by another. Read it again.");
      dropped = secret ? before.secrets.map((each) => each.id) : [];
      const enabled = isToBeOn ?? before.enabled;
      const after: NotificationChannel = {
        ...before,
        ...filter,
        enabled,
        disabled_reason: enabled ? null : before.disabled_reason,
        addresses: addresses ?? before.addresses,
        ...(secret && { ...placeOf(before.kind, place), secrets: [secret.entry] }),
      };
      return { after: canonicalJson(after) === canonicalJson(before) ? before : { ...after, updated_at: at } };
    },
  });
  await removeWebhookSecrets(ctx.table, ctx.tenantId, id, dropped);
  const channel = getNotificationChannel(configuration, id);
  return { channel, text: shown(channel, secret) };
}

/**
 * Gives a webhook a second secret; for `graceSeconds` more both sign. An older one dies at once, and is destroyed.
 * Throws `notification_channel_not_found`, `invalid_request` for other kinds.
 */
export async function rotateNotificationChannel(
  ctx: ChannelContext,
  { id, graceSeconds }: { readonly id: string; readonly graceSeconds: number },
): Promise<ChannelWithSecret> {
  const known = getNotificationChannel(ctx.configuration, id);
  if (known.kind !== "webhook")
    throw invalidRequest({
      pointer: "",
      detail: `A channel of kind ${known.kind} signs nothing: it has no secret to rotate.`,
    });
  const secret = await keepChannelSecret(ctx, id, undefined);
  const graceEnd = new Date(ctx.now().getTime() + graceSeconds * 1000).toISOString();
  let dropped: readonly string[] = [];
  const configuration = await appendEntry(ctx, {
    entity: "notification_channel",
    id,
    operation: "notification_channel.rotated",
    decide: (current) => {
      const before = getNotificationChannel(current, id);
      const [newest, ...older] = before.secrets;
      dropped = older.map((each) => each.id);
      const former = newest ? [{ ...newest, valid_until: graceEnd }] : [];
      return { after: { ...before, secrets: [secret.entry, ...former] } };
    },
  });
  // Only what this very change dropped: no later change can name it again.
  await removeWebhookSecrets(ctx.table, ctx.tenantId, id, dropped);
  return { channel: getNotificationChannel(configuration, id), text: secret.text };
}

/** For good, with its secrets; what was delivered stays listed. Throws `notification_channel_not_found`, `precondition_failed`. */
export async function deleteNotificationChannel(
  ctx: Context,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | undefined },
): Promise<void> {
  await appendEntry(ctx, {
    entity: "notification_channel",
    id,
    operation: "notification_channel.deleted",
    decide: (current) => {
      requireMatch(ifMatch, getNotificationChannel(current, id));
      return { after: null };
    },
  });
  const secrets = await listWebhookSecrets(ctx.table, ctx.tenantId, id);
  await removeWebhookSecrets(ctx.table, ctx.tenantId, id, secrets.keys());
}

const placeOf = (kind: NotificationChannel["kind"], place: URL | undefined) => ({
  url: kind === "webhook" && place ? place.href : null,
  host: place?.host ?? null,
});

/** Slack's URL is theirs already; a secret that a retry finds made has been shown. */
const shown = ({ kind, secrets }: NotificationChannel, secret: KeptChannelSecret | undefined): string | null =>
  kind === "webhook" && secret && secrets[0]?.id === secret.entry.id ? secret.text : null;

function requireOwnPlace({ kind }: NotificationChannel, { url, addresses }: NotificationChannelChange): void {
  const detail = `A channel of kind ${kind} has none.`;
  if (kind === "email" && url !== undefined) throw invalidRequest({ pointer: "/url", detail });
  if (kind !== "email" && addresses !== undefined) throw invalidRequest({ pointer: "/addresses", detail });
}
