using O4O.Edge.Host.Replay;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>A trip told with its evidence.</summary>
public sealed class TripStoryTests : IDisposable
{
    private const long Anna = 11, Ben = 12;
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-story-").FullName;

    [Fact]
    public void Story_OfATrip_HoldsEveryMovementItsEvidenceAndTheEnd()
    {
        Script script = new Script(5).Enter("anna", 1, Anna)
            .Take(Anna, 6, SmallStore.LowShelf, 2, SmallStore.Cola, units: 2).PutBack(Anna, 11, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(Anna, 16);

        TripStory story = Assert.Single(TripStory.Of(Replay(script, 24), "anna"));

        Assert.Equal([2, -1], story.Steps.Select(s => s.Quantity));
        Assert.All(story.Steps, s => Assert.Equal(("Cola", Anna), (s.Name, s.Hands[0].Track)));
        Assert.All(story.Steps, s => Assert.Equal(SmallStore.Cola, s.Candidates[0].Gtin));
        Assert.InRange(story.Steps[0].TimeUs, 5_700_000, 6_300_000);
        Assert.Equal((SessionSettled.Charged, "exit", 1_500L), (story.Outcome, story.How, story.TotalMinor));
    }

    [Fact]
    public void Story_OfSomebodyElse_TellsWhatWasNearAndWhose()
    {
        Script script = new Script(6).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
            .Take(Anna, 9, SmallStore.LowShelf, 2, SmallStore.Cola).Leave(Anna, 14).Leave(Ben, 15);
        ReplayResult result = Replay(script, 24);

        TripStory ben = Assert.Single(TripStory.Of(result, "ben"));

        Assert.Empty(ben.Steps);
        Assert.Equal(SessionSettled.Empty, ben.Outcome);
        Assert.Empty(TripStory.Of(result, "nobody"));
    }

    [Fact]
    public void Story_BySession_IsTheSameAsByShopper()
    {
        Script script = new Script(7).Enter("anna", 1, Anna).Take(Anna, 6, SmallStore.HighShelf, 4, SmallStore.Chips).Leave(Anna, 10);
        ReplayResult result = Replay(script, 18);

        TripStory byShopper = Assert.Single(TripStory.Of(result, "anna"));
        TripStory bySession = Assert.Single(TripStory.Of(result, byShopper.Session));

        Assert.Equal(byShopper.Steps.Select(s => s.Event), bySession.Steps.Select(s => s.Event));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ReplayResult Replay(Script script, double seconds)
    {
        string path = Path.Combine(_folder, "rec.mcap");
        SmallStoreRecording.Write(path, script.Facts(seconds));
        return Replayer.Run(path, 0, null);
    }
}
