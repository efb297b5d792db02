/** What a fault of a schema says to a caller: zod's own words, save where they speak of `undefined`, which JSON does not know. */
export const faultDetail = ({ message }: { readonly message: string }): string =>
  message.endsWith("received undefined") ? "This is required." : message;
