using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Settings;

namespace O4O.Edge.Recording;

/// <summary>Reads a recording: the store that it is of, then its facts in the order of their stamps.</summary>
public sealed class RecordingReader : IDisposable
{
    private readonly McapReader _reader;
    private readonly Dictionary<ushort, string> _topics = [];

    private RecordingReader(McapReader reader, StoreFile store)
    {
        _reader = reader;
        Store = store;
    }

    public StoreFile Store { get; }

    /// <summary>How the file ended; null while it has not.</summary>
    public McapReadEnd? End => _reader.End;

    /// <summary>Opens a recording.</summary>
    /// <exception cref="NotARecordingException">Not an MCAP file, or not a recording of a store; the message says why.</exception>
    public static RecordingReader Open(string path)
    {
        StoreFile store = FindStore(path);
        return new RecordingReader(McapReader.Open(path), store);
    }

    /// <summary>The next fact; false at the end, and then <see cref="End"/> says whether it was a proper one.</summary>
    public bool TryRead(out RecordedFact fact)
    {
        fact = default;
        if (!_reader.TryRead(out McapMessage message)) return false;
        if (!_topics.TryGetValue(message.ChannelId, out string? topic))
            _topics[message.ChannelId] = topic = _reader.Channels[message.ChannelId].Topic;
        fact = new RecordedFact(topic, message.ChannelId, new StoreTime(message.LogTimeNs / 1000), message.PublishTimeNs / 1000, message.Data);
        return true;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>The attached store file stands at the beginning; a cut file has it still.</summary>
    private static StoreFile FindStore(string path)
    {
        using McapReader reader = McapReader.Open(path);
        while (true)
        {
            foreach (McapAttachment attachment in reader.Attachments)
            {
                if (attachment.Name != RecordingFormat.StoreAttachment) continue;
                SettingsResult<StoreFile> store = SettingsFile.Parse<StoreFile>(attachment.Data.Span, RecordingFormat.StoreAttachment);
                return store.Value ?? throw new NotARecordingException($"{path}: its {RecordingFormat.StoreAttachment} is not a store: {store.Problems[0]}");
            }
            if (!reader.TryRead(out _)) break;
        }
        string end = reader.End is { Kind: not McapReadEndKind.Complete } e ? $" ({e.Kind} at byte {e.Offset}: {e.Reason})" : "";
        throw new NotARecordingException(
            $"{path} is no recording of a store: it has no attachment {RecordingFormat.StoreAttachment}{end}; make one with ./o4o simulate, ./o4o import or ./o4o edge");
    }
}
