using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>Plates that stop to weigh while their shelf goes on: told once, and whoever reached there is looked at.</summary>
public sealed class PlateFaultTests
{
    private const long Anna = 11;
    private const string Shelf = SmallStore.LowShelf;
    private const int Failing = 2;

    [Theory]
    [InlineData("stuck")]
    [InlineData("mute")]
    public void Plate_ThatStopsToWeigh_IsToldOnceAndWhoReachedThereIsLookedAt(string state)
    {
        Performance play = Performance.Of(Fail(Visit(plate: Failing).Facts(24), state, from: 7, to: 24));

        Assert.Equal(state, Assert.Single(Told(play)).State);
        Assert.Contains($"plate {Failing} ", Told(play)[0].Detail, StringComparison.Ordinal);
        Assert.Equal(SessionSettled.Review, play.OnlySettled.Outcome);
        Assert.Contains(play.OnlySettled.Reasons, r => r.Contains($"plate {Failing} of {Shelf}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stuck")]
    [InlineData("mute")]
    public void Plate_ThatFailsFarFromAnyHand_IsNobodysDoubt(string state)
    {
        Performance play = Performance.Of(Fail(Visit(plate: 8).Facts(24), state, from: 7, to: 24));

        Assert.Single(Told(play));
        Assert.Equal(SessionSettled.Charged, play.OnlySettled.Outcome);
    }

    [Theory]
    [InlineData("stuck")]
    [InlineData("mute")]
    public void Plate_ThatWeighsAgain_IsToldToo(string state)
    {
        Performance play = Performance.Of(Fail(Visit(plate: 8).Facts(24), state, from: 7, to: 13));

        Assert.Equal([state, "ok"], Told(play).Select(t => t.State));
    }

    [Fact]
    public void Reading_ThatIsAbsurd_DoesNotHealAStuckPlate()
    {
        List<Fact> facts = Fail(Visit(plate: 8).Facts(24), "stuck", from: 7, to: 24);
        WeightsFact some = facts.OfType<WeightsFact>().First(w => w.Device == Shelf && w.AtUs > Script.Time(15).Us);
        some.Mg[Failing - 1] = 30_000_000;

        Performance play = Performance.Of(facts);

        Assert.Equal("stuck", Assert.Single(Told(play)).State);
    }

    /// <summary>A recording without noise: its plates never flickered, so that stillness says nothing.</summary>
    [Fact]
    public void Plates_ThatNeverFlickered_AreNotStuck()
    {
        List<Fact> facts = Visit(plate: Failing).Facts(24);
        foreach (WeightsFact w in facts.OfType<WeightsFact>())
            for (int i = 0; i < w.Mg.Length; i++) w.Mg[i] = (int)Math.Round(w.Mg[i] / 20_000.0) * 20_000;

        Performance play = Performance.Of(facts);

        Assert.Empty(Told(play));
    }

    [Fact]
    public void Plates_OfAQuietShelf_AreNeverStuck()
    {
        Performance play = Performance.Of(new Script(5).Enter("anna", 1, Anna).Facts(120));

        Assert.Empty(Told(play));
    }

    private static Script Visit(int plate) => new Script(3).Enter("anna", 1, Anna)
        .Take(Anna, 10, Shelf, plate, plate == 8 ? SmallStore.Soup : SmallStore.Cola).Leave(Anna, 18);

    private static SourceChanged[] Told(Performance play) =>
        [.. play.Records.OfType<SourceChanged>().Where(s => s.Detail.StartsWith("plate", StringComparison.Ordinal))];

    /// <summary>One plate says the same, or nothing, for a while.</summary>
    private static List<Fact> Fail(List<Fact> facts, string state, double from, double to)
    {
        int said = 0;
        foreach (WeightsFact w in facts.OfType<WeightsFact>())
        {
            if (w.Device != Shelf) continue;
            for (int i = Failing - 1; i < w.Mg.Length; i += SmallStore.PlatesAShelf)
            {
                if (w.AtUs < Script.Time(from).Us) said = w.Mg[i];
                else if (w.AtUs < Script.Time(to).Us) w.Mg[i] = state == "mute" ? WeightBatch.Missing : said;
            }
        }
        return facts;
    }
}
