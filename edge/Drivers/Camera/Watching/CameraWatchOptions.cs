using O4O.Settings;

namespace O4O.Edge.Drivers.Camera.Watching;

/// <summary>When a camera counts as dark, frozen, shifted or late. With the defaults each is said within two seconds.</summary>
public sealed record CameraWatchOptions : IValidatable
{
    /// <summary>Time between two looks at the picture, µs, 50,000 to 1,000,000.</summary>
    public int LookEveryUs { get; init; } = 200_000;

    /// <summary>Mean brightness (16 black, 235 white) below which it is dark, 16 to 100.</summary>
    public double DarkBelow { get; init; } = 24;

    /// <summary>Standard deviation of brightness over the picture below which there is nothing to see, 0 to 50.</summary>
    public double ContrastMin { get; init; } = 3;

    /// <summary>How long dark or shifted must last to be said, µs, 0 to 60,000,000.</summary>
    public long HoldUs { get; init; } = 1_000_000;

    /// <summary>
    /// How long every looked-at pixel must stay the same to count as frozen, µs, 200,000 to 600,000,000. Real sensors are never
    /// still; a camera that compresses a still scene to exact copies for longer needs a longer time here.
    /// </summary>
    public long FrozenAfterUs { get; init; } = 1_500_000;

    /// <summary>No frame for so long is late, µs, 100,000 to 60,000,000.</summary>
    public long LateAfterUs { get; init; } = 1_000_000;

    /// <summary>How long all must be well again before that is said, µs, 0 to 60,000,000.</summary>
    public long WellAfterUs { get; init; } = 600_000;

    /// <summary>Share of the picture's structured parts that must differ from the view that was learned, 0.1 to 1.</summary>
    public double ShiftedShare { get; init; } = 0.6;

    /// <summary>Whether the view is watched at all: not for a camera that is turned on purpose.</summary>
    public bool WatchView { get; init; } = true;

    public IEnumerable<string> Problems()
    {
        if (LookEveryUs is < 50_000 or > 1_000_000) yield return $"lookEveryUs must be between 50000 and 1000000, but is {LookEveryUs}";
        if (!(DarkBelow is >= 16 and <= 100)) yield return $"darkBelow must be between 16 and 100, but is {DarkBelow}";
        if (!(ContrastMin is >= 0 and <= 50)) yield return $"contrastMin must be between 0 and 50, but is {ContrastMin}";
        if (HoldUs is < 0 or > 60_000_000) yield return $"holdUs must be between 0 and 60000000, but is {HoldUs}";
        if (FrozenAfterUs is < 200_000 or > 600_000_000) yield return $"frozenAfterUs must be between 200000 and 600000000, but is {FrozenAfterUs}";
        if (LateAfterUs is < 100_000 or > 60_000_000) yield return $"lateAfterUs must be between 100000 and 60000000, but is {LateAfterUs}";
        if (WellAfterUs is < 0 or > 60_000_000) yield return $"wellAfterUs must be between 0 and 60000000, but is {WellAfterUs}";
        if (!(ShiftedShare is >= 0.1 and <= 1)) yield return $"shiftedShare must be between 0.1 and 1, but is {ShiftedShare}";
    }
}
