using System.Diagnostics;
using System.Globalization;
using System.Text;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Eyes.Calibrating;
using O4O.Edge.Eyes.Drawing;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Wire;
using O4O.Settings;
using Xunit;

namespace O4O.Edge.Tests.Eyes.Calibrating;

/// <summary><c>calibrate-camera</c> as an installer calls it.</summary>
[Trait("Needs", "ffmpeg")]
public sealed class CalibrateCameraCommandTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-calibrate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Calibrate_FromAPhotograph_WritesTheCameraAndDrawsOnThePhotograph()
    {
        CameraModel camera = Marks.Corner(Marks.Barrel);
        MarkedPoint[] points = Marks.Of(camera, 20, 3);
        points[6] = Marks.Wrong(points[6], 0, 120);
        string photo = InFolder("photo.png"), drawn = InFolder("drawn.png"), output = InFolder("camera.json");
        PngFile.Write(photo, Marks.Width, Marks.Height, Grey());

        (int code, string said, string error) = Run("--points", Json(points), "--picture", photo, "--draw", drawn, "--out", output);

        Assert.True(code == 0, error);
        Assert.Contains("from 19 points, 1 left out", said, StringComparison.Ordinal);
        Assert.Contains("point 7 left out", said, StringComparison.Ordinal);
        SettingsResult<CameraFile> read = SettingsFile.Load<CameraFile>(output);
        Assert.True(read.IsValid);
        Assert.Equal((19, 1), (read.Value.Fit!.Points, read.Value.Fit.Outliers));
        Assert.InRange((read.Value.ToModel().Position - camera.Position).LengthMm, 0, 60);
        using var reader = new FrameReader(CameraSource.Parse(drawn), new CameraOptions());
        Frame picture = reader.Read(null)!;
        Assert.Equal((Marks.Width, Marks.Height), (picture.Width, picture.Height));
        int at = (int)Math.Round(points[0].Pixel.V) * picture.Width + (int)Math.Round(points[0].Pixel.U);
        Assert.InRange(picture.Brightness[at], 195, 225); // the yellow of a mark on the grey of the photograph
    }

    [Fact]
    public void Calibrate_FromLinesWithAKnownLens_BelievesTheLens()
    {
        CameraModel camera = Marks.Corner(Marks.Fisheye, 430);
        string lens = InFolder("lens.json"), csv = InFolder("points.csv"), output = InFolder("camera.json");
        File.WriteAllText(lens, (CameraFile.Of(camera) with { PositionMm = null, Rotation = null }).ToJson());
        var lines = new StringBuilder("u,v,x,y,z\n# floor and shelves\n");
        foreach (MarkedPoint p in Marks.Of(camera, 8, 4))
            lines.Append(CultureInfo.InvariantCulture, $"{p.Pixel.U:0.0}; {p.Pixel.V:0.0}; {p.Place.X}; {p.Place.Y}; {p.Place.Z}\n");
        File.WriteAllText(csv, lines.ToString());

        (int code, string said, string error) = Run("--points", csv, "--intrinsics", lens, "--out", output);

        Assert.True(code == 0, error);
        Assert.Contains("focal length 430.0 px (given), lens fisheye", said, StringComparison.Ordinal);
        Assert.InRange((SettingsFile.Load<CameraFile>(output).Value!.ToModel().Position - camera.Position).LengthMm, 0, 60);
    }

    [Fact]
    public void Calibrate_OfWhatPointsDoNotHold_EndsWithOneAndWritesNothing()
    {
        string output = InFolder("camera.json");

        (int code, _, string error) = Run("--points", Json(Marks.Of(Marks.Down(Lens.None), 12, 5, floorOnly: true)), "--size", "1280x960", "--lens", "none", "--out", output);

        Assert.Equal(1, code);
        Assert.Contains("points.json: the focal length and the camera's distance cannot be told apart", error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Theory]
    [InlineData("how large is the picture?", "px\": [1, 2], \"mm\": [0, 0, 0]")]
    [InlineData("--size \"big\" is not a picture's size", "px\": [1, 2], \"mm\": [0, 0, 0]", "--size", "big")]
    [InlineData("known are brown, fisheye and none", "px\": [1, 2], \"mm\": [0, 0, 0]", "--size", "640x480", "--lens", "wide")]
    [InlineData("$.points[0].px must have two numbers, u and v", "px\": [1], \"mm\": [0, 0, 0]", "--size", "640x480")]
    [InlineData("unknown key \"pxl\"", "pxl\": [1, 2], \"mm\": [0, 0, 0]", "--size", "640x480")]
    [InlineData("point 1 at (700, 2) lies outside of the picture of 640 × 480", "px\": [700, 2], \"mm\": [0, 0, 0]", "--size", "640x480")]
    [InlineData("there is no such file", "px\": [1, 2], \"mm\": [0, 0, 0]", "--size", "640x480", "--intrinsics", "missing.json")]
    public void Calibrate_AskedWrong_EndsWithTwoAndSaysWhy(string expected, string point, params string[] options)
    {
        string points = InFolder("points.json");
        File.WriteAllText(points, $$"""{"points": [{"{{point}}}]}""");

        (int code, _, string error) = Run(["--points", points, "--out", InFolder("camera.json"), .. options]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_FromABrokenLine_NamesFileAndLine()
    {
        string csv = InFolder("points.csv");
        File.WriteAllText(csv, "u,v,x,y,z\n1,2,3,4,5\n1,2,3,4\n");

        (int code, _, string error) = Run("--points", csv, "--size", "640x480", "--out", InFolder("camera.json"));

        Assert.Equal(2, code);
        Assert.Contains("points.csv:3: \"1,2,3,4\" is not u,v,x,y,z", error, StringComparison.Ordinal);
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    private string Json(MarkedPoint[] points)
    {
        string file = InFolder("points.json");
        IEnumerable<string> entries = points.Select(p => string.Create(
            CultureInfo.InvariantCulture, $"{{\"px\": [{p.Pixel.U:0.0}, {p.Pixel.V:0.0}], \"mm\": [{p.Place.X}, {p.Place.Y}, {p.Place.Z}]}}"));
        File.WriteAllText(file, $"{{\"points\": [{string.Join(",\n", entries)}]}}");
        return file;
    }

    private static byte[] Grey()
    {
        var pixels = new byte[Frame.Bytes(Marks.Width, Marks.Height)];
        pixels.AsSpan().Fill(128);
        return pixels;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "O4O.Edge.Eyes.dll"), "calibrate-camera", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Limit), "calibrate-camera did not end");
        return (process.ExitCode, output, error.Result);
    }
}
