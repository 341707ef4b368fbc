using O4O.Edge.Wire;
using O4O.Settings;

namespace O4O.Edge.Host.Configuration;

/// <summary>The cameras' pictures in the recording: every one that a network looked at, after its masks.</summary>
public sealed record FrameSettings : IValidatable
{
    /// <summary>Of the JPEG pictures, 10 to 95. What is left of a picture is also what the network is shown: below some 70 it finds less.</summary>
    public int Quality { get; init; } = 85;

    public IEnumerable<string> Problems()
    {
        if (Quality is < RecordPayload.QualityMin or > RecordPayload.QualityMax)
            yield return $"quality must be between {RecordPayload.QualityMin} and {RecordPayload.QualityMax}, but is {Quality}";
    }
}
