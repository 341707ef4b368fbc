namespace O4O.Edge.Store.BoxTracking;

/// <summary>
/// A Kalman filter of one length that wanders (random walk). A box's size has no speed worth believing: it shrinks at once when
/// somebody steps in front, and a speed learnt from that would go on shrinking it.
/// </summary>
internal struct SizeFilter
{
    public double Length;
    private double _variance;

    /// <summary>Begins at a measured length, px, with the variance of its noise, px².</summary>
    public static SizeFilter At(double length, double variance) => new() { Length = length, _variance = variance };

    /// <summary>On by so many seconds; <paramref name="drift"/> is how much variance comes in a second, px²/s.</summary>
    public void Predict(double seconds, double drift) => _variance += drift * seconds;

    /// <summary>Takes in a measured length with the variance of its noise, px².</summary>
    public void Correct(double measured, double variance)
    {
        double gain = _variance / (_variance + variance);
        Length += gain * (measured - Length);
        _variance -= gain * _variance;
    }
}
