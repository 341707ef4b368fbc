namespace O4O.Simulator.Noise;

/// <summary>What one plate of a recording showed: pieces without a gap, grams.</summary>
internal sealed class PlateReadings
{
    private readonly List<List<float>> _pieces = [];

    /// <summary>Readings without a gap, by pieces.</summary>
    public IReadOnlyList<List<float>> Pieces => _pieces;

    /// <summary>True when it never showed two values: no load cell, or a dead one.</summary>
    public bool IsDead { get; private set; } = true;

    private float? _first;
    private bool _gap = true;

    public void Add(float grams)
    {
        if (_gap) _pieces.Add([]);
        _gap = false;
        _pieces[^1].Add(grams);
        _first ??= grams;
        IsDead &= _first == grams;
    }

    /// <summary>Something is missing here.</summary>
    public void Gap() => _gap = true;
}
