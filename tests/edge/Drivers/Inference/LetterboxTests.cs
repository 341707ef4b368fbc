using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

public sealed class LetterboxTests
{
    [Theory]
    [InlineData(1280, 720, PictureFit.LetterboxTopLeft, 0, 0, 416, 234)]
    [InlineData(1280, 720, PictureFit.LetterboxCentre, 0, 91, 416, 234)]
    [InlineData(720, 1280, PictureFit.LetterboxTopLeft, 0, 0, 234, 416)]
    [InlineData(720, 1280, PictureFit.LetterboxCentre, 91, 0, 234, 416)]
    [InlineData(1280, 720, PictureFit.Stretch, 0, 0, 416, 416)]
    [InlineData(416, 416, PictureFit.LetterboxCentre, 0, 0, 416, 416)]
    [InlineData(16000, 4, PictureFit.LetterboxTopLeft, 0, 0, 416, 1)]
    public void Of_APicture_PlacesIt(int width, int height, PictureFit fit, int left, int top, int boxWidth, int boxHeight)
    {
        Letterbox box = Letterbox.Of(width, height, Input(fit));

        Assert.Equal((left, top, boxWidth, boxHeight), (box.Left, box.Top, box.Width, box.Height));
    }

    [Fact]
    public void Of_AnyPicture_LeadsItsCornersBack()
    {
        var cases =
            from width in Gen.Choose(4, 4000)
            from height in Gen.Choose(4, 4000)
            from fit in Gen.Elements(PictureFit.LetterboxTopLeft, PictureFit.LetterboxCentre, PictureFit.Stretch)
            select (width, height, fit);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            Letterbox box = Letterbox.Of(c.width, c.height, Input(c.fit));
            return box.Left >= 0 && box.Top >= 0 && box.Left + box.Width <= 416 && box.Top + box.Height <= 416
                && (c.fit == PictureFit.Stretch || box.Width == 416 || box.Height == 416)
                && Math.Abs(box.PictureX(box.Left)) < 1e-3 && Math.Abs(box.PictureY(box.Top)) < 1e-3
                && Math.Abs(box.PictureX(box.Left + box.Width) - c.width) < 1e-2
                && Math.Abs(box.PictureY(box.Top + box.Height) - c.height) < 1e-2;
        }).QuickCheckThrowOnFailure();
    }

    private static ModelInput Input(PictureFit fit) => new()
    {
        Width = 416, Height = 416, Layout = TensorLayout.Nchw, Colour = ColourOrder.Bgr, Fit = fit,
    };
}
