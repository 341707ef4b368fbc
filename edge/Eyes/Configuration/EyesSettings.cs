using System.Text.Json.Serialization;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Settings;

namespace O4O.Edge.Eyes.Configuration;

/// <summary>The settings file of the live eyes. Paths are relative to the file itself.</summary>
public sealed record EyesSettings : IValidatable
{
    private const int CamerasMax = 256, SessionsMax = 64;

    /// <summary>The store's name, as it stands in topics.</summary>
    [JsonRequired] public string Store { get; init; } = "";
    [JsonRequired] public BrokerSettings Broker { get; init; } = new();
    [JsonRequired] public IReadOnlyList<CameraSettings> Cameras { get; init; } = [];

    /// <summary>Sessions of one thread each that take turns over all cameras, 1 to 64; all cores but one when null.</summary>
    public int? Sessions { get; init; }

    /// <summary>How far this program steps back behind the store's loop, 0 to 19 as of nice(1); sessions step back by five more.</summary>
    public int Nice { get; init; } = 5;

    /// <summary>When a picture counts as another one than the last that was looked at.</summary>
    public MotionGateOptions Gate { get; init; } = new();

    /// <summary>A still scene is looked at so often all the same, ms, 100 to 60,000.</summary>
    public int HeartbeatMs { get; init; } = 1_000;

    /// <summary>So long after a shelf moved every picture of its cameras is looked at, ms, 0 to 60,000.</summary>
    public int WakeMs { get; init; } = 2_000;

    /// <summary>
    /// Whether the colour of clothes is told with each person that is found, where the model gives heads: it tells two apart who met. Kept for
    /// the visit, and never a picture.
    /// </summary>
    public bool Clothes { get; init; } = true;

    /// <summary>The last seconds of each camera that looks at a shelf, in memory, for review cases.</summary>
    public RingSettings Ring { get; init; } = new();

    public sealed record BrokerSettings
    {
        public string Host { get; init; } = "127.0.0.1";
        [JsonRequired] public int Port { get; init; }

        /// <summary>PEM file of the authorities to trust; without it the connection is plain.</summary>
        public string? TlsCaFile { get; init; }
    }

    /// <summary>Sessions at work.</summary>
    internal int SessionCount => Sessions ?? Math.Clamp(Environment.ProcessorCount - 1, 1, SessionsMax);

    public IEnumerable<string> Problems()
    {
        if (!CameraSettings.IsName(Store)) yield return $"store must be 1 to 64 of a-z, 0-9 and '-', but is \"{Store}\"";
        if (Broker.Port is < 1 or > 65535) yield return "broker: port must be between 1 and 65535";
        if (Cameras.Count is 0 or > CamerasMax) yield return $"cameras must be 1 to {CamerasMax}, but are {Cameras.Count}";
        if (Sessions is < 1 or > SessionsMax) yield return $"sessions must be between 1 and {SessionsMax}, but is {Sessions}";
        if (Nice is < 0 or > 19) yield return $"nice must be between 0 and 19, but is {Nice}";
        if (HeartbeatMs is < 100 or > 60_000) yield return $"heartbeatMs must be between 100 and 60000, but is {HeartbeatMs}";
        if (WakeMs is < 0 or > 60_000) yield return $"wakeMs must be between 0 and 60000, but is {WakeMs}";
        foreach (IGrouping<string, CameraSettings> same in Cameras.GroupBy(c => c.Id).Where(g => g.Count() > 1))
            yield return $"cameras: {same.Count()} have the id \"{same.Key}\"";
    }
}
