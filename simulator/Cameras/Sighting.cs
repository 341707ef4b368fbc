namespace O4O.Simulator.Cameras;

/// <summary>How one camera's detector errs about one person: errors wander from picture to picture, and misses come in runs.</summary>
internal sealed class Sighting
{
    /// <summary>Two edges each way, then u and v of the head and of both wrists; standard normal each.</summary>
    public const int Errors = 10;

    /// <summary>Of two pictures' errors a tenth of a second apart, so much is the same.</summary>
    private const double Kept = 0.6;

    private readonly double[] _errors = new double[Errors];
    private bool _begun;

    /// <summary>How many more pictures miss this person.</summary>
    public int PicturesUnseen { get; set; }

    /// <summary>The errors of the next picture.</summary>
    public ReadOnlySpan<double> Next(Chance.Dice dice)
    {
        double fresh = _begun ? Math.Sqrt(1 - Kept * Kept) : 1;
        for (int i = 0; i < Errors; i++) _errors[i] = (_begun ? Kept * _errors[i] : 0) + fresh * dice.Gauss();
        _begun = true;
        return _errors;
    }
}
