import type { SendMail } from "@outlay/services/context";
import type { AttemptError } from "@outlay/domain/delivery";
import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { createTransport } from "nodemailer";
import MailComposer from "nodemailer/lib/mail-composer/index.js";

export interface MailSettings {
  /** Empty: no mail is sent. */
  readonly from: string;
  /** Empty: Amazon SES. */
  readonly smtpUrl: string;
}

type Mail = Parameters<SendMail>[0];
type Hand = (raw: Buffer, mail: Mail) => Promise<void>;

const CONNECT_MS = 5_000;
const TIMEOUT_MS = 15_000;

/** Hands mails to the server that is configured. A mail that is sent again has the same Message-ID. */
export function mailSender({ from, smtpUrl }: MailSettings): SendMail {
  if (from === "") return async () => failure("not_configured");
  const hand = smtpUrl === "" ? bySes(from) : bySmtp(from, smtpUrl);
  return async (mail) => {
    try {
      await hand(await compose(from, mail), mail);
      return { statusCode: null, error: null, retryAfter: null };
    } catch (error) {
      return failure(errorOf(error));
    }
  };
}

const failure = (error: AttemptError) => ({ statusCode: null, error, retryAfter: null });

/** The library encodes what is not plain, folds headers, and lets no line break through; files and URLs are out of its reach. */
function compose(from: string, { id, addresses, subject, text, html }: Mail): Promise<Buffer> {
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const mail = {
    from,
    to: [...addresses],
    subject,
    text,
    html,
    messageId: `<${id}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return new MailComposer(mail).compile().build();
}

function bySmtp(from: string, url: string): Hand {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return async (raw, { addresses }) => {
    await transport.sendMail({ envelope: { from, to: [...addresses] }, raw });
  };
}

function bySes(from: string): Hand {
  const client = new SESv2Client({
    maxAttempts: 1, // The schedule tries again, and says so.
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
  });
  return async (raw, { addresses }) => {
    const Destination = { ToAddresses: [...addresses] };
    await client.send(new SendEmailCommand({ FromEmailAddress: from, Destination, Content: { Raw: { Data: raw } } }));
  };
}

/** The server did not answer, or refused. */
function errorOf(error: unknown): AttemptError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/^(?:ETIMEDOUT|TimeoutError)$/.test(code)) return "timeout";
  return /^(?:ECONNECTION|ECONNREFUSED|EDNS|ESOCKET|ENOTFOUND)$/.test(code) ? "connection_failed" : "mail_refused";
}
