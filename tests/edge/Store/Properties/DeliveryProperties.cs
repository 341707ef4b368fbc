using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Properties;

/// <summary>The way from the shelf loses, doubles and delays: nobody ever pays for what they did not take.</summary>
public sealed class DeliveryProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(80);

    [Fact]
    public void WeightBatches_LostDoubledAndLate_NeverMakeACharge()
    {
        int charged = 0;

        Prop.ForAll(Faulty(lossPerMille: 50, doublePerMille: 200, latePerMille: 100), one =>
        {
            foreach (SessionSettled s in Performance.Of(one.Facts).Settled)
            {
                if (s.ChargeId is null) continue;
                charged++;
                foreach (SettledLine line in s.Lines)
                    Assert.True(line.Quantity <= one.Day.Has(s.Shopper, line.Gtin), $"{s.Shopper} pays for {line.Quantity} × {line.Gtin}, has {one.Day.Truth(s.Shopper)}");
            }
        }).Check(Thorough);

        Assert.True(charged > 20, $"only {charged} trips were charged: the property looked at next to nothing");
    }

    [Fact]
    public void WeightBatches_LostForSecondsAtATime_NeverMakeACharge()
    {
        var holes = from seed in Gen.Choose(1, int.MaxValue / 2) from starts in Gen.Choose(20, 400).ArrayOf(4) from length in Gen.Choose(2, 30) select (seed, starts, length);

        Prop.ForAll(holes.ToArbitrary(), hole =>
        {
            var day = new RandomDay(hole.seed);
            bool Lost(Fact f) => f is WeightsFact && hole.starts.Any(s => f.AtUs >= Script.Time(s / 10.0).Us && f.AtUs < Script.Time((s + hole.length) / 10.0).Us);

            foreach (SessionSettled s in Performance.Of(day.Facts.Where(f => !Lost(f))).Settled)
                if (s.ChargeId is not null)
                    Assert.All(s.Lines, l => Assert.True(l.Quantity <= day.Has(s.Shopper, l.Gtin), $"{s.Shopper} pays for {l.Quantity} × {l.Gtin}"));
        }).Check(Thorough);
    }

    [Fact]
    public void WeightBatches_Doubled_ChangeNoRecordAtAll()
    {
        Prop.ForAll(Faulty(lossPerMille: 0, doublePerMille: 500, latePerMille: 0), one =>
            Performance.Of(one.Facts).Bytes() == Performance.Of(one.Day.Facts).Bytes()).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private static Arbitrary<(RandomDay Day, List<Fact> Facts)> Faulty(int lossPerMille, int doublePerMille, int latePerMille) =>
        Gen.Choose(1, int.MaxValue / 2).Select(seed => Spoil(new RandomDay(seed), lossPerMille, doublePerMille, latePerMille)).ToArbitrary();

    private static (RandomDay, List<Fact>) Spoil(RandomDay day, int lossPerMille, int doublePerMille, int latePerMille)
    {
        var noise = new Noise(day.Seed + 1);
        var facts = new List<Fact>(day.Facts.Count * 2);
        foreach (Fact fact in day.Facts)
        {
            bool weights = fact is WeightsFact;
            if (weights && noise.Below(1_000) < lossPerMille) continue;
            // A late one is overtaken by up to twenty others: two seconds.
            facts.Add(weights && noise.Below(1_000) < latePerMille ? fact with { AtUs = fact.AtUs + noise.Below((int)(2 * StoreTime.SecondUs)) } : fact);
            if (weights && noise.Below(1_000) < doublePerMille) facts.Add(fact with { AtUs = fact.AtUs + noise.Below((int)StoreTime.SecondUs) });
        }
        return (day, [.. facts.OrderBy(f => f.AtUs)]);
    }
}
