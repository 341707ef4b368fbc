using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace O4O.Edge.Tests.Store.Stories;

/// <summary>The journal follows the likeliest story, whatever that changes its mind about.</summary>
public sealed class NarratorProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(150);

    /// <summary>Every record goes into the fold at once, and a cart throws when it falls below nothing: no order is left to luck.</summary>
    [Fact]
    public void Journal_AfterEveryEvent_HasTheCartsOfTheLikeliestStory()
    {
        long revised = 0, untold = 0, tales = 0;

        Prop.ForAll(RandomTale.Any, tale =>
        {
            var telling = new Telling();
            foreach (TaleEvent e in tale)
            {
                telling.Tell(e);
                if (telling.Counters.Untold > 0) break; // counted, and its trips go to review
                foreach (string session in RandomTale.Sessions) Assert.Equal(telling.Fold.Cart(session).Select(l => (l.Key, l.Value)), telling.Journal(session));
            }
            tales++;
            untold += Math.Min(1, telling.Counters.Untold);
            revised += telling.Counters.Revised;
        }).Check(Thorough);

        Assert.True(untold <= tales * 0.06, $"{untold} of {tales} tales could not be told");
        Assert.True(revised > 80, $"only {revised} records were revised: the property looked at next to nothing");
    }

    [Fact]
    public void Visits_SettledOneByOne_KeepTheCartsTheyWereChargedFor()
    {
        int charged = 0;

        Prop.ForAll(RandomTale.Any, tale =>
        {
            var telling = new Telling();
            foreach (TaleEvent e in tale) telling.Tell(e);
            if (telling.Counters.Untold > 0) return; // the checkout sends these to review
            var settled = new Dictionary<string, IReadOnlyList<(int, int)>>();
            foreach (string session in RandomTale.Sessions)
            {
                if (telling.Settle(session) is not { } cart) continue;
                charged++;
                Assert.Equal(cart, telling.Journal(session));
                settled[session] = cart;
                foreach ((string other, IReadOnlyList<(int, int)> kept) in settled) Assert.Equal(kept, telling.Journal(other));
            }
        }).Check(Thorough);

        Assert.True(charged > 40, $"only {charged} visits were charged: the property looked at next to nothing");
    }
}
