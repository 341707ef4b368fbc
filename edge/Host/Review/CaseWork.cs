using O4O.Edge.Drivers.Clips;
using O4O.Edge.Store.Journal;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Review;

/// <summary>
/// The way of a doubt's pictures: tells the eyes what to hold in memory and what to let go, asks for what a case needs, puts together
/// what comes, and has it sealed. Everything before that is in memory only. Time is an argument. Not for several threads at once.
/// </summary>
/// <param name="book">What is in doubt.</param>
/// <param name="vault">Where clips of cases go.</param>
/// <param name="tell">Says to the eyes what is held or let go.</param>
/// <param name="ask">Asks the eyes.</param>
/// <param name="log">For people.</param>
public sealed class CaseWork(DoubtBook book, ClipVault vault, Action<DoubtPayload> tell, Action<CasePayload> ask, Action<string> log)
{
    /// <summary>What the eyes hold they forget after this, unless they are told again, ms: an edge that is gone holds nothing.</summary>
    public const int LeaseMs = 180_000;

    /// <summary>All pictures that are being put together take at most so many bytes, one clip a quarter of it.</summary>
    public const long BytesMax = 64L << 20;

    private const long RetellUs = 45_000_000, ExpireUs = 30_000_000, AfterEndUs = 1_000_000;

    /// <summary>When a case asks, after it first did, µs: what was lost on the way is sent again. After the last it has what there was.</summary>
    private static readonly long[] Asks = [0, 3_000_000, 7_000_000, 15_000_000, 25_000_000];

    private sealed class Open(string @case, Doubt doubt, long firstUs)
    {
        public string Case { get; } = @case;
        public Doubt Doubt { get; } = doubt;
        public long FirstUs { get; } = firstUs;
        public int Asked { get; set; }
        public List<string> Have { get; } = [];
        public Dictionary<string, ClipAssembly> Coming { get; } = new(StringComparer.Ordinal);
        public long DueUs => FirstUs + Asks[Asked];
    }

    private readonly List<Open> _open = [];
    private long _bytes, _nextTellUs, _nextExpireUs;

    /// <summary>Pieces that nobody asked for, or that were none.</summary>
    public long Refused { get; private set; }

    /// <summary>Cases whose pictures are being asked for.</summary>
    public IEnumerable<string> Coming => _open.Select(o => o.Case).Distinct();

    /// <summary>A record of the past, at the start.</summary>
    public void Restore(JournalRecord record, long nowUs)
    {
        foreach (DoubtStep step in book.Take(record).ToArray())
        {
            if (step.Kind != DoubtStepKind.Ask) continue;
            bool late = record.AtUs < nowUs - (LeaseMs * 1000L); // the eyes have forgotten it
            if (late || vault.IsDone(step.Case))
            {
                book.Done(step.Case, step.Doubt.Number);
                continue;
            }
            var open = new Open(step.Case, step.Doubt, nowUs);
            open.Have.AddRange(vault.Of(step.Case).Where(c => c.Clip.Doubt == step.Doubt.Number).Select(c => c.Clip.Camera));
            _open.Add(open);
        }
    }

    /// <summary>A record that is on the disk.</summary>
    public void Take(JournalRecord record, long nowUs) => Do(book.Take(record), nowUs);

    /// <summary>A message of a camera.</summary>
    public void Piece(string camera, ReadOnlySpan<byte> payload, long nowUs)
    {
        if (!ClipPiece.TryRead(payload, out ClipPiece piece, out _) || Find(piece) is not { } open || open.Have.Contains(camera))
        {
            Refused++;
            return;
        }
        if (piece.Count == 0)
        {
            open.Have.Add(camera);
            return;
        }
        if (!open.Coming.TryGetValue(camera, out ClipAssembly? clip) || clip.Count != piece.Count)
        {
            _bytes -= clip?.Bytes ?? 0;
            clip?.Clear();
            open.Coming[camera] = clip = new ClipAssembly(piece.Count);
        }
        if (_bytes + piece.Picture.Length > BytesMax || clip.Bytes + piece.Picture.Length > BytesMax / 4)
        {
            Refused++;
            return;
        }
        _bytes += clip.Add(piece);
        if (clip.IsWhole) Keep(open, camera, clip, nowUs);
    }

    /// <summary>Time passed; called a few times a second.</summary>
    public void Tick(long nowUs)
    {
        for (int i = 0; i < _open.Count; i++)
        {
            Open open = _open[i];
            while (open.Asked < Asks.Length && nowUs >= open.DueUs)
            {
                open.Asked++;
                ask(new CasePayload(open.Case, open.Doubt.Number, open.Doubt.Shelf, open.Doubt.FromUs, open.Doubt.ToUs, [.. open.Have]));
            }
            if (open.Asked < Asks.Length) continue;
            if (nowUs < open.FirstUs + Asks[^1] + (Asks[^1] - Asks[^2])) continue; // the last answer takes its time too
            Close(open, nowUs);
            _open.RemoveAt(i--);
        }
        if (nowUs >= _nextTellUs)
        {
            _nextTellUs = nowUs + RetellUs;
            foreach (Doubt doubt in book.Held) Tell(doubt, LeaseMs);
        }
        if (nowUs < _nextExpireUs) return;
        _nextExpireUs = nowUs + ExpireUs;
        try
        {
            if (vault.Expire(nowUs) is var gone and > 0) log($"review: {gone} clips have expired and are erased");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log($"review: an expired clip could not be erased, to be tried again: {e.Message}");
        }
    }

    private void Do(IReadOnlyList<DoubtStep> steps, long nowUs)
    {
        foreach (DoubtStep step in steps)
        {
            if (step.Kind == DoubtStepKind.Ask) _open.Add(new Open(step.Case, step.Doubt, Math.Max(nowUs, step.Doubt.ToUs + AfterEndUs)));
            else Tell(step.Doubt, step.Kind == DoubtStepKind.Hold ? LeaseMs : 0);
        }
    }

    private void Tell(Doubt doubt, int keepMs) => tell(new DoubtPayload(doubt.Number, doubt.Shelf, doubt.FromUs, doubt.ToUs, keepMs));

    private Open? Find(in ClipPiece piece)
    {
        foreach (Open open in _open)
            if (open.Doubt.Number == piece.Doubt && piece.Case.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(open.Case)))
                return open;
        return null;
    }

    private void Keep(Open open, string camera, ClipAssembly clip, long nowUs)
    {
        _bytes -= clip.Bytes;
        open.Coming.Remove(camera);
        open.Have.Add(camera);
        Doubt doubt = open.Doubt;
        try
        {
            vault.Keep(new ClipInfo(open.Case, doubt.Number, camera, doubt.Shelf, doubt.FromUs, doubt.ToUs, nowUs, 0, 0), clip.Pictures);
            log($"review: {clip.Count} pictures of {camera} are kept for case {open.Case}, encrypted");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log($"review: the pictures of {camera} for case {open.Case} could not be kept: {e.Message}"); // a case without pictures is still a case
        }
        clip.Clear();
    }

    private void Close(Open open, long nowUs)
    {
        foreach (ClipAssembly half in open.Coming.Values)
        {
            _bytes -= half.Bytes;
            half.Clear();
        }
        Do(book.Done(open.Case, open.Doubt.Number), nowUs);
    }
}
