using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Pictures;

/// <summary>Where a picture lies in a model's input, and the way back.</summary>
/// <param name="Left">First column of the picture, pixels of the input.</param>
/// <param name="Top">First row of the picture, pixels of the input.</param>
/// <param name="Width">Columns that the picture takes up, at least 1.</param>
/// <param name="Height">Rows that the picture takes up, at least 1.</param>
/// <param name="PixelsPerColumn">Picture pixels a column of the input.</param>
/// <param name="PixelsPerRow">Picture pixels a row of the input.</param>
public readonly record struct Letterbox(int Left, int Top, int Width, int Height, float PixelsPerColumn, float PixelsPerRow)
{
    public static Letterbox Of(int pictureWidth, int pictureHeight, ModelInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int width = input.Width, height = input.Height;
        if (input.Fit != PictureFit.Stretch)
        {
            // Whole numbers: which side fills the input must not hang on the last bit of a division.
            bool wide = (long)pictureWidth * input.Height >= (long)pictureHeight * input.Width;
            if (wide) height = Math.Max(1, (int)((long)pictureHeight * input.Width / pictureWidth));
            else width = Math.Max(1, (int)((long)pictureWidth * input.Height / pictureHeight));
        }
        bool centre = input.Fit == PictureFit.LetterboxCentre;
        return new Letterbox(
            centre ? (input.Width - width) / 2 : 0, centre ? (input.Height - height) / 2 : 0,
            width, height, (float)pictureWidth / width, (float)pictureHeight / height);
    }

    /// <summary>From a column of the input to the picture.</summary>
    public float PictureX(float inputX) => (inputX - Left) * PixelsPerColumn;

    /// <summary>From a row of the input to the picture.</summary>
    public float PictureY(float inputY) => (inputY - Top) * PixelsPerRow;
}
