using System.CommandLine;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Eyes.Calibrating;
using O4O.Edge.Eyes.Drawing;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Wire;
using O4O.Settings;

namespace O4O.Edge.Eyes.Commands;

/// <summary><c>calibrate-camera --points POINTS.json|csv --out camera.json</c>: where a camera hangs, and how it sees.</summary>
internal static class CalibrateCameraCommand
{
    /// <summary>The points do not make a camera: nothing is written.</summary>
    private const int NotHeld = 1;

    /// <summary>Where nobody took a photograph the grid is drawn on this.</summary>
    private const byte DarkGrey = 60, NoColour = 128;

    private sealed record Asked(string Points, string Output, string Lens, string? Size, string? Intrinsics, string? Picture, string? Draw);

    public static Command Create()
    {
        var points = new Option<string>("--points")
        {
            Required = true,
            Description = "Points found in the picture and measured in the store: {\"points\": [{\"px\": [812, 440], \"mm\": [2500, 5550, 300]}]}, or a .csv with lines of u,v,x,y,z. Six or more, all over the picture and at several heights; four with --intrinsics.",
        };
        var output = new Option<string>("--out") { Required = true, Description = "The calibration (JSON; its schema is edge/Wire/camera.schema.json)." };
        var lens = new Option<string>("--lens") { Description = "brown (usual lenses, up to some 110° wide), fisheye (wider), or none (no distortion). With --intrinsics that file's.", DefaultValueFactory = _ => "brown", HelpName = "brown|fisheye|none" };
        var size = new Option<string?>("--size") { Description = "The picture's size, such as 1280x960; not needed with --picture or --intrinsics." };
        var intrinsics = new Option<string?>("--intrinsics") { Description = "A calibration of the same camera and picture size, whose lens is believed: then only the pose is sought." };
        var picture = new Option<string?>("--picture") { Description = "The photograph in which the points were marked." };
        var draw = new Option<string?>("--draw") { Description = "Write the photograph with points and floor grid here (PNG): crosses are as marked, rings as calibrated." };
        var command = new Command("calibrate-camera", "Tell where a camera hangs and how it sees, from points marked in its picture.")
        {
            points, output, lens, size, intrinsics, picture, draw,
        };
        command.SetAction(parsed => Failure.Guard(() => Run(new Asked(
            parsed.GetValue(points)!, parsed.GetValue(output)!, parsed.GetValue(lens)!, parsed.GetValue(size), parsed.GetValue(intrinsics),
            parsed.GetValue(picture), parsed.GetValue(draw)))));
        return command;
    }

    private static int Run(Asked asked)
    {
        MarkedPoint[] points = PointsFile.Read(asked.Points);
        Frame? photograph = asked.Picture is { } picture ? Read(picture) : null;
        CalibrationRequest request = Request(asked, photograph);
        foreach (MarkedPoint p in points)
        {
            if (p.Pixel.U < -0.5 || p.Pixel.V < -0.5 || p.Pixel.U > request.Width || p.Pixel.V > request.Height)
                throw new ArgumentException($"{asked.Points}: point {p.Number} at ({p.Pixel.U}, {p.Pixel.V}) lies outside of the picture of {request.Width} × {request.Height}: is it another picture's?");
        }
        CalibrationResult result;
        try
        {
            result = Calibrator.Run(request, points);
        }
        catch (CalibrationException e)
        {
            Console.Error.WriteLine($"o4o: {asked.Points}: {e.Message}");
            return NotHeld;
        }
        CameraFile file = CameraFile.Of(result.Camera) with
        {
            Fit = new CameraFit { Points = result.Used.Count, Outliers = result.Outliers.Count, RmsPx = Math.Round(result.RmsPx, 3), RmsMm = Math.Round(result.RmsMm, 2) },
        };
        File.WriteAllText(asked.Output, file.ToJson());
        Console.Out.Write(CalibrationText.Of(result, asked.Output));
        if (asked.Draw is { } drawn) Draw(drawn, request, photograph, result);
        return 0;
    }

    private static CalibrationRequest Request(Asked asked, Frame? photograph)
    {
        (int, int)? size = photograph is null ? null : (photograph.Width, photograph.Height);
        if (asked.Size is { } text)
        {
            (int Width, int Height) stated = Size(text);
            if (size is { } of && of != stated) throw new ArgumentException($"--size {text}, but {asked.Picture} has {of.Item1}x{of.Item2}");
            size = stated;
        }
        if (asked.Intrinsics is { } file)
        {
            SettingsResult<CameraFile> read = SettingsFile.Load<CameraFile>(file);
            if (!read.IsValid) throw new ArgumentException(read.Problems[0].ToString());
            Intrinsics inside = read.Value.ToIntrinsics();
            if (size is { } of && of != (inside.Width, inside.Height))
                throw new ArgumentException($"{file} was made for pictures of {inside.Width}x{inside.Height}, but these have {of.Item1}x{of.Item2}: take a picture of the same size");
            return new(inside.Width, inside.Height, read.Value.Lens, (inside, read.Value.ToLens()));
        }
        LensKind kind = asked.Lens switch
        {
            "brown" => LensKind.Brown, "fisheye" => LensKind.Fisheye, "none" => LensKind.None,
            _ => throw new ArgumentException($"--lens \"{asked.Lens}\": known are brown, fisheye and none"),
        };
        return size is { } found ? new(found.Item1, found.Item2, kind, null)
            : throw new ArgumentException("how large is the picture? Give it with --picture PHOTO, or its size with --size 1280x960");
    }

    private static (int Width, int Height) Size(string text)
    {
        string[] sides = text.Split('x', 'X', '×');
        return sides.Length == 2 && int.TryParse(sides[0], out int width) && int.TryParse(sides[1], out int height)
            && width is >= 16 and <= Intrinsics.SideMax && height is >= 16 and <= Intrinsics.SideMax
            ? (width, height)
            : throw new ArgumentException($"--size \"{text}\" is not a picture's size such as 1280x960");
    }

    private static Frame Read(string picture)
    {
        using var reader = new FrameReader(CameraSource.Parse(picture), new CameraOptions());
        return reader.Read(null) ?? throw new ArgumentException($"{picture}: holds no picture");
    }

    private static void Draw(string file, CalibrationRequest request, Frame? photograph, CalibrationResult result)
    {
        Span<byte> pixels = photograph is null ? new byte[Frame.Bytes(request.Width, request.Height)] : photograph.Drawable;
        if (photograph is null)
        {
            pixels[..(request.Width * request.Height)].Fill(DarkGrey);
            pixels[(request.Width * request.Height)..].Fill(NoColour);
        }
        CalibrationPainter.Paint(new Canvas(request.Width, request.Height, pixels), result);
        PngFile.Write(file, request.Width, request.Height, pixels);
        Console.Out.WriteLine($"{file}: crosses are as marked, rings as calibrated, the floor in squares of 500 mm");
    }
}
