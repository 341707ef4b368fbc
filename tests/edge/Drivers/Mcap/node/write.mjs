// Writes a file with the writer of @mcap/core. Message i: channel i % 2, times 1000 + i and 900 + i, i % 50 bytes of i.
import { open } from "node:fs/promises";
import { McapWriter } from "@mcap/core";

const [path, mode, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const file = await open(path, "w");
let position = 0n;
const writable = {
  position: () => position,
  write: async (bytes) => {
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten !== bytes.length) throw new Error("short write");
    position += BigInt(bytesWritten);
  },
};
const writer = new McapWriter({
  writable,
  useChunks: mode !== "unchunked",
  chunkSize: 2048,
  ...(mode === "zstd" ? { compressChunk: (data) => ({ compression: "zstd", compressedData: data }) } : {}),
});
await writer.start({ profile: "theirs", library: "@mcap/core" });
const schemaId = await writer.registerSchema({ name: "T", encoding: "jsonschema", data: new TextEncoder().encode("{}") });
const channels = [];
for (const topic of ["a", "b"]) {
  channels.push(
    await writer.registerChannel({ topic, schemaId, messageEncoding: "json", metadata: new Map([["topic", topic]]) }),
  );
}
for (let i = 0; i < count; i++) {
  await writer.addMessage({
    channelId: channels[i % 2],
    sequence: i,
    logTime: BigInt(1000 + i),
    publishTime: BigInt(900 + i),
    data: new Uint8Array(i % 50).fill(i),
  });
}
await writer.addAttachment({
  name: "note", mediaType: "text/plain", logTime: 5n, createTime: 4n, data: new TextEncoder().encode("hello"),
});
await writer.addMetadata({ name: "m", metadata: new Map([["k", "v"]]) });
await writer.end();
await file.close();
