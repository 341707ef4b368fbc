using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Review;

/// <summary>
/// Which movements are in doubt, and whose business each is: folded from the journal's records, so that it is the same after a
/// restart. A movement is in doubt when it was told unsurely or anew, when nothing or nobody explains it, or when a visit whose hand was
/// near is doubtful as a whole. What a visit made doubtful is let go when it is settled without a person, and asked for otherwise.
/// Where a doubt is about a person and no shelf, and somebody knows which camera saw them, it is a movement at that camera.
/// Not for several threads at once.
/// </summary>
/// <param name="options">What counts as doubtful.</param>
/// <param name="seen">Where a visit's person was seen last, live; null, also for a whole book, where nobody knows.</param>
public sealed class DoubtBook(DoubtOptions options, Func<string, Sight?>? seen = null)
{
    private sealed class Movement(Doubt doubt, long atUs, bool unclear)
    {
        public Doubt Doubt { get; } = doubt;
        public long AtUs { get; } = atUs;
        public bool Unclear { get; } = unclear;

        /// <summary>Visits whose hand may have been there.</summary>
        public HashSet<string> Near { get; } = new(StringComparer.Ordinal);

        /// <summary>Visits for which it is held.</summary>
        public HashSet<string> HeldFor { get; } = new(StringComparer.Ordinal);
    }

    private readonly Dictionary<long, Movement> _movements = [];
    private readonly Queue<long> _order = new();
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<DoubtStep> _steps = [];

    /// <summary>Doubts for which pictures are held now.</summary>
    public IEnumerable<Doubt> Held => _movements.Values.Where(m => m.HeldFor.Count > 0).Select(m => m.Doubt);

    /// <summary>Takes a record in.</summary>
    /// <returns>What follows, in order; a list that the next call fills anew.</returns>
    public IReadOnlyList<DoubtStep> Take(JournalRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _steps.Clear();
        switch (record)
        {
            case SessionOpened o: _open.Add(o.Session); break;
            case WeightChanged w: Add(w); break;
            case Interaction i: Told(i); break;
            case DoubtRaised d: Raised(d); break;
            case SessionSettled s: Settled(s); break;
            default: break;
        }
        return _steps;
    }

    /// <summary>A case has what there was of a doubt: where nobody else needs it, it is let go.</summary>
    public IReadOnlyList<DoubtStep> Done(string @case, long doubt)
    {
        _steps.Clear();
        if (_movements.TryGetValue(doubt, out Movement? movement)) Release(movement, @case);
        return _steps;
    }

    private void Add(WeightChanged w)
    {
        long from = Math.Max(w.StartUs - DoubtOptions.BeforeUs, w.LiftUs - DoubtOptions.ReachUs);
        long to = Math.Min(Math.Max(w.LiftUs, w.AtUs) + DoubtOptions.AfterUs, w.LiftUs + DoubtOptions.ReachUs);
        var movement = new Movement(new Doubt(w.Event, $"shelf-{w.Gondola}-{w.Shelf}", Math.Min(from, to), to), w.AtUs, w.Unsettled || w.AcrossGap);
        Add(movement);
    }

    private void Add(Movement added)
    {
        if (_movements.TryAdd(added.Doubt.Number, added)) _order.Enqueue(added.Doubt.Number);
        // Only what nobody holds is forgotten; what is held is limited by the visits that are open, and their doubts.
        for (int looked = _order.Count; looked > 0 && _movements.TryGetValue(_order.Peek(), out Movement? oldest); looked--)
        {
            if (oldest.AtUs > added.AtUs - DoubtOptions.RememberUs && _order.Count <= DoubtOptions.EventsMax) break;
            if (oldest.HeldFor.Count > 0) _order.Enqueue(_order.Dequeue());
            else _movements.Remove(_order.Dequeue());
        }
    }

    private void Told(Interaction i)
    {
        if (!_movements.TryGetValue(i.Event, out Movement? movement)) return;
        if (i.Session is { } own) movement.Near.Add(own);
        foreach (HandClaim hand in i.Hands)
            if (hand.Session is { } near && hand.Probability >= DoubtOptions.NearProbability)
                movement.Near.Add(near);
        bool unsure = movement.Unclear || i.Gtin is null || i.Session is null || i.Revision is not null || i.Confidence < options.SureFrom;
        foreach (string session in movement.Near)
            if (unsure || _doubtful.Contains(session))
                Hold(movement, session);
    }

    private void Raised(DoubtRaised d)
    {
        _doubtful.Add(d.Session);
        if (_movements.TryGetValue(d.Event, out Movement? named)) named.Near.Add(d.Session);
        else if (d.Event == 0 && _open.Contains(d.Session) && seen?.Invoke(d.Session) is { } sight) AtCamera(d, sight);
        HoldAll(d.Session);
    }

    /// <summary>A doubt about a person: the last that a camera saw of them. Such numbers are below 0, those of weight changes above.</summary>
    private void AtCamera(DoubtRaised d, Sight sight)
    {
        foreach (Movement known in _movements.Values)
            if (known.Doubt.Number < 0 && known.Doubt.Shelf == sight.Camera && known.Near.Contains(d.Session) && sight.AtUs <= known.Doubt.ToUs) return;
        long number = -d.AtUs;
        while (_movements.ContainsKey(number)) number--;
        var movement = new Movement(new Doubt(number, sight.Camera, sight.AtUs - DoubtOptions.PersonBeforeUs, sight.AtUs + DoubtOptions.AfterUs), d.AtUs, unclear: true);
        movement.Near.Add(d.Session);
        Add(movement);
    }

    private void Settled(SessionSettled s)
    {
        bool review = s.Outcome == SessionSettled.Review;
        if (review) HoldAll(s.Session); // also what seemed sure: pictures of it may still be there
        foreach (Movement movement in _movements.Values)
        {
            if (!movement.HeldFor.Contains(s.Session)) continue;
            if (review) _steps.Add(new DoubtStep(DoubtStepKind.Ask, movement.Doubt, s.Session));
            else Release(movement, s.Session);
        }
        _open.Remove(s.Session);
        _doubtful.Remove(s.Session);
        _counts.Remove(s.Session);
    }

    private void HoldAll(string session)
    {
        foreach (Movement movement in _movements.Values)
            if (movement.Near.Contains(session))
                Hold(movement, session);
    }

    private void Hold(Movement movement, string session)
    {
        if (!_open.Contains(session) || movement.HeldFor.Contains(session)) return;
        int before = _counts.GetValueOrDefault(session);
        if (before == DoubtOptions.DoubtsMax) return;
        _counts[session] = before + 1;
        movement.HeldFor.Add(session);
        if (movement.HeldFor.Count == 1) _steps.Add(new DoubtStep(DoubtStepKind.Hold, movement.Doubt, session));
    }

    private void Release(Movement movement, string session)
    {
        if (movement.HeldFor.Remove(session) && movement.HeldFor.Count == 0) _steps.Add(new DoubtStep(DoubtStepKind.LetGo, movement.Doubt, ""));
    }
}
