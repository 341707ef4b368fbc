using System.Globalization;
using System.Text;

namespace O4O.Simulator.Import;

/// <summary>What an import read and wrote.</summary>
public sealed record ImportSummary
{
    public required int Gondolas { get; init; }
    public required int Shelves { get; init; }
    public required int Plates { get; init; }
    public required int Facings { get; init; }
    public required int Products { get; init; }

    /// <summary>Documents of <c>plate_data.json</c> that were used.</summary>
    public required long PlateDocuments { get; init; }

    /// <summary>Messages of shelves written.</summary>
    public required long WeightMessages { get; init; }

    /// <summary>Single readings of single plates.</summary>
    public required long Readings { get; init; }

    /// <summary>Frames of people written, those without anybody included.</summary>
    public required long PeopleFrames { get; init; }

    /// <summary>Different people.</summary>
    public required int People { get; init; }

    /// <summary>Documents skipped because they are malformed.</summary>
    public required long Malformed { get; init; }

    /// <summary>From the first arrival to the last, microseconds.</summary>
    public required long DurationUs { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>One screen for a person.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        CultureInfo c = CultureInfo.InvariantCulture;
        text.Append(c, $"store      {Gondolas} gondolas, {Shelves} shelves, {Plates} plates, {Facings} facings, {Products} products\n");
        text.Append(c, $"weights    {PlateDocuments:N0} documents, {WeightMessages:N0} messages of shelves, {Readings:N0} readings\n");
        text.Append(c, $"people     {PeopleFrames:N0} frames, {People} {(People == 1 ? "person" : "people")}\n");
        text.Append(c, $"duration   {DurationUs / 1e6:0.0} s\n");
        text.Append(c, $"warnings   {Warnings.Count}{(Malformed > 0 ? $", {Malformed} malformed documents skipped" : "")}\n");
        return text.ToString();
    }
}
