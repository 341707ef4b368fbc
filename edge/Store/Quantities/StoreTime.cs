namespace O4O.Edge.Store.Quantities;

/// <summary>
/// A moment on the store's own clock: microseconds since 1970-01-01T00:00:00Z. It comes in with a fact; nothing in this
/// room ever asks what time it is. Durations are plain <see cref="long"/> microseconds whose names end in <c>Us</c>.
/// </summary>
public readonly record struct StoreTime(long Us) : IComparable<StoreTime>
{
    /// <summary>Before everything.</summary>
    public static readonly StoreTime Min = new(long.MinValue / 4);

    public const long MillisecondUs = 1_000;
    public const long SecondUs = 1_000_000;

    public static StoreTime operator +(StoreTime t, long durationUs) => new(t.Us + durationUs);
    public static StoreTime operator -(StoreTime t, long durationUs) => new(t.Us - durationUs);
    public static long operator -(StoreTime a, StoreTime b) => a.Us - b.Us;
    public static bool operator <(StoreTime a, StoreTime b) => a.Us < b.Us;
    public static bool operator >(StoreTime a, StoreTime b) => a.Us > b.Us;
    public static bool operator <=(StoreTime a, StoreTime b) => a.Us <= b.Us;
    public static bool operator >=(StoreTime a, StoreTime b) => a.Us >= b.Us;

    public static StoreTime Later(StoreTime a, StoreTime b) => a.Us >= b.Us ? a : b;
    public static StoreTime Earlier(StoreTime a, StoreTime b) => a.Us <= b.Us ? a : b;
    public int CompareTo(StoreTime other) => Us.CompareTo(other.Us);
    public override string ToString() => $"{Us} µs";
}
