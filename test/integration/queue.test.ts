import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { openQueue, packRequests } from "@outlay/messaging/sqs-queue";
import * as fc from "fast-check";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: FauxqsServer;
const clients: SQSClient[] = [];
let count = 0;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: "127.0.0.1" });
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await server.stop();
});

function setUp() {
  const { queueUrl } = server.createQueue(`queue-${count++}`);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new SQSClient({ endpoint: server.address, region: "us-east-1", credentials, maxAttempts: 1 });
  clients.push(client);
  return { client, queueUrl, queue: openQueue(client, queueUrl) };
}

async function received(client: SQSClient, QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies.toSorted();
    for (const { Body } of Messages) bodies.push(Body ?? "");
  }
}

/** Lets SQS refuse entries: `refuses` is asked for each body of each request, and counts as not sent where it says so. */
function refusing(client: SQSClient, refuses: (body: string, request: number) => boolean) {
  let requests = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { Entries?: { Id: string; MessageBody: string }[] };
      if (!input.Entries) return next(args);
      const request = requests++;
      const kept = input.Entries.filter(({ MessageBody }) => !refuses(MessageBody, request));
      const Failed = input.Entries.filter((entry) => !kept.includes(entry)).map(({ Id }) => ({
        Id,
        SenderFault: false,
        Code: "InternalError",
      }));
      if (kept.length === 0) return { response: {}, output: { $metadata: {}, Successful: [], Failed } };
      const answer = await next({ ...args, input: { ...args.input, Entries: kept } });
      return { ...answer, output: { ...answer.output, Failed } };
    },
    { step: "initialize" },
  );
  return { requests: () => requests };
}

const message = (body: string) => ({ body, groupId: "tenant" });

test("what is sent arrives, more than ten at once too", async () => {
  const { client, queue, queueUrl } = setUp();
  const bodies = Array.from({ length: 95 }, (_, i) => `body ${i}`);
  expect(await queue.send(bodies.map(message))).toEqual([]);
  expect(await received(client, queueUrl)).toEqual(bodies.toSorted());
  expect(await queue.send([])).toEqual([]);
});

test("large messages go in as many requests as 1 MiB each asks for", async () => {
  const { client, queue, queueUrl } = setUp();
  const bodies = ["a", "b", "c", "é"].map((letter) => letter.repeat(letter === "é" ? 350_000 : 700_000));
  expect(await queue.send(bodies.map(message))).toEqual([]);
  expect(await received(client, queueUrl)).toEqual(bodies.toSorted());
});

test("a delayed message is not there at once", async () => {
  const { client, queue, queueUrl } = setUp();
  await queue.send([{ ...message("late"), delaySeconds: 900 }, message("now")]);
  expect(await received(client, queueUrl)).toEqual(["now"]);
});

test("entries that SQS refuses are sent again, and only those", async () => {
  const { client, queue, queueUrl } = setUp();
  const sqs = refusing(client, (body, request) => request === 0 && body !== "b");
  expect(await queue.send(["a", "b", "c"].map(message))).toEqual([]);
  expect(await received(client, queueUrl)).toEqual(["a", "b", "c"]);
  expect(sqs.requests()).toBe(2);
});

test("entries that SQS goes on refusing are reported by their index", async () => {
  const { client, queue, queueUrl } = setUp();
  const bodies = Array.from({ length: 12 }, (_, i) => `body ${i}`);
  refusing(client, (body) => body === "body 3" || body === "body 11");
  expect(await queue.send(bodies.map(message))).toEqual([3, 11]);
  expect(await received(client, queueUrl)).toHaveLength(10);
});

test("a request that fails whole throws", async () => {
  const { client } = setUp();
  await expect(openQueue(client, `${server.address}/000000000000/none`).send([message("a")])).rejects.toThrow(
    /does not exist/,
  );
});

test.each(["", "x".repeat(1_048_577)])("a body out of bounds is a bug", async (body) => {
  await expect(setUp().queue.send([message("a"), message(body)])).rejects.toThrow("1 byte to 1 MiB");
});

test("requests keep order, lose nothing, and stay within ten messages and 1 MiB", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.integer({ min: 1, max: 1_048_576 }).map((bytes) => ({ bytes })),
        { maxLength: 50 },
      ),
      (sized) => {
        const requests = packRequests(sized);
        expect(requests.flat()).toEqual(sized);
        for (const request of requests) {
          expect(request.length).toBeGreaterThan(0);
          expect(request.length).toBeLessThanOrEqual(10);
          expect(request.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(1_048_576);
        }
      },
    ),
  );
});
