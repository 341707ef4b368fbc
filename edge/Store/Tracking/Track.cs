using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Tracking;

/// <summary>One person whom the eyes follow: where their joints were during the last seconds.</summary>
public sealed class Track(long id)
{
    /// <summary>Moments remembered, a power of two: over eight seconds at 15 a second.</summary>
    public const int RingSize = 128;

    /// <summary>Who stays so near to the middle of where they have been stands, mm: about as far as what looks like somebody and is not wanders.</summary>
    private const double StandMm = 1_000;
    private readonly StoreTime[] _times = new StoreTime[RingSize];
    private readonly JointSet[] _joints = new JointSet[RingSize];
    private long _seen, _stood;
    private Point3 _stand;

    /// <summary>Looks into the hands remembered, both together, a power of two: over six seconds at five a second each.</summary>
    public const int LooksMax = 64;
    private readonly StoreTime[] _lookTimes = new StoreTime[LooksMax];
    private readonly HandLook[] _looks = new HandLook[LooksMax];
    private long _looked;

    public long Id { get; } = id;

    /// <summary>The visit that this person belongs to, or null for a stranger.</summary>
    public string? Session { get; set; }
    public StoreTime FirstSeen { get; private set; }
    public StoreTime LastSeen { get; private set; } = StoreTime.Min;

    /// <summary>Where on the floor: under the head, or whatever of the body was seen (mm).</summary>
    public Point3 Place { get; private set; }

    /// <summary>Since when it has stood in one place, to a metre.</summary>
    public StoreTime StandsSince { get; private set; }

    /// <summary>Moments remembered.</summary>
    public int Count => (int)Math.Min(_seen, RingSize);

    /// <summary>Moment <paramref name="back"/> sightings ago (0: the newest).</summary>
    public StoreTime TimeAt(int back) => _times[(_seen - 1 - back) & (RingSize - 1)];
    public ref readonly JointSet JointsAt(int back) => ref _joints[(_seen - 1 - back) & (RingSize - 1)];

    /// <summary>Adds a sighting; one that is older than the newest is put in its place.</summary>
    public void Add(StoreTime time, in JointSet joints)
    {
        if (_seen == 0) FirstSeen = time;
        long at = _seen++;
        int moved = 0;
        while (at > 0 && moved < RingSize - 1 && _times[(at - 1) & (RingSize - 1)] > time)
        {
            _times[at & (RingSize - 1)] = _times[(at - 1) & (RingSize - 1)];
            _joints[at & (RingSize - 1)] = _joints[(at - 1) & (RingSize - 1)];
            at--;
            moved++;
        }
        _times[at & (RingSize - 1)] = time;
        _joints[at & (RingSize - 1)] = joints;
        if (time < LastSeen) return;
        LastSeen = time;
        if (BodyPlace(joints) is not { } place) return;
        Place = place;
        Stand(time, place);
    }

    private void Stand(StoreTime time, Point3 place)
    {
        bool stays = _stood > 0 && Point3.FloorDistanceMm(place, _stand) <= StandMm;
        if (!stays) (_stand, _stood, StandsSince) = (place, 0, time);
        _stood++;
        _stand += (place - _stand) * (1.0 / _stood);
    }

    /// <summary>Looks remembered.</summary>
    public int LookCount => (int)Math.Min(_looked, LooksMax);

    /// <summary>Moment of capture of the look <paramref name="back"/> looks ago (0: the newest).</summary>
    public StoreTime LookTimeAt(int back) => _lookTimes[(_looked - 1 - back) & (LooksMax - 1)];

    /// <summary>The look <paramref name="back"/> looks ago (0: the newest), of whichever hand.</summary>
    public ref readonly HandLook LookAt(int back) => ref _looks[(_looked - 1 - back) & (LooksMax - 1)];

    /// <summary>Adds a look into a hand; one that is older than the newest is put in its place.</summary>
    public void AddLook(StoreTime time, in HandLook look)
    {
        long at = _looked++;
        for (int moved = 0; at > 0 && moved < LooksMax - 1 && _lookTimes[(at - 1) & (LooksMax - 1)] > time; at--, moved++)
        {
            _lookTimes[at & (LooksMax - 1)] = _lookTimes[(at - 1) & (LooksMax - 1)];
            _looks[at & (LooksMax - 1)] = _looks[(at - 1) & (LooksMax - 1)];
        }
        _lookTimes[at & (LooksMax - 1)] = time;
        _looks[at & (LooksMax - 1)] = look;
    }

    /// <summary>The best guess of where a body is: the head, else the neck, else the middle of the shoulders, else any joint.</summary>
    public static Point3? BodyPlace(in JointSet joints)
    {
        for (int j = 0; j < JointSet.Count; j++)
            if (joints[j].Seen) return joints[j].Place;
        return null;
    }
}
