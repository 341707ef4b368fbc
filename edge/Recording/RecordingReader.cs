using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Settings;

namespace O4O.Edge.Recording;

/// <summary>Reads a recording: the store that it is of, then its facts in the order of their stamps.</summary>
public sealed class RecordingReader : IDisposable
{
    private readonly McapReader _reader;
    private readonly bool _withPictures;
    private readonly Dictionary<ushort, string> _topics = [];

    private RecordingReader(McapReader reader, StoreFile store, RecordedEyes? eyes, bool withPictures)
    {
        (_reader, _withPictures) = (reader, withPictures);
        (Store, Eyes) = (store, eyes);
    }

    public StoreFile Store { get; }

    /// <summary>Who looked at the pictures in it; null where it was made without pictures.</summary>
    public RecordedEyes? Eyes { get; }

    /// <summary>Pictures met so far, and what they weigh, of each device that sent some.</summary>
    public SortedDictionary<string, (long Count, long Bytes)> Pictures { get; } = new(StringComparer.Ordinal);

    /// <summary>How the file ended; null while it has not.</summary>
    public McapReadEnd? End => _reader.End;

    /// <summary>Opens a recording.</summary>
    /// <param name="path">The file.</param>
    /// <param name="withPictures">Whether <see cref="TryRead"/> gives its pictures too, which are no facts: each before what was found in it.</param>
    /// <exception cref="NotARecordingException">Not an MCAP file, or not a recording of a store; the message says why.</exception>
    public static RecordingReader Open(string path, bool withPictures = false)
    {
        (StoreFile store, RecordedEyes? eyes) = FindStore(path);
        return new RecordingReader(McapReader.Open(path), store, eyes, withPictures);
    }

    /// <summary>The next fact; false at the end, and then <see cref="End"/> says whether it was a proper one.</summary>
    public bool TryRead(out RecordedFact fact)
    {
        while (_reader.TryRead(out McapMessage message))
        {
            if (!_topics.TryGetValue(message.ChannelId, out string? topic))
                _topics[message.ChannelId] = topic = _reader.Channels[message.ChannelId].Topic;
            fact = new RecordedFact(topic, message.ChannelId, new StoreTime(message.LogTimeNs / 1000), message.PublishTimeNs / 1000, message.Data);
            if (!fact.IsPicture) return true;
            Count(fact);
            if (_withPictures) return true;
        }
        fact = default;
        return false;
    }

    public void Dispose() => _reader.Dispose();

    private void Count(in RecordedFact picture)
    {
        if (PictureMessage.TryTake(picture.Payload, out PictureParts parts, out _) && parts.IsMissing) return; // none is there
        string device = Topics.TryParseUp(picture.Topic, out _, out string named, out _) ? named : picture.Topic;
        (long count, long bytes) = Pictures.GetValueOrDefault(device);
        Pictures[device] = (count + 1, bytes + picture.Payload.Length);
    }

    /// <summary>The attached store file stands at the beginning; a cut file has it still.</summary>
    private static (StoreFile Store, RecordedEyes? Eyes) FindStore(string path)
    {
        using McapReader reader = McapReader.Open(path);
        bool more;
        do
        {
            more = reader.TryRead(out _); // what stands before the first message is known then
            foreach (McapAttachment attachment in reader.Attachments)
            {
                if (attachment.Name != RecordingFormat.StoreAttachment) continue;
                SettingsResult<StoreFile> store = SettingsFile.Parse<StoreFile>(attachment.Data.Span, RecordingFormat.StoreAttachment);
                return (store.Value ?? throw new NotARecordingException($"{path}: its {RecordingFormat.StoreAttachment} is not a store: {store.Problems[0]}"), FindEyes(reader));
            }
        }
        while (more);
        string end = reader.End is { Kind: not McapReadEndKind.Complete } e ? $" ({e.Kind} at byte {e.Offset}: {e.Reason})" : "";
        throw new NotARecordingException(
            $"{path} is no recording of a store: it has no attachment {RecordingFormat.StoreAttachment}{end}; make one with ./o4o simulate, ./o4o import or ./o4o edge");
    }

    private static RecordedEyes? FindEyes(McapReader reader)
    {
        McapMetadata? metadata = reader.Metadata.FirstOrDefault(m => m.Name == RecordedEyes.MetadataName);
        McapAttachment? gallery = reader.Attachments.FirstOrDefault(a => a.Name == RecordedEyes.GalleryAttachment);
        return metadata is null ? null : RecordedEyes.Of(metadata.Values, gallery?.Data ?? default);
    }
}
