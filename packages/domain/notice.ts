import type { Message } from "./alert-message.ts";
import { cutText } from "./cut-text.ts";
import type { ChannelKind } from "./notification-channel.ts";

/** A piece of news on its way to a channel. */
export interface Notice {
  /** `alert.opened`, `channel.test`, …: of one type the data have one shape. */
  readonly type: string;
  readonly at: Date;
  readonly data: unknown;
  readonly message: Message;
}

/** A mail as it is kept; to whom it goes is the channel's. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a channel of a kind is sent: the body of a request, or a mail. Nothing of a notice is evaluated. */
export const BODY_OF: Readonly<Record<ChannelKind, (notice: Notice) => string>> = {
  webhook: ({ type, at, data }) => JSON.stringify({ type, timestamp: at.toISOString(), data }),
  slack: (notice) => JSON.stringify(slackMessage(notice)),
  email: ({ message }) => JSON.stringify(mailOf(message)),
};

/** Limits of Slack's blocks. Source: Slack, "Block Kit", header, section. */
const SLACK = { header: 150, section: 3_000, field: 2_000, fields: 10 };

function slackMessage({ message: { title, sentences, fields } }: Notice) {
  const section = escapeSlack(sentences.join("\n"), SLACK.section);
  return {
    text: escapeSlack([title, ...sentences].join("\n"), SLACK.section),
    blocks: [
      { type: "header", text: { type: "plain_text", text: cutText(title, SLACK.header), emoji: false } },
      ...(section === "" ? [] : [{ type: "section", text: { type: "mrkdwn", text: section } }]),
      ...(fields.length === 0
        ? []
        : [
            {
              type: "section",
              fields: fields.slice(0, SLACK.fields).map(({ name, value }) => ({
                type: "mrkdwn",
                text: escapeSlack(`${name}\n${value}`, SLACK.field),
              })),
            },
          ]),
    ],
  };
}

/** Slack reads mentions and links between < and >; these three signs are all that must be escaped. Cut before, so that none is halved. */
function escapeSlack(text: string, max: number): string {
  const escaped = escapeThree(text);
  if (escaped.length <= max) return escaped;
  return escapeThree(cutText(text, Math.max(1, Math.floor(text.length * (max / escaped.length)) - 10))).slice(0, max);
}

const escapeThree = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const escapeHtml = (text: string) => escapeThree(text).replaceAll('"', "&quot;").replaceAll("'", "&#39;");

const SUBJECT_MAX = 200;

function mailOf({ title, sentences, fields }: Message): MailContent {
  const lines = fields.map(({ name, value }) => `${name}: ${value}`);
  const rows = fields.map(({ name, value }) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`);
  return {
    subject: cutText(`[Outlay] ${title}`.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " "), SUBJECT_MAX),
    text: [title, "", ...sentences, "", ...lines, ""].join("\n"),
    html: [
      `<h1>${escapeHtml(title)}</h1>`,
      ...sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`),
      `<table>${rows.join("")}</table>`,
    ].join("\n"),
  };
}
