namespace O4O.Simulator.Import;

/// <summary>
/// Which channels of the controllers have a load cell. A cell's readings are never all equal to the last bit; a channel
/// that repeats one value for a second and more is not wired (a known file has 31 such, beyond the ends of its gondolas).
/// </summary>
internal sealed class PlateCensus
{
    /// <summary>Equal readings after which a channel counts as not wired: a second at 60 Hz.</summary>
    private const long DeadReadings = 60;
    private readonly SortedDictionary<PlateId, Channel> _channels = [];

    private sealed class Channel
    {
        public float First;
        public long Readings;
        public bool Varies;
    }

    /// <summary>Single readings of all channels.</summary>
    public long Readings { get; private set; }

    /// <summary>Channels that ever gave a reading, in order, and whether they are wired.</summary>
    public IEnumerable<(PlateId Id, bool Wired)> Channels =>
        _channels.Select(c => (c.Key, c.Value.Varies || c.Value.Readings < DeadReadings));

    public void Count(PlateDocument document)
    {
        for (int shelf = 1; shelf < document.ShelfEnd; shelf++)
            for (int plate = 1; plate < document.PlateEnd; plate++) Count(document, shelf, plate);
    }

    private void Count(PlateDocument document, int shelf, int plate)
    {
        Channel? channel = null;
        var id = new PlateId(document.Gondola, shelf, plate);
        for (int s = 0; s < document.Samples; s++)
        {
            float grams = document.Grams(s, shelf, plate);
            if (!float.IsFinite(grams)) continue;
            if (channel is null && !_channels.TryGetValue(id, out channel)) _channels[id] = channel = new Channel { First = grams };
            channel.Varies |= grams != channel.First;
            channel.Readings++;
            Readings++;
        }
    }
}
