using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// Whose number is whose after two came so close that the pictures could not tell. Nothing of a face is kept: people are told apart by how
/// high they carry their heads when they walk, and by the colour of their clothes, before and after. Where that cannot tell either, both are
/// in doubt.
/// </summary>
internal sealed class Encounters(FloorOptions options, FloorDoubts doubts)
{
    /// <summary>More at a time are in doubt at once.</summary>
    private const int EncountersMax = 64;

    /// <summary>So fast somebody walks, and is upright, mm/s.</summary>
    private const double WalksMm = 700;

    /// <summary>So far from each other two have parted, mm.</summary>
    private const double PartedMm = 500;

    /// <summary>
    /// How often the pictures' own pairing is right before heights and clothes are looked at, log odds: where pictures could not tell two apart, where
    /// bodies touched, and where two were only near to each other. Counted: the README says on what.
    /// </summary>
    private const double MixedNats = 0.8, TouchNats = 2.2, NearNats = 4.6;

    /// <summary>Two bodies whose middles are so near to each other touch, mm.</summary>
    private const double TouchMm = 300;

    /// <summary>What fits neither way is told by nothing: so many standard deviations of one.</summary>
    private const double FitSigmas = 4;

    /// <summary>Errors of heights and colours have longer tails than Gauss's: so much of what his would say is believed.</summary>
    public const double TailShare = 0.5;

    /// <summary>Both have been seen walking in so many pictures since: enough if heights tell, and all that is waited for if not.</summary>
    private const int CountToJudge = 15, CountToDoubt = 50;

    /// <summary>The clothes of both have been seen so often since: enough if they tell.</summary>
    private const int LooksToJudge = 8;

    /// <summary>What fits neither way is of somebody who bends, hides another or was taken for another: so often it is measured anew.</summary>
    private const int MisfitsMax = 4;

    private readonly Encounter[] _all = new Encounter[EncountersMax];
    private readonly Strangers _strangers = new();
    private int _count;

    /// <summary>Numbers given back to those whose they were.</summary>
    public long Exchanged { get; private set; }

    /// <summary>Two are near to each other, or may be in one place, now.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="time">When.</param>
    /// <param name="mixed">Whether the pictures could not tell them apart; they were only near to each other if not.</param>
    public void Note(FloorTrack one, FloorTrack other, StoreTime time, bool mixed)
    {
        if (!one.Confirmed || !other.Confirmed) return;
        if (mixed || ApartMm(one, other) < TouchMm) (one.Recent, other.Recent) = (default, default);
        for (int i = 0; i < _count; i++)
        {
            if (!_all[i].IsOf(one, other)) continue;
            _all[i].Last = StoreTime.Later(_all[i].Last, time);
            _all[i].Mixed |= mixed;
            _all[i].LeastMm = Math.Min(_all[i].LeastMm, ApartMm(one, other));
            // What was seen of them since they parted counts until they are one body again.
            if (mixed || ApartMm(one, other) < PartedMm) (_all[i].OneAfter, _all[i].OtherAfter) = (default, default);
            return;
        }
        if (_count == EncountersMax)
        {
            doubts.Add(one.Id, other.Id);
            return;
        }
        _all[_count++] = new Encounter
        {
            One = one, Other = other, OneId = one.Id, OtherId = other.Id, OneBefore = Before(one), OtherBefore = Before(other), Began = time, Last = time, Mixed = mixed, LeastMm = ApartMm(one, other),
        };
    }

    /// <summary>Everybody as of this picture: learns heights, and decides what can be decided.</summary>
    public void Look(List<FloorTrack> tracks, ReadOnlySpan<SeenBody> bodies)
    {
        for (int t = 0; t < tracks.Count; t++)
        {
            if (tracks[t].Matched < 0 || !Walks(tracks[t])) continue;
            tracks[t].Known.Upright.Add(tracks[t].Filter.HeightMm);
            tracks[t].Recent.Upright.Add(tracks[t].Filter.HeightMm);
        }
        for (int i = _count - 1; i >= 0; i--)
        {
            ref Encounter e = ref _all[i];
            if (e.One.Id != e.OneId || e.Other.Id != e.OtherId)
            {
                if (!IsStraight(e)) Doubt(ref e);
                Remove(i);
                continue;
            }
            if (ApartMm(e.One, e.Other) < PartedMm) continue;
            Learn(ref e.OneAfter, e.One, bodies);
            Learn(ref e.OtherAfter, e.Other, bodies);
            if (Math.Min(e.OneAfter.Upright.Count, e.OtherAfter.Upright.Count) >= CountToJudge
                || Math.Min(e.OneAfter.Clothes.Count, e.OtherAfter.Clothes.Count) >= LooksToJudge) Judge(i);
        }
        GiveBack(tracks);
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

    private static double ApartMm(FloorTrack one, FloorTrack other) => Point3.FloorDistanceMm(one.Filter.PlaceAt(0), other.Filter.PlaceAt(0));

    private static void Learn(ref Semblance after, FloorTrack track, ReadOnlySpan<SeenBody> bodies)
    {
        if (track.Matched < 0) return;
        if (Walks(track)) after.Upright.Add(track.Filter.HeightMm);
        if (bodies[track.Matched].Clothes.Seen) after.Clothes.Add(bodies[track.Matched].Clothes);
    }

    private static bool Walks(FloorTrack track)
    {
        double x = track.Filter.SpeedXMm, y = track.Filter.SpeedYMm;
        return x * x + y * y > WalksMm * WalksMm;
    }

    /// <summary>By what one with this number is known: as of before the first encounter that is not decided.</summary>
    private Semblance Before(FloorTrack track)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_all[i].OneId == track.Id) return _all[i].OneBefore;
            if (_all[i].OtherId == track.Id) return _all[i].OtherBefore;
        }
        return track.Known;
    }

    /// <summary>Numbers that went round among three and more, where none of the pairs that met can tell: each back to whom it fits.</summary>
    private void GiveBack(List<FloorTrack> tracks)
    {
        _strangers.Clear();
        foreach (FloorTrack track in tracks)
            if (track.Confirmed && Strangers.IsSeenEnough(track.Recent)) _strangers.Add(track, Before(track));
        if (!_strangers.TryArrange(Elementary.Log(options.SureOdds), NearNats)) return;
        for (int i = 0; i < _strangers.Count; i++)
        {
            // One after the other gets the number that is theirs, from whoever has it now.
            (FloorTrack track, long id) = _strangers.Arranged(i);
            if (track.Id == id) continue;
            doubts.Add(track.Id, id);
            for (int k = 0; k < _strangers.Count; k++)
            {
                FloorTrack holder = _strangers.Arranged(k).Track;
                if (holder.Id != id) continue;
                Exchange(track, holder);
                (track.Known, holder.Known) = (holder.Known, track.Known);
                break;
            }
            Exchanged++;
        }
    }

    private void Judge(int i)
    {
        ref Encounter e = ref _all[i];
        double nats = Nats(e), sure = Elementary.Log(options.SureOdds);
        if (Math.Abs(nats) < sure && !IsAllThatIsWaitedFor(ref e)) return;
        if (nats < sure) Doubt(ref e);
        if (nats < -sure)
        {
            Exchange(e.One, e.Other);
            Exchanged++;
        }
        (e.One.Known, e.Other.Known) = (e.OneBefore, e.OtherBefore);
        Remove(i);
    }

    /// <summary>Whether another picture would tell no more; what fits neither way is measured anew.</summary>
    private static bool IsAllThatIsWaitedFor(ref Encounter e)
    {
        if (Fits(e, out _)) return e.OneAfter.Upright.Count >= CountToDoubt && e.OtherAfter.Upright.Count >= CountToDoubt;
        (e.OneAfter, e.OtherAfter) = (default, default);
        return ++e.Misfits >= MisfitsMax;
    }

    private bool IsStraight(in Encounter e) => Nats(e) >= Elementary.Log(options.SureOdds);

    /// <summary>Log odds that both still have their own numbers; near 0 where nothing tells.</summary>
    private static double Nats(in Encounter e)
    {
        double prior = e.Mixed ? MixedNats : e.LeastMm < TouchMm ? TouchNats : NearNats;
        return Fits(e, out double told) ? prior + told : told;
    }

    /// <summary>Whether heights and clothes each fit one of the two ways, and what those that do tell: log odds of the straight one.</summary>
    private static bool Fits(in Encounter e, out double told)
    {
        const double most = FitSigmas * FitSigmas / 2;
        double straight = 0, crossed = 0;
        if (e.OneBefore.Upright.IsKnown && e.OtherBefore.Upright.IsKnown)
        {
            straight = MeanHeight.Surprise(e.OneBefore.Upright, e.OneAfter.Upright) + MeanHeight.Surprise(e.OtherBefore.Upright, e.OtherAfter.Upright);
            crossed = MeanHeight.Surprise(e.OneBefore.Upright, e.OtherAfter.Upright) + MeanHeight.Surprise(e.OtherBefore.Upright, e.OneAfter.Upright);
        }
        bool heights = Math.Min(straight, crossed) <= most;
        told = heights ? TailShare * (crossed - straight) : 0;
        (straight, crossed) = (0, 0);
        if (e.OneBefore.Clothes.IsKnown && e.OtherBefore.Clothes.IsKnown)
        {
            straight = MeanColour.Surprise(e.OneBefore.Clothes, e.OneAfter.Clothes) + MeanColour.Surprise(e.OtherBefore.Clothes, e.OtherAfter.Clothes);
            crossed = MeanColour.Surprise(e.OneBefore.Clothes, e.OtherAfter.Clothes) + MeanColour.Surprise(e.OtherBefore.Clothes, e.OneAfter.Clothes);
        }
        bool clothes = Math.Min(straight, crossed) <= most;
        if (clothes) told += TailShare * (crossed - straight);
        return heights && clothes;
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
