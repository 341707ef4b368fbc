using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Machine;

/// <summary>The edge dies and starts again: everything that matters is in the journal.</summary>
public sealed class RestartTests
{
    private const long Anna = 11, Ben = 12;

    private static Script Day() => new Script(21).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
        .Take(Anna, 8, SmallStore.LowShelf, 2, SmallStore.Cola).Take(Ben, 12, SmallStore.HighShelf, 4, SmallStore.Chips).Leave(Ben, 16)
        .Take(Anna, 24, SmallStore.LowShelf, 8, SmallStore.Soup).Leave(Anna, 31);

    [Fact]
    public void Restart_BetweenAPickAndTheExit_GivesTheSameReceipts()
    {
        Performance whole = Performance.Of(Day().Facts(40));
        Performance before = Performance.Of(Day().Facts(21));
        Performance after = Performance.After(before.Records);
        string carts = StateText.OfMoney(after.Machine.State);

        after.Feed(Day().Facts(21.5, 40));

        Assert.Equal(StateText.OfMoney(before.Machine.State), carts);
        Assert.Equal(Receipts(whole.Settled), Receipts(before.Settled.Concat(after.Settled)));
        Assert.All(after.Settled, s => Assert.Equal(SessionSettled.Charged, s.Outcome));
    }

    [Fact]
    public void Restart_WithAChangeMeanwhile_TellsItAndGuessesNobody()
    {
        Script day = Day();
        Performance before = Performance.Of(day.Facts(21));
        Performance after = Performance.After(before.Records);

        after.Feed(day.Facts(26, 40)); // Anna's soup at 24 was seen by nobody

        WeightChanged change = Assert.Single(after.Records.OfType<WeightChanged>());
        Assert.True(change.AcrossGap);
        Assert.Null(Assert.Single(after.Interactions).Session);
        SessionSettled anna = after.Settled.Single(s => s.Shopper == "anna");
        Assert.Equal((SessionSettled.Review, null), (anna.Outcome, anna.ChargeId));
    }

    [Fact]
    public void Restart_WithAnUnansweredCharge_StillWaitsForIt()
    {
        Performance before = Performance.Of(Day().Facts(21));
        string charge = Assert.Single(before.Machine.State.PendingCharges).ChargeId;
        Performance after = Performance.After(before.Records);

        after.Feed(new AnswerFact(Script.Time(30).Us, new ChargeAnswer(charge, true, "booking-1")));

        Assert.Empty(after.Machine.State.PendingCharges);
        Assert.Equal((1, 1_900), (after.Machine.State.ChargesBooked, after.Machine.State.BookedMinor));
    }

    [Fact]
    public void Restart_AfterAdmissions_RemembersCodesAndAnswers()
    {
        Performance before = Performance.Of(Day().Facts(21));
        GateDecided ben = before.Records.OfType<GateDecided>().Single(d => d.Shopper == "ben");
        Performance after = Performance.After(before.Records);

        after.Feed(new ScanFact(Script.Time(25).Us, new GateScan(new DeviceMark(9, 0, 0), CodeMint.Ours.Code("ben", Script.Time(4), ben.CodeId))));

        Assert.True(after.Machine.State.IsUsed(ben.CodeId!));
        Assert.Equal(GateReasons.Used, Assert.Single(after.Records.OfType<GateDecided>()).Reason);
    }

    [Fact]
    public void Restart_Twice_IsLikeOnce()
    {
        List<JournalRecord> journal = [.. Performance.Of(Day().Facts(21)).Records];
        Performance once = Performance.After(journal);
        once.Feed(new TickFact(Script.Time(22).Us));
        journal.AddRange(once.Records);

        Performance twice = Performance.After(journal);
        twice.Feed(new TickFact(Script.Time(23).Us));

        Assert.Equal(StateText.OfMoney(once.Machine.State), StateText.OfMoney(twice.Machine.State));
    }

    [Fact]
    public void Machine_StartedTwice_Throws()
    {
        var machine = SmallStore.Machine();
        machine.Start(Script.Zero);

        Assert.Throws<InvalidOperationException>(() => machine.Start(Script.Zero));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ChargeAnswer_Repeated_CountsOnce(bool booked)
    {
        Performance play = Performance.Of(Day().Facts(21));
        string charge = Assert.Single(play.Machine.State.PendingCharges).ChargeId;
        int before = play.Records.Count;

        for (int i = 0; i < 3; i++) play.Feed(new AnswerFact(Script.Time(21 + i).Us, new ChargeAnswer(charge, booked, "booking-1")));
        play.Feed(new AnswerFact(Script.Time(25).Us, new ChargeAnswer("corner.nobody.1", booked, "booking-2")));

        ChargeAnswered answered = Assert.IsType<ChargeAnswered>(Assert.Single(play.Records.Skip(before)));
        Assert.Equal((charge, booked), (answered.ChargeId, answered.Booked));
        Assert.Equal((booked ? 1 : 0, booked ? 0 : 1), (play.Machine.State.ChargesBooked, play.Machine.State.ChargesRefused));
        Assert.Equal(booked ? 1_900 : 0, play.Machine.State.BookedMinor);
    }

    [Fact]
    public void PersonInside_AtARestart_IsNotLostForTheTimeTheEdgeWasAway()
    {
        Script day = Day();
        Performance after = Performance.After(Performance.Of(day.Facts(21)).Records);

        after.Feed(new TickFact(Script.Time(120).Us));
        after.Feed(new TickFact(Script.Time(124).Us));

        Assert.Equal(SessionState.Inside, Assert.Single(after.Machine.State.Open).State);
    }

    private static IEnumerable<(string, string, long, string)> Receipts(IEnumerable<SessionSettled> settled) => settled
        .Select(s => (s.Shopper, s.Outcome, s.TotalMinor, string.Join(' ', s.Lines.Select(l => $"{l.Quantity}x{l.Gtin}")))).Order();
}
