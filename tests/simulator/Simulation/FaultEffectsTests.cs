using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Simulation;

public class FaultEffectsTests
{
    private const long SecondUs = 1_000_000;
    private static readonly StoreLayout Layout = DemoStore.Create().ToLayout();

    [Fact]
    public void Affected_NoFaults_IsNobody()
    {
        using var heard = new Heard(BuiltInScenarios.Mixed, 3);

        Truth truth = heard.Live().World.ToTruth();

        Assert.Contains(truth.Actions, a => a.Kind == TruthAction.Pick);
        Assert.DoesNotContain(truth.Shoppers, s => s.IsAffected);
        Assert.DoesNotContain("affected", truth.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Affected_BlindEyes_AreThoseWhoActedWhileNoFrameCame()
    {
        int unseen = 0;
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var framesUs = new SortedSet<long>();
            Scenario blind = BuiltInScenarios.Mixed with { Faults = new FaultOptions { BlindsPerMinute = 3, BlindSeconds = 5 } };
            using var heard = new Heard(blind, seed, (_, captured, topic, _) =>
            {
                if (topic.EndsWith("/people", StringComparison.Ordinal)) framesUs.Add(captured);
            });

            Truth truth = heard.Live().World.ToTruth();

            foreach (TruthAction action in truth.Actions.Where(a => a.Kind is TruthAction.Pick or TruthAction.Return or TruthAction.Handover))
            {
                bool seen = framesUs.GetViewBetween(action.TimeUs - SecondUs / 2, action.TimeUs + SecondUs / 2).Count > 0;
                bool affected = Of(truth, action.Shopper!).Any(f => f.Fault == TruthFault.BlindEyes && f.TimeUs == action.TimeUs && f.Kind == action.Kind);
                Assert.True(seen || affected, $"{action}");
                if (framesUs.GetViewBetween(action.TimeUs - 4 * SecondUs, action.TimeUs + SecondUs).Count > 70) Assert.False(affected, $"{action}");
                if (!seen) unseen++;
            }
        }
        Assert.True(unseen >= 10, $"only {unseen} actions while the eyes were blind");
    }

    [Fact]
    public void Affected_PlatesThatCannotWeigh_AreThoseWhoTookThereSince()
    {
        var since = new Dictionary<(string Device, int Plate), (int Mg, long Us)>();
        Scenario dead = BuiltInScenarios.Crowd with { Faults = new FaultOptions { DeadPlates = 12, MutePlates = 12 } };
        using var heard = new Heard(dead, 5, (arrival, _, topic, payload) =>
        {
            if (!topic.EndsWith("/weights", StringComparison.Ordinal)) return;
            Assert.True(WeightsPayload.TryRead(payload, out WeightBatch batch, out string error), error);
            for (int i = 0; i < batch.SamplesMg.Length; i++)
            {
                (string, int) plate = (topic.Split('/')[^3], i % batch.PlateCount + 1);
                if (!since.TryGetValue(plate, out var last) || last.Mg != batch.SamplesMg[i]) since[plate] = (batch.SamplesMg[i], arrival.Us);
            }
        });

        Truth truth = heard.Live().World.ToTruth();

        int hidden = 0;
        foreach (TruthAction action in truth.Actions.Where(a => a.Kind is TruthAction.Pick or TruthAction.Return))
        {
            (int mg, long us) = since[($"shelf-{action.Gondola}-{action.Shelf}", action.Plate)];
            if (action.TimeUs < us || heard.World.Now.Us - us < 10 * SecondUs) continue;
            string fault = mg == WeightBatch.Missing ? TruthFault.MutePlate : TruthFault.StuckPlate;
            Assert.Contains(Of(truth, action.Shopper!), f => f.Fault == fault && f.TimeUs == action.TimeUs);
            hidden++;
        }
        Assert.True(hidden >= 3, $"only {hidden} actions on plates that cannot weigh");
    }

    [Fact]
    public void Affected_SilentShelves_AreThoseWhoTookThereMeanwhile()
    {
        var heardUs = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        Scenario silent = BuiltInScenarios.Crowd with { Faults = new FaultOptions { SilencesPerMinute = 20, SilenceSeconds = 6, RestartsPerMinute = 10 } };
        using var heard = new Heard(silent, 6, (arrival, _, topic, _) =>
        {
            if (!topic.EndsWith("/weights", StringComparison.Ordinal)) return;
            string device = topic.Split('/')[^3];
            if (!heardUs.TryGetValue(device, out List<long>? times)) heardUs.Add(device, times = []);
            times.Add(arrival.Us);
        });

        Truth truth = heard.Live().World.ToTruth();

        int hidden = 0;
        foreach (TruthAction action in truth.Actions.Where(a => a.Kind is TruthAction.Pick or TruthAction.Return))
        {
            bool near = heardUs[$"shelf-{action.Gondola}-{action.Shelf}"].Exists(t => Math.Abs(t - action.TimeUs) < SecondUs / 5);
            if (near) continue;
            Assert.Contains(Of(truth, action.Shopper!), f => f.TimeUs == action.TimeUs && f.Fault is TruthFault.SilentShelf or TruthFault.RestartedShelf);
            hidden++;
        }
        Assert.True(hidden >= 3, $"only {hidden} actions at silent shelves");
    }

    [Fact]
    public void Affected_WhoeverTakesOrGetsWhatWasHidden_IsToo()
    {
        Unit unit = new(0, 100) { Footing = new Footing(0, 0, 1, 0, default) };
        var eyes = new Hearing(SecondUs / 2);
        eyes.Hear(0, 0);
        eyes.Miss(TruthFault.BlindEyes);
        eyes.Hear(3 * SecondUs, 3 * SecondUs);
        Deed[] deeds =
        [
            Moved(2, TruthAction.Return, "a", null, unit, atHome: false), // left somewhere, unseen
            Moved(9, TruthAction.Pick, "b", null, unit, atHome: false),
            Moved(12, TruthAction.Handover, "b", "c", unit, atHome: false),
            Moved(15, TruthAction.Return, "c", null, unit, atHome: true), // where it belongs: anybody knows what it is
            Moved(20, TruthAction.Pick, "d", null, unit, atHome: true),
        ];

        IReadOnlyDictionary<string, List<TruthFault>> affected = Effects(eyes).Of(deeds, []);

        Assert.Equal(["a", "b", "c"], affected.Keys.Order());
        Assert.Equal(TruthFault.BlindEyes, Assert.Single(affected["a"]).Fault);
        Assert.All(affected["b"].Concat(affected["c"]), f => Assert.Equal(TruthFault.HiddenBefore, f.Fault));
    }

    [Fact]
    public void Affected_StoodAsNearWhileTheEyesWereBlind_IsToo()
    {
        Unit unit = new(0, 100) { Footing = new Footing(0, 0, 1, 0, default) };
        var eyes = new Hearing(SecondUs / 2);
        eyes.Hear(0, 0);
        eyes.Miss(TruthFault.BlindEyes);
        Deed deed = Moved(2, TruthAction.Pick, "a", null, unit, atHome: true) with { Near = ["b"] };

        IReadOnlyDictionary<string, List<TruthFault>> affected = Effects(eyes).Of([deed], []);

        Assert.Equal(["a", "b"], affected.Keys.Order());
    }

    private static FaultEffects Effects(Hearing eyes)
    {
        Shelf shelf = Layout.Shelves[0];
        return new FaultEffects([new LoadCells(shelf, new double[shelf.PlateCount], new PhysicsOptions(), 1)], [new Hearing(SecondUs / 4)], Sight.OfEyes(eyes));
    }

    private static Deed Moved(long seconds, string kind, string shopper, string? to, Unit unit, bool atHome)
    {
        var action = new TruthAction { TimeUs = seconds * SecondUs, Kind = kind, Shopper = shopper, To = to };
        return new Deed(action, action.TimeUs, action.TimeUs, kind == TruthAction.Handover ? -1 : 0, kind == TruthAction.Handover ? [] : [0], [unit], atHome, []);
    }

    private static IReadOnlyList<TruthFault> Of(Truth truth, string shopper) => truth.Shoppers.Single(s => s.Shopper == shopper).Affected ?? [];
}
