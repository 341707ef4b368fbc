using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Stories;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Stories;

/// <summary>What holds whatever happens: hands are ambiguous, and later evidence contradicts earlier.</summary>
public sealed class StoryProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(150);

    [Fact]
    public void Told_Folded_IsNeverNegativeAndTheCartWhereverThatIsSure()
    {
        int sure = 0;

        Prop.ForAll(RandomTale.Any, tale =>
        {
            var bench = new StoryBench();
            var fold = new ToldFold();
            foreach (TaleEvent e in tale)
            {
                bench.Tell(e);
                fold.Take(bench.Story.Told);
                foreach (string session in RandomTale.Sessions)
                {
                    IReadOnlyDictionary<int, int> cart = fold.Cart(session);
                    Assert.All(cart, line => Assert.True(line.Value > 0, $"{session} has {line.Value} of {line.Key}"));
                    if (!bench.Story.Knows(session) || bench.Story.Judge(session) is not { Next: null } verdict) continue;
                    sure++;
                    Assert.Equal(Known(verdict.Cart), cart.Select(l => (l.Key, l.Value)));
                }
            }
        }).Check(Thorough);

        Assert.True(sure > 80, $"only {sure} carts were sure: the property looked at next to nothing");
    }

    [Fact]
    public void Probabilities_OfEverything_AreProbabilities()
    {
        Prop.ForAll(RandomTale.Any, tale =>
        {
            var bench = new StoryBench();
            foreach (TaleEvent e in tale)
            {
                if (bench.Tell(e) is { } verdict)
                {
                    Assert.InRange(verdict.Confidence, 0, 0.999);
                    if (verdict.ByOption.Count > 0) Assert.Equal(1, verdict.ByOption.Sum(), 1e-9);
                }
                foreach (string session in RandomTale.Sessions)
                {
                    if (!bench.Story.Knows(session)) continue;
                    CartVerdict cart = bench.Story.Judge(session);
                    Assert.InRange(cart.Probability, 1.0 / 96 / 2, 1);
                    foreach (Held line in cart.Cart.Lines)
                        if (line.Item.IsKnown) Assert.True(bench.Story.Holds(session, line.Item.Product, line.Units) >= cart.Probability - 1e-9);
                }
            }
        }).Check(Thorough);
    }

    [Fact]
    public void Tales_ToldAgain_AreTheSame()
    {
        Prop.ForAll(RandomTale.Any, tale => Text(tale) == Text(tale)).Check(Thorough);
    }

    [Fact]
    public void Visits_ClosedInAnyTale_LeaveTheOthersWithWholeProbabilities()
    {
        Prop.ForAll(RandomTale.Any, tale =>
        {
            var bench = new StoryBench();
            foreach (TaleEvent e in tale) bench.Tell(e);
            foreach (string session in RandomTale.Sessions)
            {
                if (!bench.Story.Knows(session)) continue;
                CartVerdict verdict = bench.Story.Judge(session);
                bench.Story.Close(session, verdict.Probability >= 0.8 ? verdict.Cart : null);
                Assert.False(bench.Story.Knows(session));
                foreach (string other in RandomTale.Sessions)
                    if (bench.Story.Knows(other)) Assert.InRange(bench.Story.Judge(other).Probability, 1e-3, 1);
            }
        }).Check(Thorough);
    }

    private static IEnumerable<(int, int)> Known(CartState cart) => cart.Lines.ToArray().Where(l => l.Item.IsKnown).Select(l => (l.Item.Product, l.Units));

    private static string Text(TaleEvent[] tale)
    {
        var bench = new StoryBench();
        var lines = new List<string>();
        foreach (TaleEvent e in tale)
        {
            lines.Add($"{bench.Tell(e)?.Confidence:R}");
            lines.AddRange(bench.Story.Told.Select(c => $"{c.Event} {c.First} {c.Second} {c.Odd}"));
            lines.AddRange(bench.Lying().Select(t => t.ToString()));
        }
        foreach (string s in RandomTale.Sessions)
            if (bench.Story.Knows(s)) lines.Add($"{s} {bench.Carries(s)} {bench.Sure(s):R} {string.Join(',', bench.Story.Together(s))}");
        return string.Join('\n', lines);
    }
}
