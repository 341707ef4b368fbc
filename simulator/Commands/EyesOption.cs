using System.CommandLine;
using O4O.Edge.Wire;
using O4O.Settings;
using O4O.Simulator.Cameras;

namespace O4O.Simulator.Commands;

/// <summary><c>--eyes</c> and <c>--cameras</c>: how people are seen.</summary>
internal static class EyesOption
{
    private static readonly string[] Names = ["joints", "detections"];

    public static Option<string> Create() => new("--eyes")
    {
        Description = "joints (in the store's frame) or detections (boxes, heads and wrists in the pictures of ceiling cameras)",
        HelpName = string.Join("|", Names),
        DefaultValueFactory = _ => Names[0],
    };

    public static Option<int?> CreateCameras() => new("--cameras")
    {
        Description = $"with --eyes detections: how many cameras, 1 to {CameraPlan.CamerasMax}; without it the store file's calibrated ones, or {CameraStore.CamerasUsual}",
    };

    /// <summary>Says how a recorder shall see people.</summary>
    /// <exception cref="UserMistakeException">The words mean nothing, or contradict each other.</exception>
    public static CameraStore? Parse(string eyes, int? cameras)
    {
        int mode = Array.IndexOf(Names, eyes);
        if (mode < 0)
        {
            string? near = NearestName.Find(eyes, Names);
            throw new UserMistakeException($"--eyes \"{eyes}\": " + (near is null ? $"known are {string.Join(", ", Names)}" : $"did you mean \"{near}\"?"));
        }
        if (cameras is < 1 or > CameraPlan.CamerasMax)
            throw new UserMistakeException($"--cameras must be between 1 and {CameraPlan.CamerasMax}, but is {cameras}");
        if (mode == 0 && cameras is not null) throw new UserMistakeException("--cameras goes with --eyes detections");
        return mode == 0 ? null : new CameraStore(cameras);
    }
}
