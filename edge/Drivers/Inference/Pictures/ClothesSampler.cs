using O4O.Edge.Store.Facts;

namespace O4O.Edge.Drivers.Inference.Pictures;

/// <summary>The mean colour of the disc around somebody's chest. A few hundred pixels; nothing is allocated.</summary>
internal static class ClothesSampler
{
    /// <summary>Less of the disc than this in the picture is not looked at.</summary>
    private const float InsideMin = 0.7f;

    /// <summary>So many rows and columns of samples at most: a near person's disc has thousands of pixels.</summary>
    private const int SamplesMax = 16;

    /// <summary>The colour; not seen where the head is not, where it is right over the body, or where the chest is outside of the picture.</summary>
    /// <param name="picture">What the camera shows.</param>
    /// <param name="found">Somebody in it, in its pixels.</param>
    public static ClothesColour Look(in Picture picture, in Detection found)
    {
        BodyPoint head = found.Points.Head;
        if (!head.Seen || !ChestPatch.TryFind(found.X, found.Y, found.Width, found.Height, head.X, head.Y, out ChestPatch patch)) return default;
        float radius = patch.RadiusPx, step = MathF.Max(1, 2 * radius / SamplesMax);
        int y = 0, u = 0, v = 0, inside = 0, all = 0;
        for (float down = -radius; down <= radius; down += step)
        {
            for (float aside = -radius; aside <= radius; aside += step)
            {
                if (aside * aside + down * down > radius * radius) continue;
                all++;
                float atX = patch.X + aside, atY = patch.Y + down;
                if (!(atX >= 0 && atY >= 0 && atX < picture.Width && atY < picture.Height)) continue;
                int column = (int)atX, row = (int)atY, colour = row / 2 * picture.ColourWidth + column / 2;
                (y, u, v, inside) = (y + picture.Y[row * picture.Width + column], u + picture.U[colour], v + picture.V[colour], inside + 1);
            }
        }
        if (inside == 0 || inside < InsideMin * all) return default;
        return new ClothesColour(Mean(y, inside), Mean(u, inside), Mean(v, inside));
    }

    /// <summary>Never 0, which would say that nothing was seen.</summary>
    private static byte Mean(int sum, int count) => (byte)Math.Max(1, (sum + count / 2) / count);
}
