using System.Text.Json.Serialization;
using O4O.Edge.Store.Journal;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay;

/// <summary>Why each line of one trip was charged: everything that the journal says of a visit, in the order in which it happened.</summary>
/// <param name="Session">The visit.</param>
/// <param name="Shopper">Whose.</param>
/// <param name="OpenedUs">When it began. All times are microseconds: since the first fact of a recording, or since the Unix epoch in a running store.</param>
/// <param name="LeftUs">When one of its people was last seen, or null.</param>
/// <param name="How">How they left, or null.</param>
/// <param name="Outcome">What it came to, or null while it is open.</param>
/// <param name="TotalMinor">Sum of its lines, minor units.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Steps">What was decided about it, also what was taken back later.</param>
/// <param name="NearMisses">What went to others or to nobody although this visit's people were near; of each event what stands in the end.</param>
/// <param name="Doubts">Why a person must look at it.</param>
/// <param name="Confidence">Posterior of exactly this cart, 0 to 1, or null.</param>
public sealed record TripStory(
    string Session, string Shopper, long OpenedUs, long? LeftUs, string? How, string? Outcome, long TotalMinor,
    IReadOnlyList<TripStory.Line> Lines, IReadOnlyList<TripStory.Movement> Steps, IReadOnlyList<TripStory.Movement> NearMisses,
    IReadOnlyList<string> Doubts, double? Confidence)
{
    /// <summary>A line of the settled cart.</summary>
    /// <param name="Gtin">The product.</param>
    /// <param name="Name">Its name when it was taken.</param>
    /// <param name="Quantity">Units, above 0.</param>
    /// <param name="UnitPriceMinor">Price of one, minor units.</param>
    /// <param name="Confidence">That the quantity is right, 0 to 1.</param>
    /// <param name="Events">The <see cref="Movement.Event"/> of each step that it rests on.</param>
    public sealed record Line(string Gtin, string Name, int Quantity, long UnitPriceMinor, double Confidence, IReadOnlyList<long> Events);

    /// <summary>One movement and its evidence.</summary>
    /// <param name="Event">The weight change's number; below 0 a meeting of hands, at which no shelf took part.</param>
    /// <param name="TimeUs">The lift, or when the hands met.</param>
    /// <param name="DecidedUs">When it was decided.</param>
    /// <param name="Gondola">Where; 0 at a meeting of hands.</param>
    /// <param name="Shelf">Where; 0 at a meeting of hands.</param>
    /// <param name="Gtin">What, or null.</param>
    /// <param name="Name">Its name, or null.</param>
    /// <param name="Quantity">Units into the cart, negative out of it.</param>
    /// <param name="Confidence">Posterior of all of it when it was decided.</param>
    /// <param name="Reason">In a sentence.</param>
    /// <param name="Plates">What the plates did.</param>
    /// <param name="Candidates">What weight and place alone say.</param>
    /// <param name="Hands">Who was near.</param>
    /// <param name="Revision">Null where told for the first time; <c>withdrawn</c> takes an earlier step back, <c>added</c> tells it anew.</param>
    /// <param name="Stands">It counts: it was not taken back later, nor does it take something back.</param>
    /// <param name="Other">The other visit: whom it was given to or got from; at a near miss, whose cart it was. Null for none.</param>
    public sealed record Movement(
        long Event, long TimeUs, long DecidedUs, int Gondola, int Shelf, string? Gtin, string? Name, int Quantity, double Confidence,
        string Reason, IReadOnlyList<PlateDelta> Plates, IReadOnlyList<Candidate> Candidates, IReadOnlyList<HandClaim> Hands,
        string? Revision, bool Stands, string? Other)
    {
        /// <summary>It went from hand to hand.</summary>
        [JsonIgnore]
        public bool IsHandover => Event < 0;

        /// <summary>Somebody else put down what was taken here, or the other way, in the same moment: no weight was left to see.</summary>
        [JsonIgnore]
        public bool IsExchange => Plates.Count > 0 && Plates.All(p => p.DeltaMg == 0);
    }

    /// <summary>A hand that near, with at least this posterior, makes a near miss worth telling.</summary>
    private const double NearMissProbability = 0.02;

    /// <summary>The stories of all visits whose session or shopper has this name; none when nobody has.</summary>
    public static IReadOnlyList<TripStory> Of(ReplayResult result, string name) =>
    [
        .. result.Records.OfType<SessionOpened>().Where(o => o.Session == name || o.Shopper == name)
            .Select(o => Tell(StoryMaterial.Of(result.Records, o), result.Store, result.First.Us)),
    ];

    /// <summary>Tells one visit.</summary>
    /// <param name="material">What is known of it.</param>
    /// <param name="store">Names its products.</param>
    /// <param name="zeroUs">What its times count from.</param>
    internal static TripStory Tell(StoryMaterial material, StoreFile store, long zeroUs)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (StoreFile.ProductEntry product in store.Products) names.TryAdd(product.Gtin, product.Name);
        List<Movement> steps = [], near = [];
        foreach (Telling telling in Telling.Of(material.Tellings))
        {
            switch (telling.Record)
            {
                case HandedOver h when h.From == material.Session || h.To == material.Session:
                    steps.Add(Handover(telling, h, h.From == material.Session, names, zeroUs));
                    break;
                case Interaction i when i.Session == material.Session: steps.Add(AtShelf(telling, i, null)); break;
                case Interaction i when telling.Stands && IsNear(i, material.Session): near.Add(AtShelf(telling, i, i.Session)); break;
                default: break;
            }
        }
        return new TripStory(
            material.Session, material.Shopper, material.OpenedUs - zeroUs, material.LastSeenUs - zeroUs, material.How, material.Outcome,
            material.TotalMinor, [.. material.Lines.Select(l => Rests(l, steps))], [.. steps.OrderBy(s => s.TimeUs)],
            [.. near.OrderBy(s => s.TimeUs)], material.Doubts, material.Confidence);

        Movement AtShelf(Telling telling, Interaction i, string? other)
        {
            // Without its change (an event repeated, or before the journal begins) the decision's own time is the nearest there is.
            WeightChanged? w = material.Changes.GetValueOrDefault(i.Event);
            return new Movement(
                i.Event, (w?.LiftUs ?? i.AtUs) - zeroUs, i.AtUs - zeroUs, w?.Gondola ?? 0, w?.Shelf ?? 0, i.Gtin, Name(names, i.Gtin), i.Quantity,
                i.Confidence, i.Reason, w?.Plates ?? [], w?.Candidates ?? [], i.Hands, telling.Revision, telling.Stands, other);
        }
    }

    private static Line Rests(SettledLine line, List<Movement> steps) => new(
        line.Gtin, line.Name, line.Quantity, line.UnitPriceMinor, line.Confidence,
        [.. steps.Where(s => s.Stands && s.Gtin == line.Gtin).Select(s => s.Event).Distinct()]);

    private static Movement Handover(Telling telling, HandedOver h, bool gave, Dictionary<string, string> names, long zeroUs)
    {
        string reason = h.Quantity < 0 ? "on second thought, this did not change hands" : gave ? "gave it to somebody" : "got it from somebody";
        return new Movement(
            -h.Meeting, h.MetUs - zeroUs, h.AtUs - zeroUs, 0, 0, h.Gtin, Name(names, h.Gtin), gave ? -h.Quantity : h.Quantity, h.Confidence,
            reason, [], [], [], telling.Revision, telling.Stands, gave ? h.To : h.From);
    }

    private static string? Name(Dictionary<string, string> names, string? gtin) => gtin is null ? null : names.GetValueOrDefault(gtin, gtin);

    private static bool IsNear(Interaction i, string session) =>
        i.Session != session && i.Hands.Any(h => h.Session == session && h.Probability >= NearMissProbability);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<TripStory>))]
internal sealed partial class TripStoryJson : JsonSerializerContext;
