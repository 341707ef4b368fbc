using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>
/// A play in the small store: who comes in, takes, puts back and leaves when, in seconds; <see cref="Facts"/> is what the
/// sensors then say. Everything from one seed.
/// </summary>
internal sealed class Script(int seed = 1)
{
    /// <summary>Second 0 of every script.</summary>
    public static readonly StoreTime Zero = new(1_760_000_000 * StoreTime.SecondUs);

    public const int SamplePeriodUs = 16_667, SamplesABatch = 6;
    private const long EyesPeriodUs = 66_667, TickUs = 50_000, EyesLateUs = 40_000, RampUs = 80_000;
    private const double NoiseGrams = 0.8, FullPlateGrams = 4_000;
    private readonly SortedDictionary<long, List<Pose>> _people = [];
    private readonly Dictionary<long, double> _gone = [];
    private readonly List<(string Device, int Plate, double At, double Grams)> _steps = [];
    private readonly List<(string Device, double From, double To)> _silences = [];
    private readonly List<ScanFact> _scans = [];
    private uint _scanned;

    private readonly record struct Pose(double At, Point3 Floor, Point3? Hand);

    /// <summary>Boot epoch of all devices.</summary>
    public uint BootEpoch { get; init; } = 1;

    public static StoreTime Time(double seconds) => Zero + (long)(seconds * StoreTime.SecondUs);

    /// <summary>A shopper scans, and these people are at the gate.</summary>
    public Script Enter(string shopper, double at, params long[] tracks)
    {
        foreach (long track in tracks) Stand(track, at - 0.5, SmallStore.AtScanner).Stand(track, at + 0.5, SmallStore.AtScanner);
        return Scan(at, CodeMint.Ours.Code(shopper, Time(at), party: tracks.Length > 1 ? tracks.Length : null));
    }

    /// <summary>Somebody with the code of a member of staff scans, and stands at the gate.</summary>
    public Script EnterStaff(string name, double at, long track) =>
        Stand(track, at - 0.5, SmallStore.AtScanner).Stand(track, at + 0.5, SmallStore.AtScanner).Scan(at, CodeMint.Ours.Code(name, Time(at), role: "staff"));

    public Script Scan(double at, string code)
    {
        _scans.Add(new ScanFact(Time(at).Us, new GateScan(new DeviceMark(BootEpoch, _scanned++, 1_000), code)));
        return this;
    }

    public Script Stand(long track, double at, Point3 floor, Point3? hand = null)
    {
        if (!_people.TryGetValue(track, out List<Pose>? poses)) _people[track] = poses = [];
        poses.Add(new Pose(at, floor, hand));
        return this;
    }

    /// <summary>A hand goes to a plate and takes units of a product from it.</summary>
    public Script Take(long track, double at, string device, int plate, string gtin, int units = 1) =>
        Reach(track, at, device, plate).Step(at, device, plate, -units * SmallStore.Product(gtin).Weight.Grams);

    public Script PutBack(long track, double at, string device, int plate, string gtin, int units = 1) =>
        Take(track, at, device, plate, gtin, -units);

    /// <summary>A hand is at a plate for half a second around a moment.</summary>
    public Script Reach(long track, double at, string device, int plate)
    {
        Point3 floor = SmallStore.Before(device, plate), hand = SmallStore.Plate(device, plate).Space.Centre;
        return Stand(track, at - 0.8, floor).Stand(track, at - 0.3, floor, hand).Stand(track, at + 0.3, floor, hand).Stand(track, at + 0.8, floor);
    }

    /// <summary>Weight comes to a plate, or leaves it when negative, whoever did it.</summary>
    public Script Step(double at, string device, int plate, double grams)
    {
        _steps.Add((device, plate, at, grams));
        return this;
    }

    /// <summary>Walks into the exit zone and is gone.</summary>
    public Script Leave(long track, double at) => Stand(track, at, SmallStore.InExit).Stand(track, at + 0.4, SmallStore.InExit).Vanish(track, at + 0.4);

    /// <summary>Is not seen any more.</summary>
    public Script Vanish(long track, double at)
    {
        _gone[track] = at;
        return this;
    }

    /// <summary>A device says nothing for a while.</summary>
    public Script Silence(string device, double from, double to)
    {
        _silences.Add((device, from, to));
        return this;
    }

    /// <summary>Everything that arrives, in order of arrival.</summary>
    public List<Fact> Facts(double from, double to)
    {
        var facts = new List<Fact>(_scans.Where(s => s.AtUs >= Time(from).Us && s.AtUs < Time(to).Us));
        for (long t = Time(from).Us; t < Time(to).Us; t += TickUs) facts.Add(new TickFact(t));
        AddPeople(facts, from, to);
        AddWeights(facts, SmallStore.LowShelf, new Noise(seed), from, to);
        AddWeights(facts, SmallStore.HighShelf, new Noise(seed + 1), from, to);
        return [.. facts.OrderBy(f => f.AtUs)]; // stable: equal moments keep this order
    }

    public List<Fact> Facts(double to) => Facts(0, to);

    private void AddPeople(List<Fact> facts, double from, double to)
    {
        uint sequence = (uint)(from * 1_000);
        for (long t = Time(from).Us; t < Time(to).Us - EyesLateUs; t += EyesPeriodUs)
        {
            double at = (t - Zero.Us) / (double)StoreTime.SecondUs;
            if (Silent(SmallStore.EyesDevice, at)) continue;
            var seen = new List<PersonObservation>();
            foreach ((long track, List<Pose> poses) in _people)
                if (at >= poses[0].At && at < _gone.GetValueOrDefault(track, double.MaxValue)) seen.Add(new PersonObservation(track, PoseAt(poses, at)));
            facts.Add(new PeopleFact(t + EyesLateUs, SmallStore.EyesDevice, new DeviceMark(BootEpoch, sequence++, t), [.. seen]));
        }
    }

    private static JointSet PoseAt(List<Pose> poses, double at)
    {
        Pose before = poses[0], after = poses[^1];
        foreach (Pose pose in poses)
        {
            if (pose.At <= at) before = pose;
            else
            {
                after = pose;
                break;
            }
        }
        double share = after.At > before.At && at >= before.At ? Math.Min(1, (at - before.At) / (after.At - before.At)) : 0;
        Point3 floor = before.Floor + (after.Floor - before.Floor) * share;
        Point3 Hand(Pose p) => p.Hand ?? p.Floor + new Point3(220, 0, 850);
        return Body.At(floor, Hand(before) + (Hand(after) - Hand(before)) * share);
    }

    private void AddWeights(List<Fact> facts, string device, Noise noise, double from, double to)
    {
        uint sequence = (uint)(from * 1_000);
        long spanUs = SamplePeriodUs * SamplesABatch;
        for (long first = Time(from).Us; first + spanUs < Time(to).Us; first += spanUs, sequence++)
        {
            var mg = new int[SamplesABatch * SmallStore.PlatesAShelf];
            for (int i = 0; i < mg.Length; i++)
            {
                long t = first + i / SmallStore.PlatesAShelf * SamplePeriodUs;
                mg[i] = (int)((GramsAt(device, i % SmallStore.PlatesAShelf + 1, t) + noise.Next(NoiseGrams)) * 1_000);
            }
            long lateUs = 4_000 + noise.Below(3_000), arrival = first + spanUs - SamplePeriodUs + lateUs;
            if (Silent(device, (first - Zero.Us) / (double)StoreTime.SecondUs)) continue;
            // A free clock: it counts from the device's own start.
            var mark = new DeviceMark(BootEpoch, sequence, first - Zero.Us + 77_000_000);
            facts.Add(new WeightsFact(arrival, device, mark, SamplePeriodUs, SmallStore.PlatesAShelf, mg));
        }
    }

    private double GramsAt(string device, int plate, long atUs)
    {
        double grams = FullPlateGrams;
        foreach ((string on, int where, double at, double step) in _steps)
        {
            if (on != device || where != plate) continue;
            grams += step * Math.Clamp((atUs - Time(at).Us) / (double)RampUs + 0.5, 0, 1);
        }
        return grams;
    }

    private bool Silent(string device, double at) => _silences.Exists(s => s.Device == device && at >= s.From && at < s.To);
}
