using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Goods;
using O4O.Simulator.Rendering.Scenes;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Tests.Rendering;

/// <summary>Cameras, empty rooms and figures to test with.</summary>
internal static class Pinboard
{
    public static readonly Surface Grey = new PlainSurface(new(0.3f, 0.3f, 0.3f));

    /// <summary>Somebody without a bag.</summary>
    public static readonly int Bare = Enumerable.Range(0, 100).First(p => Dressed(p).Gear == Appearance.GearKind.None);

    /// <summary>Some 2.8 m up, looking down at a slant.</summary>
    public static CameraModel Camera(string lens = "brown") => new(
        new Intrinsics(610, 612, 641, 478, 1_280, 960),
        lens switch { "none" => Lens.None, "brown" => Lens.Brown(-0.18, 0.033, 0.0004, -0.0003, -0.001), _ => Lens.Fisheye(-0.02, 0.004, 0, 0) },
        new(100, -900, 2_800), Rotation.Looking(new(100, -900, 2_800), new(200, 300, 700)));

    /// <summary>At the height of a chest, looking along y.</summary>
    public static CameraModel Level() => new(
        new Intrinsics(600, 600, 319.5, 239.5, 640, 480), Lens.None, new(0, -4_000, 1_000), Rotation.Looking(new(0, -4_000, 1_000), new(0, 0, 1_000)));

    public static Lighting Light() => Lighting.For(new(new(-3_000, -5_000, 0), new(3_000, 3_000, 3_000)), 3_000, 1, plain: true);

    /// <summary>A room with nothing in it but these.</summary>
    public static Stage Room(params Solid[] solids) => new(new(-3_000, -5_000, 0), new(3_000, 3_000, 3_000), Grey, Grey, solids, []);

    public static Appearance Dressed(int person) => new(new Dice(5, "dressed", person), false, new(0.1f, 0.2f, 0.3f));

    public static Stance Stands(int person, float x, float y, HandState left, HandState right) =>
        Stance.Standing(person, new(x, y, 0), new(0, -1, 0), 1_700, left, right);

    public static Stance Stands(int person, float x, float y) => Stands(person, x, y, HandState.Empty, HandState.Empty);

    public static Look Pack(string gtin, string name, double grams) => new(new Product(gtin, name, Mass.FromGrams(grams), new Money(100)));

    /// <summary>Draws figures over a room.</summary>
    public static (FigureLayer Layer, Backdrop Backdrop) Draw(View view, Stage stage, Look[] goods, params Stance[] people)
    {
        var backdrop = new Backdrop(view, stage, Light(), 1);
        var layer = new FigureLayer(view);
        layer.Place([.. people.Select(p => (p, Dressed(p.Person)))], goods, backdrop);
        return (layer, backdrop);
    }
}
