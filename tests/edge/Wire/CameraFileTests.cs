using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Host;
using O4O.Edge.Tests.Store.Geometry;
using O4O.Edge.Tests.Tidy;
using O4O.Edge.Wire;
using O4O.Settings;
using Xunit;

namespace O4O.Edge.Tests.Wire;

public sealed class CameraFileTests
{
    private const string Sound = """
        {"picturePx": [640, 480], "focalPx": [500, 501], "centrePx": [320, 240], "lens": "brown", "distortion": [-0.2, 0.05, 0, 0, 0],
         "positionMm": [1000, 2000, 3000], "rotation": [2, -0.5, 0.25], "fit": {"points": 12, "outliers": 1, "rmsPx": 0.5, "rmsMm": 3.25}}
        """;

    [Fact]
    public void CameraFile_OfAnyCamera_ReadsBackAsTheSameCamera()
    {
        var cases = from camera in Cameras.Any from pixel in Cameras.AnyPixel select (camera, pixel);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            SettingsResult<CameraFile> read = SettingsFile.Parse<CameraFile>(CameraFile.Of(c.camera).ToJson(), "camera.json");
            if (!read.IsValid) return false;
            CameraModel back = read.Value.ToModel();
            bool seen = c.camera.TryAtHeight(c.pixel, 0, out Point3 place);
            return back.Intrinsics == c.camera.Intrinsics && back.Lens.Coefficients.SequenceEqual(c.camera.Lens.Coefficients)
                && (!seen || (back.TryProject(place, out Pixel pixel) && Math.Abs(pixel.U - c.pixel.U) < 1e-3 && Math.Abs(pixel.V - c.pixel.V) < 1e-3));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("\"focalPx\": [500, 501]", "\"focalPx\": [500]", "$.focalPx must have two numbers")]
    [InlineData("\"focalPx\": [500, 501]", "\"focalPx\": [500, 0]", "$.focalPx: fy must be 1 to 1000000 pixels")]
    [InlineData("\"focalPx\": [500, 501], ", "", "missing key \"focalPx\"")]
    [InlineData("[640, 480]", "[640, 4]", "$.picturePx: height must be 16")]
    [InlineData("[640, 480]", "[640.5, 480]", "$.picturePx[0] must be")]
    [InlineData("[320, 240]", "[3200, 240]", "$.centrePx: cx must be within")]
    [InlineData("\"brown\"", "\"brow\"", "did you mean \"brown\"")]
    [InlineData("\"brown\"", "\"fisheye\"", "$.distortion must have 4 numbers for this lens (k1 k2 k3 k4), but has 5")]
    [InlineData("[-0.2,", "[-2000,", "$.distortion must be within")]
    [InlineData("\"rotation\": [2, -0.5, 0.25], ", "", "$.positionMm and rotation belong together")]
    [InlineData("[2, -0.5, 0.25]", "[2, -0.5]", "$.rotation must have three numbers")]
    [InlineData("[1000, 2000, 3000]", "[1000, 2000]", "$.positionMm must have three numbers")]
    [InlineData("\"lens\"", "\"lense\"", "unknown key \"lense\" at $: did you mean \"lens\"?")]
    [InlineData("\"rmsPx\": 0.5", "\"rmsPx\": -1", "$.fit.rmsPx must be between")]
    public void CameraFile_ThatIsWrong_IsRefusedByMember(string part, string wrong, string expected)
    {
        Assert.True(SettingsFile.Parse<CameraFile>(Sound, "camera.json").IsValid);

        SettingsResult<CameraFile> read = SettingsFile.Parse<CameraFile>(Sound.Replace(part, wrong, StringComparison.Ordinal), "camera.json");

        Assert.False(read.IsValid);
        Assert.Contains(read.Problems, p => p.ToString().Contains(expected, StringComparison.Ordinal) && p.ToString().Contains("camera.json", StringComparison.Ordinal));
    }

    [Fact]
    public void StoreFile_WithACalibratedCamera_CarriesIt()
    {
        CameraModel camera = Cameras.Ceiling(Cameras.Lenses[1], 2_800, 1_000);
        StoreFile store = SmallStoreRecording.Store with { Cameras = [new("camera-1", Calibration: CameraFile.Of(camera))] };

        SettingsResult<StoreFile> read = SettingsFile.Parse<StoreFile>(O4O.Edge.Recording.RecordingFormat.StoreBytes(store), "store.json");

        Assert.True(read.IsValid, string.Join("\n", read.Problems));
        Assert.Equal(camera.Intrinsics, read.Value.Cameras[0].Calibration!.ToModel().Intrinsics);
    }

    [Fact]
    public void StoreFile_WithACameraThatHangsNowhere_IsRefused()
    {
        CameraFile lens = CameraFile.Of(Cameras.Ceiling(Lens.None, 2_800, 1_000)) with { PositionMm = null, Rotation = null };
        StoreFile store = SmallStoreRecording.Store with { Cameras = [new("camera-1", Calibration: lens)] };

        Assert.Contains(store.Problems(), p => p.StartsWith("camera camera-1: calibration must have positionMm", StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => lens.ToModel());
    }

    [Fact]
    public void Schema_OfCameraFiles_HasTheProgramsKeysAndItsLenses()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf("edge/Wire/camera.schema.json")))!;

        Assert.Equal(Names(typeof(CameraFile)), schema["properties"]!.AsObject().Select(p => p.Key).Where(k => k != "$schema"));
        Assert.Equal(Names(typeof(CameraFit)), schema["properties"]!["fit"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(
            Enum.GetNames<LensKind>().Select(JsonNamingPolicy.CamelCase.ConvertName), schema["properties"]!["lens"]!["enum"]!.AsArray().Select(l => (string)l!));
    }

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
}
