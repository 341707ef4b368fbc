using System.CommandLine;
using System.Globalization;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Rendering;
#if INFERENCE
using O4O.Simulator.Pixels;
#endif

namespace O4O.Simulator.Commands;

/// <summary><c>--eyes</c> and what goes with it: how people are seen.</summary>
internal sealed class EyesOption
{
    private const string Joints = "joints", Detections = "detections", Pixels = "pixels";
    private static readonly string[] Names = [Joints, Detections, Pixels], Domains = ["plain", "random"];

    /// <summary>What pixels need, where this was built without it.</summary>
    internal const string MissingRuntime = "ONNX Runtime, which was not here when this was built: ./o4o build says why";

    /// <summary>What to say where nothing can look at pixels.</summary>
    internal const string NoRuntime = "--eyes pixels needs " + MissingRuntime;

    private readonly Option<string> _eyes = new("--eyes")
    {
        Description = "joints (in the store's frame), detections (boxes, heads and wrists in the pictures of ceiling cameras, drawn from a model of errors) or pixels (those that a network finds in rendered pictures)",
        HelpName = string.Join("|", Names),
        DefaultValueFactory = _ => Joints,
    };

    private readonly Option<int?> _cameras = new("--cameras")
    {
        Description = $"with --eyes detections or pixels: how many cameras, 1 to {CameraPlan.CamerasMax}; without it the store file's calibrated ones, or {CameraStore.CamerasUsual}",
    };

    private readonly Option<string?> _model = new("--model") { Description = "with --eyes pixels: a model's name, its manifest or its file; without it the project's own", HelpName = "NAME|FILE" };

    private readonly Option<string?> _size = new("--size") { Description = "with --eyes pixels: of the pictures, WIDTHxHEIGHT, 640x480 without it", HelpName = "WIDTHxHEIGHT" };

    private readonly Option<string?> _domain = new("--domain")
    {
        Description = "with --eyes pixels: plain (even light, good sensors; without it) or random (floors, light and sensors drawn from the seed)", HelpName = string.Join("|", Domains),
    };

    private readonly Option<string?> _gallery = new("--gallery")
    {
        Description = "with --eyes pixels: what models enrol made of the store's products; a network then looks into hands too, in place of drawn looks", HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public EyesOption(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_eyes, _cameras, _model, _size, _domain, _gallery]) command.Options.Add(option);
    }

    /// <summary>Where a command records pictures: what it is asked for; null where it does not.</summary>
    public FramesOption? Frames { get; init; }

    /// <summary>Says how a recorder shall see people.</summary>
    /// <exception cref="UserMistakeException">The words mean nothing, or contradict each other.</exception>
    public EyesChoice Parse(ParseResult parsed)
    {
        string eyes = KnownName.Of("--eyes", parsed.GetValue(_eyes)!, Names);
        int? cameras = parsed.GetValue(_cameras);
        if (cameras is < 1 or > CameraPlan.CamerasMax)
            throw new UserMistakeException($"--cameras must be between 1 and {CameraPlan.CamerasMax}, but is {cameras}");
        if (eyes == Joints && cameras is not null) throw new UserMistakeException("--cameras goes with --eyes detections or pixels");
        if (eyes != Pixels)
        {
            foreach (Option<string?> option in (ReadOnlySpan<Option<string?>>)[_model, _size, _domain, _gallery])
                if (parsed.GetValue(option) is not null) throw new UserMistakeException($"{option.Name} goes with --eyes pixels");
        }
        int? quality = Frames?.Quality(parsed, eyes == Pixels);
#if INFERENCE
        if (eyes == Pixels) return FromPixels(parsed, new CameraStore(cameras), quality);
#else
        if (eyes == Pixels) throw new UserMistakeException(NoRuntime);
#endif
        return new EyesChoice(eyes, eyes == Joints ? null : new CameraStore(cameras), null);
    }

#if INFERENCE
    private EyesChoice FromPixels(ParseResult parsed, CameraStore cameras, int? quality)
    {
        (int width, int height) = parsed.GetValue(_size) is { } size ? Size(size) : (new PixelOptions().Width, new PixelOptions().Height);
        var looking = new PixelLooking(new PixelOptions
        {
            Model = parsed.GetValue(_model) ?? PixelOptions.ModelUsual, Gallery = parsed.GetValue(_gallery), Width = width, Height = height,
            IsRandom = KnownName.Of("--domain", parsed.GetValue(_domain) ?? Domains[0], Domains) == Domains[1], FramesQuality = quality,
        });
        return new EyesChoice(Pixels, cameras with { Options = looking.Options }, looking) { HasFrames = quality is not null };
    }
#endif

    internal static (int Width, int Height) Size(string size)
    {
        string[] sides = size.Split('x');
        if (sides.Length != 2 || !int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width) || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            || new RenderOptions { Width = width, Height = height }.Problems().Any())
            throw new UserMistakeException($"--size must be WIDTHxHEIGHT, {RenderOptions.SideMin} to {RenderOptions.SideMax} pixels each, such as 640x480, but is \"{size}\"");
        return (width, height);
    }
}
