using System.Net.Sockets;
using O4O.Simulator.Demo.Cameras;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Tests.Pixels;
using O4O.Simulator.Tests.Simulation;

namespace O4O.Simulator.Tests.Demo;

public class LiveCamerasTests
{
    private static readonly DemoEyes Small = new() { Model = "none", Cameras = 2, Width = 64, Height = 48 };

    /// <summary>Every picture that is due is drawn or counted as missed, at ten a second of the world's time, however the world is stepped.</summary>
    [Theory]
    [InlineData(4_000)]
    [InlineData(33_000)]
    public void Look_AtALivingWorld_DrawsEachCameraTenTimesASecond(long stepUs)
    {
        using var heard = new Heard(PixelDay.Short, 3, store: PixelDay.Store(3));
        CameraStream[] streams = [new(64, 48, 10), new(64, 48, 10)];
        using var live = new LiveCameras(heard.World, streams, Small, 3);

        for (long atUs = 0; atUs < 4_000_000; atUs += stepUs)
        {
            heard.World.Advance(heard.World.Start + atUs);
            live.Look(heard.World);
        }
        live.Dispose(); // draws nothing more

        // What was still waiting when it ended is neither drawn nor missed: one a camera at most.
        Assert.InRange(live.Drawn + live.Missed, 2 * 40 - 2, 2 * 41);
        Assert.Null(live.Fault);
        foreach (CameraStream stream in streams) stream.Dispose();
    }

    /// <summary>What a reader gets is a picture of the store, not the same one all the time.</summary>
    [Fact]
    public void Streams_OfALivingWorld_ShowIt()
    {
        using var heard = new Heard(PixelDay.Short with { Seconds = 60 }, 3, store: PixelDay.Store(3));
        using var stream = new CameraStream(64, 48, 10);
        using var other = new CameraStream(64, 48, 10);
        using var live = new LiveCameras(heard.World, [stream, other], Small, 3);
        using var reader = new TcpClient("127.0.0.1", new Uri(stream.Source).Port);
        SpinWait.SpinUntil(() => stream.IsRead);
        var pictures = new HashSet<string>();

        for (int i = 0; i < 10; i++)
        {
            long sent = stream.Sent;
            heard.World.Advance(heard.World.Now + 1_000_000);
            live.Look(heard.World);
            SpinWait.SpinUntil(() => stream.Sent > sent);
        }
        NetworkStream from = reader.GetStream();
        while (from.ReadByte() != '\n')
        {
            // The line that says how large the pictures are.
        }
        var picture = new byte[64 * 48 * 3 / 2 + "FRAME\n".Length];
        for (int i = 0; i < 10; i++)
        {
            from.ReadExactly(picture);
            Assert.True(picture.Distinct().Count() > 40, "there is something in it");
            pictures.Add(Convert.ToHexString(picture));
        }

        Assert.Equal(10, pictures.Count); // noise alone makes each another one
    }
}
