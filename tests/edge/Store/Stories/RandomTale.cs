using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;

namespace O4O.Edge.Tests.Store.Stories;

/// <summary>What happens in a random tale; numbers that choose among the few things that can happen.</summary>
/// <param name="Kind">0 to 8: which event.</param>
/// <param name="Product">0 to 2: beans, cola, soup.</param>
/// <param name="Who">How near each of three visits was; shuffled into scores.</param>
public readonly record struct TaleEvent(int Kind, int Product, int Who);

/// <summary>Tells random events to a story: hands are often ambiguous, and later evidence contradicts earlier.</summary>
internal static class RandomTale
{
    public static readonly string[] Sessions = ["a", "b", "c"];
    private static readonly string[] Gtins = [SmallStore.Beans, SmallStore.Cola, SmallStore.Soup];

    public static Arbitrary<TaleEvent[]> Any { get; } = Arb.From(
        (from kind in Gen.Choose(0, 7) from product in Gen.Choose(0, 2) from who in Gen.Choose(0, 124) select new TaleEvent(kind, product, who))
        .ArrayOf().Resize(25), Shorter);

    /// <summary>Things go from hand to hand, and of what went it is known better later.</summary>
    public static Arbitrary<TaleEvent[]> OfHandovers { get; } = Arb.From(
        (from kind in Gen.Elements(0, 0, 3, 3, 6, 6, 6, 7, 8, 8, 8) from product in Gen.Choose(0, 1) from who in Gen.Choose(0, 124) select new TaleEvent(kind, product, who))
        .ArrayOf().Resize(30), Shorter);

    /// <summary>A tale that fails is told again without each of its events: what is left over says why.</summary>
    private static IEnumerable<TaleEvent[]> Shorter(TaleEvent[] tale)
    {
        for (int without = 0; without < tale.Length; without++) yield return [.. tale.Where((_, i) => i != without)];
    }

    /// <summary>One event more.</summary>
    public static EventVerdict? Tell(this StoryBench bench, TaleEvent e)
    {
        string gtin = Gtins[e.Product];
        double grams = SmallStore.Product(gtin).Weight.Grams;
        switch (e.Kind)
        {
            case 0 or 1 or 2: return bench.Seen(5, -grams, Options(e, s => StoryBench.Take(s, gtin)));
            case 3: return bench.Seen(5, grams, Options(e, s => StoryBench.Take(s, gtin, -1)));
            case 4: return bench.Seen(8, grams, Options(e, s => StoryBench.Take(s, gtin, -1, atHome: false)));
            case 5: return bench.Seen(8, -grams, [.. Options(e, s => StoryBench.Take(s, gtin, atHome: false)), .. Options(e, s => StoryBench.Unknown(s, 1, grams, -8))]);
            case 6: return bench.Met(Sessions[e.Who % 3], Sessions[(e.Who + 1) % 3]);
            case 8:
                if (bench.Meetings > 0) bench.Reweigh(-1 - e.Who % bench.Meetings, o => o.First is null ? 0 : 4 * (e.Who % 5) - 8);
                return null;
            default:
                if (bench.Last == 0) return null;
                var more = new double[bench.OptionsOf(bench.Last)];
                for (int i = 0; i < more.Length; i++) more[i] = Score(e.Who, i % 3);
                bench.Reweigh(bench.Last, more);
                return null;
        }
    }

    private static StoryOption[] Options(TaleEvent e, Func<string?, StoryOption> by)
    {
        var options = new List<StoryOption>();
        for (int i = 0; i < Sessions.Length; i++)
        {
            StoryOption option = by(Sessions[i]);
            options.Add(option with { Score = option.Score + Score(e.Who, i) });
        }
        StoryOption nobody = by(null);
        if (e.Who % 2 == 0) options.Add(nobody with { Score = nobody.Score - 5 });
        return [.. options];
    }

    private static double Score(int who, int session) => -4 * (session == 0 ? who % 5 : session == 1 ? who / 5 % 5 : who / 25);
}

/// <summary>What a story has told, latest word on each event: folded, the carts of its likeliest story.</summary>
internal sealed class ToldFold
{
    private readonly SortedDictionary<long, Chapter> _latest = [];

    public void Take(IReadOnlyList<Chapter> told)
    {
        foreach (Chapter chapter in told) _latest[chapter.Event] = chapter;
    }

    /// <summary>Units of every product in a visit's cart, by index; unknown things are left out.</summary>
    public IReadOnlyDictionary<int, int> Cart(string session)
    {
        var units = new SortedDictionary<int, int>();
        foreach (Chapter chapter in _latest.Values)
        {
            foreach (StoryMove? move in new[] { chapter.First, chapter.Second })
            {
                if (move is not { Item.IsKnown: true } m) continue;
                int change = m.To is null ? (m.Session == session ? m.Taken : 0) : m.To == session ? m.Taken : m.Session == session ? -m.Taken : 0;
                int now = units.GetValueOrDefault(m.Item.Product) + change;
                if (now == 0) units.Remove(m.Item.Product);
                else units[m.Item.Product] = now;
            }
        }
        return units;
    }
}
