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
        int named = scenario.Script.Count == 0 ? 0 : scenario.Script.Max(s => s.Shopper);
        int drawn = named > 0 ? named : Math.Max(1, (int)(window / scenario.ArrivalSeconds));
        int count = scenario.Shoppers > 0 ? Math.Max(named, scenario.Shoppers) : drawn;
        double spacing = Math.Min(scenario.ArrivalSeconds, window / count);
        var visits = new List<Visit>(count);
        BehaviourOptions behaviour = scenario.Behaviour;
        (Dice staff, Dice groups, Dice again) = (new Dice(seed, "staff"), new Dice(seed, "groups"), new Dice(seed, "again"));
        for (int i = 0; i < count; i++)
        {
            // Each in the middle of its own stretch, give or take: the last one never falls out of the window.
            double seconds = FirstSeconds + spacing * (i + dice.Between(0.0, 0.8));
            bool isStaff = staff.Chance(behaviour.Restock), isPair = dice.Chance(behaviour.Party) && !isStaff;
            bool partsWays = groups.Chance(behaviour.LeaveGroup), comesAgain = again.Chance(behaviour.Reenter);
            var script = new Queue<ScriptStep>(scenario.Script.Where(s => s.Shopper == i + 1));
            if (script.Count > 0)
            {
                isStaff = script.Any(s => s.Do == ScriptActions.Restock);
                isPair = script.Any(s => s.Do == ScriptActions.LeaveGroup) && !isStaff;
                (partsWays, comesAgain) = (false, script.Any(s => s.Do == ScriptActions.ReEnter));
            }
            visits.Add(new Visit(Name(seed, i + 1, isStaff), i + 1, isPair ? 2 : 1, startUs + (long)(seconds * 1e6), products)
            {
                IsStaff = isStaff, PartsWays = isPair && partsWays, Leaver = groups.Below(2), ComesAgain = comesAgain && !isPair && !isStaff,
                Script = script, IsScripted = script.Count > 0,
            });
        }
        return visits;
    }

    /// <summary>The id on the code of visit 1, 2, …</summary>
    public static string Name(ulong seed, int number, bool isStaff = false) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isStaff ? "staff" : "shopper")}-{seed}-{number:000}");
}
