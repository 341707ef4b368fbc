using O4O.Settings;

namespace O4O.Edge.Drivers.Clips;

/// <summary>How long clips are kept, and where.</summary>
public sealed record ClipVaultOptions : IValidatable
{
    /// <summary>A clip is erased after this, hours, 1 to 720, whether its case is settled or not.</summary>
    public int KeepHours { get; init; } = 72;

    /// <summary>All clips together, MB, 1 to 1,048,576. For a new one the oldest are erased.</summary>
    public int MegabytesMax { get; init; } = 1024;

    public IEnumerable<string> Problems()
    {
        if (KeepHours is < 1 or > 720) yield return $"keepHours must be between 1 and 720, but is {KeepHours}";
        if (MegabytesMax is < 1 or > 1_048_576) yield return $"megabytesMax must be between 1 and 1048576, but is {MegabytesMax}";
    }
}
