import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { mailSender } from "./mail.ts";

interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** As much of SMTP as a client needs; refuses recipients at `refused`. */
async function fakeSmtp(refused = "nobody@example.com") {
  const letters: Letter[] = [];
  const commands: string[] = [];
  const server = createServer((socket) => serve(socket, refused, commands, letters));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, letters, commands };
}

function serve(socket: Socket, refused: string, commands: string[], letters: Letter[]): void {
  let from = "";
  let to: string[] = [];
  let data: string | undefined;
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  const take = (line: string): void => {
    if (data !== undefined) {
      if (line !== ".") return void (data += `${line}\n`);
      letters.push({ from, to, data });
      data = undefined;
      return void say("250 taken");
    }
    commands.push(line);
    if (line.startsWith("EHLO")) return void socket.write("250-fake\r\n250 8BITMIME\r\n");
    if (line.startsWith("MAIL FROM:")) from = line.slice(10);
    if (line.startsWith("RCPT TO:")) {
      if (line.includes(refused)) return void say("550 nobody here");
      to = [...to, line.slice(8)];
    }
    if (line === "DATA") {
      data = "";
      return void say("354 go on");
    }
    say(line === "QUIT" ? "221 bye" : "250 ok");
  };
  say("220 fake");
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    const lines = (rest + String(chunk)).split("\r\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  });
}

const mail = {
  id: "dlv_0123",
  addresses: ["a@example.com", "b@example.com"],
  subject: "[Outlay] Budget Büro has reached 90 %",
  text: "Line one\n.\nLine after a dot",
  html: "<h1>Budget</h1>",
};
const send = (url: string, from = "outlay@example.com") => mailSender({ from, smtpUrl: url });

test("a mail goes to all addresses, whole, and again under the same Message-ID", async () => {
  const { url, letters } = await fakeSmtp();
  const sender = send(url);
  expect(await sender(mail)).toEqual({ statusCode: null, error: null, retryAfter: null });
  await sender(mail);
  expect(letters).toHaveLength(2);
  for (const { from, to, data } of letters) {
    expect(from).toContain("<outlay@example.com>");
    expect(to.join()).toBe("<a@example.com>,<b@example.com>");
    expect(data).toContain("Message-ID: <dlv_0123@example.com>");
    expect(data).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(data).toContain("To: a@example.com, b@example.com");
    expect(data).toContain("Auto-Submitted: auto-generated");
    expect(data).toContain("text/plain");
    expect(data).toContain("text/html");
  }
});

test("nothing that an alert says becomes a header, a recipient or a command", async () => {
  const { url, letters, commands } = await fakeSmtp();
  const evil = "x\r\nBcc: thief@example.com\r\n\r\n.\r\nRCPT TO:<thief@example.com>";
  const sent = { ...mail, subject: evil, text: evil, html: `${evil}<img src="file:///etc/passwd">` };
  expect(await send(url)(sent)).toMatchObject({ error: null });
  const [letter] = letters;
  const head = letter?.data.slice(0, letter.data.indexOf("\n\n")) ?? "";
  expect(head).not.toMatch(/^(?:Bcc|RCPT)/im);
  expect(letter?.to).toHaveLength(2);
  expect(commands.filter((command) => command.includes("thief"))).toEqual([]);
  expect(letter?.data).not.toContain("root:");
});

test("a server that refuses everybody refused the mail, one that is not there was not reached", async () => {
  const { url } = await fakeSmtp("example.com");
  expect(await send(url)(mail)).toMatchObject({ error: "mail_refused" });
  expect(await send("smtp://127.0.0.1:1")(mail)).toMatchObject({ error: "connection_failed" });
});

test("a server that says nothing is given up in time", { timeout: 20_000 }, async () => {
  const silent = createServer(() => {});
  servers.push(silent);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  const began = Date.now();
  const port = typeof address === "object" && address ? address.port : 0;
  expect((await send(`smtp://127.0.0.1:${port}`)(mail)).error).toBe("timeout");
  expect(Date.now() - began).toBeLessThan(10_000);
});

test("without an address to send from, none is sent", async () => {
  expect(await send("smtp://127.0.0.1:1", "")(mail)).toMatchObject({ error: "not_configured" });
});
