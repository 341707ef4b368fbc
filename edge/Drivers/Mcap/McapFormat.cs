namespace O4O.Edge.Drivers.Mcap;

/// <summary>Opcodes and fixed sizes of MCAP version 0 (https://mcap.dev/spec).</summary>
internal static class McapFormat
{
    public const byte Header = 0x01;
    public const byte Footer = 0x02;
    public const byte Schema = 0x03;
    public const byte Channel = 0x04;
    public const byte Message = 0x05;
    public const byte Chunk = 0x06;
    public const byte MessageIndex = 0x07;
    public const byte ChunkIndex = 0x08;
    public const byte Attachment = 0x09;
    public const byte AttachmentIndex = 0x0A;
    public const byte Statistics = 0x0B;
    public const byte Metadata = 0x0C;
    public const byte MetadataIndex = 0x0D;
    public const byte SummaryOffset = 0x0E;
    public const byte DataEnd = 0x0F;

    /// <summary>Opcode (1 byte) and content length (8 bytes).</summary>
    public const int RecordHeaderBytes = 9;

    /// <summary>Channel id, sequence and two times before the data of a message.</summary>
    public const int MessageHeaderBytes = 22;

    /// <summary>Record header and fixed fields of a chunk whose compression is the empty string.</summary>
    public const int PlainChunkHeaderBytes = RecordHeaderBytes + ChunkFieldsBytes;

    /// <summary>Fixed fields of a chunk up to its records, the compression string being empty.</summary>
    public const int ChunkFieldsBytes = 8 + 8 + 8 + 4 + 4 + 8;

    /// <summary>Content of a footer: two offsets and a checksum.</summary>
    public const int FooterBytes = 20;

    /// <summary>First and last bytes of every file: the byte 0x89, "MCAP", the version "0", CR, LF.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'M', (byte)'C', (byte)'A', (byte)'P', (byte)'0', 0x0D, 0x0A];
}
