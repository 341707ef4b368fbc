using System.Globalization;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>What came of looking again at a recording's pictures.</summary>
/// <param name="Model">The model that found people.</param>
/// <param name="IsRecordedModel">It is the one that looked when it was recorded.</param>
/// <param name="Pictures">Pictures of cameras that were looked at.</param>
/// <param name="Windows">Windows around hands.</param>
/// <param name="Missing">Pictures that were looked at and that the recording has not: there was no room for them.</param>
/// <param name="Damaged">Pictures that could not be read.</param>
/// <param name="FirstDamage">What the first of them was, or null.</param>
/// <param name="Messages">Messages of the eyes that were made anew.</param>
/// <param name="Changed">Those of them that are not, byte for byte, what was recorded.</param>
/// <param name="FirstChangedUs">When the first of them arrived, store time, µs; null for none.</param>
/// <param name="Untouched">Messages that were left as they were recorded: of cameras without pictures, of pictures that are missing, or of looks that no network took.</param>
/// <param name="MissingWindows">Hands to be looked into of which there was no window.</param>
/// <param name="RecordedDigest">One number for the messages as they were recorded.</param>
/// <param name="Digest">The same for those that were made anew.</param>
/// <param name="DecodeMs">Reading a picture, mean, milliseconds.</param>
/// <param name="LookMs">Looking at one, mean, milliseconds.</param>
internal sealed record LookedAgain(
    string Model, bool IsRecordedModel, long Pictures, long Windows, long Missing, long Damaged, string? FirstDamage, long Messages, long Changed, long? FirstChangedUs,
    long Untouched, long MissingWindows, string RecordedDigest, string Digest, double DecodeMs, double LookMs)
{
    /// <summary>For people, in lines.</summary>
    /// <param name="firstUs">When the recording begins.</param>
    public string Text(long firstUs)
    {
        string windows = Windows == 0 ? "" : $" and {Windows} windows around hands";
        string model = IsRecordedModel ? $"{Model}, as recorded" : $"{Model}, another than was recorded";
        string changed = FirstChangedUs is { } us ? string.Create(CultureInfo.InvariantCulture, $"{Changed} of {Messages} are others, the first at {(us - firstUs) / 1e6:0.00} s") : $"all {Messages} the same as recorded, to the byte";
        string gone = Missing == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"           in {Missing} places pictures are missing, for which there was no room\n");
        string untouched = Untouched == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"           {Untouched} messages were found in no picture that is here, and left as recorded\n");
        string missing = MissingWindows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"           {MissingWindows} hands were found of which no window was recorded, and not looked into\n");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            eyes       {Pictures} pictures{windows} looked at again by {model}; {DecodeMs:0.0} ms to read one, {LookMs:0.0} ms to look
            messages   {changed}
            digest     {Digest} (recorded {(Digest == RecordedDigest ? "the same" : RecordedDigest)})

            """) + gone + untouched + missing;
    }
}
