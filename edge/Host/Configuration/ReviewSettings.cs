using O4O.Edge.Drivers.Clips;
using O4O.Settings;

namespace O4O.Edge.Host.Configuration;

/// <summary>Pictures for review cases.</summary>
public sealed record ReviewSettings : IValidatable
{
    /// <summary>False asks the eyes for nothing: no picture is ever held for a doubt, or written.</summary>
    public bool Clips { get; init; } = true;

    /// <summary>A clip is erased after this, hours, 1 to 720; before that when its case is done with.</summary>
    public int KeepHours { get; init; } = 72;

    /// <summary>All clips together, MB, 1 to 1,048,576. For a new one the oldest are erased.</summary>
    public int MegabytesMax { get; init; } = 1024;

    /// <summary>Folder of the clips' keys; beside the clips where it is not named. On a disk of its own, or in memory, it makes erasing sure.</summary>
    public string? Keys { get; init; }

    /// <summary>A step told with less confidence than this is in doubt, 0.5 to 1: its pictures are held in memory until the trip is settled.</summary>
    public double SureFrom { get; init; } = 0.95;

    internal ClipVaultOptions ToVault() => new() { KeepHours = KeepHours, MegabytesMax = MegabytesMax };

    public IEnumerable<string> Problems()
    {
        foreach (string problem in ToVault().Problems()) yield return problem;
        if (!(SureFrom is >= 0.5 and <= 1)) yield return $"sureFrom must be between 0.5 and 1, but is {SureFrom}";
    }
}
