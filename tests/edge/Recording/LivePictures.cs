using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Wire;

namespace O4O.Edge.Tests.Recording;

/// <summary>Small pictures, and a camera that they might be of.</summary>
internal static class LivePictures
{
    /// <summary>Three metres above the floor, looking straight down.</summary>
    public static CameraFile Hung { get; } = new()
    {
        PicturePx = [320, 180], FocalPx = [200, 200], CentrePx = [159.5, 89.5], PositionMm = [1_000, 1_000, 3_000], Rotation = [Math.PI, 0, 0],
    };

    /// <summary>A grey picture as JPEG, I420 of one brightness.</summary>
    public static byte[] Grey(int side, byte brightness)
    {
        var pixels = new byte[side * side * 3 / 2];
        pixels.AsSpan(0, side * side).Fill(brightness);
        pixels.AsSpan(side * side).Fill(128);
        var to = new byte[1 << 16];
        return to[..new JpegWriter(85).Write(pixels, side, side, to)];
    }
}
