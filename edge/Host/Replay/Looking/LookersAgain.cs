using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Recording;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>Everybody who looked at a recording's pictures: a recording of the running store says it with each picture, another one once for all.</summary>
/// <param name="ofAll">Who looked, as the file says for all; or null.</param>
/// <param name="model">Looks now: a name, a manifest or a file; null for the name of the one that did then.</param>
internal sealed class LookersAgain(RecordedEyes? ofAll, string? model) : IDisposable
{
    private readonly List<(byte[] Said, LookerAgain Looker)> _known = [];

    /// <summary>Names of the models that look.</summary>
    public string Models => string.Join(", ", _known.Select(k => k.Looker.Model).Distinct());

    /// <summary>They are those that looked then.</summary>
    public bool AreRecorded => _known.TrueForAll(k => k.Looker.IsRecorded);

    /// <summary>Who looks at a picture.</summary>
    /// <param name="said">What the picture's message says of who did then; empty for what the file says.</param>
    /// <exception cref="ModelException">Their model cannot be run.</exception>
    /// <exception cref="NotARecordingException">Nothing says who looked.</exception>
    public LookerAgain Of(ReadOnlySpan<byte> said)
    {
        foreach ((byte[] Said, LookerAgain Looker) known in _known)
            if (said.SequenceEqual(known.Said)) return known.Looker;
        RecordedEyes eyes = !said.IsEmpty ? RecordedEyes.Of(said) : ofAll ?? throw new NotARecordingException("neither the recording nor its pictures say who looked at them");
        var looker = new LookerAgain(eyes, ModelLibrary.Default.Open(model ?? eyes.Model));
        _known.Add((said.ToArray(), looker));
        return looker;
    }

    public void Dispose()
    {
        foreach ((_, LookerAgain looker) in _known) looker.Dispose();
    }
}
