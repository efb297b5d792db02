import type { Operation } from "@outlay/domain/usage-event";

/** In order: the first sign decides. Providers' and gateways' paths name what they are for. */
const OPERATIONS: readonly (readonly [RegExp, Operation])[] = [
  [/embed/, "embedding"],
  [/rerank/, "rerank"],
  [/image/, "image"],
  [/audio|speech|transcri|voice/, "audio"],
  [/chat|messages|responses|converse|generatecontent/, "chat"],
  [/completions?\b/, "completion"],
];

/** What a call was for, by its path or what else the gateway calls it. A chat where nothing says otherwise. */
export const operationOfPath = (...said: readonly unknown[]): Operation => {
  const text = said
    .filter((each) => typeof each === "string")
    .join(" ")
    .toLowerCase();
  return OPERATIONS.find(([sign]) => sign.test(text))?.[1] ?? "chat";
};
