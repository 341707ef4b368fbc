namespace O4O.Edge.Tests.Store.Builders;

/// <summary>Normal noise out of a seed (Box and Muller 1958).</summary>
internal sealed class Noise(int seed)
{
    private readonly Random _random = new(seed);

    public double Next(double sigma) =>
        sigma * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    public int Below(int limit) => _random.Next(limit);
}
