using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Store.Journal;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Sqlite;

/// <summary>The database is a function of the journal, however it was fed.</summary>
[Trait("Needs", "database")]
public sealed class TripProjectionPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(60);

    private static Gen<JournalRecord[]> Journals => Gen.OneOf(Stories.Plausible, Stories.Implausible);

    [Fact]
    public void Projection_FedWithRepeatsGapsAndRestarts_EqualsTheRebuiltOne()
    {
        var feeds =
            from records in Journals
            from order in Gen.Choose(1, Math.Max(1, records.Length)).ArrayOf(2 * records.Length)
            from batch in Gen.Choose(1, 9)
            from restarts in Gen.Choose(0, Math.Max(0, order.Length - 1)).ArrayOf(2)
            select (records, order, batch, restarts);

        Prop.ForAll(feeds.ToArbitrary(), feed =>
        {
            using var place = new TemporaryDatabase();
            var options = new ProjectionOptions { BatchMax = feed.batch, QueueMax = 4 };
            TripProjection projection = TripProjection.Open(place.File, Tale.Store, options: options);
            for (int i = 0; i < feed.order.Length; i++)
            {
                // Half of the time the next one in order, else any: repeated, or too early.
                long sequence = i % 2 == 0 ? Math.Min(projection.Status.Awaited, feed.records.Length) : feed.order[i];
                projection.Apply(sequence, feed.records[sequence - 1]);
                if (!feed.restarts.Contains(i)) continue;
                projection.Dispose();
                projection = TripProjection.Open(place.File, Tale.Store, options: options);
            }

            projection.CatchUp(feed.records.From(projection.Status.Awaited));
            projection.Dispose();
            return TemporaryDatabase.Dump(place.File) == Rebuilt(place, feed.records);
        }).Check(Thorough);
    }

    [Fact]
    public void Projection_KilledAnywhereInItsLog_ContinuesToTheSameDatabase()
    {
        var kills =
            from records in Journals
            where records.Length > 0
            from before in Gen.Choose(1, records.Length)
            from batch in Gen.Choose(1, 5)
            from cut in Gen.Choose(0, 1_000)
            select (records, before, batch, cut);

        Prop.ForAll(kills.ToArbitrary(), kill =>
        {
            using var place = new TemporaryDatabase();
            string copy = place.Other("killed.db");
            Tale.Build(place.File, []); // closed once, so that the tables are in the file and only records in the log
            using (TripProjection projection = TripProjection.Open(place.File, Tale.Store, options: new ProjectionOptions { BatchMax = kill.batch }))
            {
                projection.CatchUp(kill.records.From(1).Take(kill.before));
                CopyCut(place.File, copy, kill.cut);
            }

            using (TripProjection after = TripProjection.Open(copy, Tale.Store, journalEnd: kill.records.Length))
            {
                Assert.Equal(OpeningKind.Continued, after.Opening.Kind);
                Assert.InRange(after.Position, 0, kill.before);
                after.CatchUp(kill.records.From(after.Position + 1));
            }

            return TemporaryDatabase.Dump(copy) == Rebuilt(place, kill.records);
        }).Check(Thorough);
    }

    [Fact]
    public void Trips_OfAnyJournal_AreDenseAndAgreeWithAModel()
    {
        Prop.ForAll(Journals.ToArbitrary(), records =>
        {
            using var place = new TemporaryDatabase();
            using TripProjection projection = TripProjection.Open(place.File, Tale.Store);

            ProjectionStatus status = projection.CatchUp(records.From(1));
            IReadOnlyList<Trip> trips = projection.Trips(0, 1_000);

            var model = Model(records);
            var found = trips.Select(t => (t.Session, t.Party, t.Outcome, t.TotalMinor, t.ChargeState, Doubts: t.Reasons.Count, Lines: t.Lines.Count)).ToList();
            Assert.Equal(model, found);
            Assert.Equal(Enumerable.Range(1, trips.Count).Select(i => (long)i), trips.Select(t => t.Ordinal));
            Assert.Equal(SumOf(trips), projection.Totals());
            Assert.Equal((ProjectionState.Current, (long)records.Length), (status.State, status.Position));
        }).Check(Thorough);
    }

    [Fact]
    public void Plausible_Journals_HaveTripsAndNothingOddButRepeatedEvents()
    {
        Prop.ForAll(Stories.Plausible.ToArbitrary(), records =>
        {
            using var place = new TemporaryDatabase();

            ProjectionStatus status = Tale.Build(place.File, records);

            long[] events = [.. records.OfType<WeightChanged>().Select(w => w.Event)];
            Assert.Equal(events.Length - events.Distinct().Count(), status.Odd);
        }).Check(Thorough);
    }

    /// <summary>The same by hand, in memory: the first settling of an opened visit counts, and the first answer to its charge.</summary>
    private static List<(string Session, int Party, string Outcome, long Total, string? Charge, int Doubts, int Lines)> Model(JournalRecord[] records)
    {
        var party = new Dictionary<string, int>();
        var order = new List<SessionSettled>();
        var charges = new Dictionary<string, string>();
        foreach (JournalRecord record in records)
        {
            if (record is SessionOpened o) party.TryAdd(o.Session, o.Party);
            if (record is ChargeAnswered a && charges.GetValueOrDefault(a.ChargeId) == "pending") charges[a.ChargeId] = a.Booked ? "booked" : "refused";
            if (record is not SessionSettled s || !party.ContainsKey(s.Session) || order.Any(t => t.Session == s.Session)) continue;
            order.Add(s);
            if (s.ChargeId is not null) charges[s.ChargeId] = "pending";
        }

        return [.. order.Select(s => (
            s.Session, party[s.Session], s.Outcome, s.TotalMinor, s.ChargeId is null ? null : charges[s.ChargeId], s.Reasons.Count, s.Lines.Count))];
    }

    private static TripTotals SumOf(IReadOnlyList<Trip> trips)
    {
        (long, long) Sum(Func<Trip, bool> which) => (trips.Count(which), trips.Where(which).Sum(t => t.TotalMinor));
        (long charged, long chargedMinor) = Sum(t => t.Outcome == "charged");
        (long pending, long pendingMinor) = Sum(t => t.ChargeState == "pending");
        (long booked, long bookedMinor) = Sum(t => t.ChargeState == "booked");
        (long refused, long refusedMinor) = Sum(t => t.ChargeState == "refused");
        return new TripTotals(
            charged, chargedMinor, trips.Count(t => t.Outcome == "review"), trips.Count(t => t.Outcome == "empty"), pending, pendingMinor,
            booked, bookedMinor, refused, refusedMinor);
    }

    private static string Rebuilt(TemporaryDatabase place, JournalRecord[] records)
    {
        Tale.Build(place.Other("rebuilt.db"), records);
        return TemporaryDatabase.Dump(place.Other("rebuilt.db"));
    }

    /// <summary>The files as a kill leaves them, with the log cut at some byte: writing it was not over.</summary>
    private static void CopyCut(string from, string to, int perMille)
    {
        File.Copy(from, to);
        File.Copy(from + "-wal", to + "-wal");
        using FileStream log = File.OpenWrite(to + "-wal");
        log.SetLength(log.Length * perMille / 1_000);
    }
}
