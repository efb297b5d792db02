/** What the caller does then is no part of sending: if it throws, it throws by itself. */
export const tell = (callback: () => void): void => queueMicrotask(callback);
