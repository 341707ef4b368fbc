using System.Globalization;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Store.Geometry;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.ModelTrials;

/// <summary>Detections of people held against the truth, picture by picture, over all and by slices.</summary>
internal sealed class PeopleTally
{
    private const double CrowdedOverlap = 0.1;
    private readonly SortedDictionary<string, Shares> _slices = new(StringComparer.Ordinal);
    private int[] _of = [];

    public Shares All { get; } = new();

    public IReadOnlyDictionary<string, Shares> Slices => _slices;

    public int Pictures { get; private set; }

    /// <summary>Detections of somebody, and of nobody.</summary>
    public int Right { get; private set; }

    public int Wrong { get; private set; }

    public double? Precision => Shares.Of(Right, Right + Wrong);

    /// <summary>Adds one picture.</summary>
    public void Add(CameraModel camera, FrameTruth truth, ReadOnlySpan<Detection> found, int width, int height)
    {
        Pictures++;
        if (_of.Length < found.Length) _of = new int[found.Length * 2];
        Span<int> of = _of.AsSpan(0, found.Length);
        Finding.Match(found, truth.People, of);
        foreach (int person in of)
        {
            if (person == Finding.Nobody) Wrong++;
            else if (person != Finding.HardlySeen) Right++;
        }
        for (int p = 0; p < truth.People.Count; p++)
        {
            PersonTruth person = truth.People[p];
            if (!Finding.MayBeAsked(person)) continue;
            int by = of.IndexOf(p);
            Detection? detection = by < 0 ? null : found[by];
            if (Finding.Counts(person))
            {
                Count(All, camera, person, detection, width, height);
                foreach (string slice in SlicesOf(camera, truth, person)) Count(Slice(slice), camera, person, detection, width, height);
            }
            Count(Slice(Share(person)), camera, person, detection, width, height);
        }
    }

    private static void Count(Shares to, CameraModel camera, PersonTruth person, Detection? detection, int width, int height)
    {
        to.People++;
        if (detection is not { } d) return;
        to.Found++;
        if (person.Head.Sight == 2)
        {
            to.Heads++;
            if (IsNear(camera, d.Points.Head, person.Head, width, height)) to.HeadsNear++;
        }
        Wrist(to, camera, person.Left.Wrist, d.Points.LeftWrist, d.Points.RightWrist, width, height);
        Wrist(to, camera, person.Right.Wrist, d.Points.RightWrist, d.Points.LeftWrist, width, height);
    }

    private static void Wrist(Shares to, CameraModel camera, PointTruth truth, BodyPoint said, BodyPoint other, int width, int height)
    {
        if (truth.Sight != 2) return;
        to.Wrists++;
        bool near = IsNear(camera, said, truth, width, height);
        if (near) to.WristsNear++;
        if (near || IsNear(camera, other, truth, width, height)) to.WristsNearEither++;
    }

    private static bool IsNear(CameraModel camera, BodyPoint said, PointTruth truth, int width, int height) =>
        said.Seen && PointError.Mm(camera, camera.PixelAt(said.X, said.Y, width, height), truth.Place) <= Shares.NearMm;

    private Shares Slice(string name)
    {
        if (!_slices.TryGetValue(name, out Shares? slice)) _slices.Add(name, slice = new Shares());
        return slice;
    }

    private static IEnumerable<string> SlicesOf(CameraModel camera, FrameTruth truth, PersonTruth person)
    {
        double far = (person.Head.Place - camera.Position).LengthMm / 1_000;
        yield return far < 2 ? "distance, under 2 m" : far < 4 ? "distance, 2 to 4 m" : far < 6 ? "distance, 4 to 6 m" : far < 8 ? "distance, 6 to 8 m" : "distance, over 8 m";
        yield return person.InPicture < 0.98 ? "place, at the picture's edge" : "place, whole in the picture";
        yield return truth.People.Any(o => o != person && Overlap(o.Full, person.Full) > CrowdedOverlap) ? "company, bodies overlap" : "company, apart from others";
        yield return string.Create(CultureInfo.InvariantCulture, $"lens, {camera.Lens.GetType().Name.ToLowerInvariant()}");
        double height = camera.Position.Z / 1_000;
        yield return height < 2.7 ? "camera, under 2.7 m" : height < 3.3 ? "camera, 2.7 to 3.3 m" : "camera, over 3.3 m";
    }

    private static string Share(PersonTruth person) => Finding.ShareOf(person) switch
    {
        < 0.35 => "seen, 20 to 35 %",
        < 0.5 => "seen, 35 to 50 %",
        < 0.75 => "seen, 50 to 75 %",
        < 0.95 => "seen, 75 to 95 %",
        _ => "seen, over 95 %",
    };

    private static double Overlap(PictureBox a, PictureBox b)
    {
        double width = Math.Min(a.Left + a.Width, b.Left + b.Width) - Math.Max(a.Left, b.Left), height = Math.Min(a.Top + a.Height, b.Top + b.Height) - Math.Max(a.Top, b.Top);
        if (width <= 0 || height <= 0) return 0;
        return width * height / ((a.Width * a.Height) + (b.Width * b.Height) - (width * height));
    }
}
