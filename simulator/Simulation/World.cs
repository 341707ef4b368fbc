using System.Collections.Concurrent;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Chance;
using O4O.Simulator.Codes;
using O4O.Simulator.Gates;
using O4O.Simulator.Noise;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Simulation;

/// <summary>
/// A store with shoppers, in steps of a sixtieth of a second. Everything is a function of store, scenario, seed and start
/// (and, with <see cref="GateMode.Edge"/>, of the edge's answers). One thread's own, save <see cref="Decision"/>.
/// </summary>
public sealed class World
{
    private const int TicksPerSecond = 60;

    /// <summary>Height of a usual head, millimetres.</summary>
    private const double HeadMm = 1_580;

    /// <summary>Whoever is inside so long after the end will never leave: a defect, and it must not fill a disk.</summary>
    private const long OverdueUs = 60_000_000;

    private readonly ulong _seed;
    private readonly Shop _shop;
    private readonly Post _post;
    private readonly ShelfController[] _shelves;
    private readonly Eyes? _eyes;
    private readonly CameraEye[] _cameras;
    private readonly HandsCamera? _camera;
    private readonly CameraHands? _looks;
    private readonly Door _door;
    private readonly Gate _gate;
    private readonly List<Visit> _visits;
    private readonly ConcurrentQueue<DecisionPayload> _decisions = new();
    private readonly Dice _faults, _knocks, _blinds;
    private readonly List<(long AtUs, LoadCells Cells, int Plate, Action<LoadCells, int> Die)> _deaths = [];
    private readonly PriorityQueue<CameraEye, long> _cameraDeaths = new();
    private long _ticks, _nextKnockUs, _nextRestartUs, _nextSilenceUs, _nextBlindUs;

    /// <param name="store">The store; its first gate is the entrance, its first eyes, if any, see everything, its calibrated cameras what they can, its first camera on hands, if any, all hands.</param>
    /// <param name="scenario">What happens.</param>
    /// <param name="seed">The same seed, the same world.</param>
    /// <param name="start">Store time of the first tick.</param>
    /// <param name="key">Whose codes the shoppers show; the store must list its <see cref="CodeIssuerKey.Issuer"/> to admit them.</param>
    /// <param name="mode">Who decides at the gate.</param>
    /// <param name="sink">Takes the messages.</param>
    /// <param name="noise">Real plates' noise in place of the model's; or none.</param>
    /// <exception cref="ArgumentException">The store has no gate, or neither eyes nor calibrated cameras.</exception>
    /// <exception cref="Commands.UserMistakeException">The scenario's script names a facing that the store lacks.</exception>
    public World(
        StoreFile store, Scenario scenario, ulong seed, StoreTime start, CodeIssuerKey key, GateMode mode, IFactSink sink, RecordedNoise? noise = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(key);
        StoreFile.CameraEntry[] cameras = [.. store.Cameras.Where(c => c.Calibration is not null)];
        if (store.Gates.Count == 0 || store.Eyes.Count + cameras.Length == 0)
            throw new ArgumentException("the store needs a gate, and eyes or calibrated cameras", nameof(store));
        StoreLayout layout = store.ToLayout();
        (_seed, Start, End) = (seed, start, start + scenario.Seconds * StoreTime.SecondUs);
        foreach (ScriptStep step in scenario.Script)
            foreach (ScriptFacing? named in (ReadOnlySpan<ScriptFacing?>)[step.Facing, step.To])
                if (named is not null) Scripted.Find(layout, named);
        _gate = layout.Gates[0];
        _post = new Post(sink);
        _shop = new Shop(layout, scenario, seed, noise)
        {
            StartUs = start.Us, NowUs = start.Us, LeaveByUs = End.Us - 24 * StoreTime.SecondUs, ComeAgain = ComeAgain,
        };
        _shelves = [.. _shop.Cells.Select(c => new ShelfController(layout.StoreId, c, scenario.Faults, _post, seed, start.Us))];
        if (store.Eyes.Count > 0) _eyes = new Eyes(layout.StoreId, store.Eyes[0].Device, scenario, _post, seed, start.Us);
        var furniture = new Furniture(layout, _shop.Plan);
        _cameras = [.. cameras.Select((c, i) => new CameraEye(layout, furniture, c, i, scenario, _post, seed, start.Us))];
        if (store.Hands.FirstOrDefault(h => h.Camera is null) is { } hands) _camera = new HandsCamera(layout, hands.Device, scenario, _post, seed, start.Us);
        if (store.Hands.Any(h => h.Camera is not null))
            _looks = new CameraHands(layout, store.Hands, new(cameras.Zip(_cameras, (c, eye) => KeyValuePair.Create(c.Device, eye))), scenario, _post, seed, start.Us);
        _visits = Arrivals.Plan(scenario, seed, start.Us, layout.Products.Count);
        _door = new Door(layout.StoreId, _gate.Device, _visits, Admit, mode, key, _post, seed, start.Us)
        {
            ClosesUs = End.Us - (Scenario.TailSeconds - 4) * StoreTime.SecondUs,
        };
        (_faults, _knocks) = (new Dice(seed, "faults"), new Dice(seed, "knocks"));
        _nextKnockUs = Next(_knocks, scenario.Physics.KnocksPerMinute);
        _nextRestartUs = Next(_faults, scenario.Faults.RestartsPerMinute);
        _nextSilenceUs = Next(_faults, scenario.Faults.SilencesPerMinute);
        _blinds = new Dice(seed, "blind eyes");
        // The first one always comes, in the first half; the others by chance.
        _nextBlindUs = scenario.Faults.BlindsPerMinute > 0 ? start.Us + (long)(scenario.Seconds * _blinds.Between(0.1e6, 0.5e6)) : long.MaxValue;
        PlanDeaths(new Dice(seed, "dead plates"), scenario.Faults.DeadPlates, (cells, plate) => cells.Stick(plate, _shop.NowUs));
        PlanDeaths(new Dice(seed, "mute plates"), scenario.Faults.MutePlates, (cells, plate) => cells.Mute(plate, _shop.NowUs));
        PlanCameraDeaths(new Dice(seed, "dead cameras"), scenario.Faults.DeadCameras);
    }

    public StoreTime Start { get; }

    /// <summary>When the scenario is over; everybody has left some seconds before.</summary>
    public StoreTime End { get; }

    /// <summary>The last tick.</summary>
    public StoreTime Now => new(_shop.NowUs);

    /// <summary>True when the time is over and everybody has left.</summary>
    public bool IsFinished => Now >= End && _door.IsDone && _shop.People.TrueForAll(p => p.IsGone);

    /// <summary>People between gate and exit.</summary>
    public int PeopleInside => _shop.People.Count(p => !p.IsGone);

    /// <summary>Visits that have not been turned away and are not over: at the gate, inside, or still to come.</summary>
    public int VisitsOpen => _visits.Count - _door.Refused - _visits.Count(v => v.LeftUs is not null);

    /// <summary>Visits in all, those to come included.</summary>
    public int Visits => _visits.Count;

    internal Shop Shop => _shop;
    internal Post Post => _post;

    internal IReadOnlyList<CameraEye> Cameras => _cameras;

    /// <summary>Who looks into hands through the cameras; or nobody.</summary>
    internal CameraHands? HandLooks => _looks;

    /// <summary>Lives up to this moment, and hands over every message that arrives up to it.</summary>
    public void Advance(StoreTime now)
    {
        while (TickTime(_ticks) is var tickUs && tickUs <= now.Us)
        {
            _ticks++;
            Tick(tickUs);
            _post.Deliver(tickUs);
        }
        _post.Deliver(now.Us);
    }

    /// <summary>The edge's answer to a scan. From any thread; it is heard at the next tick.</summary>
    public void Decision(DecisionPayload decision) => _decisions.Enqueue(decision);

    /// <summary>What has really happened up to now.</summary>
    public Truth ToTruth()
    {
        Sight sight = _eyes is null ? Sight.OfCameras(_cameras) : Sight.OfEyes(_eyes.Heard);
        Point3 entry = _gate.EntryZone.Centre with { Z = HeadMm };
        var effects = new FaultEffects(_shop.Cells, [.. _shelves.Select(s => s.Heard)], sight, entry);
        IReadOnlyDictionary<string, List<TruthFault>> affected = effects.Of(_shop.Deeds.Where(d => d.Action.TimeUs <= _shop.NowUs), _visits);
        return ToTruth(affected);
    }

    private Truth ToTruth(IReadOnlyDictionary<string, List<TruthFault>> affected) => new()
    {
        Seed = _seed,
        Scenario = _shop.Scenario.Name,
        Shoppers = [.. _visits.Select(v => ToTruth(v, affected.GetValueOrDefault(v.Shopper)))],
        Actions = [.. _shop.Actions.Where(a => a.TimeUs <= _shop.NowUs).OrderBy(a => a.TimeUs)],
    };

    private TruthShopper ToTruth(Visit visit, IReadOnlyList<TruthFault>? affected)
    {
        var lines = new List<TruthLine>();
        for (int p = 0; p < visit.Cart.Length; p++)
            if (visit.Cart[p] != 0) lines.Add(new TruthLine(_shop.Layout.Products[p].Gtin, visit.Cart[p]));
        lines.Sort((a, b) => string.CompareOrdinal(a.Gtin, b.Gtin));
        return new TruthShopper
        {
            Shopper = visit.Shopper, Staff = visit.IsStaff, Session = visit.Session, Party = visit.Party, EnteredUs = visit.EnteredUs, LeftUs = visit.LeftUs,
            Lines = lines, Affected = affected,
        };
    }

    private long TickTime(long tick) => Start.Us + tick * 1_000_000 / TicksPerSecond;

    private void Tick(long nowUs)
    {
        _shop.NowUs = nowUs;
        while (_decisions.TryDequeue(out DecisionPayload? decision)) _door.Decide(decision, nowUs);
        _door.Tick(nowUs);
        Disturb(nowUs);
        List<Person> people = _shop.People;
        for (int i = 0; i < people.Count; i++) people[i].Tick(nowUs, people);
        if (nowUs > End.Us + OverdueUs && people.Exists(p => !p.IsGone))
            throw new InvalidOperationException($"somebody is still inside {OverdueUs / 1_000_000} s after the end: seed {_seed}, {_shop.Scenario.Name}");
        if (_ticks % TicksPerSecond == 0) people.RemoveAll(p => p.IsGone);
        foreach (ShelfController shelf in _shelves) shelf.Tick(nowUs);
        foreach (CameraEye camera in _cameras)
            if (camera.Tick(nowUs, people)) _looks?.Picture(camera, nowUs, people);
        // Looks into hands are taken on the eyes' frames, where there are eyes.
        if (_eyes is null || _eyes.Tick(nowUs, people)) _camera?.Frame(nowUs, people);
    }

    private void Disturb(long nowUs)
    {
        Scenario scenario = _shop.Scenario;
        if (nowUs >= _nextKnockUs)
        {
            double grams = _knocks.Between(0.2, 1.0) * scenario.Physics.KnockGramsMax;
            _shop.Knock(_knocks.Below(_shop.Layout.GondolaCount), grams, null, _knocks);
            _nextKnockUs = Next(_knocks, scenario.Physics.KnocksPerMinute);
        }
        if (nowUs >= _nextRestartUs)
        {
            _shelves[_faults.Below(_shelves.Length)].Restart(nowUs, _faults.Between(2_000_000L, 4_000_000L));
            _nextRestartUs = Next(_faults, scenario.Faults.RestartsPerMinute);
        }
        for (int i = _deaths.Count - 1; i >= 0; i--)
        {
            if (nowUs < _deaths[i].AtUs) continue;
            _deaths[i].Die(_deaths[i].Cells, _deaths[i].Plate);
            _deaths.RemoveAt(i);
        }
        while (_cameraDeaths.TryPeek(out CameraEye? dying, out long diesUs) && nowUs >= diesUs)
        {
            dying.Die();
            _cameraDeaths.Dequeue();
        }
        if (nowUs >= _nextBlindUs)
        {
            long blindUs = (long)(scenario.Faults.BlindSeconds * 1e6);
            _eyes?.Blind(nowUs, blindUs);
            foreach (CameraEye camera in _cameras) camera.Blind(nowUs, blindUs);
            _camera?.Blind(nowUs, blindUs);
            _nextBlindUs = Next(_blinds, scenario.Faults.BlindsPerMinute);
        }
        if (nowUs >= _nextSilenceUs)
        {
            _shelves[_faults.Below(_shelves.Length)].CutOff(nowUs, (long)(scenario.Faults.SilenceSeconds * 1e6));
            _nextSilenceUs = Next(_faults, scenario.Faults.SilencesPerMinute);
        }
    }

    private void PlanDeaths(Dice dice, int plates, Action<LoadCells, int> die)
    {
        for (int i = 0; i < plates; i++)
        {
            LoadCells cells = _shop.Cells[dice.Below(_shop.Cells.Count)];
            long atUs = Start.Us + dice.Between(0L, _shop.Scenario.Seconds * 2L * StoreTime.SecondUs / 3);
            _deaths.Add((atUs, cells, dice.Below(cells.Shelf.PlateCount), die));
        }
    }

    /// <summary>Some of several cameras, each from a moment in the first two thirds of the time; one at least goes on.</summary>
    private void PlanCameraDeaths(Dice dice, int count)
    {
        List<CameraEye> alive = [.. _cameras];
        for (int i = 0; i < count; i++)
        {
            long atUs = Start.Us + dice.Between(0L, _shop.Scenario.Seconds * 2L * StoreTime.SecondUs / 3);
            if (alive.Count < 2) return;
            int which = dice.Below(alive.Count);
            _cameraDeaths.Enqueue(alive[which], atUs);
            alive.RemoveAt(which);
        }
    }

    private long Next(Dice dice, double perMinute) =>
        perMinute <= 0 ? long.MaxValue : _shop.NowUs + (long)dice.Exponential(60e6 / perMinute);

    /// <summary>Somebody who has left gets a new code and is at the gate again some seconds later, unless it closes before.</summary>
    private void ComeAgain(Person person)
    {
        Visit before = person.Visit;
        long arrivalUs = _shop.NowUs + new Dice(_seed, "comes again", before.Number).Between(2_000_000L, 9_000_000L);
        if (arrivalUs >= _door.ClosesUs) return;
        int number = _visits.Count + 1;
        while (before.Script.TryDequeue(out ScriptStep? done) && done.Do != ScriptActions.ReEnter)
        {
            // What there was no time for.
        }
        var visit = new Visit(Arrivals.Name(_seed, number), number, 1, arrivalUs, before.Cart.Length)
        {
            Again = before, Script = before.Script, IsScripted = before.Script.Count > 0, ComesAgain = before.Script.Any(s => s.Do == ScriptActions.ReEnter),
        };
        _visits.Add(visit);
        _door.Await(visit);
    }

    private void Admit(Visit visit, int number)
    {
        var dice = new Dice(_seed, "person", visit.Number * 64 + number);
        // Who comes in again is the same body, and does other things.
        Dice body = visit.Again is { } before ? new Dice(_seed, "person", before.Number * 64 + number) : dice;
        double stature = body.Gauss(1690, 80, 2); // adults: mean 1.69 m, nobody below 1.53
        double speed = body.Gauss(1200, 120, 2);
        var build = new Dice(_seed, "build", (visit.Again ?? visit).Number * 64 + number);
        BehaviourOptions behaviour = _shop.Scenario.Behaviour;
        bool child = number > 0 && build.Chance(behaviour.Children), bag = build.Chance(behaviour.Bags) && !child && !visit.IsStaff;
        if (child) stature = build.Between(1100.0, 1400.0); // some five to eleven years old
        var at = new Spot(_gate.Scanner.X, _gate.Scanner.Y);
        var walker = new Walker(_shop.Plan, at, speed, 1 / 1400.0); // a double step is some 1.4 m
        var person = new Person(
            visit, number, (long)(dice.Next() >> 1) | 1, walker, new Body(walker, stature) { CarriesBag = bag, BagIsRight = build.Chance(0.5) });
        person.Begin(new Life(_shop, person, _gate, dice).Run());
        _shop.People.Add(person);
    }
}
