using System.Globalization;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Simulation;

/// <summary>Who comes when.</summary>
internal static class Arrivals
{
    private const double FirstSeconds = 1.5;

    /// <summary>The scenario's visits by time of arrival, all early enough to leave in time.</summary>
    public static List<Visit> Plan(Scenario scenario, ulong seed, long startUs, int products)
    {
        var dice = new Dice(seed, "arrivals");
        double window = scenario.Seconds - Scenario.TailSeconds - FirstSeconds;
        int count = scenario.Shoppers > 0 ? scenario.Shoppers : Math.Max(1, (int)(window / scenario.ArrivalSeconds));
        double spacing = Math.Min(scenario.ArrivalSeconds, window / count);
        var visits = new List<Visit>(count);
        for (int i = 0; i < count; i++)
        {
            // Each in the middle of its own stretch, give or take: the last one never falls out of the window.
            double seconds = FirstSeconds + spacing * (i + dice.Between(0.0, 0.8));
            int party = dice.Chance(scenario.Behaviour.Party) ? 2 : 1;
            string shopper = string.Create(CultureInfo.InvariantCulture, $"shopper-{seed}-{i + 1:000}");
            visits.Add(new Visit(shopper, i + 1, party, startUs + (long)(seconds * 1e6), products));
        }
        return visits;
    }
}
