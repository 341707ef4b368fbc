using O4O.Settings;

namespace O4O.Simulator.Scenarios;

/// <summary>One day, or one minute, in the store: how long, how many, how they behave, what is wrong. The README has the table.</summary>
public sealed record Scenario : IValidatable
{
    /// <summary>Where the JSON schema of scenario files lies beside the program; in the sources it is <c>simulator/Scenarios/scenario.schema.json</c>.</summary>
    public const string SchemaFile = "Scenarios/scenario.schema.json";

    /// <summary>What truth files call it.</summary>
    public string Name { get; init; } = "unnamed";

    /// <summary>Length of the simulation; everybody has left by then.</summary>
    public int Seconds { get; init; } = 90;

    /// <summary>How many codes are shown at the gate; 0 for as many as <see cref="ArrivalSeconds"/> brings in.</summary>
    public int Shoppers { get; init; }

    /// <summary>Mean time between two arrivals; shortened when <see cref="Shoppers"/> would not fit.</summary>
    public double ArrivalSeconds { get; init; } = 4.5;

    public BehaviourOptions Behaviour { get; init; } = new();
    public PhysicsOptions Physics { get; init; } = new();
    public EyesOptions Eyes { get; init; } = new();
    public HandsOptions Hands { get; init; } = new();
    public CamerasOptions Cameras { get; init; } = new();
    public FaultOptions Faults { get; init; } = new();

    /// <summary>What certain shoppers do, each in this order, in place of what the seed would draw.</summary>
    public IReadOnlyList<ScriptStep> Script { get; init; } = [];

    /// <summary>The last <see cref="TailSeconds"/> belong to those who are inside: nobody arrives any more.</summary>
    internal const int TailSeconds = 32;

    public IEnumerable<string> Problems()
    {
        if (Name.Length is 0 or > 64) yield return "name must have 1 to 64 characters";
        if (Seconds is < 40 or > 86_400) yield return $"seconds must be between 40 and 86400, but is {Seconds}";
        if (Shoppers is < 0 or > 100_000) yield return $"shoppers must be between 0 and 100000, but is {Shoppers}";
        if (ArrivalSeconds is not (>= 1 and <= 3600)) yield return $"arrivalSeconds must be between 1 and 3600, but is {ArrivalSeconds}";
        foreach (string problem in Behaviour.Problems().Concat(Physics.Problems()).Concat(Eyes.Problems()).Concat(Hands.Problems()).Concat(Cameras.Problems()).Concat(Faults.Problems()))
            yield return problem;
        if (Script.Count > 1000) yield return $"script must have at most 1000 steps, but has {Script.Count}";
        foreach (string problem in Script.SelectMany((step, index) => step.Problems(index, Seconds))) yield return problem;
    }
}
