using O4O.Edge.Drivers.Camera.Watching;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera;

/// <summary>The judge of cameras, with time as an argument: what it says, and how soon.</summary>
public sealed class CameraWatchTests
{
    private const int Width = 320, Height = 180, FrameUs = 100_000;
    private const long NoticedWithinUs = 2_000_000;
    private readonly CameraWatch _watch = new(new CameraWatchOptions());
    private readonly List<CameraReport> _said = [];
    private long _nowUs = 1_000_000_000;
    private int _frames;

    public CameraWatchTests() => Show(30, i => Scene(0, 0, i));

    [Fact]
    public void Scene_WithPeopleNoiseAndChangingLight_IsWell()
    {
        Show(300, i =>
        {
            byte[] picture = Scene(0, 0, i, 0.7 + (0.3 * Math.Sin(i / 20.0)));
            Block(picture, i * 3 % Width, 60, 60, 110, 90); // somebody walks through
            return picture;
        });

        Assert.Empty(_said);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(22)]
    [InlineData(235)] // blinded: nothing can be seen either
    public void Picture_WithNothingToSee_IsDarkWithinTwoSecondsAndHeals(byte brightness) =>
        NoticedAndHealed(CameraFault.Dark, i => Noise(brightness, i));

    [Fact]
    public void Picture_ThatStandsStill_IsFrozenWithinTwoSecondsAndHeals()
    {
        byte[] last = Scene(0, 0, 999);
        NoticedAndHealed(CameraFault.Frozen, _ => last);
    }

    [Theory]
    [InlineData(12, 0)]
    [InlineData(0, -12)]
    [InlineData(-40, 25)]
    [InlineData(100, 0)]
    public void View_ThatMoved_IsShiftedWithinTwoSecondsAndHealsWhenItMovesBack(int right, int down) =>
        NoticedAndHealed(CameraFault.Shifted, i => Scene(right, down, i));

    [Fact]
    public void Frames_ThatStayAway_AreLateWithinTwoSecondsAndHeal()
    {
        long from = _nowUs;
        while (_said.Count == 0 && _nowUs < from + NoticedWithinUs) Tell(_watch.Tick(_nowUs += 200_000));

        Assert.Equal(CameraFault.Late, Assert.Single(_said).Fault);
        Assert.Null(_watch.Tick(_nowUs + 200_000)); // said once
        Show(10, i => Scene(0, 0, i));
        Assert.Equal([CameraFault.Late, CameraFault.None], _said.Select(r => r.Fault));
    }

    [Fact]
    public void View_ThatIsLearnedAgain_IsWell()
    {
        Show(15, i => Scene(60, 20, i));
        Assert.Equal(CameraFault.Shifted, _watch.Fault);

        _watch.LearnAgain();
        Show(15, i => Scene(60, 20, i));

        Assert.Equal(CameraFault.None, _watch.Fault);
    }

    [Fact]
    public void Hand_ThatCoversTheCameraForAMoment_IsNoFault()
    {
        Show(7, i => Noise(20, i));
        Show(20, i => Scene(0, 0, i));

        Assert.Empty(_said);
    }

    [Fact]
    public void Connection_ThatIsLost_IsSaidOnceWithItsReason()
    {
        Tell(_watch.Lost("unplugged", _nowUs));
        Tell(_watch.Lost("unplugged", _nowUs + 1));
        Assert.Null(_watch.Tick(_nowUs + 10_000_000)); // lost is graver than late

        Assert.Equal(new CameraReport(CameraFault.Lost, CameraFault.None, _nowUs, "unplugged"), Assert.Single(_said));
    }

    [Fact]
    public void Picture_ThatIsTheSameAfterAnOutage_IsNotFrozen()
    {
        byte[] still = Scene(0, 0, 7);
        Show(1, _ => still);
        _nowUs += 60_000_000;
        Show(5, _ => still);

        Assert.Equal(CameraFault.None, _watch.Fault);
    }

    private void NoticedAndHealed(CameraFault fault, Func<int, byte[]> picture)
    {
        long from = _nowUs;
        Show(20, picture);
        CameraReport report = Assert.Single(_said);
        Assert.Equal(fault, report.Fault);
        Assert.True(report.AtUs - from <= NoticedWithinUs, $"said after {report.AtUs - from} µs");

        Show(20, i => Scene(0, 0, i));
        Assert.Equal([fault, CameraFault.None], _said.Select(r => r.Fault));
    }

    private void Show(int frames, Func<int, byte[]> picture)
    {
        for (int i = 0; i < frames; i++, _nowUs += FrameUs, _frames++) Tell(_watch.Frame(picture(_frames), Width, Height, _nowUs));
    }

    private void Tell(CameraReport? report)
    {
        if (report is not null) _said.Add(report);
    }

    /// <summary>A wall of shelves seen from a place, with the sensor's noise of this moment.</summary>
    private static byte[] Scene(int right, int down, int moment, double light = 1)
    {
        var noise = new Random(moment);
        byte[] picture = new byte[Width * Height];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                // Boxes of different brightness, from a hash of their place on the wall.
                int box = (((x + right + 1000) / 23) * 7919) ^ (((y + down + 1000) / 17) * 104_729);
                int brightness = 40 + (((box * 31) >> 3) & 127);
                picture[(y * Width) + x] = (byte)Math.Clamp((light * brightness) + noise.Next(-3, 4), 16, 235);
            }
        }
        return picture;
    }

    private static byte[] Noise(byte brightness, int moment)
    {
        var noise = new Random(moment);
        byte[] picture = new byte[Width * Height];
        for (int i = 0; i < picture.Length; i++) picture[i] = (byte)Math.Clamp(brightness + noise.Next(-2, 3), 16, 235);
        return picture;
    }

    private static void Block(byte[] picture, int left, int top, int width, int height, byte brightness)
    {
        for (int y = top; y < Math.Min(Height, top + height); y++)
            picture.AsSpan((y * Width) + left, Math.Min(width, Width - left)).Fill(brightness);
    }
}
