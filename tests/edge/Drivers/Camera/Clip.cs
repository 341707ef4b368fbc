using System.Diagnostics;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera;

/// <summary>Test pictures, made by the real ffmpeg.</summary>
internal static class Clip
{
    public const int Width = 320, Height = 180, Fps = 10;

    /// <summary>A scene with edges everywhere, moving parts and a sensor's noise.</summary>
    public const string Scene = "testsrc2=s=480x270:r=10:d=1,crop=320:180:40:30,noise=alls=6:allf=t";

    /// <summary>The same camera, turned a little.</summary>
    public const string Shifted = "testsrc2=s=480x270:r=10:d=1,crop=320:180:110:75,noise=alls=6:allf=t";

    public const string Black = "color=black:s=320x180:r=10:d=1,noise=alls=4:allf=t";

    /// <summary>One picture of the scene, again and again.</summary>
    public const string Frozen = "testsrc2=s=480x270:r=10:d=0.1,crop=320:180:40:30,loop=9:1:0";

    /// <summary>One second as an MPEG transport stream, every picture whole by itself.</summary>
    public static byte[] TransportStream(string filter, string folder, string name)
    {
        string file = Path.Combine(folder, name + ".ts");
        Ffmpeg("-f", "lavfi", "-i", filter, "-c:v", "mpeg2video", "-g", "1", "-q:v", "2", "-f", "mpegts", file);
        return File.ReadAllBytes(file);
    }

    public static void Ffmpeg(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", .. arguments]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, complaints);
    }
}
