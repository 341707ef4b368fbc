using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Chance;
using O4O.Simulator.People;

namespace O4O.Simulator.Rendering.Stores;

/// <summary>
/// Cameras to train from: half of them hung as an installer would (<see cref="CameraPlan"/>), half anywhere under the ceiling, from 2.3 to
/// 4 m, at any tilt and turn, behind any lens from 60° to a fisheye, as long as a
/// third of what they see is where people walk.
/// </summary>
public static class WildCameras
{
    private const int Width = 1_280, Height = 960, Tries = 60;
    private const double SeenMin = 0.3, FarMm = 8_000;

    /// <summary>Cameras named camera-1 and so on, with their calibrations.</summary>
    public static IReadOnlyList<StoreFile.CameraEntry> For(StoreLayout layout, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        IReadOnlyList<StoreFile.CameraEntry> planned = CameraPlan.For(layout, count, seed);
        var plan = new FloorPlan(layout);
        var cameras = new List<StoreFile.CameraEntry>(count);
        for (int c = 0; c < count; c++)
        {
            var dice = new Dice(seed, "wild camera", c);
            bool wild = dice.Chance(0.5);
            CameraModel? model = wild ? Wild(layout, plan, dice) : null;
            cameras.Add(model is null ? planned[c] : planned[c] with { Calibration = CameraFile.Of(model) });
        }
        return cameras;
    }

    private static CameraModel? Wild(StoreLayout layout, FloorPlan plan, Dice dice)
    {
        Box3 b = layout.Bounds;
        for (int t = 0; t < Tries; t++)
        {
            var at = new Point3(dice.Between(b.Min.X + 150, b.Max.X - 150), dice.Between(b.Min.Y + 150, b.Max.Y - 150), dice.Between(2_300.0, 4_000.0));
            double aside = dice.Between(0.0, 1.3) * (at.Z - 900), turns = dice.Unit();
            var to = new Point3(at.X + aside * Wave.CosTurns(turns), at.Y + aside * Wave.SinTurns(turns), 900);
            bool fisheye = dice.Chance(0.45);
            double focal = fisheye ? dice.Between(330.0, 520.0) : dice.Between(520.0, 1_050.0);
            Lens lens = fisheye ? Lens.Fisheye(-0.02 * dice.Between(0.0, 2.0), 0.004 * dice.Gauss(), 0, 0)
                : Lens.Brown(-0.2 * dice.Between(0.0, 1.0), 0.035 * dice.Between(0.5, 1.0), 0.0005 * dice.Gauss(), 0.0005 * dice.Gauss(), -0.001);
            Rotation upright = Rotation.Looking(at, to), turned = Turned(upright, dice.Chance(0.5) ? dice.Gauss(0, 0.02, 2) : dice.Unit());
            var camera = new CameraModel(new(focal, focal, Width / 2.0 + 8 * dice.Gauss(), Height / 2.0 + 8 * dice.Gauss(), Width, Height), lens, at, turned);
            if (Sees(camera, layout, plan) >= SeenMin) return camera;
        }
        return null;
    }

    /// <summary>Turned about its axis, as cameras on ceilings are.</summary>
    private static Rotation Turned(in Rotation r, double turns)
    {
        double c = Wave.CosTurns(turns), s = Wave.SinTurns(turns);
        return new(r.Right * c + r.Down * s, r.Down * c - r.Right * s, r.Forward);
    }

    /// <summary>The share of the picture in which the ground under somebody's hands would be one that can be walked on.</summary>
    private static double Sees(CameraModel camera, StoreLayout layout, FloorPlan plan)
    {
        const int columns = 16, rows = 12;
        int seen = 0;
        Box3 b = layout.Bounds;
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                var pixel = new Pixel((i + 0.5) * Width / columns, (j + 0.5) * Height / rows);
                if (!camera.TryAtHeight(pixel, 1_000, out Point3 at) || (at - camera.Position).LengthMm > FarMm) continue;
                if (at.X > b.Min.X && at.Y > b.Min.Y && at.X < b.Max.X && at.Y < b.Max.Y && plan.IsFree(new Spot(at.X, at.Y))) seen++;
            }
        }
        return seen / (double)(columns * rows);
    }
}
