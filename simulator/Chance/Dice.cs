using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Chance;

/// <summary>
/// A stream of random numbers: xoshiro256** (Blackman, Vigna 2018) seeded by SplitMix64 from a seed, a purpose and an index.
/// Each purpose has a stream of its own, so that one more draw in one place changes nothing in another. The same numbers on
/// every machine: nothing here calls the platform's mathematics.
/// </summary>
public sealed class Dice
{
    private ulong _s0, _s1, _s2, _s3;
    private double _spare;
    private bool _hasSpare;

    public Dice(ulong seed, string purpose, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        ulong hash = 0xCBF29CE484222325; // FNV-1a, 64 bits
        foreach (char c in purpose) hash = (hash ^ c) * 0x100000001B3;
        ulong state = Mix(seed) ^ Mix(hash) ^ Mix((ulong)index + 0x1234567);
        _s0 = Split(ref state);
        _s1 = Split(ref state);
        _s2 = Split(ref state);
        _s3 = Split(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong result = ulong.RotateLeft(_s1 * 5, 7) * 9, t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Uniform in [low, high), whole.</summary>
    public long Between(long low, long high) => low + (long)((high - low) * Unit());

    /// <summary>Uniform in 0 … count − 1.</summary>
    public int Below(int count) => (int)(count * Unit());

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A standard normal number (Marsaglia's polar method).</summary>
    public double Gauss()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        double u, v, s;
        do
        {
            u = 2 * Unit() - 1;
            v = 2 * Unit() - 1;
            s = u * u + v * v;
        }
        while (s >= 1 || s == 0);
        double k = Math.Sqrt(-2 * Elementary.Log(s) / s);
        _spare = v * k;
        _hasSpare = true;
        return u * k;
    }

    /// <summary>A normal number that is drawn anew while it is farther than <paramref name="sigmasMax"/> from the mean.</summary>
    public double Gauss(double mean, double sigma, double sigmasMax)
    {
        double g;
        do g = Gauss();
        while (Math.Abs(g) > sigmasMax);
        return mean + sigma * g;
    }

    /// <summary>Exponentially distributed with this mean.</summary>
    public double Exponential(double mean) => -mean * Elementary.Log(1 - Unit());

    /// <summary>Shuffles in place (Fisher, Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong x)
    {
        ulong state = x;
        return Split(ref state);
    }

    private static ulong Split(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
