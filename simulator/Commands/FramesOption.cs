using System.CommandLine;

namespace O4O.Simulator.Commands;

/// <summary><c>--frames</c>: the pictures that are looked at go into the recording.</summary>
internal sealed class FramesOption
{
    /// <summary>As the camera driver's JPEG has it.</summary>
    private const int QualityUsual = 85, QualityMin = 10, QualityMax = 95;

    private readonly Option<bool> _frames = new("--frames")
    {
        Description = "with --eyes pixels: put the pictures that are looked at into the recording, as JPEG, so that ./o4o replay --eyes pixels can look at them again; the networks then see what JPEG leaves",
    };

    private readonly Option<int?> _quality = new("--frames-quality") { Description = $"of those pictures, {QualityMin} to {QualityMax}; {QualityUsual} without it" };

    /// <summary>Adds the options to a command.</summary>
    public FramesOption(Command command)
    {
        command.Options.Add(_frames);
        command.Options.Add(_quality);
    }

    /// <summary>JPEG's quality of the pictures to record; null for none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="fromPixels">Whether there are pictures.</param>
    /// <exception cref="UserMistakeException">The words contradict each other, or there is no such quality.</exception>
    public int? Quality(ParseResult parsed, bool fromPixels)
    {
        bool frames = parsed.GetValue(_frames);
        int? quality = parsed.GetValue(_quality);
        if (frames && !fromPixels) throw new UserMistakeException("--frames goes with --eyes pixels: without pixels there are no pictures");
        if (!frames) return quality is null ? null : throw new UserMistakeException("--frames-quality goes with --frames");
        if (quality is < QualityMin or > QualityMax) throw new UserMistakeException($"--frames-quality must be between {QualityMin} and {QualityMax}, but is {quality}");
        return quality ?? QualityUsual;
    }
}
