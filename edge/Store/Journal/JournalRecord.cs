using System.Text.Json.Serialization;

namespace O4O.Edge.Store.Journal;

/// <summary>
/// Something that the store decided or learnt and must never forget. Everything a person is shown or charged is a fold over
/// these. Written as JSON: an engineer reads a journal with bare eyes, and an added field does not break an old file.
/// </summary>
/// <param name="AtUs">Store time of the fact that caused it, microseconds since the Unix epoch.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(EdgeStarted), "edge-started")]
[JsonDerivedType(typeof(GateDecided), "gate-decided")]
[JsonDerivedType(typeof(SessionOpened), "session-opened")]
[JsonDerivedType(typeof(TrackBound), "track-bound")]
[JsonDerivedType(typeof(WeightChanged), "weight-changed")]
[JsonDerivedType(typeof(Interaction), "interaction")]
[JsonDerivedType(typeof(HandedOver), "handed-over")]
[JsonDerivedType(typeof(DoubtRaised), "doubt-raised")]
[JsonDerivedType(typeof(SessionLeft), "session-left")]
[JsonDerivedType(typeof(SessionSettled), "session-settled")]
[JsonDerivedType(typeof(ChargeAnswered), "charge-answered")]
[JsonDerivedType(typeof(SourceChanged), "source-changed")]
[JsonDerivedType(typeof(PlateLevels), "plate-levels")]
public abstract record JournalRecord([property: JsonPropertyOrder(-1)] long AtUs);
