using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.FloorTracking;

/// <summary>Somebody of a scene, and where he was every hundredth of a second.</summary>
internal sealed class Walker(int number, Point3 at, double headMm, long fromUs, long endUs)
{
    private const long StepUs = 10_000;
    private readonly Point3[] _places = new Point3[endUs / StepUs + 1], _wrists = new Point3[endUs / StepUs + 1];

    public int Number { get; } = number;
    public double HeadMm { get; } = headMm;
    public long FromUs { get; } = fromUs;
    public Point3 At { get; set; } = at;
    public Point3 Target { get; set; } = at;
    public Point3 Heading { get; set; } = new(1, 0, 0);
    public double SpeedMm { get; set; } = 1_000;
    public long RestUntilUs { get; set; }
    public bool IsThere { get; private set; }

    /// <summary>While standing, the right hand is held out.</summary>
    public bool IsReaching { get; set; }

    public void Remember(long us)
    {
        IsThere = true;
        IsReaching = us < RestUntilUs;
        _places[us / StepUs] = At;
        _wrists[us / StepUs] = RightWrist;
    }

    /// <summary>Where he was, or null before he came.</summary>
    public Point3? PlaceAt(long us) => us < FromUs || us / StepUs >= _places.Length ? null : _places[us / StepUs];

    public Point3? WristAt(long us) => us < FromUs || us / StepUs >= _wrists.Length ? null : _wrists[us / StepUs];

    public Point3 Head => At with { Z = HeadMm };

    /// <summary>The right wrist: hanging, or at a shelf in front.</summary>
    public Point3 RightWrist
    {
        get
        {
            var right = new Point3(Heading.Y, -Heading.X, 0);
            return IsReaching ? (At + Heading * 500 + right * 150) with { Z = 0.75 * HeadMm } : (At + right * 200) with { Z = 0.55 * HeadMm };
        }
    }
}
