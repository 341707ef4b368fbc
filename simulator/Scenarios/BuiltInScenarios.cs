namespace O4O.Simulator.Scenarios;

/// <summary>The scenarios that have a name.</summary>
public static class BuiltInScenarios
{
    /// <summary>A quiet hour: one thing at a time, nobody bumps into anything.</summary>
    public static readonly Scenario Calm = new()
    {
        Name = "calm",
        ArrivalSeconds = 12,
        Behaviour = new BehaviourOptions
        {
            Row = 0.05, Pair = 0, Hesitate = 0, PutBack = 0.02, Misplace = 0, Touch = 0.03, LongHold = 0, Knock = 0, Stray = 0,
            SameShelf = 0, Party = 0, StopsMax = 3,
        },
        Physics = new PhysicsOptions { KnocksPerMinute = 0 },
    };

    /// <summary>An ordinary day, a bit of everything: what the demo shows.</summary>
    public static readonly Scenario Mixed = new() { Name = "mixed" };

    /// <summary>Rush hour: many at once, at the same shelves, and two stops in five meant to confuse.</summary>
    public static readonly Scenario Crowd = new()
    {
        Name = "crowd",
        Seconds = 150,
        ArrivalSeconds = 2.5,
        Behaviour = new BehaviourOptions
        {
            Row = 0.08, Pair = 0.08, Hesitate = 0.06, PutBack = 0.06, Misplace = 0.04, Touch = 0.06, LongHold = 0.04, Knock = 0.05,
            Stray = 0.05, SameShelf = 0.3, Party = 0.12, StopsMin = 2, StopsMax = 5,
        },
    };

    /// <summary>The mixed day over a bad network, with shelves that restart and fall silent.</summary>
    public static readonly Scenario Faulty = new()
    {
        Name = "faulty",
        Faults = new FaultOptions
        {
            Duplicate = 0.05, Loss = 0.01, Reorder = 0.02, RestartsPerMinute = 1, SilencesPerMinute = 1,
        },
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Scenario> All = [Calm, Mixed, Crowd, Faulty];

    /// <summary>The scenario of this name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
