using O4O.Edge.Store;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Sources;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Host.Live;

/// <summary>
/// Which devices are at fault, since when, and what to do about it: out of what the machine knows now, so that whatever heals goes by itself.
/// What has no end of its own, weight of nobody, is shown for an hour, also after a restart of the edge. One thread's.
/// </summary>
public sealed class FaultBoard
{
    /// <summary>Faults shown; the latest.</summary>
    public const int ShownMax = 64;

    /// <summary>What is healed is shown for so long, µs.</summary>
    public const long HealedUs = 60_000_000;

    /// <summary>A device that was not heard since the edge started is at fault after this, µs.</summary>
    public const long UnheardUs = 15_000_000;

    /// <summary>Weight that nobody took is shown for so long, µs.</summary>
    public const long UnbalancedUs = 3_600_000_000;

    /// <summary>The edge keeps up again so long after it dropped a message last, µs.</summary>
    public const long DroppedUs = 30_000_000;

    /// <summary>Of one shelf's weight of nobody, shown at most.</summary>
    private const int UnbalancedMax = 3;

    /// <param name="Source">Whose it is.</param>
    /// <param name="Plate">A plate's number; 0 for the device.</param>
    /// <param name="What">Tells apart what a device can have at the same time.</param>
    private readonly record struct Key(int Source, int Plate, string What);

    private sealed record Open(string Fault, long SinceUs, string Detail)
    {
        public long? HealedUs { get; init; }

        /// <summary>Noticed at the last look.</summary>
        public bool Seen { get; init; }
    }

    /// <summary>What a record said, and until when it is shown.</summary>
    private readonly record struct Event(int Source, string Fault, long SinceUs, long UntilUs, string Detail);

    private readonly Dictionary<Key, Open> _open = [];
    private readonly List<Event> _events = [];
    private readonly Dictionary<int, string> _blind = [];
    private readonly Dictionary<string, int> _sources = new(StringComparer.Ordinal);
    private readonly StoreLayout _layout;
    private long? _startedUs;

    /// <param name="layout">Whose devices.</param>
    public FaultBoard(StoreLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        _layout = layout;
        foreach (Source source in layout.Sources) _sources[source.Device] = source.Index;
    }

    /// <summary>Devices and plates at fault at the last look; more than are shown, where there are very many.</summary>
    public int Count { get; private set; }

    /// <summary>A record of the past, before the machine runs: only what the machine does not find out anew.</summary>
    public void Restore(JournalRecord record)
    {
        if (record is SourceChanged { State: "unbalanced" } changed) Hear(changed);
    }

    /// <summary>A record of the machine.</summary>
    public void Hear(SourceChanged record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!_sources.TryGetValue(record.Device, out int source)) return;
        if (record.State == "blind") _blind[source] = record.Detail;
        else if (record.State == "unbalanced")
        {
            _events.Add(new Event(source, record.State, record.AtUs, record.AtUs + UnbalancedUs, record.Detail));
            if (_events.Count(e => e.Source == source && e.Fault == record.State) > UnbalancedMax)
                _events.RemoveAt(_events.FindIndex(e => e.Source == source && e.Fault == record.State));
        }
        else if (record.State == "dropped")
        {
            int known = _events.FindIndex(e => e.Source == source && e.Fault == record.State);
            long sinceUs = known < 0 ? record.AtUs : _events[known].SinceUs;
            if (known >= 0) _events.RemoveAt(known);
            _events.Add(new Event(source, record.State, sinceUs, record.AtUs + DroppedUs, record.Detail));
        }
    }

    /// <summary>Looks at everything; what is at fault first, the latest of it first, then what is healed.</summary>
    /// <param name="machine">As it is now.</param>
    /// <param name="nowUs">Store time, µs.</param>
    public IReadOnlyList<FaultView> Look(StoreMachine machine, long nowUs)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _startedUs ??= nowUs;
        foreach (Key key in _open.Keys.ToArray()) _open[key] = _open[key] with { Seen = false };
        foreach (SourceWatch watch in machine.Sources) LookAt(watch, nowUs);
        foreach (ShelfScale scale in machine.Scales) LookAt(machine, scale, nowUs);
        _events.RemoveAll(e => e.UntilUs <= nowUs);
        foreach (Event e in _events) Notice(new Key(e.Source, 0, e.Fault == "unbalanced" ? $"{e.Fault} {e.SinceUs} {e.Detail}" : e.Fault), e.Fault, e.SinceUs, e.Detail);
        foreach ((Key key, Open fault) in _open.ToArray())
        {
            if (fault.Seen) continue;
            if (fault.HealedUs is null && fault.Fault != "unbalanced") _open[key] = fault with { HealedUs = nowUs };
            else if (fault.HealedUs is null || nowUs - fault.HealedUs >= HealedUs) _open.Remove(key);
        }
        Count = _open.Values.Count(f => f.HealedUs is null);
        return [.. _open.OrderBy(f => f.Value.HealedUs is not null).ThenByDescending(f => f.Value.HealedUs ?? f.Value.SinceUs)
            .ThenBy(f => f.Key.Source).ThenBy(f => f.Key.Plate).Take(ShownMax).Select(f => View(f.Key, f.Value))];
    }

    private void LookAt(SourceWatch watch, long nowUs)
    {
        Source source = watch.Source;
        if (!watch.Silent) _blind.Remove(source.Index);
        if (watch.Silent)
        {
            bool said = _blind.TryGetValue(source.Index, out string? reason);
            (string fault, string detail) = said ? Blind(reason!) : ("silent", "nothing is heard of it any more");
            Notice(new Key(source.Index, 0, "silent"), fault, watch.SilentSince.Us, detail);
        }
        else if (watch.Messages == 0 && source.Kind is not (SourceKind.Gate or SourceKind.Hands) && nowUs - _startedUs!.Value >= UnheardUs)
            Notice(new Key(source.Index, 0, "silent"), "unheard", _startedUs.Value, "not heard yet");
        if (watch.ClockDisbelieved) Notice(new Key(source.Index, 0, "clock"), "clock", nowUs, "its times cannot be believed; those of arrival are used");
    }

    private void LookAt(StoreMachine machine, ShelfScale scale, long nowUs)
    {
        int source = -1;
        for (int p = 0; p < scale.Shelf.PlateCount; p++)
        {
            if (scale.Health(p) == PlateHealth.Live) continue;
            if (source < 0) source = SourceOf(scale.Shelf.Index);
            bool isStuck = scale.Health(p) == PlateHealth.Stuck;
            Notice(
                new Key(source, machine.Layout.Plates[scale.Shelf.FirstPlate + p].Number, "plate"), isStuck ? "stuck" : "mute", nowUs,
                isStuck ? "it says the same number all the time" : "it gives no readings");
        }
    }

    /// <summary>A camera's own word, "dark: nothing to be seen", taken apart.</summary>
    private static (string Fault, string Detail) Blind(string reason)
    {
        int colon = reason.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && FaultAdvice.CameraWords.Contains(reason[..colon]) ? (reason[..colon], reason[(colon + 2)..]) : ("blind", reason);
    }

    /// <summary>It is so now: since then, or since it was noticed first.</summary>
    private void Notice(Key key, string fault, long sinceUs, string detail) =>
        _open[key] = _open.TryGetValue(key, out Open? known) && known.HealedUs is null
            ? known with { Fault = fault, Detail = detail, Seen = true }
            : new Open(fault, sinceUs, detail) { Seen = true };

    private int SourceOf(int shelf)
    {
        foreach (Source source in _layout.Sources)
            if (source.ShelfIndex == shelf) return source.Index;
        throw new InvalidOperationException($"no device weighs shelf {shelf}");
    }

    private FaultView View(Key key, Open fault)
    {
        Source source = _layout.Sources[key.Source];
        Shelf? shelf = source.ShelfIndex < 0 ? null : _layout.Shelves[source.ShelfIndex];
        return new FaultView(
            source.Device, source.Kind.ToString().ToLowerInvariant(), shelf?.Gondola, shelf?.Number, key.Plate == 0 ? null : key.Plate, fault.Fault,
            fault.SinceUs, fault.HealedUs, fault.Detail, FaultAdvice.For(source.Kind, fault.Fault));
    }
}
