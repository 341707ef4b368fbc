using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.Facts;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

public sealed class ClothesSamplerTests
{
    private const int Width = 120, Height = 160;
    private readonly byte[] _pixels = new byte[Picture.Bytes(Width, Height)];

    /// <summary>Somebody 40 × 100 px large whose head is at the box's upper end: the chest is at (60, 57).</summary>
    private static readonly Detection Somebody = new(40, 20, 40, 100, 0.9f, 0, new BodyPoints(new BodyPoint(60, 28, 0.9f), default, default));

    [Fact]
    public void Chest_OfOneColourBeforeAnother_IsThatColour()
    {
        Paint(0, 0, Width, Height, 200, 128, 128);
        Paint(46, 44, 28, 28, 70, 90, 180);

        Assert.Equal(new ClothesColour(70, 90, 180), ClothesSampler.Look(new Picture(Width, Height, _pixels), Somebody));
    }

    [Fact]
    public void Chest_HalfOfEach_IsTheMean()
    {
        Paint(0, 0, Width, Height, 200, 100, 100);
        Paint(0, 0, 60, Height, 100, 140, 160);

        ClothesColour seen = ClothesSampler.Look(new Picture(Width, Height, _pixels), Somebody);

        Assert.InRange(seen.Y, 145, 155);
        Assert.InRange(seen.U, 117, 123);
        Assert.InRange(seen.V, 127, 133);
    }

    [Fact]
    public void Chest_ThatCannotBeSeen_HasNoColour()
    {
        Paint(0, 0, Width, Height, 200, 128, 128);
        var picture = new Picture(Width, Height, _pixels);

        Assert.False(ClothesSampler.Look(picture, Somebody with { Points = default }).Seen); // no head
        Assert.False(ClothesSampler.Look(picture, Somebody with { Points = new BodyPoints(new BodyPoint(60, 66, 0.9f), default, default) }).Seen); // from right above
        Assert.False(ClothesSampler.Look(picture, Somebody with { Y = 150, Points = new BodyPoints(new BodyPoint(60, 158, 0.9f), default, default) }).Seen); // below the picture
        Assert.True(ClothesSampler.Look(picture, Somebody).Seen);
    }

    private void Paint(int left, int top, int width, int height, byte y, byte u, byte v)
    {
        int luma = Width * Height, chroma = Width / 2 * Height / 2;
        for (int row = top; row < top + height; row++)
        {
            _pixels.AsSpan(row * Width + left, width).Fill(y);
            _pixels.AsSpan(luma + row / 2 * (Width / 2) + left / 2, width / 2).Fill(u);
            _pixels.AsSpan(luma + chroma + row / 2 * (Width / 2) + left / 2, width / 2).Fill(v);
        }
    }
}
