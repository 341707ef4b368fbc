using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.BoxTracking;

/// <summary>What the tracker knows of one person. Used again for another when this one is gone.</summary>
internal sealed class BoxTrack
{
    private const double SecondsPerUs = 1e-6;
    private BoxMotion _motion;
    private StoreTime _now;
    private double _seenX, _seenY;

    public long Id { get; private set; }
    public bool Confirmed { get; private set; }
    public StoreTime FirstSeen { get; private set; }
    public StoreTime LastSeen { get; private set; }

    /// <summary>The detection that it was last seen in: perhaps only a part of it.</summary>
    public PixelBox LastBox { get; private set; }
    public double Confidence { get; private set; }

    /// <summary>Which of the newest picture's detections it is, or −1.</summary>
    public int DetectionIndex { get; private set; }

    public bool IsSeen => DetectionIndex >= 0;

    /// <summary>Where the whole of it is believed to be.</summary>
    public PixelBox Box => _motion.Box;
    public double CentreX => _motion.CentreX;
    public double CentreY => _motion.CentreY;
    public double Height => _motion.Height;

    /// <summary>Where what was last seen of it should be by now: the last detection, moved as the centre has moved since.</summary>
    public PixelBox VisibleBox => new(LastBox.Left + _motion.CentreX - _seenX, LastBox.Top + _motion.CentreY - _seenY, LastBox.Width, LastBox.Height);

    /// <summary>Seconds since it was last seen.</summary>
    public double MissingSeconds => (_now - LastSeen) * SecondsPerUs;

    public void Begin(long id, StoreTime time, in Detection detection, int index, BoxTrackerOptions options)
    {
        Id = id;
        FirstSeen = _now = time;
        Confirmed = options.ConfirmUs == 0 || detection.Confidence >= options.AtOnceConfidence;
        _motion = BoxMotion.At(detection.Box, options);
        Remember(time, detection, index);
    }

    public void Predict(StoreTime time, BoxTrackerOptions options)
    {
        _motion.Predict((time - _now) * SecondsPerUs, options);
        _now = time;
        DetectionIndex = -1;
    }

    public void See(in Detection detection, int index, double looseness, BoxTrackerOptions options)
    {
        _motion.Correct(detection.Box, looseness, options);
        if (_now - FirstSeen >= options.ConfirmUs) Confirmed = true;
        Remember(_now, detection, index);
    }

    private void Remember(StoreTime time, in Detection detection, int index)
    {
        LastSeen = time;
        LastBox = detection.Box;
        Confidence = detection.Confidence;
        DetectionIndex = index;
        (_seenX, _seenY) = (_motion.CentreX, _motion.CentreY);
    }
}
