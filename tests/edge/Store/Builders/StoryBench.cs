using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Stories;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>
/// A story told by hand, on the small store's low shelf: each event with the options that the evidence leaves open. Scores are
/// log-likelihoods: 0 and -1 are nearly three to one.
/// </summary>
internal sealed class StoryBench(int storiesMax = 96, string? staff = null)
{
    private readonly List<ShelfEvidence> _seen = [];
    private long _events, _meetings;

    public Story Story { get; } = new(storiesMax, id => id == staff);

    /// <summary>The number of the last weight change.</summary>
    public long Last => _events;

    /// <summary>A weight changed on a plate (number) of the low shelf.</summary>
    public EventVerdict Seen(int plate, double grams, params StoryOption[] options)
    {
        int at = SmallStore.Plate(SmallStore.LowShelf, plate).Index;
        _seen.Add(new ShelfEvidence(++_events, _events * 5_000_000L, SmallStore.Shelf(SmallStore.LowShelf).Index, at, at, grams * 1_000, 600.0 * 600.0, options));
        return Story.Add(_seen[^1]);
    }

    /// <summary>Beans were taken from their plate by one of these, each as likely as its score.</summary>
    public EventVerdict BeansGo(params (string? Who, double Score)[] by) =>
        Seen(5, -420, [.. by.Select(b => Take(b.Who, SmallStore.Beans, score: b.Score))]);

    /// <summary>Beans came back to their plate.</summary>
    public EventVerdict BeansCome(params (string? Who, double Score)[] by) =>
        Seen(5, 420, [.. by.Select(b => Take(b.Who, SmallStore.Beans, units: -1, score: b.Score))]);

    /// <summary>Hands met; that something was given is as likely as this against nothing.</summary>
    public EventVerdict Met(string first, string second, double given = 0) =>
        Story.Add(new MeetingEvidence(-++_meetings, first, second, new HandOf(11, true), new HandOf(12, false), (_, _) => given));

    /// <summary>Meetings of hands so far; the last has this number, below 0.</summary>
    public long Meetings => _meetings;

    public int OptionsOf(long number) => _seen.Single(s => s.Event == number).Options.Count;

    /// <summary>More is known of a weight change: what that adds to each of its options.</summary>
    public void Reweigh(long number, params double[] more)
    {
        var options = _seen.Single(s => s.Event == number).Options.ToList();
        Story.Reweigh(number, o => more[options.FindIndex(x => ReferenceEquals(x, o))]);
    }

    /// <summary>More is known of a meeting (number below 0).</summary>
    public void Reweigh(long number, Func<StoryOption, double> more) => Story.Reweigh(number, more);

    /// <summary>Units taken off the shelf, or put on it when negative.</summary>
    public static StoryOption Take(string? who, string gtin, int units = 1, double score = 0, bool atHome = true, double weightFit = 0) =>
        new(score, new StoryMove(Of(gtin), units, who, null, atHome), null, who is null ? null : new HandOf(1, true), null, weightFit, null);

    /// <summary>Something that no product explains went, or came when negative.</summary>
    public static StoryOption Unknown(string? who, int units, double grams, double score = 0) =>
        new(score, new StoryMove(Item.Unknown((long)(grams * 1_000)), units, who), null, who is null ? null : new HandOf(1, true), null, 0, null);

    /// <summary>Two things in one moment.</summary>
    public static StoryOption Both(StoryOption one, StoryOption other) =>
        one with { Score = one.Score + other.Score, Second = other.First, SecondHand = other.FirstHand };

    public static Item Of(string gtin) => Item.Of(Index(gtin));

    public static int Index(string gtin) => SmallStore.Layout.ProductIndex(gtin);

    /// <summary>A cart of one unit of each.</summary>
    public static CartState Cart(params string[] gtins) => CartState.Of(gtins.Select(g => new Held(Of(g), 1)));

    /// <summary>The likeliest cart, as a receipt would list it.</summary>
    public string Carries(string session) => Text(Story.Judge(session).Cart);

    public double Sure(string session) => Story.Judge(session).Probability;

    /// <summary>Units and names, unknown things by their grams.</summary>
    public static string Text(CartState cart)
    {
        var lines = new List<string>();
        foreach (Held line in cart.Lines) lines.Add($"{line.Units} {Name(line.Item)}");
        return string.Join(", ", lines);
    }

    /// <summary>What may lie on the low shelf where it does not belong.</summary>
    public IReadOnlyList<Thing> Lying()
    {
        var things = new List<Thing>();
        Story.MayLie(SmallStore.Shelf(SmallStore.LowShelf).Index, things);
        return things;
    }

    private static string Name(Item item)
    {
        if (!item.IsKnown) return $"unknown of {item.UnknownMg / 1_000} g";
        Product product = SmallStore.Layout.Products[item.Product];
        return product.Name;
    }
}
