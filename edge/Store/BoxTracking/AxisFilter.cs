namespace O4O.Edge.Store.BoxTracking;

/// <summary>
/// A Kalman filter of one coordinate with its speed (white acceleration: Bar-Shalom, Li, Kirubarajan 2001, 6.2.2). Pixels,
/// seconds. Four of these stand for the usual 8 × 8 filter, whose blocks never mix: the same numbers, no matrices.
/// </summary>
internal struct AxisFilter
{
    public double Place, Speed;
    private double _placeVariance, _crossVariance, _speedVariance;

    /// <summary>Variance of the place, px².</summary>
    public readonly double PlaceVariance => _placeVariance;

    /// <summary>Begins at a measured place with an unknown speed; variances in px² and px²/s².</summary>
    public static AxisFilter At(double place, double placeVariance, double speedVariance) =>
        new() { Place = place, _placeVariance = placeVariance, _speedVariance = speedVariance };

    /// <summary>On by so many seconds; <paramref name="jolt"/> is the density of the acceleration's noise, px²/s³.</summary>
    public void Predict(double seconds, double jolt)
    {
        Place += Speed * seconds;
        _placeVariance += seconds * (2 * _crossVariance + seconds * (_speedVariance + jolt * seconds / 3));
        _crossVariance += seconds * (_speedVariance + jolt * seconds / 2);
        _speedVariance += jolt * seconds;
    }

    /// <summary>Takes in a measured place with the variance of its noise, px².</summary>
    public void Correct(double measured, double variance)
    {
        double total = _placeVariance + variance, placeGain = _placeVariance / total, speedGain = _crossVariance / total;
        double surprise = measured - Place;
        Place += placeGain * surprise;
        Speed += speedGain * surprise;
        _speedVariance -= speedGain * _crossVariance;
        _crossVariance -= placeGain * _crossVariance;
        _placeVariance -= placeGain * _placeVariance;
    }
}
