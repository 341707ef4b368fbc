using System.Text.Json.Serialization;
using O4O.Edge.Drivers.Camera.Watching;
using O4O.Settings;

namespace O4O.Edge.Eyes.Configuration;

/// <summary>One camera of the eyes' settings file. Paths are relative to the file itself.</summary>
public sealed record CameraSettings : IValidatable
{
    private const int ShelvesMax = 256, ClassesMax = 256;

    /// <summary>The camera's device name in the store file: 1 to 64 of a-z, 0-9 and '-'.</summary>
    [JsonRequired] public string Id { get; init; } = "";

    /// <summary>A video file (played again and again, at its own speed), /dev/videoN, or rtsp, http, tcp, udp, rtp, srt, rtmp.</summary>
    [JsonRequired] public string Source { get; init; } = "";

    /// <summary>A model by its name, manifest or file, as <c>detect</c> takes it.</summary>
    [JsonRequired] public string Model { get; init; } = "";

    /// <summary>What is looked for.</summary>
    public IReadOnlyList<string> Classes { get; init; } = ["person"];

    /// <summary>Least score of a detection that is told, 0.001 to 1. A tracker can use faint ones.</summary>
    public double ScoreMin { get; init; } = 0.1;

    /// <summary>A file of privacy masks.</summary>
    public string? Mask { get; init; }

    /// <summary>Pictures a second, 0.1 to 60.</summary>
    public double Fps { get; init; } = 10;

    /// <summary>Wider pictures are scaled down to this, 64 to 7,680 pixels. Null keeps them.</summary>
    public int? Width { get; init; }

    /// <summary>Shelves that it looks at, as devices (<c>shelf-1-2</c>): when one moves, every picture is looked at for a while.</summary>
    public IReadOnlyList<string> Shelves { get; init; } = [];

    /// <summary>The camera's own password at the broker; its user name is its id.</summary>
    public string? Password { get; init; }

    /// <summary>When it counts as dark, frozen, shifted or late.</summary>
    public CameraWatchOptions Watch { get; init; } = new();

    public IEnumerable<string> Problems()
    {
        if (!IsName(Id)) yield return $"id must be 1 to 64 of a-z, 0-9 and '-', but is \"{Id}\"";
        if (Source.Length == 0) yield return "source must name a file, a device or a stream";
        if (Model.Length == 0) yield return "model must name a model";
        if (Classes.Count is 0 or > ClassesMax) yield return $"classes must be 1 to {ClassesMax}, but are {Classes.Count}";
        if (!(ScoreMin is >= 0.001 and <= 1)) yield return $"scoreMin must be between 0.001 and 1, but is {ScoreMin}";
        if (!(Fps is >= 0.1 and <= 60)) yield return $"fps must be between 0.1 and 60, but is {Fps}";
        if (Width is < 64 or > 7680) yield return $"width must be between 64 and 7680, but is {Width}";
        if (Shelves.Count > ShelvesMax) yield return $"shelves must be at most {ShelvesMax}, but are {Shelves.Count}";
    }

    internal static bool IsName(string s) => s.Length is > 0 and <= 64 && s.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
