using O4O.Simulator.Chance;

namespace O4O.Simulator.Shelves;

/// <summary>
/// How much warmer it is around a gondola than when its plates were tared: straight for one to three minutes at some tenths of
/// a kelvin a minute (a door, a cooler, the sun), and drawn back. Whoever asks for the same gondola of the same seed hears the
/// same, so that all its shelves feel one climate.
/// </summary>
/// <param name="seed">The world's seed.</param>
/// <param name="gondola">Dense index of the gondola.</param>
internal sealed class Climate(ulong seed, int gondola)
{
    private readonly Dice _dice = new(seed, "climate", gondola);
    private int _left;
    private double _kelvin, _kelvinPerSample;

    /// <summary>One sixtieth of a second later, kelvins.</summary>
    public double Next()
    {
        if (_left-- <= 0)
        {
            _left = (int)_dice.Between(3600L, 10_800L);
            _kelvinPerSample = (_dice.Gauss(0, 0.4, 3) - 0.15 * _kelvin) / 3600;
        }
        return _kelvin += _kelvinPerSample;
    }
}
