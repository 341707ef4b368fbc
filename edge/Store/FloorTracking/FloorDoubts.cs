namespace O4O.Edge.Store.FloorTracking;

/// <summary>What one picture left in doubt; each pair once, as many as there is room for.</summary>
internal sealed class FloorDoubts(int max)
{
    private readonly FloorDoubt[] _doubts = new FloorDoubt[max];
    private int _count;

    public ReadOnlySpan<FloorDoubt> All => _doubts.AsSpan(0, _count);

    public void Clear() => _count = 0;

    /// <summary>Two whose numbers may be exchanged; whoever has none yet (0) is nobody to doubt.</summary>
    public void Add(long id, long other)
    {
        if (id == 0) (id, other) = (other, id);
        if (id == 0 || _count == _doubts.Length) return;
        for (int i = 0; i < _count; i++)
            if (_doubts[i].Id == id && _doubts[i].Other == other) return;
        _doubts[_count++] = new FloorDoubt(id, other);
    }
}
