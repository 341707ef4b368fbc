using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.People;

public class HandClassifierTests
{
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();

    /// <summary>Looks at new grasps one after the other, three in ten of them empty; hands the truth (−1: nothing) and the look on.</summary>
    private static void Watch(HandsOptions options, ulong seed, int grasps, int looksEach, Action<int, int, HandLook> see)
    {
        var dice = new Dice(seed, "grasps");
        var classifier = new HandClassifier(Layout, options, new Dice(seed, "looks"), seed);
        var hand = new Hand();
        for (int g = 0; g < grasps; g++)
        {
            int truth = dice.Chance(0.3) ? -1 : dice.Below(Layout.Products.Count);
            hand.Hold(truth < 0 ? null : new Unit(truth, 100));
            for (int i = 0; i < looksEach; i++) see(g, truth, classifier.Look(7, true, hand, truth));
        }
    }

    /// <summary>The likeliest of all, −1 for nothing, and its probability.</summary>
    private static (int What, double Share) Top(HandLook look)
    {
        (int What, double Share) top = (-1, look.EmptyProbability);
        for (int i = 0; i < look.Count; i++)
            if (look[i].Share > top.Share * HandLook.Whole) top = (look[i].ProductIndex, look[i].Share / (double)HandLook.Whole);
        return top;
    }

    [Theory]
    [InlineData(0.9, 0.7, 0.06)]
    [InlineData(0.7, 0.9, 0.3)]
    [InlineData(0.55, 0.2, 0.0)]
    public void Shares_OfTheFirstGuess_AreHowOftenItIsRight(double accuracy, double alike, double grasp)
    {
        var options = new HandsOptions { Accuracy = accuracy, Alike = alike, Grasp = grasp };
        var bins = new (int Looks, int Right, double Said)[10];

        Watch(options, 1, 200_000, 3, (_, truth, look) =>
        {
            (int what, double share) = Top(look);
            ref (int Looks, int Right, double Said) bin = ref bins[Math.Min(9, (int)(share * 10))];
            bin = (bin.Looks + 1, bin.Right + (what == truth ? 1 : 0), bin.Said + share);
        });

        // Three looks at a grasp hang together: 0.025 is five standard deviations of 10,000 grasps.
        Assert.True(bins.Count(b => b.Looks > 30_000) >= 2);
        Assert.All(bins.Where(b => b.Looks > 30_000), b => Assert.InRange((double)b.Right / b.Looks - b.Said / b.Looks, -0.025, 0.025));
    }

    [Fact]
    public void Shares_OfEverything_AreHowOftenItIsThere()
    {
        // Not the first guess alone: all named shares, in bins, against how often that very product was there.
        var bins = new (int Said, int There, double Sum)[6];

        Watch(new HandsOptions(), 2, 60_000, 1, (_, truth, look) =>
        {
            for (int i = 0; i < look.Count; i++)
            {
                double share = look[i].Share / (double)HandLook.Whole;
                ref (int Said, int There, double Sum) bin = ref bins[share < 0.005 ? 0 : share < 0.02 ? 1 : share < 0.05 ? 2 : share < 0.2 ? 3 : share < 0.85 ? 4 : 5];
                bin = (bin.Said + 1, bin.There + (look[i].ProductIndex == truth ? 1 : 0), bin.Sum + share);
            }
        });

        foreach ((int said, int there, double sum) in bins.Where(b => b.Said > 2_000))
        {
            double sigma = Math.Sqrt(sum); // a count of rare things varies by its root
            Assert.InRange(there, sum - 5 * sigma - 3, sum + 5 * sigma + 3);
        }
    }

    [Fact]
    public void Looks_OfGraspsThatAreSeen_AreRightAsOftenAsTheOptionSays()
    {
        int looks = 0, right = 0;

        Watch(new HandsOptions { Grasp = 0, EmptyMistaken = 0, Accuracy = 0.85 }, 3, 20_000, 1, (_, truth, look) =>
        {
            if (truth < 0) return;
            looks++;
            if (Top(look).What == truth) right++;
        });

        Assert.InRange((double)right / looks, 0.835, 0.865);
    }

    [Fact]
    public void Looks_AfterAWrongOne_HalfOfTheTimeMakeTheSameMistake()
    {
        int wrong = 0, same = 0, before = -2, lastGrasp = -1;

        Watch(new HandsOptions { Grasp = 0, EmptyMistaken = 0 }, 4, 30_000, 4, (grasp, truth, look) =>
        {
            int what = Top(look).What;
            if (grasp == lastGrasp && truth >= 0 && before != truth)
            {
                wrong++;
                if (what == before) same++;
            }
            (before, lastGrasp) = (what, grasp);
        });

        Assert.InRange((double)same / wrong, 0.47, 0.56);
    }

    [Fact]
    public void Grasps_BadlySeen_AreSoAllThroughAndSayLittle()
    {
        var flat = new Dictionary<int, List<bool>>();

        Watch(new HandsOptions(), 5, 10_000, 4, (grasp, truth, look) =>
        {
            if (!flat.TryGetValue(grasp, out List<bool>? of)) flat[grasp] = of = [];
            of.Add(Math.Abs(look.EmptyProbability - 0.3) < 0.01 && look.Count == 1 && look[0].Share < 0.1 * HandLook.Whole);
        });

        Assert.All(flat.Values, of => Assert.Single(of.Distinct()));
        Assert.InRange(flat.Values.Count(of => of[0]) / 10_000.0, 0.05, 0.07);
    }

    [Fact]
    public void Hands_EmptyOnes_AreTakenForSomethingSmallNowAndThen()
    {
        double lightestThird = Layout.Products.Select(p => p.Weight.Grams).Order().ElementAt(Layout.Products.Count / 3);
        int empty = 0;
        var taken = new List<int>();

        Watch(new HandsOptions { Grasp = 0 }, 6, 40_000, 1, (_, truth, look) =>
        {
            if (truth >= 0) return;
            empty++;
            if (Top(look).What is >= 0 and var what) taken.Add(what);
        });

        Assert.InRange((double)taken.Count / empty, 0.025, 0.035);
        Assert.All(taken, p => Assert.True(Layout.Products[p].Weight.Grams <= lightestThird));
    }

    [Theory]
    [InlineData(70)]
    [InlineData(71)]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    public void LookAlikes_OfAnyStore_AreOthersAndBothWaysAsMany(int products)
    {
        var alikes = new LookAlikes(products, 9);
        int each = Math.Min(3, products - 1);

        for (int p = 0; p < products; p++)
        {
            int[] of = [.. Enumerable.Range(0, alikes.Count).Select(i => alikes.Of(p, i))];
            int[] behind = [.. Enumerable.Range(0, alikes.Count).Select(i => alikes.Behind(p, i))];
            Assert.Equal(each, of.Append(p).Distinct().Count() - 1);
            Assert.Equal(each, behind.Append(p).Distinct().Count() - 1);
            Assert.All(behind, b => Assert.Contains(p, Enumerable.Range(0, alikes.Count).Select(i => alikes.Of(b, i))));
        }
    }
}
