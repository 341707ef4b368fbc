using System.Globalization;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
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
internal sealed class PosedHands(StoreRenderer renderer, ulong seed)
{
    /// <summary>What a window is wide where the hand is, a little more or less.</summary>
    public const double WideMm = 320;

    private const int Tries = 12;

    /// <summary>Less of a picture is no picture of a product.</summary>
    private const double SeenMin = 0.012;

    private const double NearMm = 900, FarMm = 5_500;

    /// <summary>Numbers of bodies that no visit has.</summary>
    private const int FirstPerson = 1 << 24;

    private readonly FloorPlan _plan = new(renderer.Layout);

    /// <summary>Pixels a side of a window that shows what so many pixels of the camera's own size do.</summary>
    public delegate int SideOf(double widePx);

    /// <summary>Writes pictures of a store's products and of bare hands, as many as the options ask for.</summary>
    public IEnumerable<CropRecord> Write(ExportOptions options, IEnumerable<string> gtins)
    {
        foreach (string gtin in gtins)
        {
            for (int n = 0; n < options.Posed; n++)
                if (Write(options, gtin, n) is { } record) yield return record;
        }
        for (int n = 0; n < options.Bare; n++)
            if (Write(options, null, n) is { } record) yield return record;
    }

    /// <summary>One picture; null where none would come out.</summary>
    /// <param name="gtin">What is held; null for nothing.</param>
    /// <param name="n">Which of its pictures.</param>
    /// <param name="side">How many pixels a side it shall have.</param>
    /// <param name="best">By the camera that sees most of the hand, where several do; else by any.</param>
    public PosedHand? Make(string? gtin, int n, SideOf side, bool best)
    {
        var dice = new Dice(seed, gtin is null ? "posed bare" : "posed " + gtin, n);
        for (int t = 0; t < Tries; t++)
            if (One(gtin, dice, side, best) is { } hand) return hand;
        return null;
    }

    private CropRecord? Write(ExportOptions options, string? gtin, int n)
    {
        if (Make(gtin, n, _ => options.CropSide, best: false) is not { } hand) return null;
        string file = string.Create(CultureInfo.InvariantCulture, $"s{seed}-g{gtin ?? "none"}-{n:0000}{(options.IsPng ? ".png" : ".jpg")}");
        PictureFile.Save(Path.Combine(options.Folder, "crops", file), options.IsPng, hand.Rgb, hand.Side, hand.Side, Math.Max(80, renderer.Quality(hand.Camera)));
        return new CropRecord(file, null, hand.Person, hand.IsRight ? "right" : "left", hand.Truth.Gtin, hand.Seen, Math.Max(hand.Truth.Goods.Width, hand.Truth.Goods.Height), hand.Truth.Wrist.Sight == 2);
    }

    private PosedHand? One(string? gtin, Dice dice, SideOf side, bool best)
    {
        int index = gtin is null ? -1 : renderer.Layout.ProductIndex(gtin), camera = dice.Below(renderer.Cameras);
        bool isRight = dice.Chance(0.6);
        if (Pose(index, isRight, dice) is not { } stance) return null;
        Vec grasp = Grasp(stance, isRight);
        if (best) camera = Best(renderer, grasp);
        if (camera < 0 || Sees(renderer, camera, grasp, out Pixel at) is not { } pxPerMm) return null;
        double wide = WideMm * dice.Between(0.88, 1.15) * pxPerMm;
        var middle = new Pixel(at.U + wide * 0.07 * dice.Gauss(), at.V + wide * 0.07 * dice.Gauss());
        // The hand moves as hands do when they are looked at.
        Vec wrist = stance.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist);
        Stance before = stance.Reaching(isRight, wrist + new Vec((float)dice.Gauss(), (float)dice.Gauss(), (float)dice.Gauss()) * (dice.Chance(0.5) ? 1 : 8));
        var scene = new Scene((long)(dice.Next() >> 20), [(before, stance)], 16_667);
        int pixels = side(wide);
        var rgb = new byte[pixels * pixels * 3];
        FrameTruth truth = renderer.RenderWindow(camera, scene, middle, wide, pixels, rgb);
        if (truth.People.Count == 0) return null;
        HandTruth hand = isRight ? truth.People[0].Right : truth.People[0].Left;
        double seen = hand.GoodsPixels / (double)(pixels * pixels);
        // Of a bare hand enough is seen when its wrist is.
        if (gtin is null ? hand.Wrist.Sight != 2 : seen < SeenMin) return null;
        return new PosedHand(stance.Person, isRight, camera, pixels, rgb, hand, seen);
    }

    /// <summary>Where somebody's hand holds things.</summary>
    public static Vec Grasp(Stance stance, bool isRight) => stance.Joint(isRight ? JointKind.RightWrist : JointKind.LeftWrist) + stance.Heading * (float)Body.GraspMm;

    /// <summary>How many pixels of its own size a camera has for a millimetre at a place, and where that is; null where it cannot see it well.</summary>
    public static double? Sees(StoreRenderer renderer, int camera, Vec place, out Pixel at)
    {
        CameraModel model = renderer.Camera(camera);
        double far = (place.ToPoint() - model.Position).LengthMm;
        if (far is < NearMm or > FarMm || !model.TryProject(place.ToPoint(), out at, out PixelSlope slope) || !model.Shows(at) || renderer.Hides(camera, place))
        {
            at = default;
            return null;
        }
        return Math.Sqrt((Length(slope.UByX, slope.UByY, slope.UByZ) + Length(slope.VByX, slope.VByY, slope.VByZ)) / 2);
    }

    /// <summary>The camera that has most pixels for a place; −1 where none sees it.</summary>
    public static int Best(StoreRenderer renderer, Vec place)
    {
        int best = -1;
        double most = 0;
        for (int c = 0; c < renderer.Cameras; c++)
            if (Sees(renderer, c, place, out _) is { } pxPerMm && pxPerMm > most) (best, most) = (c, pxPerMm);
        return best;
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
