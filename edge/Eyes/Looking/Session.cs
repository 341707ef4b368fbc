using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Eyes.Scheduling;

namespace O4O.Edge.Eyes.Looking;

/// <summary>One thread with a detector for each model in use: serves the camera whose turn it is, behind the rest of the machine.</summary>
internal sealed class Session : IDisposable
{
    private readonly Detector[] _detectors;
    private readonly PictureTape _tape = new();
    private readonly Thread _thread;

    /// <param name="number">For its thread's name.</param>
    /// <param name="models">Models in use, with how they are run.</param>
    /// <param name="roster">Who waits.</param>
    /// <param name="seats">By their place in the roster.</param>
    /// <param name="nice">How far the thread steps back.</param>
    /// <param name="failed">Told when a model failed: the eyes cannot go on.</param>
    /// <exception cref="ModelException">A model cannot be run.</exception>
    public Session(
        int number, IReadOnlyList<(Model Model, DetectorOptions Options)> models, Roster roster, IReadOnlyList<Seat> seats, int nice,
        Action<string> failed)
    {
        _detectors = new Detector[models.Count];
        try
        {
            for (int i = 0; i < models.Count; i++) _detectors[i] = new Detector(models[i].Model, models[i].Options);
        }
        catch
        {
            Dispose();
            throw;
        }
        _thread = new Thread(() =>
        {
            Priority.StepBack(nice);
            try
            {
                for (int seat; (seat = roster.Take()) >= 0;) seats[seat].Serve(_detectors[seats[seat].Model], _tape);
            }
            catch (ModelException e)
            {
                failed(e.Message);
            }
        }) { Name = $"session {number}", IsBackground = true };
    }

    public void Start() => _thread.Start();

    /// <summary>Waits for the thread; the roster must be closed.</summary>
    public void Join()
    {
        if (_thread.IsAlive) _thread.Join();
    }

    /// <summary>Where the time of its detectors went.</summary>
    public DetectTimes Times
    {
        get
        {
            DetectTimes all = default;
            foreach (Detector detector in _detectors) all += detector.Times;
            return all;
        }
    }

    public void Dispose()
    {
        foreach (Detector? detector in _detectors) detector?.Dispose();
    }
}
