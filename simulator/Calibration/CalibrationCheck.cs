using O4O.Simulator.Evaluation;

namespace O4O.Simulator.Calibration;

/// <summary>The chosen threshold on days that it was not learned from, with the edge really running at it.</summary>
/// <param name="Seeds">Those days' seeds.</param>
/// <param name="Point">What came out.</param>
/// <param name="WrongMax">Largest share of the units charged that may be wrong.</param>
public sealed record CalibrationCheck(SeedRange Seeds, CurvePoint Point, double WrongMax)
{
    /// <summary>No more was wrong there than was asked for.</summary>
    public bool Holds => Point.UnitsWrong <= WrongMax * Point.UnitsCharged;
}
