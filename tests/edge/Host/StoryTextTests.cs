using System.Text.Json;
using O4O.Edge.Drivers.Sqlite;
using O4O.Edge.Host.Replay;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Drivers.Sqlite;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>A trip with second thoughts, told to a person and to a machine.</summary>
public sealed class StoryTextTests
{
    private const string Ana = "a11111aaaaaa", Ben = "b22222bbbbbb";

    /// <summary>
    /// Ana takes two colas, but one was a can of beans; gives the cola to Ben and gets his gum. Ben takes a bar beside her, which had
    /// been told as hers at first, then as nobody's.
    /// </summary>
    private static readonly JournalRecord[] Records =
    [
        new SessionOpened(1_000_000, Ana, "ana", 1, 1),
        new SessionOpened(1_500_000, Ben, "ben", 1, 2),
        Change(1, 2_000_000, -600_000),
        Took(2_400_000, 1, Ana, SmallStore.Cola, 2, null),
        Took(3_000_000, 1, Ana, SmallStore.Cola, 1, Interaction.Added),
        Took(3_000_000, 1, Ana, SmallStore.Beans, 1, Interaction.Added),
        Took(3_000_000, 1, Ana, SmallStore.Cola, -2, Interaction.Withdrawn),
        new HandedOver(4_700_000, 1, 4_000_000, Ana, Ben, SmallStore.Cola, 1, 0.5),
        new HandedOver(4_700_000, 1, 4_000_000, Ben, Ana, SmallStore.Gum, 1, 0.5),
        Change(2, 5_000_000, -50_000),
        Took(5_400_000, 2, Ana, SmallStore.Bar, 1, null),
        Took(6_000_000, 2, null, SmallStore.Bar, 1, Interaction.Added),
        Took(6_000_000, 2, Ana, SmallStore.Bar, -1, Interaction.Withdrawn),
        Took(7_000_000, 2, Ben, SmallStore.Bar, 1, Interaction.Added),
        Took(7_000_000, 2, null, SmallStore.Bar, -1, Interaction.Withdrawn),
        new SessionLeft(8_000_000, Ana, 7_900_000, "exit"),
        new SessionSettled(8_500_000, Ana, "ana", SessionSettled.Review, null, 450,
            [new SettledLine(SmallStore.Beans, "Beans", 1, 200, 0.9), new SettledLine(SmallStore.Gum, "Gum", 1, 250, 0.8)], ["is it beans?"], 0.625),
    ];

    [Fact]
    public void Text_OfAHandover_SaysWhoGaveWhatToWhomAndWhen()
    {
        string text = Text(Ana), others = Text(Ben);

        Assert.Contains("      3.00 s  gave 1 × Cola to b22222  (their hands met; decided after 700 ms)\n", text, StringComparison.Ordinal);
        Assert.Contains("      3.00 s  got 1 × Gum from b22222", text, StringComparison.Ordinal);
        Assert.Contains("      3.00 s  got 1 × Cola from a11111", others, StringComparison.Ordinal);
        Assert.DoesNotContain("gondola 0", text + others, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfWhatWasTakenBack_IsNoStepButSummedUpAtTheEnd()
    {
        string text = Text(Ana);

        Assert.Contains("Taken back on second thought: took 2 × Cola at 1.00 s; took 1 × Bar at 4.00 s\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("  took 2 × Cola", text[..text.IndexOf("Taken back", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains("took 1 × Beans  (gondola 1, shelf 1, -600 g, on second thought, after 1000 ms)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Taken back", Text(Ben), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfANearMissThoughtOver_IsItsLastTelling()
    {
        string near = Text(Ana)[Text(Ana).IndexOf("Near,", StringComparison.Ordinal)..];

        Assert.Contains("by b22222: took 1 × Bar", near, StringComparison.Ordinal);
        Assert.Single(near.Split("× Bar  ("), part => part.EndsWith("took 1 ", StringComparison.Ordinal));
        Assert.DoesNotContain("nobody's", near, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfAReview_SaysHowSureTheCartIsAndWhatWasRaisedAtTheExit()
    {
        Assert.Contains(
            "Not charged; a person must look at it (sure to 62.5 % that it is exactly this one):\n  ? is it beans?\n", Text(Ana), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_KeepsEveryTellingAndTheEventsOfEachLine()
    {
        using JsonDocument json = JsonDocument.Parse(Json(Story(Ana)));
        JsonElement story = json.RootElement[0];
        JsonElement[] steps = [.. story.GetProperty("steps").EnumerateArray()];

        Assert.Equal(8, steps.Length);
        Assert.Equal(
            [null, "added", "added", "withdrawn", null, null, null, "withdrawn"], steps.Select(s => s.GetProperty("revision").GetString()));
        Assert.Equal([false, true, true, false, true, true, false, false], steps.Select(s => s.GetProperty("stands").GetBoolean()));
        Assert.Equal(Ben, steps[4].GetProperty("other").GetString());
        Assert.Equal(
            [(SmallStore.Beans, "1"), (SmallStore.Gum, "-1")],
            story.GetProperty("lines").EnumerateArray().Select(l => (
                l.GetProperty("gtin").GetString()!, string.Join(',', l.GetProperty("events").EnumerateArray().Select(e => e.GetInt64())))));
        Assert.Equal(0.625, story.GetProperty("confidence").GetDouble());
    }

    [Fact]
    [Trait("Needs", "database")]
    public void Story_OutOfTheProjections_IsTheReplaysOwn()
    {
        using var place = new TemporaryDatabase();
        Tale.Build(place.File, Records);
        using TripProjection projection = TripProjection.Open(place.File, Tale.Store);

        foreach (string session in (string[])[Ana, Ben])
            Assert.Equal(Json(Story(session)), Json(TripStory.Tell(StoryMaterial.Of(projection.Visit(session)!), SmallStoreRecording.Store, 1_000_000)));
    }

    private static TripStory Story(string session) => TripStory.Tell(
        StoryMaterial.Of(Records, Records.OfType<SessionOpened>().Single(o => o.Session == session)), SmallStoreRecording.Store, 1_000_000);

    private static string Text(string session) => StoryText.Of(Story(session), SmallStoreRecording.Store);

    private static string Json(TripStory story) => JsonSerializer.Serialize([story], TripStoryJson.Default.IReadOnlyListTripStory);

    private static WeightChanged Change(long number, long liftUs, long mg) => new(
        liftUs + 400_000, number, 1, 1, liftUs - 50_000, liftUs, mg, "pick", false, false, [new PlateDelta(1, mg, 0)],
        [new Candidate(SmallStore.Cola, 1, 0.75)]);

    private static Interaction Took(long atUs, long number, string? session, string gtin, int units, string? revision) => new(
        atUs, number, session, gtin, units, 0.75, "because", [new HandClaim(Ana, 11, 20, 0.6), new HandClaim(Ben, 12, 30, 0.4)], revision);
}
