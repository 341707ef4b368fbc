using System.Text.Json.Serialization;
using O4O.Edge.Store.Journal;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay;

/// <summary>Why each line of one trip was charged: everything that the journal says of a visit, in the order in which it happened.</summary>
/// <param name="Session">The visit.</param>
/// <param name="Shopper">Whose.</param>
/// <param name="OpenedUs">When it began; all times are recording time, microseconds since the first fact.</param>
/// <param name="LeftUs">When one of its people was last seen, or null.</param>
/// <param name="How">How they left, or null.</param>
/// <param name="Outcome">What it came to, or null while it is open.</param>
/// <param name="TotalMinor">Sum of its lines, minor units.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Steps">What was decided about it.</param>
/// <param name="NearMisses">What went to others or to nobody although this visit's people were near.</param>
/// <param name="Doubts">Why a person must look at it.</param>
public sealed record TripStory(
    string Session, string Shopper, long OpenedUs, long? LeftUs, string? How, string? Outcome, long TotalMinor,
    IReadOnlyList<SettledLine> Lines, IReadOnlyList<TripStory.Movement> Steps, IReadOnlyList<TripStory.Movement> NearMisses,
    IReadOnlyList<string> Doubts)
{
    /// <summary>One movement and its evidence.</summary>
    /// <param name="Event">The weight change's number; below 0 a meeting of hands, at which no shelf took part.</param>
    /// <param name="TimeUs">The lift.</param>
    /// <param name="DecidedUs">When it was decided.</param>
    /// <param name="Gondola">Where.</param>
    /// <param name="Shelf">Where.</param>
    /// <param name="Gtin">What, or null.</param>
    /// <param name="Name">Its name, or null.</param>
    /// <param name="Quantity">Units into the cart, negative out of it.</param>
    /// <param name="Confidence">Posterior of all of it.</param>
    /// <param name="Reason">In a sentence.</param>
    /// <param name="Plates">What the plates did.</param>
    /// <param name="Candidates">What weight and place alone say.</param>
    /// <param name="Hands">Who was near.</param>
    public sealed record Movement(
        long Event, long TimeUs, long DecidedUs, int Gondola, int Shelf, string? Gtin, string? Name, int Quantity, double Confidence,
        string Reason, IReadOnlyList<PlateDelta> Plates, IReadOnlyList<Candidate> Candidates, IReadOnlyList<HandClaim> Hands);

    /// <summary>A hand that near, with at least this posterior, makes a near miss worth telling.</summary>
    private const double NearMissProbability = 0.02;

    /// <summary>The stories of all visits whose session or shopper has this name; none when nobody has.</summary>
    public static IReadOnlyList<TripStory> Of(ReplayResult result, string name) =>
    [
        .. result.Records.OfType<SessionOpened>().Where(o => o.Session == name || o.Shopper == name).Select(o => Tell(result, o)),
    ];

    private static TripStory Tell(ReplayResult result, SessionOpened opened)
    {
        long zero = result.First.Us;
        var changes = new Dictionary<long, WeightChanged>();
        List<Movement> steps = [], near = [];
        List<string> doubts = [];
        SessionLeft? left = null;
        SessionSettled? settled = null;
        foreach (JournalRecord record in result.Records)
        {
            switch (record)
            {
                case WeightChanged w: changes[w.Event] = w; break;
                case Interaction i when i.Session == opened.Session: steps.Add(Tell(result.Store, i, changes[i.Event], zero)); break;
                case Interaction i when Near(i, opened.Session): near.Add(Tell(result.Store, i, changes[i.Event], zero)); break;
                case HandedOver h when h.From == opened.Session || h.To == opened.Session: steps.Add(Tell(result.Store, h, opened.Session, zero)); break;
                case DoubtRaised d when d.Session == opened.Session: doubts.Add(d.Reason); break;
                case SessionLeft l when l.Session == opened.Session: left = l; break;
                case SessionSettled s when s.Session == opened.Session: settled = s; break;
                default: break;
            }
        }
        return new TripStory(
            opened.Session, opened.Shopper, opened.AtUs - zero, left?.LastSeenUs - zero, left?.How, settled?.Outcome,
            settled?.TotalMinor ?? 0, settled?.Lines ?? [], steps, near, doubts);
    }

    private static Movement Tell(StoreFile store, HandedOver h, string session, long zero)
    {
        bool gave = h.From == session;
        string reason = h.Quantity < 0 ? "on second thought, this did not change hands" : gave ? "gave it to somebody" : "got it from somebody";
        return new Movement(
            -h.Meeting, h.MetUs - zero, h.AtUs - zero, 0, 0, h.Gtin, store.Products.FirstOrDefault(p => p.Gtin == h.Gtin)?.Name,
            gave ? -h.Quantity : h.Quantity, h.Confidence, reason, [], [], []);
    }

    private static bool Near(Interaction i, string session) => i.Hands.Any(h => h.Session == session && h.Probability >= NearMissProbability);

    private static Movement Tell(StoreFile store, Interaction i, WeightChanged w, long zero) => new(
        i.Event, w.LiftUs - zero, i.AtUs - zero, w.Gondola, w.Shelf, i.Gtin, store.Products.FirstOrDefault(p => p.Gtin == i.Gtin)?.Name,
        i.Quantity, i.Confidence, i.Reason, w.Plates, w.Candidates, i.Hands);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<TripStory>))]
internal sealed partial class TripStoryJson : JsonSerializerContext;
