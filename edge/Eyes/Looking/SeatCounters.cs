namespace O4O.Edge.Eyes.Looking;

/// <summary>What became of one camera's pictures so far.</summary>
/// <param name="Seen">That came.</param>
/// <param name="Looked">A model looked at.</param>
/// <param name="Gated">Showed what the last one did: what was found in that one was told again.</param>
/// <param name="Dropped">A newer one replaced before a session was free.</param>
/// <param name="Blind">Came while the camera was dark, frozen or shifted: nothing was told.</param>
/// <param name="Faults">How often something was wrong with the camera.</param>
/// <param name="Wakes">How often a shelf woke it.</param>
/// <param name="Recorded">Were sent to the edge's recording.</param>
/// <param name="Unrecorded">Should have been, and were not: too large, or others still waited for the broker.</param>
internal readonly record struct SeatCounters(long Seen, long Looked, long Gated, long Dropped, long Blind, long Faults, long Wakes, long Recorded, long Unrecorded)
{
    public static SeatCounters operator +(SeatCounters a, SeatCounters b) => new(
        a.Seen + b.Seen, a.Looked + b.Looked, a.Gated + b.Gated, a.Dropped + b.Dropped, a.Blind + b.Blind, a.Faults + b.Faults, a.Wakes + b.Wakes,
        a.Recorded + b.Recorded, a.Unrecorded + b.Unrecorded);
}
