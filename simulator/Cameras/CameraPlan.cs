using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.People;

namespace O4O.Simulator.Cameras;

/// <summary>
/// Hangs cameras over a store as an installer would: out of many places on the ceiling, directions and lenses, one after another the one
/// that adds most of what is not yet seen twice, of people's heads everywhere and of hands before the shelves.
/// </summary>
public static class CameraPlan
{
    public const int CamerasMax = 12;

    /// <summary>Pictures' size in pixels.</summary>
    private const int Width = 1_280, Height = 960;

    /// <summary>Farther away people are too small, millimetres.</summary>
    private const double FarMm = 9_000;

    private const double HeadMm = 1_600, LowestMm = 2_450, HighestMm = 3_000, FromWallMm = 200, StepMm = 1_300, SlackPx = 20;
    private const int StepsMax = 12;

    /// <summary>What the first view of a place is worth, the second, the third; no more after that.</summary>
    private static readonly double[] Worth = [1, 0.8, 0.2];

    private readonly record struct Target(Point3 At, double Weight);

    private readonly record struct Candidate(CameraModel Camera, bool[] Sees);

    /// <summary>Cameras named camera-1 and so on, with their calibrations. The seed varies heights, tilts and lenses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to <see cref="CamerasMax"/> cameras.</exception>
    public static IReadOnlyList<StoreFile.CameraEntry> For(StoreLayout layout, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, CamerasMax);
        var plan = new FloorPlan(layout);
        var furniture = new Furniture(layout, plan);
        List<Target> targets = Targets(layout, plan);
        List<Candidate> candidates = Candidates(layout, plan, furniture, targets, new Dice(seed, "camera plan"));
        var views = new int[targets.Count];
        var cameras = new List<StoreFile.CameraEntry>(count);
        while (cameras.Count < count)
        {
            Candidate best = default;
            double most = -1;
            foreach (Candidate candidate in candidates)
            {
                double gain = Gain(candidate.Sees, targets, views);
                if (gain > most) (best, most) = (candidate, gain);
            }
            for (int t = 0; t < views.Length; t++)
                if (best.Sees[t]) views[t]++;
            candidates.Remove(best);
            cameras.Add(new($"camera-{cameras.Count + 1}", Calibration: CameraFile.Of(best.Camera)));
        }
        return cameras;
    }

    private static double Gain(bool[] sees, List<Target> targets, int[] views)
    {
        double gain = 0;
        for (int t = 0; t < sees.Length; t++)
            if (sees[t] && views[t] < Worth.Length) gain += targets[t].Weight * Worth[views[t]];
        return gain;
    }

    private static List<Target> Targets(StoreLayout layout, FloorPlan plan)
    {
        const double step = 500, beforeMm = -120, aboveMm = 150;
        var targets = new List<Target>();
        Box3 b = layout.Bounds;
        for (double x = b.Min.X + step / 2; x < b.Max.X; x += step)
            for (double y = b.Min.Y + step / 2; y < b.Max.Y; y += step)
                if (plan.IsFree(new Spot(x, y))) targets.Add(new(new(x, y, HeadMm), 1));
        foreach (Shelf shelf in layout.Shelves)
            for (int p = 0; p < shelf.PlateCount; p += 2)
                targets.Add(new(plan.PointOn(shelf.FirstPlate + p, 0.5, beforeMm, aboveMm), 0.5));
        return targets;
    }

    /// <summary>Along the walls looking in at three tilts, and over the free floor looking straight down.</summary>
    private static List<Candidate> Candidates(StoreLayout layout, FloorPlan plan, Furniture furniture, List<Target> targets, Dice dice)
    {
        Box3 b = layout.Bounds;
        double wide = b.Max.X - b.Min.X - 2 * FromWallMm, deep = b.Max.Y - b.Min.Y - 2 * FromWallMm;
        int columns = (int)Math.Clamp(wide / StepMm, 1, StepsMax), rows = (int)Math.Clamp(deep / StepMm, 1, StepsMax);
        var middle = new Spot(b.Centre.X, b.Centre.Y);
        var candidates = new List<Candidate>();
        for (int i = 0; i <= columns; i++)
        {
            for (int j = 0; j <= rows; j++)
            {
                var at = new Spot(b.Min.X + FromWallMm + wide * i / columns, b.Min.Y + FromWallMm + deep * j / rows);
                var place = new Point3(at.X, at.Y, dice.Between(LowestMm, HighestMm));
                if (i == 0 || j == 0 || i == columns || j == rows)
                {
                    foreach (double ahead in (ReadOnlySpan<double>)[1_200, 2_200, 3_800])
                    {
                        Spot to = at + (middle - at).Unit(new(0, 1)) * (ahead * dice.Between(0.9, 1.1));
                        Add(Camera(place, new(to.X, to.Y, 900), Wide(dice), dice.Between(600.0, 680.0)));
                    }
                    continue;
                }
                // As many draws at every place: what stands where moves nothing elsewhere.
                CameraModel down = Camera(place, place with { Z = 0 }, Fisheye(dice), dice.Between(400.0, 450.0));
                if (plan.IsFree(at)) Add(down);
            }
        }
        return candidates;

        void Add(CameraModel camera) => candidates.Add(new(camera, Sees(camera, furniture, targets)));
    }

    private static CameraModel Camera(Point3 place, Point3 target, Lens lens, double focal) => new(
        new Intrinsics(focal, focal, (Width - 1) / 2.0, (Height - 1) / 2.0, Width, Height), lens, place, Rotation.Looking(place, target));

    /// <summary>A barrel lens, some 105° wide; its polynomial goes outwards into the corners.</summary>
    private static Lens Wide(Dice dice) => Lens.Brown(
        -0.18 * dice.Between(0.9, 1.1), 0.033 * dice.Between(0.92, 1.08), 0.0005 * dice.Gauss(), 0.0005 * dice.Gauss(), -0.001);

    /// <summary>A fisheye, all the way down to the sides.</summary>
    private static Lens Fisheye(Dice dice) => Lens.Fisheye(-0.02 * dice.Between(0.5, 1.5), 0.004 * dice.Gauss(), 0, 0);

    private static bool[] Sees(CameraModel camera, Furniture furniture, List<Target> targets)
    {
        var sees = new bool[targets.Count];
        for (int t = 0; t < sees.Length; t++)
        {
            Point3 at = targets[t].At;
            sees[t] = (at - camera.Position).LengthMm < FarMm && camera.TryProject(at, out Pixel pixel)
                && pixel.U > SlackPx && pixel.V > SlackPx && pixel.U < Width - SlackPx && pixel.V < Height - SlackPx
                && !furniture.Hides(camera.Position, at);
        }
        return sees;
    }
}
