using System.Globalization;
using O4O.Settings;
using O4O.Simulator.Chance;
using O4O.Simulator.Commands;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Suites;

/// <summary>
/// A generator of scenarios: for any seed another day, its figures drawn from the seed, so that nothing can be tuned to a list
/// of days. The names are those of what a suite is meant to try.
/// </summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="About">What it tries.</param>
/// <param name="Day">The scenario that some dice make, with this share of the stops meant to confuse; null for one that the dice draw.</param>
public sealed record Suite(string Name, string About, Func<Dice, double?, Scenario> Day)
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Suite> All =
    [
        new("calm", "one thing at a time", static (dice, _) => Calm(dice)),
        new("confusing", "at least 40 % of the actions are meant to confuse", Confusing),
        new("crowd", "20 shoppers, four and more at one shelf", Crowd),
        new("twins", "what is taken was left where another product of the same weight stands", static (dice, _) => Twins(dice)),
        new("faulty", "dead and mute plates, silent shelves, blind eyes, lost and doubled messages", Faulty),
    ];

    /// <summary>How many of a hundred stops are meant to confuse; null where the dice say so.</summary>
    public int? Percent { get; private init; }

    /// <summary>The suite of this name, or of name:percent, where so many of a hundred stops are meant to confuse.</summary>
    /// <exception cref="UserMistakeException">There is none, or it has no such share.</exception>
    public static Suite Find(string name)
    {
        if (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            Suite whole = Find(name[..colon]);
            if (whole.Name is "calm" or "twins")
                throw new UserMistakeException($"the suite \"{whole.Name}\" {(whole.Name == "calm" ? "confuses nobody" : "confuses in one way only")}: give it without a share");
            if (!int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int percent) || percent > 95)
                throw new UserMistakeException($"\"{name}\": the share of stops that are meant to confuse is a percentage from 0 to 95, as in {whole.Name}:45");
            return whole with { Name = name, Percent = percent };
        }
        if (All.FirstOrDefault(s => s.Name == name) is { } suite) return suite;
        string? near = NearestName.Find(name, All.Select(s => s.Name));
        throw new UserMistakeException(
            $"unknown suite \"{name}\": " + (near is null ? $"known are {string.Join(", ", All.Select(s => s.Name))}" : $"did you mean \"{near}\"?"));
    }

    /// <summary>The day of this seed.</summary>
    public Scenario Generate(ulong seed) => Day(new Dice(seed, "suite " + Name.Split(':')[0]), Percent / 100.0) with { Name = Name };

    /// <summary>The share of the shoppers' actions that are meant to confuse: all but plain picks and rows of them. 0 without actions.</summary>
    public static double ConfusingShare(Truth truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        TruthAction[] actions = [.. truth.Actions.Where(a => a.Shopper is not null)];
        return actions.Length == 0 ? 0 : actions.Count(a => a.Scene is not ("plain" or "row")) / (double)actions.Length;
    }

    private static Scenario Calm(Dice dice) => BuiltInScenarios.Calm with
    {
        Seconds = 120,
        ArrivalSeconds = dice.Between(8.0, 16.0),
        Behaviour = BuiltInScenarios.Calm.Behaviour with { Row = dice.Between(0.02, 0.1), Touch = dice.Between(0.0, 0.05) },
        Physics = Physics(dice) with { KnocksPerMinute = 0 },
    };

    /// <summary>
    /// Hardly ever more than one at a time, nothing hard about hands: some leave what they have taken on the plates of another product of its
    /// weight, others take what was left so. Deliveries are farther from the catalogue (2 %) than the two are from each other.
    /// </summary>
    private static Scenario Twins(Dice dice) => BuiltInScenarios.Calm with
    {
        Seconds = 240,
        ArrivalSeconds = dice.Between(30.0, 40.0),
        Behaviour = BuiltInScenarios.Calm.Behaviour with
        {
            Row = 0, Touch = 0, PutBack = 0, Swap = dice.Between(0.3, 0.45), Stray = dice.Between(0.4, 0.5), SwapGrams = 3, StopsMin = 2, StopsMax = 3,
        },
        Physics = Physics(dice) with { KnocksPerMinute = 0 },
    };

    private static Scenario Confusing(Dice dice, double? share) => new()
    {
        Seconds = 150,
        ArrivalSeconds = dice.Between(3.5, 7.0),
        Behaviour = Confusion(dice, dice.Between(0.66, 0.8), share) with
        {
            SameShelf = dice.Between(0.0, 0.25), Party = dice.Between(0.0, 0.2), StopsMin = 2, StopsMax = 5,
            Restock = dice.Between(0.03, 0.12), Reenter = dice.Between(0.05, 0.2), LeaveGroup = dice.Between(0.3, 0.7),
            Children = dice.Between(0.2, 0.5), Bags = dice.Between(0.1, 0.4),
        },
        Physics = Physics(dice),
    };

    private static Scenario Crowd(Dice dice, double? share) => new()
    {
        Seconds = 130,
        Shoppers = 20,
        ArrivalSeconds = dice.Between(2.0, 4.0),
        Behaviour = Confusion(dice, dice.Between(0.2, 0.4), share) with
        {
            HotShelf = dice.Between(0.4, 0.6), SameShelf = dice.Between(0.1, 0.3), Party = dice.Between(0.0, 0.1), StopsMin = 2, StopsMax = 5,
            Children = dice.Between(0.2, 0.5), Bags = dice.Between(0.1, 0.4),
        },
        Physics = Physics(dice),
    };

    private static Scenario Faulty(Dice dice, double? share) => new()
    {
        Seconds = 120,
        ArrivalSeconds = dice.Between(4.0, 8.0),
        Behaviour = Confusion(dice, dice.Between(0.2, 0.4), share) with { Restock = dice.Between(0.0, 0.1), Reenter = dice.Between(0.0, 0.1) },
        Physics = Physics(dice),
        Faults = new FaultOptions
        {
            Duplicate = dice.Between(0.02, 0.2), Loss = dice.Between(0.0, 0.03), Reorder = dice.Between(0.0, 0.05),
            RestartsPerMinute = dice.Between(0.0, 1.5), SilencesPerMinute = dice.Between(1.5, 4.0), SilenceSeconds = dice.Between(2.0, 10.0),
            DeadPlates = 1 + dice.Below(2), MutePlates = dice.Below(3), BlindsPerMinute = dice.Between(0.5, 1.5), BlindSeconds = dice.Between(2.0, 8.0),
            DeadCameras = dice.Below(2),
        },
    };

    private static PhysicsOptions Physics(Dice dice) => new()
    {
        Noise = dice.Between(0.8, 1.2), Drift = dice.Between(0.5, 1.5), Creep = dice.Between(0.0, 1.0), Temperature = dice.Between(0.0, 2.0), WeightSpread = dice.Between(0.7, 1.3), Ringing = dice.Between(0.5, 1.5),
        Spill = dice.Between(0.1, 0.3), KnocksPerMinute = dice.Between(0.0, 2.0),
    };

    /// <summary>Stops of every kind that confuses, together this share, each kind between one and three parts of it.</summary>
    private static BehaviourOptions Confusion(Dice dice, double drawn, double? asked)
    {
        double share = asked ?? drawn;
        Span<double> parts = stackalloc double[16];
        double sum = 0;
        for (int i = 0; i < parts.Length; i++) sum += parts[i] = dice.Between(1.0, 3.0);
        for (int i = 0; i < parts.Length; i++) parts[i] *= share / sum;
        return new BehaviourOptions
        {
            Row = dice.Between(0.03, 0.1), Pair = parts[0], Hesitate = parts[1], PutBack = parts[2], Misplace = parts[3], Touch = parts[4],
            LongHold = parts[5], Knock = parts[6], Stray = parts[7], SameMoment = parts[8], Handover = parts[9], Exchange = parts[10],
            BothHands = parts[11], SlowLift = parts[12], Lean = parts[13], Swap = parts[14], Crossed = parts[15],
        };
    }
}
