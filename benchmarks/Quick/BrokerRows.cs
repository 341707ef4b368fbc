using System.Globalization;
using O4O.Benchmarks.Workloads;
using O4O.Edge.Drivers.Mqtt.Broker;

namespace O4O.Benchmarks.Quick;

/// <summary>A message from a shelf to the edge through a real broker, acknowledged (QoS 1) beside not (QoS 0).</summary>
internal static class BrokerRows
{
    private const int Rounds = 9, Messages = 200;

    public static IEnumerable<Row> Measure()
    {
        try
        {
            using var load = new BrokerLoad();
            var turns = new Interleaved(Rounds, () => MedianUs(load, 0), () => MedianUs(load, 1));
            string figure = string.Create(
                CultureInfo.InvariantCulture,
                $"{turns.Median(0):0} µs at QoS 0, {turns.Median(1):0} µs at QoS 1: {turns.Ratio(1, 0):0.00} × ({turns.Spread(1, 0)})");
            return [new Row("shelf → broker → edge, one message", "", figure, null)];
        }
        catch (BrokerStartException e)
        {
            return [new Row("shelf → broker → edge, one message", "", "not measured: " + e.Message, null)];
        }
    }

    private static double MedianUs(BrokerLoad load, int qos)
    {
        var us = new double[Messages];
        for (int i = 0; i < us.Length; i++) us[i] = load.Through(qos);
        return Interleaved.Middle(us);
    }
}
