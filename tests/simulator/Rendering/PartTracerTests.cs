using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Tests.Rendering;

public class PartTracerTests
{
    private static readonly View View = View.Whole(Pinboard.Camera("fisheye"), 160, 120);

    /// <summary>Eight rays at a time meet what one ray at a time meets, at the same place.</summary>
    [Fact]
    public void Trace_OfAnySolid_IsWhatOneRayMeets()
    {
        int met = 0;
        for (int n = 0; n < 120; n++)
        {
            Solid solid = Any(new Dice(9, "solids", n), n);
            (float[] far, int[] which, PixelRect rect) = Traced(Part.Of(PartKind.Body, solid));

            for (int y = 0; y < View.Height; y++)
            {
                for (int x = 0; x < View.Width; x++)
                {
                    int at = y * View.Stride + x;
                    float one = float.MaxValue;
                    bool hit = solid.Meets(View.Origin, View.Direction(at), ref one);
                    // At the very edge the two may round to different sides.
                    if (hit != which[at] >= 0) Assert.True(IsAtTheEdge(which, x, y) || AlmostMisses(solid, at), $"solid {n} at {x}, {y}");
                    if (!hit || which[at] < 0) continue;
                    Assert.InRange(far[at] - one, -2, 2);
                    Assert.True(x >= rect.Left && x < rect.Right && y >= rect.Top && y < rect.Bottom, $"solid {n} is met outside of its rectangle");
                    met++;
                }
            }
        }
        Assert.True(met > 4_000, $"only {met}");
    }

    /// <summary>A place met on a rounded cone is exactly a radius away from its axis, the radius there; and the normal leads away from it.</summary>
    [Fact]
    public void Trace_OfAnyCone_MeetsItsSkin()
    {
        int met = 0;
        for (int n = 0; n < 120; n++)
        {
            var dice = new Dice(10, "cones", n);
            Vec a = Place(dice), b = a + new Vec((float)dice.Gauss(), (float)dice.Gauss(), (float)dice.Gauss()) * 220;
            Part part = Part.Cone(PartKind.Body, a, (float)dice.Between(15.0, 90.0), b, (float)dice.Between(15.0, 90.0), Pinboard.Grey);

            (float[] far, int[] which, PixelRect rect) = Traced(part, everywhere: true);

            for (int at = 0; at < which.Length; at++)
            {
                if (which[at] < 0) continue;
                (int x, int y) = (at % View.Stride, at / View.Stride);
                Assert.True(x >= rect.Left && x < rect.Right && y >= rect.Top && y < rect.Bottom, $"cone {n} is met outside of its rectangle");
                Vec place = View.Origin + View.Direction(at) * far[at];
                Assert.InRange(Distance(part, place), -0.6f, 0.6f);
                part.Locate(place, out _, out Vec normal);
                Assert.InRange(Distance(part, place + normal * 10), 9, 11);
                met++;
            }
        }
        Assert.True(met > 4_000, $"only {met}");
    }

    private static Solid Any(Dice dice, int kind)
    {
        Vec right = new Vec((float)dice.Gauss(), (float)dice.Gauss(), (float)dice.Gauss()).Unit(), up = new Vec((float)dice.Gauss(), (float)dice.Gauss(), 1).Across(right, Vec.Up);
        var half = new Vec((float)dice.Between(30.0, 250.0), (float)dice.Between(30.0, 250.0), (float)dice.Between(30.0, 250.0));
        Vec ahead = Vec.Cross(up, right), place = Place(dice);
        return (kind % 4) switch
        {
            0 => Solid.Box(place, right, ahead, up, half, Pinboard.Grey),
            1 => Solid.Cylinder(place, right, ahead, up, half, Pinboard.Grey),
            2 => Solid.Ellipsoid(place, right, ahead, up, half, Pinboard.Grey),
            _ => Solid.Cut(place, right, ahead, up, half, half * -0.7f, half * new Vec(0.3f, 0.9f, 0.6f), Pinboard.Grey),
        };
    }

    private static Vec Place(Dice dice) => new((float)dice.Between(-700.0, 1_000.0), (float)dice.Between(-600.0, 1_200.0), (float)dice.Between(200.0, 1_700.0));

    private static (float[] Far, int[] Met, PixelRect Rect) Traced(in Part part, bool everywhere = false)
    {
        var far = new float[View.Stride * View.Height];
        var met = new int[far.Length];
        Array.Fill(far, float.MaxValue);
        Array.Fill(met, -1);
        PixelRect rect = PartTracer.Cover(View, part);
        PartTracer.Trace(View, part, 0, everywhere ? new PixelRect(0, 0, View.Width, View.Height) : rect, far, met);
        return (far, met, rect);
    }

    private static bool IsAtTheEdge(int[] met, int x, int y)
    {
        bool some = false, none = false;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                int i = Math.Clamp(x + dx, 0, View.Width - 1), j = Math.Clamp(y + dy, 0, View.Height - 1);
                if (met[j * View.Stride + i] >= 0) some = true;
                else none = true;
            }
        }
        return some && none;
    }

    /// <summary>A ray beside this one misses.</summary>
    private static bool AlmostMisses(Solid solid, int at)
    {
        float far = float.MaxValue;
        return !solid.Meets(View.Origin, (View.Direction(at) + new Vec(2e-4f, 0, 0)).Unit(), ref far) || !solid.Meets(View.Origin, (View.Direction(at) - new Vec(2e-4f, 0, 0)).Unit(), ref far)
            || !solid.Meets(View.Origin, (View.Direction(at) + new Vec(0, 2e-4f, 0)).Unit(), ref far) || !solid.Meets(View.Origin, (View.Direction(at) - new Vec(0, 2e-4f, 0)).Unit(), ref far);
    }

    /// <summary>From the skin, by the nearest of a thousand balls along the axis.</summary>
    private static float Distance(in Part part, Vec place)
    {
        float least = float.MaxValue;
        for (int i = 0; i <= 1_000; i++)
        {
            float t = i / 1_000f;
            least = MathF.Min(least, (place - Vec.Lerp(part.A, part.B, t)).Length - (part.RadiusA + (part.RadiusB - part.RadiusA) * t));
        }
        return least;
    }
}
