using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using O4O.Edge.Wire;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Demo.Services;
using O4O.Simulator.Scenarios;
using O4O.Whole.Tests.Replay;
using O4O.Whole.Tests.Running;
using Xunit.Abstractions;

namespace O4O.Whole.Tests.Review;

/// <summary>Real eyes before a video, a store where much is doubtful: pictures of review cases and of nothing else, and none in the clear on the disk.</summary>
[Trait("Needs", "broker")]
[Collection("whole store")]
public sealed class ClipsTests(ITestOutputHelper output)
{
    private const string Camera = "camera-1";

    [SharedFact]
    public async Task Cases_HaveTheirPictures_OthersLeaveNothing()
    {
        await using Store store = await Store.OpenAsync(output, seed: 31, seconds: 60, o => o with
        {
            MoreCameras = [new StoreFile.CameraEntry(Camera)],
            Scenario = BuiltInScenarios.Crowd with { Seconds = 60, Faults = new FaultOptions { SilencesPerMinute = 6 } },
        });
        string folder = store.Run.Setup.InFolder("");
        using DotnetService eyes = StartEyes(store, folder);
        using var http = new HttpClient { BaseAddress = store.Run.Setup.EdgeAddress };
        http.DefaultRequestHeaders.Add("X-O4O-Operator", "test");

        await store.Run.ShopAsync(CancellationToken.None);
        await store.Run.SettleAsync(CancellationToken.None);
        EdgeSession[] trips = [.. await store.Run.Edge.TripsAsync(default)];
        JsonElement[] clips = [];
        await Until.TrueAsync("the pictures of every case", async () =>
        {
            JsonElement[] cases = await Task.WhenAll(trips.Where(t => t.Outcome == "review").Select(t => Clips(http, t.Session)));
            clips = [.. cases.SelectMany(c => c.GetProperty("clips").EnumerateArray())];
            return cases.All(c => c.GetProperty("state").GetString() != "coming");
        });

        Assert.NotEmpty(clips);
        foreach (JsonElement clip in clips) await AssertWholeAsync(http, clip);
        foreach (EdgeSession trip in trips.Where(t => t.Outcome != "review")) Assert.Equal("none", (await Clips(http, trip.Session)).GetProperty("state").GetString());
        string clipFolder = Path.Combine(folder, "data/edge/clips");
        Assert.Equal(clips.Length, Directory.GetFiles(clipFolder, "*.clip").Length);

        // Whoever dies, dies without leaving a picture.
        Kill(eyes.ProcessId);
        Kill(store.Run.EdgeService.ProcessId);
        Assert.DoesNotContain(Directory.GetFiles(folder, "*", SearchOption.AllDirectories), HasPicture);
        await Until.TrueAsync("the edge again", () => store.Run.EdgeService.IsHealthyAsync(default));
        await AssertWholeAsync(http, clips[0]);
        await AssertAlteredIsRefusedAsync(http, clips[0], clipFolder);
        store.Done();
    }

    private static DotnetService StartEyes(Store store, string folder)
    {
        string video = Path.Combine(folder, "video.mp4"), config = Path.Combine(folder, "eyes.json");
        using (Process ffmpeg = Process.Start("ffmpeg", ["-hide_banner", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=10:d=10", "-pix_fmt", "yuv420p", video])) ffmpeg.WaitForExit();
        File.WriteAllText(config, JsonSerializer.Serialize(new
        {
            store = store.Run.Setup.Store.Store, broker = new { port = store.Run.BrokerClient(Camera).Port }, sessions = 1,
            cameras = new[]
            {
                new
                {
                    id = Camera, source = video, model = SharedFactAttribute.Model("FastestDet.onnx"), fps = 5, password = store.Run.Setup.Access.PasswordOf(Camera),
                    shelves = store.Run.Setup.Store.Shelves.Select(s => $"shelf-{s.Gondola}-{s.Shelf}").ToArray(),
                },
            },
        }));
        var eyes = new DotnetService("eyes", Programs.Eyes, ["eyes", "--config", config], new Uri("http://127.0.0.1:9"), Path.Combine(folder, "logs", "eyes.log"));
        eyes.Start();
        return eyes;
    }

    private static async Task<JsonElement> Clips(HttpClient http, string session) =>
        JsonDocument.Parse(await http.GetStringAsync($"/api/sessions/{session}/clips")).RootElement;

    private static async Task AssertWholeAsync(HttpClient http, JsonElement clip)
    {
        byte[] bytes = await http.GetByteArrayAsync(PathOf(clip));
        int pictures = 0;
        long last = 0;
        for (int at = 0; at < bytes.Length; pictures++)
        {
            (long capturedUs, int length) = (BitConverter.ToInt64(bytes, at), BitConverter.ToInt32(bytes, at + 8));
            Assert.InRange(capturedUs, Math.Max(last + 1, clip.GetProperty("fromUs").GetInt64()), clip.GetProperty("toUs").GetInt64());
            Assert.Equal([0xFF, 0xD8, 0xFF, 0xE0], bytes[(at + 12)..(at + 16)]);
            last = capturedUs;
            at += 12 + length;
        }
        Assert.Equal(clip.GetProperty("pictures").GetInt32(), pictures);
    }

    private static async Task AssertAlteredIsRefusedAsync(HttpClient http, JsonElement clip, string folder)
    {
        string file = Path.Combine(folder, clip.GetProperty("clip").GetString() + ".clip");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 4;
        await File.WriteAllBytesAsync(file, bytes);
        using HttpResponseMessage answer = await http.GetAsync(PathOf(clip));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    private static string PathOf(JsonElement clip)
    {
        string name = clip.GetProperty("clip").GetString()!;
        return $"/api/sessions/{name[..name.IndexOf('.', StringComparison.Ordinal)]}/clips/{name}";
    }

    private static void Kill(int process)
    {
        using Process kill = Process.Start("kill", ["-KILL", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Also in files that a service which came back holds open.</summary>
    private static bool HasPicture(string file)
    {
        if (Path.GetExtension(file) is ".mp4" or ".lock") return false;
        using var bytes = new MemoryStream();
        using (var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)) open.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf("JFIF"u8) >= 0;
    }
}
