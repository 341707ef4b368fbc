using O4O.Edge.Store.Carts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Gates;
using O4O.Edge.Store.Provisional;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>Every number that the machine can be tuned with. Checked once, at the start.</summary>
public sealed record StoreOptions
{
    public WeighingOptions Weighing { get; init; } = new();
    public FusionOptions Fusion { get; init; } = new();
    public SessionOptions Sessions { get; init; } = new();
    public GateOptions Gates { get; init; } = new();
    public ProvisionalOptions Provisional { get; init; } = new();

    /// <summary>How people are followed by cameras.</summary>
    public FloorOptions Floor { get; init; } = new();

    /// <summary>What is out of range, a sentence each, beginning with the option's name.</summary>
    public IEnumerable<string> Problems() =>
        Weighing.Problems().Concat(Fusion.Problems()).Concat(Sessions.Problems()).Concat(Gates.Problems()).Concat(Provisional.Problems())
            .Concat(Floor.Problems());
}
