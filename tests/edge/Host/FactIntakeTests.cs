using O4O.Edge.Host.EventLoop;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Host;

public sealed class FactIntakeTests
{
    private readonly FactIntake _intake = new(SmallStore.Machine());
    private long _sequence;

    public FactIntakeTests() => _intake.Machine.Start(Script.Zero);

    [Fact]
    public void Messages_OfEveryKind_ReachTheMachine()
    {
        foreach (Fact fact in new Script(1).Enter("anna", 0.1, 11).Facts(0.5)) Send(fact);

        Assert.True(_intake.Machine.Counters is { WeightBatches: > 0, PeopleFrames: > 0, Scans: 1 });
        Assert.Single(_intake.Machine.State.Open);
        Assert.Equal(0, _intake.Malformed);
    }

    [Theory]
    [InlineData(SmallStore.LowShelf)]
    [InlineData(SmallStore.EyesDevice)]
    [InlineData(SmallStore.HandsDevice)]
    [InlineData(SmallStore.GateDevice)]
    public void Bytes_ThatAreNoMessage_AreCountedForTheirSourceAndStayOutside(string device)
    {
        Source source = SmallStore.Source(device);
        byte[][] rubbish = [[], [1, 2, 3], "{}"u8.ToArray(), "null"u8.ToArray(), new byte[5_000]];

        bool[] taken = [.. rubbish.Select(bytes => Take(source, bytes))];

        Assert.All(taken, Assert.False);
        Assert.Equal((5, 5), (_intake.Malformed, _intake.MalformedOf(source.Index)));
        Assert.StartsWith(device + ": ", _intake.LastProblem, StringComparison.Ordinal);
        Assert.True(_intake.Machine.Counters is { WeightBatches: 0, PeopleFrames: 0, HandFrames: 0, Scans: 0 });
        Assert.All(SmallStore.Layout.Sources.Where(s => s != source), s => Assert.Equal(0, _intake.MalformedOf(s.Index)));
    }

    [Fact]
    public void Message_CutAnywhere_IsMalformedAndHarmsNothing()
    {
        Fact whole = new Script(1).Facts(0.5).First(f => f is WeightsFact { Device: SmallStore.LowShelf });
        byte[] bytes = SmallStoreRecording.Message(whole)!.Value.Bytes;

        for (int length = 0; length < bytes.Length; length++) Assert.False(Take(SmallStore.Source(SmallStore.LowShelf), bytes.AsSpan(0, length)));

        Assert.Equal(bytes.Length, _intake.Malformed);
        Assert.True(Take(SmallStore.Source(SmallStore.LowShelf), bytes));
    }

    private void Send(Fact fact)
    {
        if (SmallStoreRecording.Message(fact) is not var (device, _, bytes)) return;
        Assert.True(Take(SmallStore.Source(device), bytes, fact.AtUs));
    }

    private bool Take(Source source, ReadOnlySpan<byte> bytes, long atUs = 1_760_000_001_000_000)
    {
        var stamp = new Stamp(++_sequence, new(atUs));
        bool taken = _intake.Take(stamp, source, bytes, out _);
        _intake.Machine.Decide(stamp);
        return taken;
    }
}
