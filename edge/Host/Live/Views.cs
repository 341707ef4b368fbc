using System.Text.Json.Serialization;
using O4O.Edge.Host.Replay;

namespace O4O.Edge.Host.Live;

/// <summary>
/// A visit as people see it. Lists are never null. Once settled: the cart as it left, why review, and how sure the whole is.
/// <paramref name="Provisional"/>, left out where there is none: what seems to have just been taken or put back, in no cart yet.
/// </summary>
public sealed record SessionView(
    string Session, string Shopper, int Party, string State, long OpenedUs, long? ClosedUs, IReadOnlyList<string> Tracks,
    IReadOnlyList<LineView> Lines, long TotalMinor, IReadOnlyList<string> Doubts, string? Outcome, string? ChargeId,
    string? ChargeState, long? Ordinal = null, double? Confidence = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProvisionalView>? Provisional = null);

/// <summary>What seems to have just been taken (or put back: quantity below 0), shown while the shelf still swings; gone when it is decided.</summary>
public sealed record ProvisionalView(string Gtin, string Name, int Quantity, double Confidence);

public sealed record LineView(string Gtin, string Name, int Quantity, long UnitPriceMinor, long AmountMinor, double Confidence);

public sealed record PersonView(string Track, string? Session, int XMm, int YMm, IReadOnlyList<int[]> Wrists);

public sealed record SourceView(
    string Device, string Kind, string State, long Messages, long Duplicates, long Gaps, long Missed, long Restarts, long ClockFaults,
    long Malformed);

public sealed record StageView(long Count, long P50Us, long P99Us, long MaxUs);

public sealed record ChargesView(int Pending, long Booked, long Refused, long BookedMinor, string? LastError);

public sealed record TripsView(long Charged, long Review, long Empty);

public sealed record FloorView(long TimeUs, IReadOnlyList<PersonView> People);

public sealed record StatusView(
    IReadOnlyList<SourceView> Sources, IReadOnlyDictionary<string, long> Counters, ChargesView Charges, TripsView Trips,
    IReadOnlyDictionary<string, StageView> Latencies, IReadOnlyList<FaultView> Faults);

public sealed record StateView(
    long TimeUs, long Sequence, IReadOnlyList<SessionView> Sessions, IReadOnlyList<PersonView> People,
    IReadOnlyList<SourceView> Sources, IReadOnlyDictionary<string, long> Counters, ChargesView Charges, TripsView Trips,
    IReadOnlyDictionary<string, StageView> Latencies, IReadOnlyList<FaultView> Faults);

public sealed record WeightPlateView(int Plate, double DeltaGrams);

public sealed record WeightView(
    long TimeUs, int Gondola, int Shelf, double DeltaGrams, string Kind, IReadOnlyList<WeightPlateView> Plates);

/// <summary>A step of a visit as its shopper may see it: nobody else's id in it.</summary>
/// <param name="TimeUs">When, microseconds since the Unix epoch.</param>
/// <param name="Name">What, or null for something unknown.</param>
/// <param name="Quantity">Units into the cart, negative out of it.</param>
/// <param name="HandToHand">Got from or given to another person; no shelf took part.</param>
public sealed record StepView(long TimeUs, string? Name, int Quantity, bool HandToHand);

public sealed record StepsView(IReadOnlyList<StepView> Steps);

public sealed record TripsPage(IReadOnlyList<SessionView> Trips);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StateView))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(FloorView))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(WeightView))]
[JsonSerializable(typeof(TripsPage))]
[JsonSerializable(typeof(TripStory))]
[JsonSerializable(typeof(StepsView))]
internal sealed partial class LiveJson : JsonSerializerContext;
