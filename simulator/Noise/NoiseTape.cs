using O4O.Simulator.Chance;

namespace O4O.Simulator.Noise;

/// <summary>
/// A real plate's noise without an end: its quiet stretches one after the other in random order, each forwards or backwards
/// and upright or mirrored, the first from a random place on. Nothing jumps where two meet: each lies around 0.
/// </summary>
/// <param name="stretches">Residuals, grams; at least one stretch, none empty.</param>
/// <param name="periodUs">Time between two of them.</param>
/// <param name="dice">A stream of its own.</param>
internal sealed class NoiseTape(IReadOnlyList<float[]> stretches, int periodUs, Dice dice)
{
    private readonly int[] _order = [.. Enumerable.Range(0, stretches.Count)];
    private int _turn = -1;
    private long _offsetUs;
    private bool _backwards, _mirrored;

    /// <summary>The next reading's deviation, grams, so long after the one before; the nearest one where the periods differ.</summary>
    public double Next(int afterUs)
    {
        if (_turn < 0)
        {
            Turn();
            _offsetUs = (long)(dice.Unit() * Length) * periodUs;
        }
        else _offsetUs += afterUs;
        while ((_offsetUs + periodUs / 2) / periodUs >= Length)
        {
            _offsetUs -= (long)Length * periodUs;
            Turn();
        }
        float[] now = stretches[_order[_turn]];
        int at = (int)((Math.Max(0, _offsetUs) + periodUs / 2) / periodUs);
        float grams = now[_backwards ? now.Length - 1 - at : at];
        return _mirrored ? -grams : grams;
    }

    private int Length => stretches[_order[_turn]].Length;

    private void Turn()
    {
        if (_turn < 0 || ++_turn == _order.Length)
        {
            dice.Shuffle<int>(_order);
            _turn = 0;
        }
        (_backwards, _mirrored) = (dice.Chance(0.5), dice.Chance(0.5));
    }
}
