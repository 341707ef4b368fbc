using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;
using O4O.Simulator.Commands;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;
using O4O.Simulator.Suites;
using O4O.Simulator.Tests.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Suites;

public class SuiteTests
{
    [Fact]
    public void Suite_ManySeeds_AllInRangeEachSeedItsOwnAndAlwaysTheSame()
    {
        foreach (Suite suite in Suite.All)
        {
            Scenario[] days = [.. Enumerable.Range(1, 200).Select(seed => suite.Generate((ulong)seed))];

            Assert.All(days, day => Assert.Empty(day.Problems()));
            Assert.Equal(200, days.Distinct().Count());
            Assert.Equal(days[6], suite.Generate(7));
        }
    }

    [Fact]
    public void Confusing_AnySeed_AtLeastTwoFifthsOfTheActionsConfuse()
    {
        double[] shares = new double[12];

        for (int i = 0; i < shares.Length; i++)
            using (var heard = new Heard(Suite.Find("confusing").Generate((ulong)i + 100), (ulong)i + 100))
                shares[i] = Suite.ConfusingShare(heard.Live().World.ToTruth());

        Assert.All(shares, share => Assert.InRange(share, 0.4, 0.9));
    }

    [Fact]
    public void Confusing_SomeSeeds_HasEveryKindOfScene()
    {
        var scenes = new HashSet<string>();

        for (ulong seed = 1; seed <= 12; seed++)
            using (var heard = new Heard(Suite.Find("confusing").Generate(seed), seed))
                scenes.UnionWith(heard.Live().World.ToTruth().Actions.Select(a => a.Scene));

        string[] kinds =
        [
            "plain", "row", "double", "hesitate", "putBack", "misplaced", "touch", "longHold", "knock", "stray", "sameMoment", "handover",
            "exchange", "bothHands", "slowLift", "lean", "swap", "crossed", "restock", "leaveGroup", "reenter",
        ];
        Assert.Empty(kinds.Except(scenes));
    }

    [Fact]
    public void Crowd_ASeed_HasTwentyShoppersAndFourAtOneShelf()
    {
        const ulong seed = 11;
        using var heard = new Heard(Suite.Find("crowd").Generate(seed), seed);
        int most = 0;

        Truth truth = heard.Live(world =>
        {
            IEnumerable<Person> busy = world.Shop.People.Where(p => !p.IsGone && p.BusyFacing >= 0);
            foreach (var shelf in busy.GroupBy(p => world.Shop.Layout.Facings[p.BusyFacing].ShelfIndex)) most = Math.Max(most, shelf.Count());
        }, 200_000).World.ToTruth();

        Assert.Equal(20, truth.Shoppers.Count);
        Assert.True(most >= 4, $"at most {most} at one shelf");
    }

    /// <summary>What is taken from another product's plates weighs what that product weighs, and there is enough of it to count.</summary>
    [Fact]
    public void Twins_SomeSeeds_WhatIsTakenAstrayWeighsWhatBelongsThere()
    {
        StoreLayout layout = DemoStore.Create().ToLayout();
        int strays = 0, alone = 0, looks = 0;

        for (ulong seed = 1; seed <= 6; seed++)
        {
            using var heard = new Heard(Suite.Find("twins").Generate(seed), seed);
            Truth truth = heard.Live(world =>
            {
                if (world.PeopleInside > 0) looks++;
                if (world.PeopleInside == 1) alone++;
            }).World.ToTruth();
            foreach (TruthAction stray in truth.Actions.Where(a => a is { Scene: "stray", Kind: TruthAction.Pick }))
            {
                strays++;
                Product taken = layout.Products.First(p => p.Gtin == stray.Gtin);
                Shelf shelf = layout.Shelves.First(s => (s.Gondola, s.Number) == (stray.Gondola, stray.Shelf));
                Assert.Contains(
                    layout.FacingsOfShelf[shelf.Index],
                    f => layout.Products[f.ProductIndex] is var home && home.Gtin != taken.Gtin && Math.Abs(home.Weight.Grams - taken.Weight.Grams) <= 3);
            }
        }

        Assert.True(strays >= 12, $"{strays} strays");
        Assert.True(alone > 0.8 * looks, $"one at a time in {alone} of {looks} looks");
    }

    [Fact]
    public void Faulty_ASeed_HasADeadPlateMutePlatesAndBlindEyes()
    {
        ulong seed = Enumerable.Range(1, 50).Select(s => (ulong)s).First(s => Suite.Find("faulty").Generate(s).Faults.MutePlates == 2);
        Scenario day = Suite.Find("faulty").Generate(seed);
        long lastFrameUs = 0, longestUs = 0;
        var last = new Dictionary<string, (int[] Values, int[] Same)>(StringComparer.Ordinal);
        using var heard = new Heard(day, seed, Hear);

        heard.Live();

        Assert.True(longestUs >= day.Faults.BlindSeconds * 0.9e6, $"the eyes were never silent for more than {longestUs} µs");
        // Live plates are noisy: none shows one value for ten seconds.
        Assert.InRange(last.Values.Sum(s => s.Same.Where((n, p) => n > 600 && s.Values[p] != WeightBatch.Missing).Count()), 1, day.Faults.DeadPlates);
        Assert.Equal(day.Faults.MutePlates > 0, last.Values.Any(s => s.Values.Contains(WeightBatch.Missing)));

        void Hear(O4O.Edge.Store.Quantities.StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
        {
            if (topic.EndsWith("/people", StringComparison.Ordinal))
            {
                if (lastFrameUs > 0) longestUs = Math.Max(longestUs, arrival.Us - lastFrameUs);
                lastFrameUs = arrival.Us;
            }
            if (!topic.EndsWith("/weights", StringComparison.Ordinal)) return;
            Assert.True(WeightsPayload.TryRead(payload, out var batch, out string error), error);
            int plates = batch.PlateCount;
            if (!last.TryGetValue(topic, out var seen)) last.Add(topic, seen = (new int[plates], new int[plates]));
            for (int i = 0; i < batch.SamplesMg.Length; i++)
            {
                int p = i % plates;
                seen.Same[p] = batch.SamplesMg[i] == seen.Values[p] ? seen.Same[p] + 1 : 0;
                seen.Values[p] = batch.SamplesMg[i];
            }
        }
    }

    [Theory]
    [InlineData("calm", 21)]
    [InlineData("confusing", 22)]
    [InlineData("confusing", 23)]
    [InlineData("crowd", 24)]
    [InlineData("faulty", 25)]
    [InlineData("twins", 26)]
    public void Suite_AnyDay_EverybodyLeavesInTime(string name, int seed)
    {
        using var heard = new Heard(Suite.Find(name).Generate((ulong)seed), (ulong)seed);

        Truth truth = heard.Live().World.ToTruth();

        Assert.All(truth.Shoppers, s => Assert.True(s.LeftUs <= heard.World.End.Us, $"{s.Shopper} left late"));
    }

    [Fact]
    public void Suite_Mistyped_SuggestsTheNearest()
    {
        var mistake = Assert.Throws<UserMistakeException>(() => Suite.Find("confusin"));

        Assert.Equal("unknown suite \"confusin\": did you mean \"confusing\"?", mistake.Message);
    }

    /// <summary>The share that is asked for, of the same day otherwise.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    [InlineData(95)]
    public void Generate_WithAShare_HasThatShareAndTheSameDayOtherwise(int percent)
    {
        Scenario drawn = Suite.Find("confusing").Generate(3), asked = Suite.Find($"confusing:{percent}").Generate(3);

        Assert.Equal(percent / 100.0, Confusing(asked.Behaviour), 9);
        Assert.InRange(Confusing(drawn.Behaviour), 0.66, 0.8);
        Assert.Equal((drawn.Physics, drawn.Seconds, drawn.Behaviour.Row), (asked.Physics, asked.Seconds, asked.Behaviour.Row));
        Assert.Equal($"confusing:{percent}", asked.Name);
    }

    [Theory]
    [InlineData("confusing:96", "0 to 95")]
    [InlineData("confusing:many", "0 to 95")]
    [InlineData("calm:40", "without a share")]
    [InlineData("twins:40", "without a share")]
    [InlineData("confusin:40", "confusing")]
    public void Find_AShareThatIsNone_SaysWhatWouldBe(string name, string hint) =>
        Assert.Contains(hint, Assert.Throws<UserMistakeException>(() => Suite.Find(name)).Message, StringComparison.Ordinal);

    private static double Confusing(BehaviourOptions b) =>
        b.Pair + b.Hesitate + b.PutBack + b.Misplace + b.Touch + b.LongHold + b.Knock + b.Stray + b.SameMoment + b.Handover + b.Exchange
        + b.BothHands + b.SlowLift + b.Lean + b.Swap + b.Crossed;
}
