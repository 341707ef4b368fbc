using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>
/// The plain reference of preparing a picture: pixel by pixel, in double precision, written from the definition (bilinear with
/// pixel centres, BT.601) and from nothing else.
/// </summary>
internal static class ScalarPreparer
{
    /// <summary>What the tensor should hold; the letterboxed size and place are the caller's.</summary>
    public static double[] Prepare(byte[] i420, int width, int height, ModelInput input, int left, int top, int toWidth, int toHeight)
    {
        int colourWidth = (width + 1) / 2, colourHeight = (height + 1) / 2;
        ReadOnlySpan<byte> y = i420.AsSpan(0, width * height), u = i420.AsSpan(width * height, colourWidth * colourHeight);
        ReadOnlySpan<byte> v = i420.AsSpan((width * height) + (colourWidth * colourHeight));
        var tensor = new double[3 * input.Width * input.Height];
        for (int row = 0; row < input.Height; row++)
        {
            for (int column = 0; column < input.Width; column++)
            {
                double[] rgb = [input.Padding, input.Padding, input.Padding];
                if (column >= left && column < left + toWidth && row >= top && row < top + toHeight)
                {
                    double atX = (column - left + 0.5) * width / toWidth, atY = (row - top + 0.5) * height / toHeight;
                    rgb = Rgb(
                        Bilinear(y, width, height, atX - 0.5, atY - 0.5),
                        Bilinear(u, colourWidth, colourHeight, (atX / 2) - 0.5, (atY / 2) - 0.5),
                        Bilinear(v, colourWidth, colourHeight, (atX / 2) - 0.5, (atY / 2) - 0.5));
                }
                for (int c = 0; c < 3; c++)
                {
                    double pixel = input.Colour == ColourOrder.Rgb ? rgb[c] : rgb[2 - c];
                    int at = input.Layout == TensorLayout.Nchw
                        ? (((c * input.Height) + row) * input.Width) + column
                        : (((row * input.Width) + column) * 3) + c;
                    tensor[at] = ((pixel * input.Scale) - input.Mean[c]) / input.Deviation[c];
                }
            }
        }
        return tensor;
    }

    internal static double Bilinear(ReadOnlySpan<byte> plane, int width, int height, double x, double y)
    {
        (x, y) = (Math.Clamp(x, 0, width - 1), Math.Clamp(y, 0, height - 1));
        int x0 = (int)x, y0 = (int)y, x1 = Math.Min(x0 + 1, width - 1), y1 = Math.Min(y0 + 1, height - 1);
        double fx = x - x0, fy = y - y0;
        double top = (plane[(y0 * width) + x0] * (1 - fx)) + (plane[(y0 * width) + x1] * fx);
        double bottom = (plane[(y1 * width) + x0] * (1 - fx)) + (plane[(y1 * width) + x1] * fx);
        return (top * (1 - fy)) + (bottom * fy);
    }

    /// <summary>ITU-R BT.601 with Kr 0.299, Kb 0.114 and the ranges 16…235 and 16…240.</summary>
    internal static double[] Rgb(double y, double cb, double cr)
    {
        const double Kr = 0.299, Kb = 0.114, Kg = 1 - Kr - Kb;
        double bright = (y - 16) / 219, b = (cb - 128) / 112, r = (cr - 128) / 112;
        double red = bright + ((1 - Kr) * r), blue = bright + ((1 - Kb) * b);
        double green = (bright - (Kr * red) - (Kb * blue)) / Kg;
        return [Math.Clamp(255 * red, 0, 255), Math.Clamp(255 * green, 0, 255), Math.Clamp(255 * blue, 0, 255)];
    }
}
