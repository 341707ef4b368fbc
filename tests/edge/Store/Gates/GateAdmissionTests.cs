using O4O.Edge.Store;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Store.Gates;

public sealed class GateAdmissionTests
{
    [Fact]
    public void Code_ThatIsGood_OpensOneVisit()
    {
        var gate = new GateBench();

        GateDecided decision = gate.Show(GateBench.Good("anna", party: 3));

        Assert.Equal((true, GateReasons.Admitted, "anna", 3), (decision.Admit, decision.Reason, decision.Shopper, decision.Party));
        SessionOpened opened = Assert.Single(gate.Performance.Records.OfType<SessionOpened>());
        Assert.Equal((decision.Session, 3), (opened.Session, opened.Party));
        Assert.Equal(32, opened.Session.Length);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("shopper", false)]
    [InlineData("staff", true)]
    public void Code_WithARole_OpensAVisitOfThatKindAlsoAfterARestart(string? role, bool staff)
    {
        var gate = new GateBench();

        GateDecided decision = gate.Show(CodeMint.Ours.Code("anna", new(Script.Time(0).Us), role: role));

        Assert.Equal((true, staff), (decision.Admit, decision.Staff));
        Assert.Equal(staff, Assert.Single(gate.Performance.Machine.State.Open).Staff);
        Assert.Equal(staff, Assert.Single(GateBench.After(gate.Performance.Records).Performance.Machine.State.Open).Staff);
    }

    [Fact]
    public void Scan_Repeated_GetsItsFirstAnswerAndOpensOnce()
    {
        var gate = new GateBench();
        string code = GateBench.Good("anna");
        GateDecided first = gate.Repeat(7, code, 0)!;

        GateDecided?[] more = [.. Enumerable.Range(1, 5).Select(i => gate.Repeat(7, code, i * 0.3))];

        Assert.True(first.Admit);
        Assert.All(more, Assert.Null);
        Assert.Equal(5, gate.Performance.Repeats.Count);
        Assert.All(gate.Performance.Repeats, repeat => Assert.Equal(first, repeat));
        Assert.Single(gate.Performance.Records.OfType<SessionOpened>());
    }

    [Fact]
    public void Scan_RepeatedAfterARestart_GetsItsFirstAnswer()
    {
        var gate = new GateBench();
        string code = GateBench.Good("anna");
        GateDecided first = gate.Repeat(7, code, 0)!;
        GateBench after = GateBench.After(gate.Performance.Records);

        GateDecided? again = after.Repeat(7, code, 3);

        Assert.Null(again);
        Assert.Equal(first, Assert.Single(after.Performance.Repeats));
        Assert.Single(after.Performance.Machine.State.Open);
    }

    [Fact]
    public void Scan_OfTheSameNumberAfterTheGateRestarted_IsANewOne()
    {
        var gate = new GateBench();
        gate.Repeat(7, "x.y.z", 0);

        gate.Performance.Feed(new ScanFact(
            Script.Time(1).Us, new(new(2, 7, 0), GateBench.Good("anna"))));

        Assert.Equal([false, true], gate.Performance.Records.OfType<GateDecided>().Select(d => d.Admit));
    }

    [Fact]
    public void UsedCode_OnceNoClockWouldTakeIt_IsForgotten()
    {
        var gate = new GateBench();
        gate.Show(GateBench.Good("anna", id: "code-0001"), 0);
        bool kept = gate.Performance.Machine.State.IsUsed("code-0001");

        gate.Show(GateBench.Good("ben", at: 90, id: "code-0002"), 90);
        bool atTheEdge = gate.Performance.Machine.State.IsUsed("code-0001");
        gate.Show(GateBench.Good("carla", at: 90, id: "code-0003"), 91);

        Assert.True(kept && atTheEdge);
        Assert.False(gate.Performance.Machine.State.IsUsed("code-0001"));
    }

    [Fact]
    public void SessionId_OfOneCode_IsTheSameInEveryReplayAndUnlikeAnyOther()
    {
        string First(string id) => new GateBench().Show(GateBench.Good("anna", id: id)).Session!;

        Assert.Equal(First("code-0001"), First("code-0001"));
        Assert.NotEqual(First("code-0001"), First("code-0002"));
    }

    /// <summary>Bits flipped, bytes cut, doubled and swapped: not one of ten thousand opens a gate.</summary>
    [Fact]
    public void Codes_Mutated_AreNeverAdmitted()
    {
        var gate = new GateBench(new StoreOptions { Gates = new GateOptions { BurstMax = 1_000, RefillUs = 1_000 } });
        var noise = new Noise(20_260);
        string good = GateBench.Good("anna");
        int tried = 0;

        for (int i = 0; tried < 10_000; i++)
        {
            string bad = Mutate(good, noise);
            if (bad == good) continue;
            tried++;
            GateDecided decision = gate.Show(bad, i * 0.002);
            Assert.False(decision.Admit, $"mutation {i} of seed 20260 was admitted: {bad}");
            Assert.NotEqual(GateReasons.TooFast, decision.Reason); // each was really looked at
        }

        Assert.True(gate.Show(good, 25).Admit);
    }

    private static string Mutate(string code, Noise noise)
    {
        char[] chars = code.ToCharArray();
        int at = noise.Below(chars.Length);
        switch (noise.Below(5))
        {
            case 0:
                chars[at] = (char)(chars[at] ^ (1 << noise.Below(7)));
                return new string(chars);
            case 1:
                chars[at] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[noise.Below(64)];
                return new string(chars);
            case 2:
                return code.Remove(at, Math.Min(chars.Length - at, 1 + noise.Below(3)));
            case 3:
                return code.Insert(at, code[at].ToString());
            default:
                int other = noise.Below(chars.Length);
                (chars[at], chars[other]) = (chars[other], chars[at]);
                return new string(chars);
        }
    }
}
