using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.ModelTrials;

/// <summary>Hears what the cameras' detectors say, in the order of its arrival, and keeps what the edge's floor makes of it.</summary>
internal sealed class FloorEar : IFactSink
{
    private readonly FloorTracker _tracker;
    private readonly Dictionary<string, int> _cameraOf = new(StringComparer.Ordinal);
    private readonly DetectedBox[] _boxes = new DetectedBox[DetectionsPayload.BoxesMax];
    private readonly List<(long Us, long Id, Point3 Place)> _told = [];

    /// <param name="layout">The store, with its cameras as they are calibrated.</param>
    /// <param name="options">As a store has them that runs on such detectors.</param>
    public FloorEar(StoreLayout layout, FloorOptions options)
    {
        _tracker = new FloorTracker(layout, options);
        foreach (Camera camera in layout.Cameras) _cameraOf.Add(Topics.Up(layout.StoreId, layout.Sources[camera.SourceIndex].Device, Topics.Detections), camera.Index);
    }

    /// <inheritdoc/>
    public void Fact(StoreTime arrival, long deviceTimeUs, string topic, ReadOnlySpan<byte> payload)
    {
        if (!_cameraOf.TryGetValue(topic, out int camera)) return;
        if (!DetectionsPayload.TryRead(payload, _boxes, out DetectionsFrame frame, out string error)) throw new InvalidOperationException($"{topic}: {error}");
        // The simulated cameras' clocks are the store's.
        _tracker.Update(camera, new StoreTime(frame.Mark.TimeUs), frame);
        foreach (ref readonly FloorSighting sighting in _tracker.Sightings)
            _told.Add((sighting.Time.Us, sighting.Person.Track, sighting.Person.Joints[JointKind.Head].Place));
    }

    /// <summary>Where everybody was last told to be at some moments; whoever was not told of for <paramref name="heldUs"/> is told of no more.</summary>
    /// <param name="momentsUs">In the order of time.</param>
    /// <param name="heldUs">Cameras that look ten times a second miss somebody now and then.</param>
    public IReadOnlyList<(long Id, Point3 Place)>[] At(IReadOnlyList<long> momentsUs, long heldUs)
    {
        (long Us, long Id, Point3 Place)[] told = [.. _told.OrderBy(t => t.Us)];
        var last = new SortedDictionary<long, (long Us, Point3 Place)>();
        var at = new IReadOnlyList<(long, Point3)>[momentsUs.Count];
        int next = 0;
        for (int m = 0; m < at.Length; m++)
        {
            for (; next < told.Length && told[next].Us <= momentsUs[m]; next++) last[told[next].Id] = (told[next].Us, told[next].Place);
            at[m] = [.. last.Where(l => momentsUs[m] - l.Value.Us <= heldUs).Select(l => (l.Key, l.Value.Place))];
        }
        return at;
    }
}
