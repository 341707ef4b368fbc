using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Watching;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Camera;

/// <summary>What is motion, and what is only noise and light.</summary>
public sealed class MotionGateTests
{
    private const int Width = 768, Height = 432;
    private readonly MotionGate _gate = new(new MotionGateOptions());

    [Fact]
    public void Picture_TheFirst_Differs() => Assert.True(_gate.Moved(Scene(0)));

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(0.97, 3)] // the sun goes behind a cloud: the camera's exposure follows within a few pictures
    public void Picture_ThatDiffersByNoiseAndLight_IsStill(double light, int brighter)
    {
        Look(Scene(0));

        Assert.All(Enumerable.Range(1, 50), i => Assert.False(_gate.Moved(Scene(i, light, brighter))));
    }

    [Theory]
    [InlineData(700, 100, 24, 60)] // somebody far away
    [InlineData(300, 380, 160, 52)] // a head that comes in from below
    public void Somebody_WhoWasNotThere_IsMotion(int x, int y, int width, int height)
    {
        Look(Scene(0));

        Assert.True(_gate.Moved(Scene(1, person: (x, y, width, height))));
    }

    /// <summary>Compared is with the picture that was looked at last: each step alone is nothing.</summary>
    [Fact]
    public void Somebody_WhoCreeps_IsMotionBeforeLong()
    {
        Look(Scene(0, person: (300, 100, 80, 240)));

        int steps = Enumerable.Range(1, 60).First(i => _gate.Moved(Scene(i, person: (300 + (i / 2), 100, 80, 240))));

        Assert.InRange(steps, 3, 24); // at most a cell's width
    }

    [Fact]
    public void Picture_AfterTheReferenceIsForgotten_Differs()
    {
        Look(Scene(0));
        _gate.Forget();

        Assert.True(_gate.Moved(Scene(1)));
    }

    [Fact]
    public void Looking_AllocatesNothing()
    {
        Frame frame = Scene(0);
        Look(frame);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 20; i++) Look(frame);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0.5, 4, "levels")]
    [InlineData(8, 0, "cells")]
    public void Options_OutOfRange_AreNamed(double levels, int cells, string named) =>
        Assert.StartsWith(named, Assert.Throws<ArgumentException>(() => new MotionGate(new MotionGateOptions { Levels = levels, Cells = cells })).Message, StringComparison.Ordinal);

    private void Look(Frame frame)
    {
        _gate.Moved(frame);
        _gate.Refer();
    }

    /// <summary>A wall of shelves with a sensor's noise, perhaps with somebody before it.</summary>
    private static Frame Scene(int moment, double light = 1, int brighter = 0, (int X, int Y, int Width, int Height)? person = null)
    {
        var noise = new Random(moment);
        var frame = new Frame(Width, Height);
        Span<byte> pixels = frame.Drawable;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                int box = ((x / 41) * 7919) ^ ((y / 37) * 104_729);
                int brightness = 60 + (((box * 31) >> 3) & 63);
                if (person is { } p && x >= p.X && x < p.X + p.Width && y >= p.Y && y < p.Y + p.Height) brightness = 150;
                pixels[(y * Width) + x] = (byte)Math.Clamp((light * brightness) + brighter + noise.Next(-4, 5), 16, 235);
            }
        }
        return frame;
    }
}
