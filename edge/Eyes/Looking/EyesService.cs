using System.Globalization;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Privacy;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Eyes.Configuration;
using O4O.Edge.Eyes.Keeping;
using O4O.Edge.Eyes.Scheduling;
using O4O.Edge.Eyes.Telling;
using O4O.Edge.Recording;
using O4O.Edge.Wire;

namespace O4O.Edge.Eyes.Looking;

/// <summary>The live eyes of one store, put together and run: cameras, sessions that take turns over them, a line to the broker each.</summary>
internal sealed class EyesService : IEar, IDisposable
{
    private const int DetectionsMax = DetectionsPayload.BoxesMax;
    private static readonly TimeSpan FigureEvery = TimeSpan.FromSeconds(10);
    private readonly EyesSettings _settings;
    private readonly string _folder;
    private readonly EyesClock _clock = new();
    private readonly List<(Model Model, DetectorOptions Options)> _models = [];
    private readonly Dictionary<string, List<Seat>> _byShelf = new(StringComparer.Ordinal);
    private readonly List<CameraLine> _lines = [];
    private readonly List<Seat> _seats = [];
    private readonly List<Session> _sessions = [];
    private readonly Roster _roster;
    private readonly Keepers _keepers;
    private readonly PicturesAsked _picturesAsked = new();
    private readonly ManualResetEventSlim _stop = new();
    private volatile string? _failure;

    /// <summary>Loads and warms up every model, and prepares every camera; nothing runs yet.</summary>
    /// <exception cref="ModelException">A model cannot be used.</exception>
    /// <exception cref="CameraException">A source or a mask cannot be used.</exception>
    /// <exception cref="ArgumentException">A class is none of a model's.</exception>
    public EyesService(EyesSettings settings, string folder)
    {
        (_settings, _folder) = (settings, folder);
        Priority.StepBackAsAWhole(settings.Nice);
        _keepers = new Keepers(settings.Ring, settings.Nice + 5, _clock.NowUs, Log);
        _roster = new Roster(new Turns([.. settings.Cameras.Select(c => (long)(1e6 / c.Fps))]));
        try
        {
            uint epoch = (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            foreach (CameraSettings camera in settings.Cameras) Add(camera, epoch);
            for (int i = 0; i < settings.SessionCount; i++)
                _sessions.Add(new Session(i, _models, _roster, _seats, settings.Nice + 5, Fail));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Models in use.</summary>
    public IEnumerable<string> Models => _models.Select(m => m.Model.Manifest.Name).Distinct();

    public IReadOnlyList<Session> Sessions => _sessions;

    public IReadOnlyList<Seat> Seats => _seats;

    /// <summary>Pictures in doubt that had to go because a ring was full.</summary>
    public long PicturesLost => _keepers.Lost;

    /// <summary>Messages that no broker took.</summary>
    public long Unsent => _lines.Sum(l => l.Unsent);

    /// <summary>Runs until it is told to stop; the exit code: 0 after a stop, 3 after a failure (its reason was printed).</summary>
    public int Run(TextWriter to, string? json, CancellationToken stop)
    {
        using CancellationTokenRegistration link = stop.Register(_stop.Set);
        var report = new EyesReport(this);
        foreach (CameraLine line in _lines) line.Start();
        foreach (Session session in _sessions) session.Start();
        foreach (Seat seat in _seats) seat.Start();
        to.WriteLine($"store {_settings.Store}: {_seats.Count} cameras, {_sessions.Count} sessions");
        while (!_stop.Wait(FigureEvery, CancellationToken.None)) // the end of the token sets it
        {
            to.WriteLine(report.Line());
            _keepers.Tend();
            for (int i = 0; i < _seats.Count; i++)
                _lines[i].Figures(report.Of(i));
        }
        report.Close();
        EndSessions();
        report.Table(to); // before the rest: ending many cameras takes a moment, and who asked us to stop may not wait for long
        if (json is not null) File.WriteAllBytes(json, report.ToJson());
        End();
        return _failure is null ? 0 : 3;
    }

    public void Dispose()
    {
        End();
        foreach (Session session in _sessions) session.Dispose();
        _stop.Dispose();
    }

    /// <summary>Everything stands still after it; what was counted stays.</summary>
    private void End()
    {
        EndSessions();
        foreach (Seat seat in _seats) seat.Dispose();
        _keepers.Dispose();
        foreach (CameraLine line in _lines) line.Dispose();
    }

    private void EndSessions()
    {
        _roster.Close();
        foreach (Session session in _sessions) session.Join();
    }

    private void Fail(string reason)
    {
        _failure = reason;
        Console.Error.WriteLine("o4o eyes: STOPPED: " + reason);
        _stop.Set();
    }

    private void Add(CameraSettings camera, uint epoch)
    {
        int model = ModelOf(camera);
        var capture = new CameraOptions
        {
            FpsMax = camera.Fps, WidthMax = camera.Width, FileAsCamera = true, Watch = camera.Watch,
            Masks = camera.Mask is { } mask ? PrivacyMask.Read(Path.GetFullPath(mask, _folder)) : [],
        };
        CameraSource source = CameraSource.Parse(Absolute(camera.Source));
        bool listens = _lines.Count == 0; // one line hears for all: the message is the same for everybody
        Seat? seat = null;
        var line = new CameraLine(Connection(camera), _settings.Store, Who(model), epoch, listens ? this : null, () => seat?.LearnAgain(), Log);
        _lines.Add(line);
        Keeper? keeper = _keepers.Add(camera.Id, camera.Shelves, capture.Masks.Count > 0, line);
        seat = new Seat(
            _seats.Count, new SeatPlan(camera.Id, source, capture, model, _settings.Gate, _settings.HeartbeatMs * 1000L, DetectionsMax, keeper, _picturesAsked),
            _roster, line, _clock);
        _seats.Add(seat);
        foreach (string shelf in camera.Shelves)
        {
            if (!_byShelf.TryGetValue(shelf, out List<Seat>? seats)) _byShelf[shelf] = seats = [];
            seats.Add(seat);
        }
    }

    /// <summary>Cameras that want the same of the same model share its detectors.</summary>
    private int ModelOf(CameraSettings camera)
    {
        Model model = ModelLibrary.Default.Open(camera.Model.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || camera.Model.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFullPath(camera.Model, _folder)
            : camera.Model);
        int known = _models.FindIndex(m =>
            m.Model.Sha256 == model.Sha256 && m.Model.ManifestPath == model.ManifestPath
            && m.Options.ScoreMin == camera.ScoreMin && m.Options.Classes.SequenceEqual(camera.Classes));
        if (known >= 0) return known;
        _models.Add((model, new DetectorOptions { Classes = camera.Classes, ScoreMin = camera.ScoreMin, DetectionsMax = DetectionsMax, Clothes = _settings.Clothes }));
        return _models.Count - 1;
    }

    /// <summary>Who looks at a camera's pictures, as a recording of them says.</summary>
    private LookerCard Who(int model)
    {
        (Model looks, DetectorOptions options) = _models[model];
        var eyes = new RecordedEyes
        {
            Model = looks.Manifest.Name, ModelSha256 = looks.Sha256, ScoreMin = options.ScoreMin!.Value, Quality = RecordPayload.QualityMax,
            Classes = string.Join(',', options.Classes), Clothes = options.Clothes,
        };
        return new LookerCard(ToldBox.WireClasses(looks.Manifest.Classes), eyes);
    }

    private string Absolute(string source) =>
        source.Contains("://", StringComparison.Ordinal) ? source : Path.GetFullPath(source, _folder);

    private MqttClientOptions Connection(CameraSettings camera) => new()
    {
        Host = _settings.Broker.Host, Port = _settings.Broker.Port, ClientId = camera.Id, Username = camera.Id, Password = camera.Password,
        TlsCaFile = _settings.Broker.TlsCaFile is { } ca ? Path.GetFullPath(ca, _folder) : null,
    };

    /// <inheritdoc/>
    public void Doubted(DoubtPayload doubt) => _keepers.Doubted(doubt);

    /// <inheritdoc/>
    public void Recorded(RecordPayload record)
    {
        long nowUs = _clock.NowUs();
        bool before = _picturesAsked.QualityAt(nowUs) > 0;
        _picturesAsked.Ask(record.Quality, nowUs + (record.KeepMs * 1000L));
        if (!before && record.KeepMs > 0) Log($"the edge records pictures, at quality {record.Quality}: every one that is looked at is sent to it");
    }

    /// <inheritdoc/>
    public void Asked(CasePayload asked) => _keepers.Asked(asked);

    /// <inheritdoc/>
    public void Stirred(string shelf)
    {
        if (!_byShelf.TryGetValue(shelf, out List<Seat>? seats)) return;
        long untilUs = _clock.NowUs() + (_settings.WakeMs * 1000L);
        foreach (Seat seat in seats) seat.Wake(untilUs);
    }

    private static void Log(string line) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {line}"));
}
