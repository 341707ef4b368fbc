using System.Globalization;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Pictures;
using O4O.Simulator.Rendering.Tracing;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Rendering.Export;

/// <summary>
/// Pictures of each product in somebody's hand, as many of each: shoppers of a day show some products often and most of them never. Somebody
/// stands where people stand, turned and dressed anyhow, and holds it before them.
/// </summary>
internal sealed class PosedHands(ExportOptions options, StoreRenderer renderer, StoreFile store, ulong seed)
{
    private const int Tries = 12;

    /// <summary>Less of a picture is no picture of a product.</summary>
    private const double SeenMin = 0.012;

    private const double NearMm = 900, FarMm = 5_500, WideMm = 320;

    /// <summary>Numbers of bodies that no visit has.</summary>
    private const int FirstPerson = 1 << 24;

    private readonly FloorPlan _plan = new(renderer.Layout);

    public IEnumerable<CropRecord> Run()
    {
        for (int product = 0; product < store.Products.Count; product++)
        {
            for (int n = 0; n < options.Posed; n++)
                if (Posed(store.Products[product].Gtin, n) is { } record) yield return record;
        }
        for (int n = 0; n < options.Bare; n++)
            if (Posed(null, n) is { } record) yield return record;
    }

    private CropRecord? Posed(string? gtin, int n)
    {
        var dice = new Dice(seed, gtin is null ? "posed bare" : "posed " + gtin, n);
        for (int t = 0; t < Tries; t++)
            if (One(gtin, n, dice) is { } record) return record;
        return null;
    }

    private CropRecord? One(string? gtin, int n, Dice dice)
    {
        int index = gtin is null ? -1 : renderer.Layout.ProductIndex(gtin), camera = dice.Below(renderer.Cameras);
        bool isRight = dice.Chance(0.6);
        if (Pose(index, isRight, dice) is not { } stance) return null;
        CameraModel model = renderer.Camera(camera);
        Vec grasp = stance.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist) + stance.Heading * (float)Body.GraspMm;
        double far = (grasp.ToPoint() - model.Position).LengthMm;
        if (far is < NearMm or > FarMm || !model.TryProject(grasp.ToPoint(), out Pixel at, out PixelSlope slope) || !model.Shows(at) || renderer.Hides(camera, grasp)) return null;
        double wide = WideMm * dice.Between(0.88, 1.15) * Math.Sqrt((Length(slope.UByX, slope.UByY, slope.UByZ) + Length(slope.VByX, slope.VByY, slope.VByZ)) / 2);
        var middle = new Pixel(at.U + wide * 0.07 * dice.Gauss(), at.V + wide * 0.07 * dice.Gauss());
        // The hand moves as hands do when they are looked at.
        Vec wrist = stance.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist);
        Stance before = stance.Reaching(isRight, wrist + new Vec((float)dice.Gauss(), (float)dice.Gauss(), (float)dice.Gauss()) * (dice.Chance(0.5) ? 1 : 8));
        var scene = new Scene((long)(dice.Next() >> 20), [(before, stance)], 16_667);
        var rgb = new byte[options.CropSide * options.CropSide * 3];
        FrameTruth truth = renderer.RenderWindow(camera, scene, middle, wide, options.CropSide, rgb);
        if (truth.People.Count == 0) return null;
        HandTruth hand = isRight ? truth.People[0].Right : truth.People[0].Left;
        double seen = hand.GoodsPixels / (double)(options.CropSide * options.CropSide);
        // Of a bare hand enough is seen when its wrist is.
        if (gtin is null ? hand.Wrist.Sight != 2 : seen < SeenMin) return null;
        string file = string.Create(CultureInfo.InvariantCulture, $"s{seed}-g{gtin ?? "none"}-{n:0000}{(options.IsPng ? ".png" : ".jpg")}");
        PictureFile.Save(Path.Combine(options.Folder, "crops", file), options.IsPng, rgb, options.CropSide, options.CropSide, Math.Max(80, renderer.Quality(camera)));
        return new CropRecord(file, null, stance.Person, isRight ? "right" : "left", hand.Gtin, seen, Math.Max(hand.Goods.Width, hand.Goods.Height), hand.Wrist.Sight == 2);
    }

    /// <summary>Somebody with the product in one hand, held anywhere before the body; null where nobody can stand.</summary>
    private Stance? Pose(int product, bool isRight, Dice dice)
    {
        Box3 b = renderer.Layout.Bounds;
        var at = new Spot(dice.Between(b.Min.X, b.Max.X), dice.Between(b.Min.Y, b.Max.Y));
        double turns = dice.Unit(), stature = dice.Gauss(1_680, 90, 2);
        var held = new HandState(product, true, false, dice.Below(1 << 20));
        if (!_plan.IsFree(at)) return null;
        var heading = new Vec((float)Wave.CosTurns(turns), (float)Wave.SinTurns(turns), 0);
        Stance stands = Stance.Standing(
            FirstPerson + dice.Below(1 << 20), new((float)at.X, (float)at.Y, 0), heading, (float)stature, isRight ? HandState.Empty : held, isRight ? held : HandState.Empty);
        Vec shoulder = stands.Joint(isRight ? JointKind.RightShoulder : JointKind.LeftShoulder), aside = Vec.Cross(heading, Vec.Up);
        double arm = 0.31 * stature, down = dice.Between(-0.1, 0.8) * arm, across = dice.Between(-0.45, 0.35) * arm * (isRight ? 1 : -1);
        double ahead = Math.Sqrt(Math.Max(0.09 * arm * arm, arm * arm * dice.Between(0.6, 0.98) - down * down - across * across));
        return stands.Reaching(isRight, shoulder + heading * (float)ahead + aside * (float)across - Vec.Up * (float)down);
    }

    private static double Length(double x, double y, double z) => x * x + y * y + z * z;
}
