namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>
/// Greedy non-maximum suppression: of two boxes of a class that overlap too much, the one with the higher score stays. The order
/// of equal scores is that of the model's output, so that the same picture gives the same detections.
/// </summary>
internal sealed class Suppression
{
    /// <summary>Most boxes that are compared with each other; the best are taken. A picture of a store holds a few dozen things.</summary>
    public const int ComparedMax = 1_000;

    private readonly long[] _keys;
    private readonly Detection[] _sorted;

    public Suppression(int capacity)
    {
        _keys = new long[capacity];
        _sorted = new Detection[capacity];
    }

    /// <summary>Leaves in the list what stays, highest score first, at most so many.</summary>
    public void Apply(BoxList boxes, float overlapMax, int keepMax)
    {
        int count = Math.Min(Sort(boxes.Mutable), ComparedMax);
        Span<Detection> kept = boxes.Mutable;
        int keptCount = 0;
        for (int i = 0; i < count && keptCount < keepMax; i++)
        {
            ref readonly Detection box = ref _sorted[i];
            bool stays = true;
            for (int k = 0; k < keptCount && stays; k++) stays = kept[k].Class != box.Class || Overlap(kept[k], box) <= overlapMax;
            if (stays) kept[keptCount++] = box;
        }
        boxes.Keep(keptCount);
    }

    /// <summary>Intersection over union.</summary>
    internal static float Overlap(in Detection a, in Detection b)
    {
        float width = MathF.Min(a.X + a.Width, b.X + b.Width) - MathF.Max(a.X, b.X);
        float height = MathF.Min(a.Y + a.Height, b.Y + b.Height) - MathF.Max(a.Y, b.Y);
        if (width <= 0 || height <= 0) return 0;
        float shared = width * height;
        return shared / ((a.Width * a.Height) + (b.Width * b.Height) - shared);
    }

    /// <summary>Highest score first: a positive float's bits sort like the number itself.</summary>
    private int Sort(ReadOnlySpan<Detection> boxes)
    {
        for (int i = 0; i < boxes.Length; i++)
            _keys[i] = ((long)(int.MaxValue - BitConverter.SingleToInt32Bits(boxes[i].Score)) << 32) | (uint)i;
        Array.Sort(_keys, 0, boxes.Length);
        for (int i = 0; i < boxes.Length; i++) _sorted[i] = boxes[(int)(uint)_keys[i]];
        return boxes.Length;
    }
}
