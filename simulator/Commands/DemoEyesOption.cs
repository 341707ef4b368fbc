using System.CommandLine;
using O4O.Simulator.Cameras;
using O4O.Simulator.Demo.Cameras;
#if INFERENCE
using O4O.Simulator.Pixels;
#endif

namespace O4O.Simulator.Commands;

/// <summary><c>--eyes</c> of the demo, and what goes with it: who sees the people.</summary>
internal sealed class DemoEyesOption
{
    private const string Joints = "joints", Pixels = "pixels";
    private static readonly string[] Names = [Joints, Pixels];

    private readonly Option<string> _eyes = new("--eyes")
    {
        Description = "joints (the edge is told where everybody is) or pixels (it looks for itself: rendered cameras, streamed, a network that finds people in them)",
        HelpName = string.Join("|", Names), DefaultValueFactory = _ => Joints,
    };

    private readonly Option<int?> _cameras = new("--cameras") { Description = $"with --eyes pixels: how many cameras at {DemoEyes.FramesPerSecond} pictures a second, 1 to {CameraPlan.CamerasMax}; 4 without it" };
    private readonly Option<string?> _model = new("--model") { Description = "with --eyes pixels: a model's name, its manifest or its file; without it the project's own", HelpName = "NAME|FILE" };
    private readonly Option<string?> _size = new("--size") { Description = "with --eyes pixels: of the pictures, WIDTHxHEIGHT, 640x480 without it", HelpName = "WIDTHxHEIGHT" };

    /// <summary>Adds the options to a command.</summary>
    public DemoEyesOption(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_eyes, _cameras, _model, _size]) command.Options.Add(option);
    }

    /// <summary>Who sees the people; null for eyes that know where everybody is.</summary>
    /// <exception cref="UserMistakeException">The words mean nothing, or contradict each other.</exception>
    public DemoEyes? Parse(ParseResult parsed)
    {
        string eyes = KnownName.Of("--eyes", parsed.GetValue(_eyes)!, Names);
#if INFERENCE
        if (eyes == Pixels) return FromPixels(parsed);
#else
        if (eyes == Pixels) throw new UserMistakeException(EyesOption.NoRuntime);
#endif
        foreach (Option option in (ReadOnlySpan<Option>)[_cameras, _model, _size])
            if (parsed.GetResult(option) is { Implicit: false }) throw new UserMistakeException($"{option.Name} goes with --eyes pixels");
        return null;
    }

#if INFERENCE
    private DemoEyes FromPixels(ParseResult parsed)
    {
        var usual = new PixelOptions();
        (int width, int height) = parsed.GetValue(_size) is { } size ? EyesOption.Size(size) : (usual.Width, usual.Height);
        string model = parsed.GetValue(_model) ?? PixelOptions.ModelUsual;
        var looking = new PixelLooking(usual with { Model = model }); // a model that cannot be used is said before anything is started
        bool isFile = model.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || model.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
        var chosen = new DemoEyes { Model = isFile ? Path.GetFullPath(model) : model, Width = width, Height = height, Fusion = looking.Fusion };
        chosen = parsed.GetValue(_cameras) is { } cameras ? chosen with { Cameras = cameras } : chosen;
        return chosen.Problems().FirstOrDefault() is { } problem ? throw new UserMistakeException("--" + problem) : chosen;
    }
#endif
}
