using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Journal;
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
        long revised = 0;

        Prop.ForAll(RandomTale.Any, tale =>
        {
            var telling = new Telling();
            foreach (TaleEvent e in tale)
            {
                telling.Tell(e);
                foreach (string session in RandomTale.Sessions) Assert.Equal(telling.Fold.Cart(session).Select(l => (l.Key, l.Value)), telling.Journal(session));
            }
            Assert.Equal(0, telling.Counters.Untold);
            revised += telling.Counters.Revised;
        }).Check(Thorough);

        Assert.True(revised > 80, $"only {revised} records were revised: the property looked at next to nothing");
    }

    /// <summary>Where somebody is found to have given what they got back and put down since, nobody has it to give when that is told.</summary>
    [Fact]
    public void Journal_OfThingsThatGoFromHandToHand_HasTheCartsOfTheLikeliestStory()
    {
        long handed = 0;

        Prop.ForAll(RandomTale.OfHandovers, tale =>
        {
            var telling = new Telling();
            foreach (TaleEvent e in tale)
            {
                telling.Tell(e);
                foreach (string session in RandomTale.Sessions) Assert.Equal(telling.Fold.Cart(session).Select(l => (l.Key, l.Value)), telling.Journal(session));
            }
            Assert.Equal(0, telling.Counters.Untold);
            handed += telling.Records.OfType<HandedOver>().Count();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        Assert.True(handed > 200, $"only {handed} handovers were told: the property looked at next to nothing");
    }

    /// <summary>Two of the tale's handovers cancel out, and by then nobody has it: such tales are what the property above finds.</summary>
    [Fact]
    public void Handovers_ThatCancelOut_AreToldOnceSomebodyHasItAgain()
    {
        (int, int, int)[] tale = [(0, 0, 41), (0, 1, 30), (6, 0, 93), (6, 1, 33), (3, 1, 102), (3, 0, 79)];
        var telling = new Telling();
        foreach ((int kind, int product, int who) in tale) telling.Tell(new TaleEvent(kind, product, who));
        (long waited, int before) = (telling.Counters.Waiting, telling.Records.OfType<HandedOver>().Count());

        telling.Tell(new TaleEvent(0, 1, 120));
        telling.Tell(new TaleEvent(0, 0, 120));

        Assert.Equal((2, 0), (waited, telling.Counters.Waiting));
        Assert.True(telling.Records.OfType<HandedOver>().Count() >= before + 2);
        foreach (string session in RandomTale.Sessions) Assert.Equal(telling.Fold.Cart(session).Select(l => (l.Key, l.Value)), telling.Journal(session));
        Assert.Equal(0, telling.Counters.Untold);
    }

    [Fact]
    public void Visits_SettledOneByOne_KeepTheCartsTheyWereChargedFor()
    {
        int charged = 0;

        Prop.ForAll(RandomTale.Any, tale =>
        {
            var telling = new Telling();
            foreach (TaleEvent e in tale) telling.Tell(e);
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
