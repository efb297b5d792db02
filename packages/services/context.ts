import type { AttemptError } from "@outlay/domain/delivery";
import type { MailContent } from "@outlay/domain/notice";
import type { Configuration } from "@outlay/domain/configuration";
import type { Scope } from "@outlay/domain/role";
import type { Log } from "@outlay/platform/log";
import type { Queue } from "@outlay/messaging/queue";
import type { Table } from "@outlay/storage/table";

/** What every service is given: the world, and nothing ambient. */
export interface World {
  readonly table: Table;
  readonly usageQueue: Queue;
  readonly foldQueue: Queue;
  readonly jobsQueue: Queue;
  readonly notifyQueue: Queue;
  readonly now: () => Date;
  /** A fresh id of ours, e.g. `newId("bud")`: unique, and rising with time. */
  readonly newId: (prefix: string) => string;
  readonly log: Log;
}

/** What folding needs of the world. */
export type FolderWorld = Pick<World, "table" | "foldQueue" | "jobsQueue" | "notifyQueue" | "newId" | "now" | "log">;

/** What jobs need of the world. */
export type JobsWorld = FolderWorld & Pick<World, "usageQueue">;

/** What telling people of alerts needs of the world. */
export interface NotifierWorld extends Pick<World, "table" | "notifyQueue" | "jobsQueue" | "now" | "log">, Sealing {
  /** In [0, 1). */
  readonly random: () => number;
  readonly post: Post;
  readonly sendMail: SendMail;
}

/** What became of one attempt to reach a host of others; never what it said. */
export interface Reached {
  readonly statusCode: number | null;
  /** Null: it was taken. */
  readonly error: AttemptError | null;
  readonly retryAfter: string | null;
}

/** Sends one POST to a host of the public internet, and nowhere else, within some seconds. Does not throw for what the host does. */
export type Post = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<Reached>;

/** Hands one mail to a mail server. Does not throw for what it answers. */
export type SendMail = (
  mail: MailContent & { readonly id: string; readonly addresses: readonly string[] },
) => Promise<Reached>;

/** Only for what makes secrets. */
export interface Randomness {
  /** From a cryptographic source. */
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Only for what keeps or uses the secrets of others. */
export interface Sealing {
  /** What secrets are sealed with: see `sealText`. */
  readonly sealingSecret: string;
}

/** Who is asking, as the credential says. */
export interface Actor {
  readonly kind: "api_key" | "member" | "platform" | "webhook_source";
  /** The key's, member's or webhook source's id. */
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** A world seen by one authenticated caller of one tenant. The tenant comes from the credential alone. */
export interface Context extends World {
  readonly tenantId: string;
  readonly actor: Actor;
  /** Read for this request: no older than the request's start. */
  readonly configuration: Configuration;
}
