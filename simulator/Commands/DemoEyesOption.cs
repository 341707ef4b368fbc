using System.CommandLine;
using O4O.Simulator.Cameras;
using O4O.Simulator.Demo.Cameras;
using O4O.Simulator.Demo.Processes;
#if INFERENCE
using O4O.Simulator.Pixels;
#endif

namespace O4O.Simulator.Commands;

/// <summary><c>--eyes</c> of the demo, and what goes with it: who sees the people. From pixels, unless joints are asked for or this machine cannot.</summary>
internal sealed class DemoEyesOption
{
    private const string Joints = "joints", Pixels = "pixels", Ffmpeg = "ffmpeg";
    private static readonly string[] Names = [Pixels, Joints];

    private readonly Option<string?> _eyes = new("--eyes")
    {
        Description = "pixels (the edge looks for itself: rendered cameras, streamed, a network that finds people in them) or joints (the edge is told where everybody is: "
            + "less work, and better receipts); without it pixels, or joints where ONNX Runtime or ffmpeg is missing",
        HelpName = string.Join("|", Names),
    };

    private readonly Option<int?> _cameras = new("--cameras") { Description = $"from pixels: how many cameras at {DemoEyes.FramesPerSecond} pictures a second, 1 to {CameraPlan.CamerasMax}; without it 4, which two cores carry" };
    private readonly Option<string?> _model = new("--model") { Description = "from pixels: a model's name, its manifest or its file; without it the project's own", HelpName = "NAME|FILE" };
    private readonly Option<string?> _size = new("--size") { Description = "from pixels: of the pictures, WIDTHxHEIGHT, 640x480 without it", HelpName = "WIDTHxHEIGHT" };

    /// <summary>Adds the options to a command.</summary>
    public DemoEyesOption(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_eyes, _cameras, _model, _size]) command.Options.Add(option);
    }

    /// <summary>Says who sees the people.</summary>
    /// <exception cref="UserMistakeException">The words mean nothing, contradict each other, or ask for what this machine has not.</exception>
    public DemoSight Parse(ParseResult parsed) => Parse(parsed, Programs.OnPath(Ffmpeg) is not null);

    internal DemoSight Parse(ParseResult parsed, bool hasFfmpeg)
    {
        string? eyes = parsed.GetValue(_eyes) is { } named ? KnownName.Of("--eyes", named, Names) : null;
        string? ofPixels = null;
        foreach (Option option in (ReadOnlySpan<Option>)[_cameras, _model, _size])
            if (parsed.GetResult(option) is { Implicit: false }) ofPixels ??= option.Name;
        if (eyes == Joints) return ofPixels is null ? default : throw new UserMistakeException($"{ofPixels} goes with --eyes pixels");
#if INFERENCE
        if (hasFfmpeg) return new DemoSight(FromPixels(parsed), null);
        const string missing = $"{Ffmpeg}, which is not on the PATH: apt-get install {Ffmpeg}";
#else
        const string missing = EyesOption.MissingRuntime;
#endif
        if (eyes == Pixels || ofPixels is not null) throw new UserMistakeException($"{(eyes == Pixels ? "--eyes pixels" : ofPixels)} needs {missing}");
        return new DemoSight(null, "pixels need " + missing);
    }

#if INFERENCE
    private DemoEyes FromPixels(ParseResult parsed)
    {
        var usual = new PixelOptions();
        (int width, int height) = parsed.GetValue(_size) is { } size ? EyesOption.Size(size) : (usual.Width, usual.Height);
        string model = parsed.GetValue(_model) ?? PixelOptions.ModelUsual;
        var looking = new PixelLooking(usual with { Model = model }); // a model that cannot be used is said before anything is started
        bool isFile = model.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || model.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
        var chosen = new DemoEyes { Model = isFile ? Path.GetFullPath(model) : model, Width = width, Height = height, Options = looking.Options };
        chosen = parsed.GetValue(_cameras) is { } cameras ? chosen with { Cameras = cameras } : chosen;
        return chosen.Problems().FirstOrDefault() is { } problem ? throw new UserMistakeException("--" + problem) : chosen;
    }
#endif
}
