using O4O.Settings;

namespace O4O.CloudSync.Tests.Settings;

public enum SampleMode
{
    Live,
    DryRun,
}

public sealed record SampleSettings(string Store, SampleMode Mode, SampleHttp Http)
{
    public required IReadOnlyList<SampleShelf> Shelves { get; init; }

    public required IReadOnlyDictionary<string, long> Prices { get; init; }

    public int HoldSeconds { get; init; } = 30;

    public int Sum => Shelves.Count;
}

public sealed record SampleHttp : IValidatable
{
    public required string Listen { get; init; }

    public int MaxInFlight { get; init; } = 4;

    public IEnumerable<string> Problems()
    {
        if (MaxInFlight is < 1 or > 64)
        {
            yield return $"maxInFlight must be between 1 and 64, but is {MaxInFlight}";
        }
    }
}

public sealed record SampleShelf : IValidatable
{
    public required string Id { get; init; }

    public int[] Plates { get; init; } = [];

    public IEnumerable<string> Problems() => Id.Length == 0 ? ["a shelf needs a name"] : [];
}

public sealed record BadDefault(string Name)
{
    public SampleHttp Http { get; init; } = new() { Listen = "x", MaxInFlight = 0 };
}
