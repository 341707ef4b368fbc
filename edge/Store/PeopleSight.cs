using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>
/// People as seen, whoever numbers them: eyes that follow people themselves, or the floor, which follows them by what detectors
/// find in the cameras' pictures. From here on both are the same.
/// </summary>
internal sealed class PeopleSight(
    StoreLayout layout, FloorOptions options, StoreState state, TrackBook tracks, Visits visits, MeetingJudge meetings, Action<JournalRecord> emit)
{
    private const string Confused = "Two people came so close, or one was out of sight for so long, that it is not certain who is who";

    /// <summary>Who is followed by cameras; null in a store without any.</summary>
    public FloorTracker? Floor { get; } = layout.IsSeenByCameras ? new FloorTracker(layout, options) : null;

    /// <summary>Everybody whom one pair of eyes sees.</summary>
    public void See(StoreTime now, StoreTime captured, ReadOnlySpan<PersonObservation> people)
    {
        foreach (ref readonly PersonObservation person in people) See(now, captured, person);
        Look(now, captured);
    }

    /// <summary>What a detector found in a picture of a camera.</summary>
    public void See(StoreTime now, StoreTime captured, int sourceIndex, in DetectionsFrame frame)
    {
        int camera = layout.CameraOf(sourceIndex);
        if (Floor is null || camera < 0 || !Floor.Update(camera, captured, frame)) return;
        foreach (ref readonly FloorSighting sighting in Floor.Sightings) See(now, sighting.Time, sighting.Person);
        foreach (ref readonly FloorDoubt doubt in Floor.Doubts) Doubt(now, doubt);
        Look(now, captured);
    }

    /// <summary>A visit is over: whoever is seen next is somebody else.</summary>
    public void Leave(StoreTime now, string session)
    {
        if (Floor is null || state.Find(session) is not { } left) return;
        for (int t = 0; t < left.Tracks.Count; t++) Floor.Forget(left.Tracks[t]);
        foreach (ref readonly FloorDoubt doubt in Floor.Doubts) Doubt(now, doubt);
    }

    private void See(StoreTime now, StoreTime captured, in PersonObservation person)
    {
        if (Track.BodyPlace(person.Joints) is null) return;
        Track? track = tracks.See(person, captured, out bool isNew);
        if (track is not null && isNew) visits.FirstSight(now, track);
    }

    private void Look(StoreTime now, StoreTime captured)
    {
        if (layout.Entry == EntryPolicy.Gate) visits.BindWaiting(now);
        meetings.Look(now, captured);
    }

    /// <summary>Two of one visit may be taken for each other; two of different visits, or a stranger, may not.</summary>
    private void Doubt(StoreTime now, FloorDoubt doubt)
    {
        string? one = state.OfTrack(doubt.Id)?.Id, other = state.OfTrack(doubt.Other)?.Id;
        if (one == other) return;
        Doubt(now, one);
        Doubt(now, other);
    }

    private void Doubt(StoreTime now, string? session)
    {
        if (state.FindOpen(session) is not { } found || found.Doubts.Contains(Confused)) return;
        emit(new DoubtRaised(now.Us, found.Id, 0, Confused));
    }
}
