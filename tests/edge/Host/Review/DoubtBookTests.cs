using O4O.Edge.Host.Review;
using O4O.Edge.Store.Journal;
using Xunit;

namespace O4O.Edge.Tests.Host.Review;

/// <summary>Which pictures may matter, out of the journal's records.</summary>
public sealed class DoubtBookTests
{
    private const long Second = 1_000_000;
    private readonly DoubtBook _book = new(new DoubtOptions());

    public DoubtBookTests()
    {
        _book.Take(new SessionOpened(0, "ana", "ana", 1, 1));
        _book.Take(new SessionOpened(0, "ben", "ben", 1, 2));
    }

    [Fact]
    public void Step_ToldSurely_HoldsNothing()
    {
        _book.Take(Change(1, 10));

        Assert.Empty(_book.Take(Told(1, 10, "ana", 0.99)));
        Assert.Empty(_book.Take(Settled("ana", 60, SessionSettled.Charged)));
    }

    [Fact]
    public void Step_ToldUnsurely_IsHeldFromBeforeTheFirstPlateMovedToAfterTheLastWord()
    {
        _book.Take(Change(1, 10));

        DoubtStep step = Assert.Single(_book.Take(Told(1, 10, "ana", 0.6)));

        Assert.Equal((DoubtStepKind.Hold, new Doubt(1, "shelf-2-3", 6_500_000, 12_400_000), "ana"), (step.Kind, step.Doubt, step.Case));
    }

    [Fact]
    public void Doubt_AboutAPersonAndNoShelf_IsHeldAtTheCameraThatSawThemAndAskedForWithTheCase()
    {
        var book = new DoubtBook(new DoubtOptions(), visit => visit == "ana" ? new Sight("camera-2", 50 * Second) : null);
        book.Take(new SessionOpened(0, "ana", "ana", 1, 1));
        book.Take(new SessionOpened(0, "ben", "ben", 1, 2));

        DoubtStep held = Assert.Single(book.Take(new DoubtRaised(55 * Second, "ana", 0, "lost from sight")));
        IReadOnlyList<DoubtStep> again = [.. book.Take(new DoubtRaised(55 * Second, "ana", 0, "hands met"))];
        IReadOnlyList<DoubtStep> unseen = [.. book.Take(new DoubtRaised(55 * Second, "ben", 0, "hands met"))];
        DoubtStep asked = Assert.Single(book.Take(Settled("ana", 60, SessionSettled.Review)));

        Assert.Equal((DoubtStepKind.Hold, new Doubt(-55 * Second, "camera-2", 42 * Second, 52 * Second), "ana"), (held.Kind, held.Doubt, held.Case));
        Assert.Empty(again); // the same pictures
        Assert.Empty(unseen);
        Assert.Equal((DoubtStepKind.Ask, held.Doubt, "ana"), (asked.Kind, asked.Doubt, asked.Case));
        Assert.Equal(DoubtStepKind.LetGo, Assert.Single(book.Done("ana", held.Doubt.Number)).Kind);
    }

    [Fact]
    public void Doubts_OfTwoPeopleAtOneMoment_AreTwoOfDifferentCameras()
    {
        var book = new DoubtBook(new DoubtOptions(), visit => new Sight(visit == "ana" ? "camera-1" : "camera-2", 50 * Second));
        book.Take(new SessionOpened(0, "ana", "ana", 1, 1));
        book.Take(new SessionOpened(0, "ben", "ben", 1, 2));

        Doubt ana = Assert.Single(book.Take(new DoubtRaised(51 * Second, "ana", 0, "hands met"))).Doubt;
        Doubt ben = Assert.Single(book.Take(new DoubtRaised(51 * Second, "ben", 0, "hands met"))).Doubt;

        Assert.Equal(("camera-1", "camera-2"), (ana.Shelf, ben.Shelf));
        Assert.NotEqual(ana.Number, ben.Number);
        Assert.Equal(DoubtStepKind.LetGo, Assert.Single(book.Take(Settled("ana", 60, SessionSettled.Charged))).Kind);
        Assert.Equal(ben, Assert.Single(book.Held));
    }

    [Fact]
    public void Doubt_OfATripThatIsChargedAfterAll_IsLetGo()
    {
        _book.Take(Change(1, 10));
        _book.Take(Told(1, 10, "ana", 0.6));

        DoubtStep step = Assert.Single(_book.Take(Settled("ana", 60, SessionSettled.Charged)));

        Assert.Equal((DoubtStepKind.LetGo, 1), (step.Kind, step.Doubt.Number));
        Assert.Empty(_book.Held);
    }

    [Fact]
    public void Doubt_OfATripThatGoesToReview_IsAskedForAndThenLetGo()
    {
        _book.Take(Change(1, 10));
        _book.Take(Told(1, 10, "ana", 0.6));

        DoubtStep asked = Assert.Single(_book.Take(Settled("ana", 60, SessionSettled.Review)));
        Assert.Equal((DoubtStepKind.Ask, 1, "ana"), (asked.Kind, asked.Doubt.Number, asked.Case));
        Assert.Single(_book.Held); // until the case has it

        Assert.Equal(DoubtStepKind.LetGo, Assert.Single(_book.Done("ana", 1)).Kind);
        Assert.Empty(_book.Held);
    }

    [Fact]
    public void Doubt_BetweenTwo_IsHeldUntilBothAreSettled()
    {
        _book.Take(Change(1, 10));
        Assert.Single(_book.Take(Told(1, 10, "ana", 0.6, ("ana", 0.6), ("ben", 0.4))));

        Assert.Empty(_book.Take(Settled("ana", 60, SessionSettled.Charged)));
        Assert.Equal(DoubtStepKind.Ask, Assert.Single(_book.Take(Settled("ben", 70, SessionSettled.Review))).Kind);
    }

    [Fact]
    public void Hand_ThatWasSurelyNotThere_IsNobodysDoubt()
    {
        _book.Take(Change(1, 10));
        _book.Take(Told(1, 10, "ana", 0.6, ("ana", 0.6), ("ben", 0.01)));

        Assert.Empty(_book.Take(Settled("ben", 70, SessionSettled.Review)));
    }

    [Theory]
    [InlineData(null, "ana", null)] // fits no product
    [InlineData("1", null, null)] // nobody's
    [InlineData("1", "ana", Interaction.Added)] // told anew
    public void Step_ThatNothingOrNobodyExplainsOrIsToldAnew_IsHeld(string? gtin, string? session, string? revision)
    {
        _book.Take(Change(1, 10));

        IReadOnlyList<DoubtStep> steps = _book.Take(new Interaction(10 * Second, 1, session, gtin, 1, 0.99, "", [new HandClaim("ana", 1, 20, 0.99)], revision));

        Assert.Equal(DoubtStepKind.Hold, Assert.Single(steps).Kind);
    }

    [Fact]
    public void Visit_ThatBecomesDoubtful_HasAllItsStepsHeldEarlierAndLaterOnes()
    {
        _book.Take(Change(1, 10));
        _book.Take(Told(1, 10, "ana", 0.99));

        Assert.Equal(1, Assert.Single(_book.Take(new DoubtRaised(20 * Second, "ana", 0, "why"))).Doubt.Number);
        _book.Take(Change(2, 30));
        Assert.Equal(2, Assert.Single(_book.Take(Told(2, 30, "ana", 0.99))).Doubt.Number);
        _book.Take(Change(3, 40));
        Assert.Empty(_book.Take(Told(3, 40, "ben", 0.99)));
    }

    [Fact]
    public void Review_ThatNobodySawComing_AsksForWhatMayStillBeThere()
    {
        _book.Take(Change(1, 10));
        _book.Take(Told(1, 10, "ana", 0.99));

        IReadOnlyList<DoubtStep> steps = _book.Take(Settled("ana", 20, SessionSettled.Review));

        Assert.Contains(steps, s => s.Kind == DoubtStepKind.Ask && s.Doubt.Number == 1);
    }

    [Fact]
    public void Step_OfAVisitThatIsOver_IsNotHeldForIt()
    {
        _book.Take(Change(1, 10));
        _book.Take(Settled("ana", 60, SessionSettled.Charged));

        Assert.Empty(_book.Take(Told(1, 61, "ana", 0.1)));
    }

    [Fact]
    public void Plates_ThatWouldNotRest_MakeNoClipWithoutEnd()
    {
        _book.Take(new WeightChanged(100 * Second, 1, 2, 3, 1 * Second, 50 * Second, -100, "pick", false, true, [], []));

        Doubt doubt = Assert.Single(_book.Take(Told(1, 100, "ana", 0.9))).Doubt;

        Assert.Equal((40 * Second, 60 * Second), (doubt.FromUs, doubt.ToUs));
    }

    [Fact]
    public void Visit_WithMoreDoubtsThanThereMayBe_HoldsNoMore()
    {
        for (int e = 1; e <= DoubtOptions.DoubtsMax + 5; e++)
        {
            _book.Take(Change(e, 10 + e));
            _book.Take(Told(e, 10 + e, "ana", 0.5));
        }

        Assert.Equal(DoubtOptions.DoubtsMax, _book.Held.Count());
    }

    [Fact]
    public void Book_OfALongDay_ForgetsWhatNobodyHolds()
    {
        _book.Take(Change(1, 10));
        _book.Take(Told(1, 10, "ana", 0.5));
        for (int e = 2; e <= 3 * DoubtOptions.EventsMax; e++) _book.Take(Change(e, 10 + (e / 10)));

        Assert.Equal([1L], _book.Held.Select(d => d.Number));
        Assert.Empty(_book.Take(Told(2, 400, "ana", 0.5))); // forgotten
        Assert.Single(_book.Take(Told(3 * DoubtOptions.EventsMax, 400, "ben", 0.5)));
    }

    private static WeightChanged Change(long number, long second) =>
        new((second * Second) + 400_000, number, 2, 3, (second * Second) - 500_000, second * Second, -330_000, "pick", false, false, [], []);

    private static Interaction Told(long number, long second, string session, double confidence, params (string Session, double Probability)[] hands) =>
        new((second * Second) + 400_000, number, session, "1", 1, confidence, "because", [.. hands.Select((h, i) => new HandClaim(h.Session, i, 20, h.Probability))]);

    private static SessionSettled Settled(string session, long second, string outcome) =>
        new(second * Second, session, session, outcome, null, 0, [], []);
}
