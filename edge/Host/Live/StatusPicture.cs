using O4O.Edge.Host.Telemetry;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Live;

/// <summary>Puts views together out of what the loop has painted.</summary>
internal static class StatusPicture
{
    public static StateView State(LiveView live, Stages stages) => new(
        live.TimeUs, live.Sequence, live.Open, live.People, live.Sources, live.Counters, live.Charges, live.Trips, Latencies(stages), live.Faults);

    public static StatusView Status(LiveView live, Stages stages) => new(
        live.Sources, live.Counters, live.Charges, live.Trips, Latencies(stages), live.Faults);

    public static WeightView Weight(WeightChanged w) => new(
        w.LiftUs, w.Gondola, w.Shelf, w.DeltaMg / 1000.0, w.Kind, [.. w.Plates.Select(p => new WeightPlateView(p.Plate, p.DeltaMg / 1000.0))]);

    private static Dictionary<string, StageView> Latencies(Stages stages)
    {
        var views = new Dictionary<string, StageView>(StringComparer.Ordinal);
        foreach ((string name, LatencyHistogram h) in stages.All())
            views[name] = new StageView(h.Count, h.Percentile(0.5), h.Percentile(0.99), h.MaxUs);
        return views;
    }
}
