using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Tracking;

/// <summary>Everybody whom the eyes follow, in the order in which they were first seen.</summary>
public sealed class TrackBook
{
    /// <summary>More people than this at one time are not followed; each one dropped is counted.</summary>
    public const int TracksMax = 512;

    /// <summary>A person not seen for so long is forgotten.</summary>
    private const long ForgetUs = 60 * StoreTime.SecondUs;
    private readonly List<Track> _tracks = [];

    public IReadOnlyList<Track> Tracks => _tracks;
    public long Refused { get; private set; }

    /// <summary>When anybody's hand was last looked at.</summary>
    public StoreTime LastLook { get; private set; } = StoreTime.Min;

    /// <summary>Somebody's hand was looked at.</summary>
    public void Look(Track track, StoreTime time, in HandLook look)
    {
        track.AddLook(time, look);
        LastLook = StoreTime.Later(LastLook, time);
    }

    /// <summary>The person with this number, or null.</summary>
    public Track? Find(long id)
    {
        foreach (Track track in _tracks)
            if (track.Id == id) return track;
        return null;
    }

    /// <summary>Takes in one sighting; the track, or null when there is no room. <paramref name="isNew"/> tells a first sight.</summary>
    public Track? See(in PersonObservation person, StoreTime time, out bool isNew)
    {
        Track? track = Find(person.Track);
        isNew = track is null;
        if (track is null)
        {
            if (_tracks.Count >= TracksMax)
            {
                Refused++;
                return null;
            }
            track = new Track(person.Track);
            _tracks.Add(track);
        }
        track.Add(time, person.Joints);
        return track;
    }

    /// <summary>Forgets whoever was not seen for a minute.</summary>
    public void ForgetUnseen(StoreTime now)
    {
        for (int i = _tracks.Count - 1; i >= 0; i--)
            if (now - _tracks[i].LastSeen > ForgetUs) _tracks.RemoveAt(i);
    }
}
