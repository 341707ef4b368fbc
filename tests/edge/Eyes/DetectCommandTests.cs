using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using O4O.Edge.Tests.Drivers.Camera;
using O4O.Edge.Tests.Drivers.Inference;
using Xunit;

namespace O4O.Edge.Tests.Eyes;

/// <summary><c>detect</c> as people call it: rows, pictures, and messages that name the cause.</summary>
[Trait("Needs", "ffmpeg")]
public sealed class DetectCommandTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-detect-").FullName;

    /// <summary>Sees one bottle of 64 × 32 pixels in the middle of a picture of 128 × 128.</summary>
    private readonly TinyModel _tiny = new(TinyModel.Rows((20, [0.5f, 0.5f, MathF.Log(0.5f), MathF.Log(0.25f), 1, 0.1f, 0.8f])));

    public void Dispose()
    {
        _tiny.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Detect_InAVideo_WritesARowAFrameInOrderAndDrawsThem()
    {
        string rows = Path.Combine(_folder, "det.txt"), drawn = Path.Combine(_folder, "drawn.mp4"), again = Path.Combine(_folder, "again.txt");

        (int code, string output, string error) = Run("--model", _tiny.ManifestFile, "--input", Video(), "--out", rows, "--draw", drawn, "--threads", "2");

        Assert.True(code == 0, error);
        Assert.Equal(
            Enumerable.Range(1, 20).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f},-1,32.00,48.00,64.00,32.00,0.8000,-1,-1,-1")),
            File.ReadAllLines(rows));
        Assert.Contains($"20 frames, 20 detections in {rows}", output, StringComparison.Ordinal);
        Assert.Contains(" frames/s; 2 sessions of one thread", output, StringComparison.Ordinal);
        Assert.Matches(@"\d+\.\d % of the time outside the bare session run", output);
        Assert.Equal("", error);
        Assert.Equal(0, Run("--model", _tiny.ManifestFile, "--input", drawn, "--out", again).Code);
        Assert.Equal(20, File.ReadAllLines(again).Length); // the drawn video is one, and has every frame
    }

    [Fact]
    public void Detect_OfAClassThatIsNotThere_WritesAnEmptyFile()
    {
        string rows = Path.Combine(_folder, "det.txt");

        (int code, string output, _) = Run("--model", _tiny.OnnxFile, "--input", Video(), "--out", rows, "--classes", "person");

        Assert.Equal((0, ""), (code, File.ReadAllText(rows)));
        Assert.Contains("20 frames, 0 detections", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Detect_InALiveStream_FollowsItUntilItsTimeIsOver()
    {
        using var server = new StreamServer(Clip.TransportStream(Clip.Scene, _folder, "scene"));
        string rows = Path.Combine(_folder, "det.txt");

        (int code, string output, string error) = Run("--model", _tiny.ManifestFile, "--input", server.Url, "--out", rows, "--seconds", "3");

        Assert.True(code == 0, error);
        Assert.NotEmpty(File.ReadAllLines(rows));
        Assert.Matches(@"\d+ frames captured, \d+ dropped for newer ones, 1 connections", output);
    }

    /// <summary>Whoever served a file without letting its reader jump got a few frames, and no word of it.</summary>
    [Fact]
    public async Task Detect_InAVideoOnAWebServer_SeesEveryFrame()
    {
        byte[] video = File.ReadAllBytes(Video());
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Task served = Task.Run(async () =>
        {
            for (int request = 0; request < 2; request++) // HEAD, then GET
            {
                using TcpClient client = await server.AcceptTcpClientAsync();
                byte[] asked = new byte[4096];
                int read = await client.GetStream().ReadAsync(asked);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {video.Length}\r\nConnection: close\r\n\r\n"));
                if (asked.AsSpan(0, read).StartsWith("GET"u8)) await client.GetStream().WriteAsync(video);
            }
        });
        string rows = Path.Combine(_folder, "det.txt"), url = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/video.mp4";

        (int code, _, string error) = Run("--model", _tiny.ManifestFile, "--input", url, "--out", rows);

        Assert.True(code == 0, error);
        await served;
        Assert.Equal(20, File.ReadAllLines(rows).Length);
    }

    [Fact]
    public void Detect_WithAnUnknownModel_NamesTheKnown() => Fails(["--model", "yolo"], "there is no model \"yolo\": known are fastestdet, people-overhead, people-refine, product-in-hand, yolox-nano");

    [Fact]
    public void Detect_WithACorruptModel_NamesItWithoutAStack()
    {
        File.WriteAllText(_tiny.OnnxFile, "damaged");

        Fails(["--model", _tiny.ManifestFile], _tiny.OnnxFile, "its SHA-256 is");
    }

    [Fact]
    public void Detect_WithoutTheInput_NamesIt() => Fails(["--model", _tiny.ManifestFile, "--input", "none.mp4"], "none.mp4: there is no such file or folder");

    [Fact]
    public void Detect_OfWhatIsNoVideo_NamesItAndLeavesNoRows()
    {
        string text = Path.Combine(_folder, "text.mp4");
        File.WriteAllText(text, "no video");

        Fails(["--model", _tiny.ManifestFile, "--input", text], text, "holds no pictures that ffmpeg can read");
        Assert.Equal([text], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Detect_OfAClassThatTheModelLacks_NamesTheNearest() =>
        Fails(["--model", _tiny.ManifestFile, "--input", Video(), "--classes", "persn"], "\"persn\"", "did you mean \"person\"?");

    [Fact]
    public void Detect_WithTooManyThreads_NamesTheRange() =>
        Fails(["--model", _tiny.ManifestFile, "--input", Video(), "--threads", "99"], "--threads must be between 1 and 16, but is 99");

    private string Video()
    {
        string file = Path.Combine(_folder, "video.mp4");
        Clip.Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=128x128:r=10:d=2", "-pix_fmt", "yuv420p", file);
        return file;
    }

    private void Fails(string[] arguments, params string[] said)
    {
        if (!arguments.Contains("--input")) arguments = [.. arguments, "--input", Video()];

        (int code, _, string error) = Run([.. arguments, "--out", Path.Combine(_folder, "det.txt")]);

        Assert.Equal(2, code);
        Assert.All(said, s => Assert.Contains(s, error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "O4O.Edge.Eyes.dll"), "detect", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Limit), "detect did not end");
        return (process.ExitCode, output, error.Result);
    }
}
