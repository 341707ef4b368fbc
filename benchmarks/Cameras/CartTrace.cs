using O4O.Edge.Host.EventLoop;
using O4O.Edge.Host.Live;
using O4O.Edge.Host.Replay;
using O4O.Edge.Recording;
using O4O.Edge.Store.Journal;

namespace O4O.Benchmarks.Cameras;

/// <summary>
/// From the last needed sample to the cart at a subscriber. Which sample that was, the edge's own recording tells: replayed through
/// the same machine, each change of a cart is decided at the same fact. When that fact's message left and when the change arrived is
/// known; where it was time that was waited for (a tick), its stamp stands for the leaving.
/// </summary>
internal static class CartTrace
{
    /// <summary>The first changes of a run pay for code that was never run before; like everywhere here the code is to be warm.</summary>
    public const int WarmUp = 10;

    /// <summary>How long each change of a cart took, µs, sorted; without the first <see cref="WarmUp"/>.</summary>
    public static List<long> Follow(string recording, ShoppingDay day, CartEar ear)
    {
        LiveView? live = null;
        var shown = new Dictionary<string, List<long?>>(StringComparer.Ordinal);
        Replayer.Run(recording, 0, null, null, (in RecordedFact fact, Edge.Store.StoreMachine machine) =>
        {
            live ??= new LiveView(new FactIntake(machine));
            if (machine.Records.Count == 0 && machine.ProvisionalChanges.Count == 0) return;
            bool isCart = machine.Records.Any(r => r is Interaction { Session: not null });
            long leftUs = day.SentUs(fact.Topic, fact.Payload) ?? fact.LogTime.Us;
            foreach (SessionView view in live.Show(machine.Records, machine.ProvisionalChanges))
            {
                if (!shown.TryGetValue(view.Session, out List<long?>? all)) shown[view.Session] = all = [];
                all.Add(isCart ? leftUs : null);
            }
        });
        var changes = new List<(long ArrivedUs, long TookUs)>();
        foreach ((string session, List<long?> leftUs) in shown)
        {
            IReadOnlyList<long> arrivedUs = ear.Of(session);
            // After the last fact a replay ends every visit; live they go on. What both showed is in the same order.
            for (int i = 0; i < Math.Min(leftUs.Count, arrivedUs.Count); i++)
                if (leftUs[i] is { } left) changes.Add((arrivedUs[i], arrivedUs[i] - left));
        }
        List<long> tookUs = [.. changes.OrderBy(c => c.ArrivedUs).Skip(WarmUp).Select(c => c.TookUs)];
        tookUs.Sort();
        return tookUs;
    }
}
