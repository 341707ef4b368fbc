using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// Whose number is whose after two came so close that the pictures could not tell. Nothing of a face or of clothes is kept: people are told
/// apart by how high they carry their heads when they walk, before and after. Where that cannot tell either, both are in doubt.
/// </summary>
internal sealed class Encounters(FloorOptions options, FloorDoubts doubts)
{
    /// <summary>More at a time are in doubt at once.</summary>
    private const int EncountersMax = 64;

    /// <summary>So fast somebody walks, and is upright, mm/s.</summary>
    private const double WalksMm = 700;

    /// <summary>So far from each other two have parted, mm.</summary>
    private const double PartedMm = 500;

    /// <summary>One is measured this well in all, calibration included: standard deviation of a mean of heights, mm.</summary>
    private const double HeightSigmaMm = 14;

    /// <summary>The pictures' own pairing is right oftener than not: log odds.</summary>
    private const double StraightNats = 0.8;

    /// <summary>What fits neither way is told by nothing: so many standard deviations of one.</summary>
    private const double FitSigmas = 4;

    /// <summary>Both have been seen walking in so many pictures since.</summary>
    private const int CountToJudge = 15;

    private readonly Encounter[] _all = new Encounter[EncountersMax];
    private int _count;

    /// <summary>Numbers given back to those whose they were.</summary>
    public long Exchanged { get; private set; }

    /// <summary>Two are, or may be, in one place now.</summary>
    public void Note(FloorTrack one, FloorTrack other, StoreTime time)
    {
        if (!one.Confirmed || !other.Confirmed) return;
        for (int i = 0; i < _count; i++)
        {
            if (!_all[i].IsOf(one, other)) continue;
            _all[i].Last = StoreTime.Later(_all[i].Last, time);
            (_all[i].OneAfter, _all[i].OtherAfter) = (default, default);
            return;
        }
        if (_count == EncountersMax)
        {
            doubts.Add(one.Id, other.Id);
            return;
        }
        _all[_count++] = new Encounter
        {
            One = one, Other = other, OneId = one.Id, OtherId = other.Id, OneBefore = Before(one), OtherBefore = Before(other), Began = time, Last = time,
        };
    }

    /// <summary>Everybody as of this picture: learns heights, and decides what can be decided.</summary>
    public void Look(List<FloorTrack> tracks)
    {
        for (int t = 0; t < tracks.Count; t++)
            if (tracks[t].Matched >= 0 && Walks(tracks[t])) tracks[t].Upright.Add(tracks[t].Filter.HeightMm);
        for (int i = _count - 1; i >= 0; i--)
        {
            ref Encounter e = ref _all[i];
            if (e.One.Id != e.OneId || e.Other.Id != e.OtherId)
            {
                if (!IsStraight(e)) Doubt(ref e);
                Remove(i);
                continue;
            }
            if (Point3.FloorDistanceMm(e.One.Filter.PlaceAt(0), e.Other.Filter.PlaceAt(0)) < PartedMm) continue;
            if (e.One.Matched >= 0 && Walks(e.One)) e.OneAfter.Add(e.One.Filter.HeightMm);
            if (e.Other.Matched >= 0 && Walks(e.Other)) e.OtherAfter.Add(e.Other.Filter.HeightMm);
            if (e.OneAfter.Count >= CountToJudge && e.OtherAfter.Count >= CountToJudge) Judge(i);
        }
    }

    /// <summary>A visit is over: whose number may be somebody else's is in doubt, unless what is known by now says that it is not.</summary>
    public void Leave(long id)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            if (!_all[i].Concerns(id)) continue;
            if (!IsStraight(_all[i])) Doubt(ref _all[i]);
            Remove(i);
        }
    }

    private static bool Walks(FloorTrack track)
    {
        double x = track.Filter.SpeedXMm, y = track.Filter.SpeedYMm;
        return x * x + y * y > WalksMm * WalksMm;
    }

    /// <summary>How high one with this number carries the head: as known before the first encounter that is not decided.</summary>
    private MeanHeight Before(FloorTrack track)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_all[i].OneId == track.Id) return _all[i].OneBefore;
            if (_all[i].OtherId == track.Id) return _all[i].OtherBefore;
        }
        return track.Upright;
    }

    private void Judge(int i)
    {
        ref Encounter e = ref _all[i];
        double nats = Nats(e), sure = Elementary.Log(options.SureOdds);
        if (nats < sure) Doubt(ref e);
        if (nats < -sure)
        {
            Exchange(e.One, e.Other);
            Exchanged++;
        }
        (e.One.Upright, e.Other.Upright) = (e.OneBefore, e.OtherBefore);
        Remove(i);
    }

    private bool IsStraight(in Encounter e) => Nats(e) >= Elementary.Log(options.SureOdds);

    /// <summary>Log odds that both still have their own numbers; near 0 where heights do not tell.</summary>
    private static double Nats(in Encounter e)
    {
        if (!e.OneBefore.IsKnown || !e.OtherBefore.IsKnown) return StraightNats;
        double straight = Surprise(e.OneBefore, e.OneAfter) + Surprise(e.OtherBefore, e.OtherAfter);
        double crossed = Surprise(e.OneBefore, e.OtherAfter) + Surprise(e.OtherBefore, e.OneAfter);
        if (Math.Min(straight, crossed) > FitSigmas * FitSigmas) return 0;
        return StraightNats + (crossed - straight) / 2;
    }

    private static double Surprise(in MeanHeight before, in MeanHeight after)
    {
        if (!after.IsKnown) return 0;
        double off = before.Mm - after.Mm;
        return off * off / (2 * HeightSigmaMm * HeightSigmaMm);
    }

    /// <summary>Gives both the other's number, wherever it is kept.</summary>
    private void Exchange(FloorTrack one, FloorTrack other)
    {
        (one.Id, other.Id) = (other.Id, one.Id);
        (one.LastTold, other.LastTold) = (other.LastTold, one.LastTold);
        for (int i = 0; i < _count; i++)
        {
            ref Encounter e = ref _all[i];
            (e.One, e.Other) = (Swapped(e.One, one, other), Swapped(e.Other, one, other));
            (e.OneAfter, e.OtherAfter) = (default, default);
        }
    }

    private static FloorTrack Swapped(FloorTrack track, FloorTrack one, FloorTrack other) => track == one ? other : track == other ? one : track;

    private void Doubt(ref Encounter e)
    {
        if (!e.Told) doubts.Add(e.OneId, e.OtherId);
        e.Told = true;
    }

    private void Remove(int i)
    {
        for (int later = i + 1; later < _count; later++) _all[later - 1] = _all[later];
        _all[--_count] = default;
    }
}
