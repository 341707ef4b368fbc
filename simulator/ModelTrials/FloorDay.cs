using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.Pixels;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Stores;
using O4O.Simulator.Rendering.Tracing;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.ModelTrials;

/// <summary>
/// A minute of four people in a rendered store, seen as the edge sees: a network looks at every camera's pictures, the edge's own floor
/// gets what it finds, late and in whatever order it arrives.
/// </summary>
internal static class FloorDay
{
    /// <summary>People in the store, who come in one after the other and stay until they must leave.</summary>
    public const int People = 4;

    /// <summary>Of which they are there for half a minute to three quarters each.</summary>
    public const int Seconds = 75;

    private const double ArrivalSeconds = 2;

    /// <summary>More than anybody gets done in that time.</summary>
    private const int StopsEnough = 30;

    /// <summary>Two pictures that somebody was missed in, and half of another.</summary>
    private const long HeldUs = 250_000;

    /// <summary>The last pictures are on their way for so long.</summary>
    private const long QuietUs = 1_000_000;

    /// <summary>What happens: what people do in a day of the suite, done by four who each come alone and stay.</summary>
    public static Scenario Of(Scenario day) => day with
    {
        Seconds = Seconds, Shoppers = People, ArrivalSeconds = ArrivalSeconds,
        Behaviour = day.Behaviour with { Party = 0, Restock = 0, Reenter = 0, StopsMin = StopsEnough, StopsMax = StopsEnough },
    };

    /// <summary>Lives through it.</summary>
    /// <param name="request">The pictures' size, how many cameras, what happens in a day.</param>
    /// <param name="models">What looks; null for detections that are drawn from the simulator's model of a good detector.</param>
    /// <param name="seed">Draws the store, its cameras, its light, its people.</param>
    /// <param name="tally">Told how well the network does.</param>
    public static IReadOnlyList<FloorMoment> Live(TrialRequest request, PixelModels? models, ulong seed, PixelTally tally)
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        StoreFile plain = RandomStore.Create(seed), store = new CameraStore(request.Cameras).Of(plain with { Issuers = [.. plain.Issuers, key.Issuer] }, seed);
        var ear = new FloorEar(store.ToLayout(), models?.People.Manifest.People?.ToOptions().Floor ?? new FloorOptions());
        var world = new World(store, Of(request.Day(seed)), seed, SimulateCommand.Start, key, GateMode.Alone, ear);
        using PixelEyes? eyes = models is null ? null
            : PixelEyes.Behind(world, models, new PixelOptions { Width = request.Width, Height = request.Height, IsRandom = true }, seed, tally);
        var times = new List<long>();
        var people = new List<IReadOnlyList<(long, Point3)>>();
        while (!world.IsFinished)
        {
            world.Advance(world.Start + (times.Count + 1) * FloorTally.EveryUs);
            times.Add(world.Now.Us);
            people.Add(Places(world));
        }
        world.Advance(world.Now + QuietUs);
        IReadOnlyList<(long Id, Point3 Place)>[] told = ear.At(times, HeldUs);
        return [.. times.Select((us, m) => new FloorMoment(us, people[m], told[m])).Where(m => m.People.Count + m.Told.Count > 0)];
    }

    private static List<(long, Point3)> Places(World world)
    {
        var places = new List<(long, Point3)>();
        foreach (People.Person person in world.Shop.People)
        {
            if (!person.IsSeen || person.IsGone) continue;
            Stance stance = Stance.Of(person, world.Now.Us);
            Vec head = stance.Joint(JointKind.Head);
            places.Add((stance.Person, new Point3(head.X, head.Y, head.Z)));
        }
        return places;
    }
}
