namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>Boxes of one picture, in pixels of the model's input, before and after suppression. A fixed number of places, used again.</summary>
public sealed class BoxList
{
    private readonly Detection[] _boxes;
    private readonly bool[] _wanted;

    /// <param name="capacity">Most boxes of one picture.</param>
    /// <param name="scoreMin">Boxes below this are not kept.</param>
    /// <param name="wanted">For each class whether boxes of it are kept.</param>
    public BoxList(int capacity, float scoreMin, ReadOnlySpan<bool> wanted)
    {
        _boxes = new Detection[capacity];
        _wanted = wanted.ToArray();
        ScoreMin = scoreMin;
    }

    /// <summary>Boxes below this are not kept: a decoder need not look at them any further.</summary>
    public float ScoreMin { get; }

    public int Count { get; private set; }

    /// <summary>What is in the list; valid until it changes.</summary>
    public ReadOnlySpan<Detection> Boxes => _boxes.AsSpan(0, Count);

    /// <summary>The same, to sort and to change.</summary>
    internal Span<Detection> Mutable => _boxes.AsSpan(0, Count);

    /// <summary>Adds a box given by its middle; keeps nothing that is not a box: sizes must be positive and finite.</summary>
    public void Add(float centreX, float centreY, float width, float height, float score, int ofClass, in BodyPoints points = default)
    {
        // Written so that a number that is none (NaN) fails each test.
        bool good = score >= ScoreMin && width > 0 && height > 0 && float.IsFinite(width) && float.IsFinite(height)
            && float.IsFinite(centreX) && float.IsFinite(centreY);
        if (!good || !_wanted[ofClass]) return;
        _boxes[Count++] = new Detection(centreX - (width / 2), centreY - (height / 2), width, height, score, ofClass, points);
    }

    public void Clear() => Count = 0;

    /// <summary>Keeps the first so many.</summary>
    internal void Keep(int count) => Count = count;
}
