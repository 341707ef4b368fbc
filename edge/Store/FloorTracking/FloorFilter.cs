using System.Runtime.CompilerServices;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// An extended Kalman filter of one person: place on the floor, speed, height of the head; mm and seconds. Pixels go in one
/// coordinate at a time, so no matrix is ever inverted. Height is part of it because one camera cannot tell a tall person from a
/// near one: what feet or a second camera teach of the one is learnt of the other.
/// </summary>
internal struct FloorFilter
{
    private const int X = 0, Y = 1, SpeedX = 2, SpeedY = 3, Height = 4, Size = 5;

    /// <summary>A head is not always as high as its owner's usual: people bend. Standard deviation, mm, and how long that lasts, s.</summary>
    private const double BendMm = 120, BendSeconds = 1;

    private Vector _state;
    private Matrix _variance;
    private double _usualMm;

    public readonly double XMm => _state[X];
    public readonly double YMm => _state[Y];
    public readonly double SpeedXMm => _state[SpeedX];
    public readonly double SpeedYMm => _state[SpeedY];
    public readonly double HeightMm => _state[Height];

    /// <summary>How uncertain the place is.</summary>
    public readonly FloorSpread Spread => new(_variance[X * Size + X], _variance[X * Size + Y], _variance[Y * Size + Y]);

    /// <summary>Where it is, seconds later (or, below 0, was).</summary>
    public readonly Point3 PlaceAt(double seconds) =>
        new(_state[X] + seconds * _state[SpeedX], _state[Y] + seconds * _state[SpeedY], _state[Height]);

    /// <summary>Somebody new.</summary>
    /// <param name="place">Where the head is if it is as high as usual.</param>
    /// <param name="spread">How uncertain that is, were the height certain.</param>
    /// <param name="xByHeight">How x changes with the height assumed, along the ray.</param>
    /// <param name="yByHeight">How y does.</param>
    /// <param name="options">What people are like.</param>
    public static FloorFilter At(Point3 place, FloorSpread spread, double xByHeight, double yByHeight, FloorOptions options)
    {
        var filter = default(FloorFilter);
        (filter._state[X], filter._state[Y], filter._state[Height], filter._usualMm) = (place.X, place.Y, place.Z, options.HeadHeightMm);
        double height = options.HeadHeightSpreadMm * options.HeadHeightSpreadMm, speed = options.FirstSpeedMm * options.FirstSpeedMm;
        ref Matrix v = ref filter._variance;
        v[X * Size + X] = spread.XX + height * xByHeight * xByHeight;
        v[Y * Size + Y] = spread.YY + height * yByHeight * yByHeight;
        v[X * Size + Y] = v[Y * Size + X] = spread.XY + height * xByHeight * yByHeight;
        v[X * Size + Height] = v[Height * Size + X] = height * xByHeight;
        v[Y * Size + Height] = v[Height * Size + Y] = height * yByHeight;
        v[SpeedX * Size + SpeedX] = v[SpeedY * Size + SpeedY] = speed;
        v[Height * Size + Height] = height;
        return filter;
    }

    /// <summary>
    /// On by so many seconds: white acceleration (Bar-Shalom, Li, Kirubarajan 2001, 6.2.2) on a speed that dies down, and a head
    /// that comes back to its usual height.
    /// </summary>
    public void Predict(double seconds, FloorOptions options)
    {
        double keepSpeed = 1 / (1 + seconds * StoreTime.SecondUs / options.StrideUs), keepBend = 1 / (1 + seconds / BendSeconds);
        // x' = F x: place += seconds · speed, speed *= keepSpeed, height bends back.
        for (int axis = X; axis <= Y; axis++)
        {
            int speed = axis + SpeedX;
            _state[axis] += seconds * _state[speed];
            _state[speed] *= keepSpeed;
            for (int k = 0; k < Size; k++) _variance[axis * Size + k] += seconds * _variance[speed * Size + k];
            for (int k = 0; k < Size; k++) _variance[k * Size + axis] += seconds * _variance[k * Size + speed];
            for (int k = 0; k < Size; k++) _variance[speed * Size + k] *= keepSpeed;
            for (int k = 0; k < Size; k++) _variance[k * Size + speed] *= keepSpeed;
            double jolt = options.SpeedWanderMm * options.SpeedWanderMm;
            _variance[axis * Size + axis] += jolt * seconds * seconds * seconds / 3;
            _variance[axis * Size + speed] += jolt * seconds * seconds / 2;
            _variance[speed * Size + axis] += jolt * seconds * seconds / 2;
            _variance[speed * Size + speed] += jolt * seconds;
        }
        _state[Height] = _usualMm + (_state[Height] - _usualMm) * keepBend;
        for (int k = 0; k < Size; k++) _variance[Height * Size + k] *= keepBend;
        for (int k = 0; k < Size; k++) _variance[k * Size + Height] *= keepBend;
        _variance[Height * Size + Height] += BendMm * BendMm * (1 - keepBend * keepBend);
    }

    /// <summary>
    /// How uncertain a pixel's coordinate is that moves with this person by <paramref name="slope"/>, at a moment
    /// <paramref name="seconds"/> after the filter's (below 0 for a picture that comes late).
    /// </summary>
    public readonly double Variance(in BodySlope slope, double seconds) => Covariance(slope, slope, seconds);

    /// <summary>How two coordinates err together.</summary>
    public readonly double Covariance(in BodySlope a, in BodySlope b, double seconds)
    {
        Vector left = Row(a, seconds), right = Row(b, seconds);
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            double row = 0;
            for (int k = 0; k < Size; k++) row += _variance[i * Size + k] * right[k];
            sum += left[i] * row;
        }
        return sum;
    }

    /// <summary>
    /// Takes in one coordinate: <paramref name="surprise"/> px more than expected, with the variance of its noise. False, and
    /// nothing changes, where that is more than <paramref name="sigmasMax"/> standard deviations off.
    /// </summary>
    public bool Correct(in BodySlope slope, double seconds, double surprise, double noise, double sigmasMax)
    {
        Vector row = Row(slope, seconds);
        var gain = default(Vector);
        double total = noise;
        for (int i = 0; i < Size; i++)
        {
            double sum = 0;
            for (int k = 0; k < Size; k++) sum += _variance[i * Size + k] * row[k];
            gain[i] = sum;
            total += row[i] * sum;
        }
        if (surprise * surprise > sigmasMax * sigmasMax * total) return false;
        for (int i = 0; i < Size; i++)
        {
            double share = gain[i] / total;
            _state[i] += share * surprise;
            for (int k = 0; k < Size; k++) _variance[i * Size + k] -= share * gain[k];
        }
        return true;
    }

    /// <summary>Learns how high this head usually is: slowly, and never less than somebody is found to stand.</summary>
    public void LearnUsualHeight(double seconds, FloorOptions options)
    {
        double trust = options.HeadHeightSpreadMm * options.HeadHeightSpreadMm;
        double known = trust / (trust + _variance[Height * Size + Height]);
        double rate = _state[Height] > _usualMm ? 0.5 : 0.05;
        _usualMm += Math.Min(1, rate * seconds) * known * (_state[Height] - _usualMm);
    }

    private static Vector Row(in BodySlope slope, double seconds)
    {
        var row = default(Vector);
        (row[X], row[Y], row[SpeedX], row[SpeedY], row[Height]) = (slope.X, slope.Y, seconds * slope.X, seconds * slope.Y, slope.Height);
        return row;
    }

    [InlineArray(Size)]
    private struct Vector
    {
        private double _first;
    }

    [InlineArray(Size * Size)]
    private struct Matrix
    {
        private double _first;
    }
}
