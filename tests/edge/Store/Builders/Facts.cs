using O4O.Edge.Store.Facts;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>One fact as it arrives, kept so that it can be fed twice, late, or not at all.</summary>
/// <param name="AtUs">Store time of its arrival.</param>
internal abstract record Fact(long AtUs);

internal sealed record WeightsFact(long AtUs, string Device, DeviceMark Mark, int PeriodUs, int Plates, int[] Mg) : Fact(AtUs);

internal sealed record PeopleFact(long AtUs, string Device, DeviceMark Mark, PersonObservation[] People) : Fact(AtUs);

/// <summary>A picture of the camera that <see cref="SmallStore.MachineWithCamera"/> has beside its eyes: nobody is in it.</summary>
internal sealed record PictureFact(long AtUs, DeviceMark Mark) : Fact(AtUs);

internal sealed record HandsFact(long AtUs, string Device, DeviceMark Mark, HandLook[] Looks) : Fact(AtUs);

internal sealed record ScanFact(long AtUs, GateScan Scan) : Fact(AtUs);

internal sealed record TickFact(long AtUs) : Fact(AtUs);

internal sealed record AnswerFact(long AtUs, ChargeAnswer Answer) : Fact(AtUs);

internal sealed record DroppedFact(long AtUs, string Device, long Count) : Fact(AtUs);
