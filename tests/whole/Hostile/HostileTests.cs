using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Demo;
using O4O.Simulator.Demo.Outcome;
using O4O.Simulator.Demo.Services;
using O4O.Simulator.Scenarios;
using O4O.Whole.Tests.Running;
using Xunit.Abstractions;

namespace O4O.Whole.Tests.Hostile;

/// <summary>Bad messages and bad codes at the real broker while people shop: refused, counted, and nobody pays for them.</summary>
[Trait("Needs", "broker")]
[Collection("whole store")]
public sealed class HostileTests(ITestOutputHelper output)
{
    private const string Stranger = "stranger", Mallory = "mallory";

    [Fact]
    public async Task Broker_HostileMessages_AreCountedAndChangeNoReceipt()
    {
        await using Store store = await Store.OpenAsync(output, seed: 21, seconds: 60, o => o with
        {
            Guests = [Stranger],
            BrokerMessageBytesMax = 1 << 20,
            Scenario = o.Scenario with { Faults = new FaultOptions { Duplicate = 0.2, Reorder = 0.05 } },
        });
        using Guest shelf = await Guest.ComeAsync(store.Run, "shelf-1-1"), stranger = await Guest.ComeAsync(store.Run, Stranger);

        for (int i = 0; i < 100; i++)
        {
            shelf.Say(Topics.Weights, $"no weights {i}");
            stranger.Say(Topics.Weights, "who am I?");
            shelf.Say("shelf-1-2", Topics.Weights, "in another's name"u8);
        }
        for (int i = 0; i < 3; i++) shelf.Say("shelf-1-1", Topics.Weights, new byte[400_000]);
        EdgeState? seen = null;
        await Until.TrueAsync("the counters", async () =>
        {
            seen = await store.Run.Edge.StateAsync(default);
            return seen.Counters["malformed"] >= 100 && seen.Counters["foreign"] >= 100 && seen.Counters["oversized"] >= 3;
        });
        DemoSummary summary = await store.CloseAsync();

        Assert.Null(summary.Failure);
        Assert.Equal(100, seen!.Sources.Single(s => s.Device == "shelf-1-1").Malformed);
        Assert.Equal(0, seen.Sources.Single(s => s.Device == "shelf-1-2").Malformed);
        Assert.True(summary.Counters["duplicates"] > 0, "duplicates and stragglers are not counted");
        Assert.Empty(summary.Restarts);
        await Books.AssertOnceAsync(store.Run);
        Assert.True(
            summary.Lines.WronglyCharged <= Books.WrongUnitsShareMax * summary.Lines.UnitsCharged,
            $"{summary.Lines.WronglyCharged} of {summary.Lines.UnitsCharged} units wrongly charged");
        store.Done();
    }

    [Fact]
    public async Task Gate_HostileCodes_AreRefusedEachForItsReasonAndNobodyPays()
    {
        await using Store store = await Store.OpenAsync(output, seed: 22, seconds: 60, o => o with { MoreGates = [CornerGate.Entry] });
        using Guest gate = await Guest.ComeAsync(store.Run, CornerGate.Device);
        CodeIssuerKey issuer = store.Run.Setup.Issuer;
        string id = store.Run.Setup.Store.Store;
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string good = issuer.Issue(Mallory, id, Jti(0), now);
        (string Reason, string Code)[] hostile =
        [
            ("malformed", "open sesame"),
            ("malformed", new string('x', 2_000)),
            ("unknown-key", CodeIssuerKey.FromSeed(666).Issue(Mallory, id, Jti(1), now)),
            ("bad-signature", good[..^2] + (good[^2] == 'A' ? "BA" : "AA")),
            ("other-store", issuer.Issue(Mallory, "elsewhere", Jti(2), now)),
            ("expired", issuer.Issue(Mallory, id, Jti(3), now - 200)),
            ("not-yet-valid", issuer.Issue(Mallory, id, Jti(4), now + 200)),
            ("lives-too-long", issuer.Issue(Mallory, id, Jti(5), now, lifetimeSeconds: 3_600)),
            ("party-too-large", issuer.Issue(Mallory, id, Jti(6), now, party: 9)),
        ];

        var heard = new List<(string, string)>();
        foreach ((string reason, string code) in hostile) heard.Add((reason, (await gate.ShowAsync(code)).Reason));
        IReadOnlyList<DecisionPayload> flood = await gate.ShowManyAsync("open sesame", 60);
        await store.Run.ShopAsync(CancellationToken.None);

        // Only now, that nobody comes in any more who could be taken for her.
        good = issuer.Issue(Mallory, id, Jti(0), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        DecisionPayload first = await gate.ShowAsync(good);
        IReadOnlyList<DecisionPayload> again = await gate.RepeatLastAsync(good);
        DecisionPayload replayed = await gate.ShowAsync(good);
        DemoSummary summary = await store.CloseAsync();

        Assert.All(heard, h => Assert.Equal(h.Item1, h.Item2));
        Assert.True(first.Admit, first.Reason);
        Assert.Single(again.Distinct());
        Assert.Equal((false, "used"), (replayed.Admit, replayed.Reason));
        Assert.All(flood, d => Assert.False(d.Admit));
        Assert.Contains(flood, d => d.Reason == "too-fast");
        Assert.Null(summary.Failure);
        EdgeSession hers = Assert.Single(await store.Run.Edge.TripsAsync(default), t => t.Shopper == Mallory);
        Assert.Equal((first.Session, "empty"), (hers.Session, hers.Outcome));
        await Books.AssertOnceAsync(store.Run);
        store.Done();
    }

    private static string Jti(int number) => $"hostile-code-{number:0000}";
}
