using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>Who begins, gets a number, is lost, is found again, is two in one, ends.</summary>
internal sealed class FloorLives
{
    /// <summary>A detection that overlaps one already taken by so much is the same person twice.</summary>
    private const double DuplicateOverlap = 0.7;

    /// <summary>
    /// A detection where somebody should be is rare by chance (one false one in ten pictures of a million pixels, of which the gate is some
    /// ten thousand); one of two may fail to come. So much makes somebody, so little nobody.
    /// </summary>
    private const double HitNats = 3, MissNats = 1, SomebodyNats = 5, NobodyNats = -2.5;

    /// <summary>Two who are one were both seen within so long.</summary>
    private const long TwinsUs = 500_000;

    /// <summary>Who is behind somebody in the same place comes out again within so long.</summary>
    private const long HiddenUs = 3_000_000;

    private readonly StoreLayout _layout;
    private readonly FloorOptions _options;
    private readonly Encounters _encounters;
    private readonly FloorDoubts _doubts;
    private readonly Sightlines _sightlines;
    private readonly Stack<FloorTrack> _spare = new(FloorTracker.PeopleMax);
    private readonly GateZones _zones;
    private readonly LostPeople _lost;
    private readonly SeenApart _apart = new(FloorTracker.PeopleMax);
    private long _lastId;

    public FloorLives(StoreLayout layout, FloorOptions options, Encounters encounters, FloorDoubts doubts)
    {
        (_layout, _options, _encounters, _doubts, _sightlines, _zones) = (layout, options, encounters, doubts, new Sightlines(layout), new GateZones(layout));
        _lost = new LostPeople(layout, options, _zones, encounters, doubts);
        for (int slot = FloorTracker.PeopleMax - 1; slot >= 0; slot--) _spare.Push(new FloorTrack { Slot = slot });
    }

    /// <summary>Everybody, in the order in which they were first seen.</summary>
    public List<FloorTrack> Tracks { get; } = new(FloorTracker.PeopleMax);
    public FloorCounters Counters { get; } = new();

    public int ConfirmedCount
    {
        get
        {
            int count = 0;
            foreach (FloorTrack track in Tracks)
                if (track.Confirmed) count++;
            return count;
        }
    }

    /// <summary>Forgets whoever was not seen for too long.</summary>
    public void End(StoreTime now)
    {
        for (int t = Tracks.Count - 1; t >= 0; t--)
        {
            FloorTrack track = Tracks[t];
            bool leaving = track.Confirmed && _zones.IsInExit(track.LastPlace);
            long keepUs = !track.Confirmed ? _options.TentativeUs : leaving ? _options.KeepAtExitUs : _options.KeepUs;
            if (now - track.LastSeen <= keepUs) continue;
            if (track.Confirmed && !leaving) Counters.LostInside++;
            Remove(t);
        }
    }

    public void Forget(long id)
    {
        for (int t = Tracks.Count - 1; t >= 0; t--)
            if (id != 0 && Tracks[t].Id == id) Remove(t);
    }

    /// <summary>Notes who was seen beside whom: they are two.</summary>
    public void NoteApart(StoreTime captured)
    {
        for (int a = 0; a < Tracks.Count; a++)
        {
            if (Tracks[a].Matched < 0) continue;
            for (int b = a + 1; b < Tracks.Count; b++)
                if (Tracks[b].Matched >= 0) _apart.Note(Tracks[a].Slot, Tracks[b].Slot, captured);
        }
    }

    /// <summary>
    /// What a picture says of those not yet confirmed: seen where one should be, or not, though nothing hides the place. One who is too
    /// often missing where he should be seen is nobody.
    /// </summary>
    public void Weigh(CameraModel camera, ReadOnlySpan<SeenBody> bodies)
    {
        for (int t = Tracks.Count - 1; t >= 0; t--)
        {
            FloorTrack track = Tracks[t];
            if (track.Confirmed || !track.InView) continue;
            if (track.Matched >= 0) track.Evidence += HitNats;
            else if (IsVisible(camera, track, bodies)) track.Evidence -= MissNats;
            if (track.Evidence < NobodyNats) Remove(t);
        }
    }

    /// <summary>Whether a head must be seen: in the picture, not behind shelves or somebody.</summary>
    private bool IsVisible(CameraModel camera, FloorTrack track, ReadOnlySpan<SeenBody> bodies)
    {
        var head = new Pixel(track.View.HeadU.At, track.View.HeadV.At);
        if (!camera.Shows(head) || !_sightlines.IsClear(camera.Position, track.Filter.PlaceAt(track.LagSeconds))) return false;
        for (int b = 0; b < bodies.Length; b++)
            if (bodies[b].Box.Holds(head)) return false;
        return true;
    }

    /// <summary>What is sure and nobody's begins somebody, inside of the store, unless it is one detected twice.</summary>
    public void Begin(CameraModel camera, StoreTime captured, ReadOnlySpan<SeenBody> bodies, ReadOnlySpan<bool> taken)
    {
        for (int b = 0; b < bodies.Length && bodies[b].Score >= _options.SureScore; b++)
        {
            if (taken[b] || IsDouble(bodies, taken, b)) continue;
            if (!TryPlace(camera, bodies[b], out FloorFilter filter)) continue;
            if (_layout.Bounds.FloorDistanceMm(filter.PlaceAt(0)) > _options.OutsideMm) continue;
            if (_spare.Count == 0)
            {
                Counters.PeopleRefused++;
                continue;
            }
            FloorTrack track = _spare.Pop();
            track.Begin(filter, captured);
            _apart.Begin(track.Slot);
            Tracks.Add(track);
            track.Expect(camera, captured, _options);
            track.Matched = b;
            track.See(camera, captured, bodies[b], _options);
            for (int t = 0; t < Tracks.Count - 1; t++)
                if (Tracks[t].Matched >= 0) _apart.Note(Tracks[t].Slot, track.Slot, captured);
        }
    }

    /// <summary>Whoever was seen for long enough gets a number: a new one, or that of somebody lost.</summary>
    public void Confirm(StoreTime captured)
    {
        for (int t = 0; t < Tracks.Count; t++)
        {
            FloorTrack track = Tracks[t];
            if (track.Confirmed || track.Matched < 0 || captured - track.FirstSeen < _options.ConfirmUs || track.Evidence < SomebodyNats) continue;
            if (FindTwin(track) is not null)
            {
                Counters.Merged++;
                Remove(t--);
                continue;
            }
            FloorTrack? lost = _lost.Find(Tracks, track);
            if (lost is null)
            {
                if (IsFromNowhere(track)) continue;
                // From the time, and not from 1: numbers of before a restart are in the journal.
                _lastId = Math.Max(_lastId + 1, captured.Us);
                track.Id = _lastId;
                Counters.Confirmed++;
                if (!_zones.IsAtGate(track.LastPlace)) Counters.FromNowhere++;
                continue;
            }
            Counters.FoundAgain++;
            lost.TakeOver(track);
            Remove(t--);
        }
    }

    /// <summary>
    /// Nobody comes through walls: who appears away from the gates, where nobody was lost, is nobody before having walked.
    /// </summary>
    private bool IsFromNowhere(FloorTrack track) =>
        !_zones.IsAtGate(track.FirstPlace) && !_zones.IsAtGate(track.LastPlace)
        && Point3.FloorDistanceMm(track.FirstPlace, track.LastPlace) < _options.NowhereMm;

    /// <summary>Two who stand in one place and have hardly ever been seen apart are one: the elder's number stays.</summary>
    public void Merge(StoreTime captured)
    {
        for (int a = 0; a < Tracks.Count; a++)
        {
            if (!Tracks[a].Confirmed) continue;
            for (int b = Tracks.Count - 1; b > a; b--)
            {
                FloorTrack elder = Tracks[a], younger = Tracks[b];
                if (!younger.Confirmed || !IsTwin(elder, younger) || _apart.AreTwo(elder.Slot, younger.Slot, captured - _options.SameForUs)) continue;
                _doubts.Add(elder.Id, younger.Id);
                Counters.Merged++;
                Remove(b);
            }
        }
    }

    /// <summary>Who come near to each other; and of two in one place of whom one is not seen any more, who is seen may be either.</summary>
    public void NoteNear(StoreTime captured)
    {
        for (int a = 0; a < Tracks.Count; a++)
        {
            FloorTrack one = Tracks[a];
            for (int b = 0; b < Tracks.Count && one.Matched >= 0; b++) // everybody is seen in turn
            {
                if (a == b || captured - Tracks[b].LastSeen > _options.CoastUs) continue;
                if (Point3.FloorDistanceMm(one.Filter.PlaceAt(0), Tracks[b].Filter.PlaceAt(0)) < _options.NearMm) _encounters.Note(one, Tracks[b], captured, mixed: false);
            }
        }
        foreach (FloorTrack hidden in Tracks)
        {
            long unseenUs = captured - hidden.LastSeen;
            if (!hidden.Confirmed || unseenUs <= _options.CoastUs || unseenUs > HiddenUs || _zones.IsInExit(hidden.LastPlace)) continue;
            foreach (FloorTrack seen in Tracks)
                if (seen.Matched >= 0 && Point3.FloorDistanceMm(hidden.LastPlace, seen.LastPlace) < _options.SamePlaceMm) _encounters.Note(hidden, seen, captured, mixed: true);
        }
    }

    /// <summary>Somebody with a number, followed by another camera, who stands in the same place.</summary>
    private FloorTrack? FindTwin(FloorTrack track)
    {
        foreach (FloorTrack other in Tracks)
            if (other.Confirmed && IsTwin(other, track) && !_apart.Ever(other.Slot, track.Slot)) return other;
        return null;
    }

    private bool IsTwin(FloorTrack a, FloorTrack b)
    {
        long apartUs = a.LastSeen - b.LastSeen;
        if (Math.Abs(apartUs) > TwinsUs) return false;
        return Point3.FloorDistanceMm(a.Filter.PlaceAt(0), b.Filter.PlaceAt(0)) < _options.SamePlaceMm;
    }

    private bool TryPlace(CameraModel camera, in SeenBody body, out FloorFilter filter)
    {
        filter = default;
        if (!body.HasHead && body.TopCut) return false;
        double height = _options.HeadHeightMm, noise = (body.HasHead ? _options.HeadNoiseHeights : _options.EdgeNoiseHeights) * body.SizePx;
        double at = body.HasHead ? height : height * BodyView.CrownShare;
        Pixel pixel = body.HasHead ? body.Head : new Pixel(body.Box.CentreX, body.Box.Top);
        // Ten times as uncertain as the pixel is: the detection itself goes in afterwards, and must not count twice.
        if (!camera.TryAtHeight(pixel, at, 10 * (noise + 1), 0, out Point3 place, out FloorSpread spread)) return false;
        Point3 ray = place - camera.Position;
        if (Math.Abs(ray.Z) < 1) return false;
        double up = at / height / ray.Z; // a head higher by 1 mm is nearer by so much of the ray
        filter = FloorFilter.At(
            new Point3(place.X, place.Y, height), spread + FloorSpread.Round(_options.PlaceNoiseMm), ray.X * up, ray.Y * up, _options);
        return true;
    }

    private static bool IsDouble(ReadOnlySpan<SeenBody> bodies, ReadOnlySpan<bool> taken, int b)
    {
        for (int other = 0; other < bodies.Length; other++)
        {
            if (other == b || (!taken[other] && other > b)) continue;
            if (PixelBox.Overlap(bodies[other].Box, bodies[b].Box) >= DuplicateOverlap) return true;
        }
        return false;
    }

    private void Remove(int t)
    {
        FloorTrack track = Tracks[t];
        Tracks.RemoveAt(t);
        track.Id = 0;
        _spare.Push(track);
    }
}
