using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Stories;

/// <summary>
/// Keeps the journal at what the likeliest story says: tells new events, and takes back and tells again what later evidence changed.
/// A cart never passes through less than nothing on the way.
/// </summary>
internal sealed class Narrator(StoreLayout layout, StoreState state, Story story, MachineCounters counters, Action<JournalRecord> emit)
{
    /// <summary>Whoever had part in an event with at least this posterior was at its plates.</summary>
    private const double TookPart = 0.3;

    /// <summary>No posterior is told as more than this.</summary>
    private const double CertainMax = 0.999;
    private readonly SortedDictionary<long, Account> _accounts = [];
    private readonly List<Sentence> _pending = [];

    /// <summary>One record that is to be written.</summary>
    /// <param name="Record">The record.</param>
    /// <param name="Rank">What fills carts comes first, then what goes from one to another, then what empties them.</param>
    /// <param name="Account">Whose.</param>
    /// <param name="Move">What it says, or takes back.</param>
    /// <param name="Sign">1 or -1.</param>
    private readonly record struct Sentence(JournalRecord Record, int Rank, Account Account, StoryMove Move, int Sign);

    /// <summary>An event that the story is about to say something of.</summary>
    public void Expect(Account account) => _accounts[account.Event] = account;

    /// <summary>Tells what is new in what the story says now.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="chapters">What the likeliest story says.</param>
    /// <param name="newest">The event that was just added, or 0.</param>
    /// <param name="confidence">Posterior of what is said of it.</param>
    public void Tell(StoreTime now, IReadOnlyList<Chapter> chapters, long newest, double confidence)
    {
        for (int i = chapters.Count - 1; i >= 0; i--)
        {
            Chapter chapter = chapters[i];
            if (!_accounts.TryGetValue(chapter.Event, out Account? account)) continue;
            List<StoryMove> moves = Moves(chapter);
            account.Odd = chapter is { Odd: true, Option: { } option } ? SessionOf(account, option.FirstHand?.Track ?? 0) : null;
            if (account.Told && moves.SequenceEqual(account.Moves)) continue;
            TakeBack(account); // what waited is said anew, or is not so any more
            Revise(now, account, moves, chapter.Option, chapter.Event == newest ? confidence : null);
            account.Moves = moves;
            account.Told = true;
        }
        Write(now);
    }

    /// <summary>Somebody put back what they cannot have had: something about this visit was not understood.</summary>
    public bool HasOddity(string session)
    {
        foreach (Account account in _accounts.Values)
            if (account.Odd == session) return true;
        return false;
    }

    /// <summary>Something was taken by nobody while a hand of this visit was within reach: it may have been this one after all.</summary>
    public bool StoodBy(string session)
    {
        foreach (Account account in _accounts.Values)
        {
            if (!account.IsAtShelf || !WasTakenByNobody(account)) continue;
            foreach (HandClaim hand in account.Hands)
                if (hand.Session == session) return true;
        }
        return false;
    }

    private static bool WasTakenByNobody(Account account)
    {
        foreach (StoryMove move in account.Moves)
            if (move.Session is null && move.Taken > 0) return true;
        return false;
    }

    /// <summary>One of two people had part in a weight change during this time: the scales tell what that hand did.</summary>
    public bool AtShelf(long one, long other, StoreTime from, StoreTime to)
    {
        foreach (Account account in _accounts.Values)
        {
            if (!account.IsAtShelf || account.AtUs < from.Us || account.AtUs > to.Us) continue;
            foreach (HandClaim hand in account.Hands)
                if (hand.Probability >= TookPart && (hand.Track == one || hand.Track == other)) return true;
        }
        return false;
    }

    /// <summary>Events from before a moment can no longer be told otherwise.</summary>
    public void Forget(StoreTime before)
    {
        List<long>? old = null;
        foreach (Account account in _accounts.Values)
            if (account.AtUs < before.Us) (old ??= []).Add(account.Event);
        if (old is null) return;
        foreach (long number in old) _accounts.Remove(number);
        for (int i = _pending.Count - 1; i >= 0; i--)
            if (_pending[i].Account.AtUs < before.Us) _pending.RemoveAt(i);
    }

    private static string? SessionOf(Account account, long track)
    {
        foreach (HandClaim hand in account.Hands)
            if (hand.Track == track) return hand.Session;
        return null;
    }

    private static List<StoryMove> Moves(Chapter chapter)
    {
        var moves = new List<StoryMove>(2);
        if (chapter.First is { } first) moves.Add(first);
        if (chapter.Second is { } second) moves.Add(second);
        return moves;
    }

    private void Revise(StoreTime now, Account account, List<StoryMove> moves, StoryOption? option, double? confidence)
    {
        bool revised = account.Told;
        var gone = new List<StoryMove>(account.Written);
        foreach (StoryMove move in moves)
            if (!gone.Remove(move)) Pend(now, account, move, 1, revised, option, confidence ?? Sure(story.Odds.Of(account.Event, move)));
        foreach (StoryMove move in gone) Pend(now, account, move, -1, true, null, Sure(1 - story.Odds.Of(account.Event, move)));
    }

    private static double Sure(double posterior) => Math.Min(CertainMax, posterior);

    private void Pend(StoreTime now, Account account, StoryMove move, int sign, bool revised, StoryOption? option, double confidence)
    {
        if (revised) counters.Revised++;
        string? gtin = move.Item.IsKnown ? layout.Products[move.Item.Product].Gtin : null;
        if (move.To is not null)
        {
            Add(new HandedOver(now.Us, -account.Event, account.AtUs, move.Session!, move.To, gtin!, sign * move.Taken, Claims.Rounded(confidence)), 1);
            return;
        }
        int units = move.Item.IsKnown ? sign * move.Taken : 0;
        if (sign > 0 && (move.Session is null || !move.Item.IsKnown)) counters.Unattributed++;
        string? revision = sign < 0 ? Interaction.Withdrawn : revised ? Interaction.Added : null;
        string reason = sign < 0 ? "on second thought, this was not so" : ReasonText.Of(layout, move, option, account);
        Add(
            new Interaction(now.Us, account.Event, move.Session, gtin, units, Claims.Rounded(confidence), reason, account.Hands, revision),
            units > 0 ? 0 : 2);

        void Add(JournalRecord record, int rank) => _pending.Add(new Sentence(record, rank, account, move, sign));
    }

    /// <summary>
    /// What fills carts first, then what goes from one to another, then what empties them: none falls below nothing. Where every
    /// cart that has something to give would first have to be given something, as when one gave to another and got it back and
    /// has put it down since, those handovers cancel out: the carts are right without them, and they wait until they can be told.
    /// </summary>
    private void Write(StoreTime now)
    {
        for (int rank = 0; rank <= 2; rank++)
        {
            for (int i = 0; i < _pending.Count; i++)
            {
                if (_pending[i].Rank != rank || !Possible(_pending[i].Record)) continue;
                Introduce(now, _pending[i].Account);
                JournalRecord record = _pending[i].Record.AtUs == now.Us ? _pending[i].Record : _pending[i].Record with { AtUs = now.Us };
                emit(record is Interaction said ? said with { Event = _pending[i].Account.Number } : record);
                Done(i);
                i = -1; // what was impossible before may be possible now
            }
        }
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            if (IsOpen(_pending[i].Record)) continue;
            counters.Untold++; // a visit that is settled keeps the cart that it was settled with
            Done(i);
        }
        counters.Waiting = _pending.Count;
    }

    /// <summary>An exchange left no weight: the journal hears of its plates when something is told of it, and never otherwise.</summary>
    private void Introduce(StoreTime now, Account account)
    {
        if (account.Unsaid is not { } plates) return;
        account.Unsaid = null;
        account.Number = state.Events + 1;
        emit(plates with { AtUs = now.Us, Event = account.Number });
        counters.Exchanges++;
    }

    private void TakeBack(Account account)
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
            if (_pending[i].Account == account) _pending.RemoveAt(i);
    }

    private void Done(int at)
    {
        (_, _, Account account, StoryMove move, int sign) = _pending[at];
        if (sign > 0) account.Written.Add(move);
        else account.Written.Remove(move);
        _pending.RemoveAt(at);
    }

    private bool Possible(JournalRecord record) => record switch
    {
        Interaction { Session: { } id, Gtin: { } gtin, Quantity: var units } => IsOpen(id) && Fits(id, gtin, units),
        HandedOver h => IsOpen(h) && Fits(h.Quantity > 0 ? h.From : h.To, h.Gtin, -Math.Abs(h.Quantity)),
        _ => true,
    };

    /// <summary>Whether a record is of anybody who is still inside.</summary>
    private bool IsOpen(JournalRecord record) => record switch
    {
        Interaction { Session: { } id } => IsOpen(id),
        HandedOver h => IsOpen(h.From) || IsOpen(h.To),
        _ => true,
    };

    private bool IsOpen(string id) => state.FindOpen(id) is not null;

    private bool Fits(string id, string gtin, int units) =>
        !IsOpen(id) || state.Find(id)!.Cart.Quantity(layout.ProductIndex(gtin)) + units >= 0;
}
