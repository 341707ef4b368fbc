using System.Buffers;
using O4O.Edge.Drivers.Clips;
using O4O.Edge.Store.Journal;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Review;

/// <summary>
/// Does the work of cases on a thread of its own: records come from the effects, pieces from the broker, neither waits. What finds no
/// room is dropped and counted: a case without pictures is still a case.
/// </summary>
public sealed class ReviewDesk : IDisposable
{
    private const int ItemsMax = 8192, TickMs = 250;
    private const long BytesMax = 32L << 20;

    private readonly record struct Item(JournalRecord? Record, string? Camera, byte[]? Buffer, int Length);

    private readonly object _gate = new();
    private readonly Queue<Item> _items = new();
    private readonly CaseWork _work;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _fault;
    private readonly Thread _thread;
    private HashSet<string> _coming = new(StringComparer.Ordinal);
    private string? _settling;
    private long _bytes, _dropped, _refused;
    private bool _closing;

    /// <param name="work">The work; nobody else calls it from now on.</param>
    /// <param name="vault">Where it keeps clips.</param>
    /// <param name="time">The wall clock.</param>
    /// <param name="fault">Told of a defect: the desk has stopped.</param>
    public ReviewDesk(CaseWork work, ClipVault vault, TimeProvider time, Action<Exception> fault)
    {
        (_work, Vault, _time, _fault) = (work, vault, time, fault);
        _thread = new Thread(Run) { Name = "review", IsBackground = true };
    }

    public ClipVault Vault { get; }

    /// <summary>Records and pieces that found no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Pieces that nobody asked for.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Whether pictures of this case may still come.</summary>
    public bool IsComing(string @case)
    {
        lock (_gate)
        {
            if (_settling == @case) return true;
            foreach (Item item in _items)
                if (item.Record is SessionSettled { Outcome: SessionSettled.Review } settled && settled.Session == @case) return true;
            return _coming.Contains(@case);
        }
    }

    /// <summary>A record of the past; only before <see cref="Start"/>.</summary>
    public void Restore(JournalRecord record) => _work.Restore(record, NowUs());

    public void Start() => _thread.Start();

    /// <summary>A record is on the disk.</summary>
    public void Take(JournalRecord record)
    {
        if (record is not (SessionOpened or WeightChanged or Interaction or DoubtRaised or SessionSettled)) return;
        Post(new Item(record, null, null, 0));
    }

    /// <summary>A camera sent a piece.</summary>
    public void TakePiece(string camera, ReadOnlySpan<byte> payload)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(buffer);
        if (!Post(new Item(null, camera, buffer, payload.Length))) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }
        if (_thread.IsAlive) _thread.Join();
    }

    private long NowUs() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;

    private bool Post(Item item)
    {
        lock (_gate)
        {
            if (_closing || _items.Count == ItemsMax || _bytes + item.Length > BytesMax)
            {
                _dropped++;
                return false;
            }
            _bytes += item.Length;
            _items.Enqueue(item);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    private void Run()
    {
        try
        {
            while (Next(out Item item))
            {
                if (item.Record is { } record) _work.Take(record, NowUs());
                else if (item.Buffer is { } buffer)
                {
                    _work.Piece(item.Camera!, buffer.AsSpan(0, item.Length), NowUs());
                    ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                }
                _work.Tick(NowUs());
                Interlocked.Exchange(ref _refused, _work.Refused);
                lock (_gate)
                {
                    _settling = null;
                    if (!_coming.SetEquals(_work.Coming)) _coming = _work.Coming.ToHashSet(StringComparer.Ordinal);
                }
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _fault(e);
        }
    }

    /// <summary>The next item, or an empty one when it is time for a tick; false at the end.</summary>
    private bool Next(out Item item)
    {
        lock (_gate)
        {
            if (_items.Count == 0 && !_closing) Monitor.Wait(_gate, TickMs);
            item = default;
            if (_closing) return false;
            if (_items.TryDequeue(out item)) _bytes -= item.Length;
            _settling = item.Record is SessionSettled { Outcome: SessionSettled.Review } settled ? settled.Session : null;
            return true;
        }
    }
}
