using O4O.Simulator.Cameras;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Export;
using O4O.Simulator.Rendering.Pictures;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Rendering;

public class VideoPictureTests
{
    private const int Width = 96, Height = 72;

    /// <summary>The way over JPEG's own planes and the way over red, green and blue show the same, but for what colours at half the size lose.</summary>
    [Fact]
    public void RenderVideo_OfAPicture_ShowsWhatItsRedGreenAndBlueShow()
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(2);
        var world = new World(DemoStore.Create() with { Issuers = [key.Issuer] }, BuiltInScenarios.Mixed with { ArrivalSeconds = 2 }, 2, SimulateCommand.Start, key, GateMode.Alone, new NoSink());
        world.Advance(world.Start + 20_000_000);
        var renderer = new StoreRenderer(world, CameraPlan.For(world.Shop.Layout, 1, 2), new RenderOptions { Width = Width, Height = Height, IsRandom = false });
        Scene scene = renderer.Observe();
        byte[] rgb = new byte[Width * Height * 3], video = new byte[VideoPicture.Bytes(Width, Height)], again = new byte[video.Length];

        renderer.Render(0, scene, rgb);
        renderer.RenderVideo(0, scene, video);
        VideoPicture.Write(rgb, Width, Height, again);

        double worst = 0, sum = 0;
        for (int i = 0; i < video.Length; i++) (worst, sum) = (Math.Max(worst, Math.Abs(video[i] - again[i])), sum + Math.Abs(video[i] - again[i]));
        Assert.InRange(sum / video.Length, 0, 1.5);
        Assert.True(video.AsSpan(0, Width * Height).ToArray().Distinct().Count() > 40, "there is something in it");
        Assert.InRange(worst, 0, 60);
    }

    [Theory]
    [InlineData(0, 0, 0, 16, 128, 128)]
    [InlineData(255, 255, 255, 235, 128, 128)]
    [InlineData(255, 0, 0, 81, 90, 240)]
    [InlineData(0, 0, 255, 41, 240, 110)]
    public void Write_OfPlainColours_IsWhatTheStandardSays(byte r, byte g, byte b, int y, int u, int v)
    {
        byte[] rgb = new byte[3 * 3 * 3], video = new byte[VideoPicture.Bytes(3, 3)];
        for (int i = 0; i < rgb.Length; i += 3) (rgb[i], rgb[i + 1], rgb[i + 2]) = (r, g, b);

        VideoPicture.Write(rgb, 3, 3, video);

        Assert.All(video[..9], p => Assert.InRange(p, y - 1, y + 1));
        Assert.All(video[9..13], p => Assert.InRange(p, u - 1, u + 1));
        Assert.All(video[13..], p => Assert.InRange(p, v - 1, v + 1));
    }
}
