namespace O4O.Simulator.Rendering.Tracing;

/// <summary>
/// Boxes in a binary tree, halved at the median of their longer way: what a ray may meet, nearest first. Which items are behind the leaves
/// is the caller's business. Nothing is drawn at random, nothing depends on anything but the boxes' order.
/// </summary>
internal sealed class Tree
{
    private const int LeafItems = 1, DepthMax = 48;

    private struct Node
    {
        public Vec Min, Max;

        /// <summary>Of a leaf its first item, else the second child; the first child comes right after its parent.</summary>
        public int First;

        /// <summary>Items of a leaf, 0 for an inner node.</summary>
        public int Count;
    }

    private readonly Node[] _nodes;
    private readonly int[] _order;
    private int _used;

    public Tree(ReadOnlySpan<Vec> min, ReadOnlySpan<Vec> max)
    {
        int n = min.Length;
        _order = new int[n];
        _nodes = new Node[Math.Max(1, 2 * n)];
        var middles = new Vec[n];
        for (int i = 0; i < n; i++) (_order[i], middles[i]) = (i, min[i] + max[i]);
        if (n > 0) Build(0, n, middles, min, max);
    }

    public bool IsEmpty => _order.Length == 0;

    public Vec Min => _nodes[0].Min;

    public Vec Max => _nodes[0].Max;

    private void Build(int from, int to, Vec[] middles, ReadOnlySpan<Vec> min, ReadOnlySpan<Vec> max)
    {
        int me = _used++;
        Vec low = min[_order[from]], high = max[_order[from]], first = middles[_order[from]], last = first;
        for (int i = from + 1; i < to; i++)
        {
            low = Vec.Min(low, min[_order[i]]);
            high = Vec.Max(high, max[_order[i]]);
            first = Vec.Min(first, middles[_order[i]]);
            last = Vec.Max(last, middles[_order[i]]);
        }
        (_nodes[me].Min, _nodes[me].Max, _nodes[me].First, _nodes[me].Count) = (low, high, from, to - from);
        if (to - from <= LeafItems) return;
        Vec wide = last - first;
        int axis = wide.X >= wide.Y && wide.X >= wide.Z ? 0 : wide.Y >= wide.Z ? 1 : 2;
        Array.Sort(_order, from, to - from, Comparer<int>.Create((a, b) => Along(middles[a], axis).CompareTo(Along(middles[b], axis)) is var c && c != 0 ? c : a.CompareTo(b)));
        int half = (from + to) / 2;
        Build(from, half, middles, min, max);
        (_nodes[me].First, _nodes[me].Count) = (_used, 0);
        Build(half, to, middles, min, max);
    }

    private static float Along(Vec v, int axis) => axis == 0 ? v.X : axis == 1 ? v.Y : v.Z;

    /// <summary>The nearest item that a ray meets before <paramref name="far"/>, or −1. With <paramref name="any"/> the first found will do.</summary>
    public int Nearest<T>(ref T items, Vec origin, Vec direction, ref float far, bool any = false)
        where T : struct, ITreeItems
    {
        if (_order.Length == 0) return -1;
        var inverse = new Vec(Inverse(direction.X), Inverse(direction.Y), Inverse(direction.Z));
        Span<int> stack = stackalloc int[DepthMax];
        int depth = 0, at = 0, met = -1;
        if (Enter(_nodes[0], origin, inverse) >= far) return -1;
        while (true)
        {
            ref readonly Node node = ref _nodes[at];
            if (node.Count > 0)
            {
                for (int i = node.First; i < node.First + node.Count; i++)
                {
                    if (!items.Meets(_order[i], origin, direction, ref far)) continue;
                    met = _order[i];
                    if (any) return met;
                }
            }
            else
            {
                int one = at + 1, other = node.First;
                float a = Enter(_nodes[one], origin, inverse), b = Enter(_nodes[other], origin, inverse);
                if (b < a) (one, other, a, b) = (other, one, b, a);
                if (a < far)
                {
                    if (b < far) stack[depth++] = other;
                    at = one;
                    continue;
                }
            }
            do
            {
                if (depth == 0) return met;
                at = stack[--depth];
            }
            while (Enter(_nodes[at], origin, inverse) >= far);
        }
    }

    private static float Inverse(float v) => 1 / (MathF.Abs(v) > 1e-9f ? v : v < 0 ? -1e-9f : 1e-9f);

    /// <summary>Where a ray enters a node's box; far away where it does not.</summary>
    private static float Enter(in Node node, Vec origin, Vec inverse)
    {
        float x0 = (node.Min.X - origin.X) * inverse.X, x1 = (node.Max.X - origin.X) * inverse.X;
        float y0 = (node.Min.Y - origin.Y) * inverse.Y, y1 = (node.Max.Y - origin.Y) * inverse.Y;
        float z0 = (node.Min.Z - origin.Z) * inverse.Z, z1 = (node.Max.Z - origin.Z) * inverse.Z;
        float enter = MathF.Max(MathF.Max(MathF.Min(x0, x1), MathF.Min(y0, y1)), MathF.Max(MathF.Min(z0, z1), 0));
        float leave = MathF.Min(MathF.Min(MathF.Max(x0, x1), MathF.Max(y0, y1)), MathF.Max(z0, z1));
        return enter <= leave ? enter : float.MaxValue;
    }
}
