using O4O.Edge.Host.EventLoop;
using O4O.Edge.Host.Live;
using O4O.Edge.Host.Review;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Recording;
using O4O.Edge.Tests.Store.Builders;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Host;

/// <summary>The pictures that people see while a store thinks its decisions over.</summary>
public sealed class LiveViewTests
{
    private const long Anna = 11, Ben = 12;
    private static readonly Point3 AnnaStands = new(2_500, 1_600, 0), BenStands = new(3_250, 1_600, 0), Between = new(2_875, 1_600, 1_050);

    /// <summary>Anna takes a cola; her hand meets Ben's, and who has it afterwards is not certain.</summary>
    private static readonly Script Meeting = new Script(9).Enter("anna", 1, Anna).Enter("ben", 4, Ben)
        .Take(Anna, 7.5, SmallStore.LowShelf, 2, SmallStore.Cola)
        .Stand(Anna, 11, AnnaStands, Between).Stand(Ben, 11, BenStands, Between)
        .Stand(Anna, 11.6, AnnaStands, Between).Stand(Ben, 11.6, BenStands, Between).Leave(Anna, 15).Leave(Ben, 16.5);

    [Fact]
    public void Handover_ChangesThePicturesOfBothAtOnce()
    {
        var (pictures, _) = Play();

        (_, IReadOnlyList<SessionView> shown) = Assert.Single(pictures, p => p.Records.Any(r => r is HandedOver));

        SessionView anna = Assert.Single(shown, s => s.Shopper == "anna"), ben = Assert.Single(shown, s => s.Shopper == "ben");
        Assert.Empty(anna.Lines);
        Assert.Equal(("Cola", 1, 1_500L), (ben.Lines[0].Name, ben.Lines[0].Quantity, ben.TotalMinor));
    }

    [Fact]
    public void Pictures_OfOneMoment_AreOneForEachVisit_NeverOfLessThanNothing()
    {
        var (pictures, _) = Play();

        Assert.NotEmpty(pictures);
        Assert.All(pictures, p => Assert.Equal(p.Shown.Count, p.Shown.DistinctBy(s => s.Session).Count()));
        Assert.All(pictures.SelectMany(p => p.Shown).SelectMany(s => s.Lines), line => Assert.True(line.Quantity > 0));
    }

    [Fact]
    public void SettledVisit_ShowsWhatWasRaisedAtTheExitAndHowSureTheCartIs()
    {
        var (pictures, live) = Play();
        SessionSettled[] settled = [.. pictures.SelectMany(p => p.Records).OfType<SessionSettled>()];

        Assert.Equal(2, settled.Length);
        foreach (SessionSettled s in settled)
        {
            SessionView view = live.Find(s.Session)!;
            Assert.NotEmpty(s.Reasons);
            Assert.Equal(s.Reasons, view.Doubts);
            Assert.Equal((s.Confidence, s.TotalMinor, "review"), (view.Confidence, view.TotalMinor, view.Outcome));
            Assert.Equal(s.Lines.Select(l => (l.Gtin, l.Quantity, l.Confidence)), view.Lines.Select(l => (l.Gtin, l.Quantity, l.Confidence)));
        }
        Assert.Empty(live.Open);
    }

    [Fact]
    public void Take_IsInThePictureBeforeItIsInTheCart_NeverInBoth()
    {
        var (pictures, live) = Play();
        List<SessionView> anna = [.. pictures.SelectMany(p => p.Shown).Where(s => s.Shopper == "anna")];

        int before = anna.FindIndex(s => s.Provisional is not null), after = anna.FindIndex(s => s.Lines.Count > 0);

        Assert.InRange(before, 0, after - 1);
        ProvisionalView shown = Assert.Single(anna[before].Provisional!);
        Assert.Equal(("Cola", 1, SmallStore.Cola), (shown.Name, shown.Quantity, shown.Gtin));
        Assert.Equal((0L, 0), (anna[before].TotalMinor, anna[before].Lines.Count));
        Assert.Null(anna[after].Provisional);
        Assert.Null(live.Find(anna[0].Session)!.Provisional);
    }

    [Fact]
    public void Floor_Painted_TellsWhereEachVisitWasSeenLast()
    {
        var layout = (SmallStoreRecording.Store with { Cameras = [new StoreFile.CameraEntry("camera-1", Calibration: LivePictures.Hung)] }).ToLayout();
        var play = new Performance(SmallStore.Machine());
        var sights = new LastSights(layout);
        var live = new LiveView(new FactIntake(play.Machine), sights);
        var seen = new HashSet<string>();
        foreach (var fact in Meeting.Facts(12))
        {
            play.Feed(fact);
            live.Paint(new(1, new(fact.AtUs)));
            foreach (var visit in play.Machine.State.Open)
                if (sights.Of(visit.Id) is { } sight && Math.Abs(sight.AtUs - fact.AtUs) < 1_000_000) seen.Add(visit.Shopper);
        }

        Assert.Equal(["anna", "ben"], seen.Order());
    }

    /// <summary>Every moment at which something was decided or shown, with what was shown of it.</summary>
    private static (List<(IReadOnlyList<JournalRecord> Records, IReadOnlyList<SessionView> Shown)> Pictures, LiveView Live) Play()
    {
        var play = new Performance(SmallStore.Machine());
        var live = new LiveView(new FactIntake(play.Machine));
        var pictures = new List<(IReadOnlyList<JournalRecord>, IReadOnlyList<SessionView>)>();
        foreach (var fact in Meeting.Facts(30))
        {
            (int before, int provisional) = (play.Records.Count, play.Provisional.Count);
            play.Feed(fact);
            if (play.Records.Count == before && play.Provisional.Count == provisional) continue;
            List<JournalRecord> records = play.Records[before..];
            pictures.Add((records, [.. live.Show(records, play.Provisional[provisional..])]));
        }
        return (pictures, live);
    }
}
