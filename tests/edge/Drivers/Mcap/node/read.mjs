// Reads a file with both readers of @mcap/core and prints what it found, one JSON object.
import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";

const path = process.argv[2];
const sha = (data) => createHash("sha256").update(data).digest("hex");
const line = (message, topics) => ({
  topic: topics.get(message.channelId),
  sequence: message.sequence,
  logTime: message.logTime.toString(),
  publishTime: message.publishTime.toString(),
  sha256: sha(message.data),
});

async function indexed() {
  const file = await open(path, "r");
  const { size } = await file.stat();
  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(size),
      read: async (offset, length) => {
        const buffer = new Uint8Array(Number(length));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, Number(offset));
        if (bytesRead !== buffer.length) throw new Error("short read");
        return buffer;
      },
    },
  });
  const topics = new Map([...reader.channelsById.values()].map((channel) => [channel.id, channel.topic]));
  const messages = [];
  for await (const message of reader.readMessages({ validateCrcs: true })) messages.push(line(message, topics));
  const attachments = [];
  for await (const attachment of reader.readAttachments({ validateCrcs: true })) {
    attachments.push({ name: attachment.name, mediaType: attachment.mediaType, sha256: sha(attachment.data) });
  }
  const metadata = [];
  for await (const entry of reader.readMetadata()) metadata.push({ name: entry.name, values: Object.fromEntries(entry.metadata) });
  await file.close();
  return {
    profile: reader.header.profile,
    statistics: {
      messageCount: Number(reader.statistics.messageCount),
      chunkCount: reader.statistics.chunkCount,
      chunkIndexes: reader.chunkIndexes.length,
    },
    messages,
    attachments,
    metadata,
  };
}

async function streamed() {
  const reader = new McapStreamReader({ validateCrcs: true });
  reader.append(await readFile(path));
  const topics = new Map();
  const messages = [];
  for (let record; (record = reader.nextRecord()); ) {
    if (record.type === "Channel") topics.set(record.id, record.topic);
    if (record.type === "Message") messages.push(line(record, topics));
  }
  if (!reader.done() || reader.bytesRemaining() !== 0) throw new Error("the file did not end");
  return { messages };
}

console.log(JSON.stringify({ indexed: await indexed(), streamed: await streamed() }));
