using System.Diagnostics.CodeAnalysis;

namespace O4O.CloudSync.Contract;

/// <summary>The event that was read, or why there is none. Never both.</summary>
public sealed class ChargeReading
{
    internal ChargeReading(ChargeEvent charge) => Event = charge;

    internal ChargeReading(ContractProblem problem) => Problem = problem;

    /// <summary>True when <see cref="Event"/> may be used.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsValid => Event is not null;

    /// <summary>The event; it keeps every rule of <see cref="ChargeRules"/>.</summary>
    public ChargeEvent? Event { get; }

    /// <summary>The first thing that is wrong.</summary>
    public ContractProblem? Problem { get; }
}
