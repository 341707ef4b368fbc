using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Settings;

namespace O4O.Edge.Wire;

/// <summary>
/// A camera's calibration as a JSON file, or as <c>calibration</c> of a camera in a store file; <c>camera.schema.json</c> beside this file
/// is its schema. Numbers are OpenCV's: <c>fx, fy, cx, cy</c> of the camera matrix, distortion coefficients in OpenCV's order, and the
/// rotation vector of <c>solvePnP</c>; the position is −Rᵀ·tvec. Without position and rotation it is a lens that hangs nowhere yet.
/// </summary>
public sealed record CameraFile : IValidatable
{
    /// <summary>Width and height of the pictures that it was made from, px.</summary>
    [JsonRequired] public IReadOnlyList<int> PicturePx { get; init; } = [];

    /// <summary>fx and fy.</summary>
    [JsonRequired] public IReadOnlyList<double> FocalPx { get; init; } = [];

    /// <summary>cx and cy; (0, 0) is the centre of the top left pixel.</summary>
    [JsonRequired] public IReadOnlyList<double> CentrePx { get; init; } = [];

    public LensKind Lens { get; init; } = LensKind.None;

    /// <summary>None; k1 k2 p1 p2 k3 of Brown's lens; or k1 k2 k3 k4 of a fisheye.</summary>
    public IReadOnlyList<double> Distortion { get; init; } = [];

    /// <summary>Where the camera is in the store's frame.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? PositionMm { get; init; }

    /// <summary>Rotation vector from the store's frame to the camera's, radians.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Rotation { get; init; }

    /// <summary>How good it is, said by whoever made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CameraFit? Fit { get; init; }

    private static readonly JsonSerializerOptions Text = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Whether it says where the camera hangs.</summary>
    [JsonIgnore]
    public bool IsPlaced => PositionMm is not null;

    /// <summary>What is inside the camera.</summary>
    public Intrinsics ToIntrinsics() => new(FocalPx[0], FocalPx[1], CentrePx[0], CentrePx[1], PicturePx[0], PicturePx[1]);

    /// <summary>Its lens.</summary>
    public Lens ToLens() => Lens switch
    {
        LensKind.Brown => Edge.Store.Geometry.Lens.Brown(Distortion[0], Distortion[1], Distortion[2], Distortion[3], Distortion[4]),
        LensKind.Fisheye => Edge.Store.Geometry.Lens.Fisheye(Distortion[0], Distortion[1], Distortion[2], Distortion[3]),
        _ => Edge.Store.Geometry.Lens.None,
    };

    /// <summary>The camera in its place.</summary>
    /// <exception cref="InvalidOperationException">It is not <see cref="IsPlaced"/>.</exception>
    public CameraModel ToModel()
    {
        if (PositionMm is null || Rotation is null) throw new InvalidOperationException("the calibration has no position and rotation");
        return new(
            ToIntrinsics(), ToLens(), new Point3(PositionMm[0], PositionMm[1], PositionMm[2]),
            Edge.Store.Geometry.Rotation.FromVector(Rotation[0], Rotation[1], Rotation[2]));
    }

    /// <summary>The file of a camera.</summary>
    public static CameraFile Of(CameraModel camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        (double x, double y, double z) = camera.Rotation.ToVector();
        return new()
        {
            PicturePx = [camera.Intrinsics.Width, camera.Intrinsics.Height],
            FocalPx = [camera.Intrinsics.Fx, camera.Intrinsics.Fy],
            CentrePx = [camera.Intrinsics.Cx, camera.Intrinsics.Cy],
            Lens = camera.Lens.Kind,
            Distortion = camera.Lens.Coefficients,
            PositionMm = [camera.Position.X, camera.Position.Y, camera.Position.Z],
            Rotation = [x, y, z],
        };
    }

    /// <summary>The text, ending in a line feed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Text) + "\n";

    public IEnumerable<string> Problems()
    {
        bool shaped = true;
        if (PicturePx.Count != 2)
        {
            shaped = false;
            yield return "picturePx must have two numbers, width and height";
        }
        if (FocalPx.Count != 2)
        {
            shaped = false;
            yield return "focalPx must have two numbers, fx and fy";
        }
        if (CentrePx.Count != 2)
        {
            shaped = false;
            yield return "centrePx must have two numbers, cx and cy";
        }
        if (shaped)
            foreach (string problem in ToIntrinsics().Problems()) yield return Member(problem);
        int wanted = Lens switch { LensKind.Brown => 5, LensKind.Fisheye => 4, _ => 0 };
        if (Distortion.Count != wanted)
            yield return $"distortion must have {wanted} numbers for this lens ({Order(Lens)}), but has {Distortion.Count}";
        else if (!Distortion.All(k => Math.Abs(k) <= DistortionMax))
            yield return $"distortion must be within {DistortionMax} of 0";
        if (PositionMm is null != Rotation is null) yield return "positionMm and rotation belong together: give both or none";
        if (PositionMm is { } p && (p.Count != 3 || !p.All(v => Math.Abs(v) <= PlaceMaxMm))) yield return $"positionMm must have three numbers within {PlaceMaxMm} of 0";
        if (Rotation is { } r && (r.Count != 3 || !r.All(v => Math.Abs(v) <= 10))) yield return "rotation must have three numbers within 10 of 0, in radians";
    }

    /// <summary>No coefficient of a lens in use comes near this.</summary>
    private const double DistortionMax = 1_000;

    /// <summary>No store is a hundred kilometres long.</summary>
    private const double PlaceMaxMm = 100_000_000;

    private static string Member(string problem) => problem[..2] switch
    {
        "fx" or "fy" => "focalPx: " + problem,
        "cx" or "cy" => "centrePx: " + problem,
        _ => "picturePx: " + problem,
    };

    private static string Order(LensKind lens) => lens switch { LensKind.Brown => "k1 k2 p1 p2 k3", LensKind.Fisheye => "k1 k2 k3 k4", _ => "none" };
}
