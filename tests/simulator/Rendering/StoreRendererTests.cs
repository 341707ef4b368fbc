using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Export;
using O4O.Simulator.Rendering.Stores;
using O4O.Simulator.Rendering.Truths;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Rendering;

public class StoreRendererTests
{
    private const int Width = 160, Height = 120;

    private static readonly Scenario Busy = BuiltInScenarios.Mixed with { Seconds = 60, ArrivalSeconds = 2 };

    private static World Live(StoreFile store, ulong seed, double seconds)
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        var world = new World(store with { Issuers = [key.Issuer] }, Busy, seed, SimulateCommand.Start, key, GateMode.Alone, new NoSink());
        world.Advance(world.Start + (long)(seconds * 1e6));
        return world;
    }

    private static StoreRenderer Renderer(World world, StoreFile store, ulong seed) =>
        new(world, CameraPlan.For(store.ToLayout(), 2, seed), new RenderOptions { Width = Width, Height = Height, Seed = seed });

    [Fact]
    public void Render_OfTheSameSeed_IsTheSameToTheByte()
    {
        StoreFile store = RandomStore.Create(4);
        byte[][] pictures = [new byte[Width * Height * 3], new byte[Width * Height * 3]];

        foreach (byte[] picture in pictures)
        {
            World world = Live(store, 4, 20);
            StoreRenderer renderer = Renderer(world, store, 4);
            renderer.Observe();
            world.Advance(world.Start + 20_017_000);
            renderer.Render(1, renderer.Observe(), picture);
        }

        Assert.Equal(pictures[0], pictures[1]);
        Assert.True(pictures[0].Distinct().Count() > 40, "there is something in it");
    }

    /// <summary>Heads and wrists are where the calibrated camera itself puts the simulator's joints.</summary>
    [Fact]
    public void Truth_OfHeadsAndWrists_IsTheirProjection()
    {
        StoreFile store = DemoStore.Create();
        World world = Live(store, 3, 15);
        StoreRenderer renderer = Renderer(world, store, 3);
        var rgb = new byte[Width * Height * 3];
        int seen = 0, hidden = 0;

        for (double s = 15; s < 30; s += 1)
        {
            world.Advance(world.Start + (long)(s * 1e6));
            Scene scene = renderer.Observe();
            for (int c = 0; c < renderer.Cameras; c++)
            {
                foreach (PersonTruth person in renderer.Render(c, scene, rgb).People)
                {
                    foreach (PointTruth point in (PointTruth[])[person.Head, person.Left.Wrist, person.Right.Wrist])
                    {
                        if (point.Sight == 0) continue;
                        Assert.True(renderer.Camera(c).TryProject(point.Place, out Pixel pixel));
                        (double x, double y) = renderer.Camera(c).InPicture(pixel, Width, Height);
                        Assert.InRange(Math.Abs(point.X - x) + Math.Abs(point.Y - y), 0, 0.01);
                        if (point.Sight == 2) seen++;
                        else hidden++;
                    }
                    Assert.InRange(person.Visibility, 0, 1);
                    Assert.InRange(person.InPicture, 0, 1);
                    Assert.True(person.Seen.IsEmpty == (person.SeenPixels == 0));
                    Assert.True(person.Seen.IsEmpty || (person.Seen.Left >= person.Full.Left && person.Seen.Top >= person.Full.Top));
                }
            }
        }
        Assert.True(seen > 60 && hidden > 10, $"{seen} seen, {hidden} hidden");
    }

    /// <summary>A head that is said to be seen is inside of the box of what is seen.</summary>
    [Fact]
    public void Truth_OfAHeadInSight_IsInsideOfTheSeenBox()
    {
        StoreFile store = RandomStore.Create(8);
        World world = Live(store, 8, 14);
        StoreRenderer renderer = Renderer(world, store, 8);
        var rgb = new byte[Width * Height * 3];
        int heads = 0;

        for (double s = 14; s < 40; s += 1)
        {
            world.Advance(world.Start + (long)(s * 1e6));
            foreach (PersonTruth person in renderer.Render(0, renderer.Observe(), rgb).People)
            {
                if (person.Head.Sight != 2) continue;
                heads++;
                Assert.InRange(person.Head.X, person.Seen.Left, person.Seen.Left + person.Seen.Width);
                Assert.InRange(person.Head.Y, person.Seen.Top, person.Seen.Top + person.Seen.Height);
            }
        }
        Assert.True(heads > 10, $"{heads} heads");
    }

    /// <summary>The window is a picture of the same place, so a hand in its middle is there too.</summary>
    [Fact]
    public void RenderWindow_AroundAWrist_HasTheWristInItsMiddle()
    {
        StoreFile store = DemoStore.Create();
        World world = Live(store, 3, 25);
        StoreRenderer renderer = Renderer(world, store, 3);
        Scene scene = renderer.Observe();
        byte[] rgb = new byte[Width * Height * 3], close = new byte[96 * 96 * 3];
        int windows = 0;

        for (int c = 0; c < renderer.Cameras; c++)
        {
            foreach (PersonTruth person in renderer.Render(c, scene, rgb).People)
            {
                if (person.Right.Wrist.Sight == 0) continue;
                Assert.True(renderer.Camera(c).TryProject(person.Right.Wrist.Place, out Pixel middle));
                PersonTruth again = renderer.RenderWindow(c, scene, middle, 120, 96, close).People.FirstOrDefault(p => p.Person == person.Person)!;
                if (again is null) continue; // a shelf may be all there is to see
                Assert.Equal(48, again.Right.Wrist.X, 3);
                Assert.Equal(48, again.Right.Wrist.Y, 3);
                windows++;
            }
        }
        Assert.True(windows > 0);
    }

    /// <summary>Goods that were taken are gone from the shelf's picture: some pixels change, and only a few.</summary>
    [Fact]
    public void Observe_AfterGoodsWereTaken_ChangesThePictureThere()
    {
        StoreFile store = DemoStore.Create();
        World world = Live(store, 3, 1), untouched = Live(store, 3, 1);
        StoreRenderer before = Renderer(untouched, store, 3), after = Renderer(world, store, 3);
        world.Advance(world.Start + 40_000_000);
        // The same store without people: goods alone differ.
        Scene scene = after.Observe(), nobody = new(scene.TimeUs, [], 1);
        byte[] full = new byte[Width * Height * 3], taken = new byte[Width * Height * 3];
        world.Advance(world.Start + 44_500_000);
        after.Observe();

        before.Render(0, nobody, full);
        after.Render(0, nobody, taken);

        int changed = 0;
        for (int i = 0; i < full.Length; i++)
            if (Math.Abs(full[i] - taken[i]) > 25) changed++;
        Assert.Contains(world.ToTruth().Actions, a => a.Kind == "pick");
        Assert.InRange(changed, 10, full.Length / 10);
    }
}
