using System.Text;
using O4O.Edge.Drivers.Clips;
using O4O.Edge.Host.Review;
using O4O.Edge.Store.Journal;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Host.Review;

/// <summary>From a doubt to a sealed clip, with eyes that answer well, late, twice, badly, or not at all.</summary>
public sealed class CaseWorkTests : IDisposable
{
    private const long Second = 1_000_000, Zero = 1_763_790_000 * Second;
    private static readonly JournalRecord[] Doubtful =
    [
        new SessionOpened(Zero, "ana", "ana", 1, 1),
        new WeightChanged(Zero + (10 * Second), 7, 1, 2, Zero + (9 * Second), Zero + (9 * Second), -330_000, "pick", false, false, [], []),
        new Interaction(Zero + (10 * Second), 7, "ana", "1", 1, 0.6, "because", []),
    ];

    private static readonly SessionSettled Review = new(Zero + (60 * Second), "ana", "ana", SessionSettled.Review, null, 0, [], ["why"]);
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-cases-").FullName;
    private readonly List<DoubtPayload> _told = [];
    private readonly List<CasePayload> _asked = [];
    private readonly ClipVault _vault;
    private readonly CaseWork _work;

    public CaseWorkTests()
    {
        _vault = new ClipVault(_folder, Path.Combine(_folder, "keys"), new ClipVaultOptions(), Zero);
        _work = Work();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Doubt_WithoutAReview_IsHeldLetGoAndLeavesNothing()
    {
        foreach (JournalRecord record in Doubtful) _work.Take(record, record.AtUs);
        _work.Take(Review with { Outcome = SessionSettled.Charged }, Review.AtUs);
        for (int s = 60; s < 200; s++) _work.Tick(Zero + (s * Second));

        Assert.Equal([(7L, CaseWork.LeaseMs), (7L, 0)], _told.Select(t => (t.Doubt, t.KeepMs)));
        Assert.Empty(_asked);
        Assert.Equal(0, _vault.Count);
    }

    [Fact]
    public void Review_WithEyesThatAnswer_HasTheirClipsOnce()
    {
        Open();
        Answer("camera-1", 3);
        Answer("camera-1", 3); // asked again before it was heard
        Answer("camera-2", 2);
        Finish();

        Assert.Equal([("camera-1", 3), ("camera-2", 2)], _vault.Of("ana").Select(c => (c.Clip.Camera, c.Clip.Pictures)));
        ClipInfo clip = _vault.Of("ana")[0].Clip;
        Assert.Equal((7, "shelf-1-2", Zero + (6 * Second), Zero + (12 * Second)), (clip.Doubt, clip.Shelf, clip.FromUs, clip.ToUs));
        Assert.Equal(["camera-1", "camera-2"], _asked[^1].Have);
        Assert.Equal(0, _told[^1].KeepMs); // and the eyes may forget
        Assert.DoesNotContain("ana", _work.Coming);
    }

    [Fact]
    public void Pictures_ThatCameOutOfOrderOrTwice_AreInOrderOnce()
    {
        Open();
        foreach (int i in new[] { 2, 0, 2, 0, 1 }) Piece("camera-1", i, 3);

        var whole = Assert.IsType<ClipOpening.Whole>(_vault.Open("ana", "ana.7.camera-1", Zero, null));
        Assert.Equal(3, whole.Info.Pictures);
        Assert.Equal([Captured(0), Captured(1), Captured(2)], Times(whole.Pictures));
    }

    [Fact]
    public void Pictures_OfWhichSomeAreLost_AreAskedForAgain()
    {
        Open();
        Piece("camera-1", 0, 2);
        _work.Tick(Zero + (64 * Second));
        Assert.Equal(2, _asked.Count);
        Assert.Empty(_asked[1].Have);
        Answer("camera-1", 2);
        _work.Tick(Zero + (68 * Second));

        Assert.Equal(["camera-1"], _asked[2].Have);
        Assert.Equal(1, _vault.Count);
    }

    [Fact]
    public void Camera_WithoutPictures_IsNotAskedAgainAndHasNoClip()
    {
        Open();
        Say("camera-1", new ClipPiece("ana"u8, 7, 0, 0, 0, []));
        Finish();

        Assert.Equal(["camera-1"], _asked[^1].Have);
        Assert.Equal(0, _vault.Count);
    }

    [Fact]
    public void Pieces_ThatNobodyAskedFor_AreRefused()
    {
        Answer("camera-1", 2); // before there is a case
        Open();
        Say("camera-1", new ClipPiece("ben"u8, 7, 0, 1, 1, [1]));
        Say("camera-1", new ClipPiece("ana"u8, 8, 0, 1, 1, [1]));
        _work.Piece("camera-1", "nonsense"u8, Zero);
        Finish();
        Answer("camera-1", 2); // too late

        Assert.Equal(7, _work.Refused);
        Assert.Equal(0, _vault.Count);
    }

    [Fact]
    public void Clip_LargerThanTheLimit_IsRefusedAndOthersStillFit()
    {
        Open();
        byte[] large = new byte[ClipPiece.PictureBytesMax];
        for (int i = 0; i < 200; i++) Say("camera-1", new ClipPiece("ana"u8, 7, i, 200, Captured(i), large));
        Answer("camera-2", 2);
        Finish();

        Assert.True(_work.Refused > 0);
        Assert.Equal("camera-2", Assert.Single(_vault.Of("ana")).Clip.Camera);
    }

    [Fact]
    public void Doubt_ThatLasts_IsToldAgainBeforeTheEyesForget()
    {
        foreach (JournalRecord record in Doubtful) _work.Take(record, record.AtUs);
        for (int s = 10; s < 400; s++) _work.Tick(Zero + (s * Second));

        Assert.InRange(_told.Count, 400 * 1000 / CaseWork.LeaseMs * 2, 20);
        Assert.All(_told, t => Assert.Equal(CaseWork.LeaseMs, t.KeepMs));
    }

    [Fact]
    public void Edge_KilledBeforeTheEyesAnswered_AsksAgain()
    {
        foreach (JournalRecord record in Doubtful) _work.Restore(record, Zero + (70 * Second));
        _work.Restore(Review, Zero + (70 * Second));
        _work.Tick(Zero + (70 * Second));
        Answer("camera-1", 2);

        Assert.Single(_asked);
        Assert.Equal(1, _vault.Count);
    }

    [Fact]
    public void Edge_StartedAnew_DoesNotAskForWhatItHas()
    {
        Open();
        Answer("camera-1", 2);

        StartAnew(70);

        Assert.Equal(["camera-1"], _asked[^1].Have);
    }

    [Fact]
    public void Edge_StartedAnewLongAfter_AsksForNothingAndHoldsNothing()
    {
        StartAnew(3_000);

        Assert.Empty(_asked);
        Assert.Empty(_told);
    }

    [Fact]
    public void Case_ThatAPersonIsDoneWith_GetsNoMorePictures()
    {
        Open();
        _vault.Erase("ana", Zero, "ana"); // before they came
        Answer("camera-1", 2);
        Assert.Equal(0, _vault.Count);
        int before = _asked.Count;

        StartAnew(70);

        Assert.Equal(before, _asked.Count);
    }

    [Fact]
    public void Clip_Expired_IsErasedAsTimePasses()
    {
        Open();
        Answer("camera-1", 2);

        _work.Tick(Zero + (73L * 3_600 * Second));

        Assert.Equal(0, _vault.Count);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "keys")));
    }

    private void StartAnew(int seconds)
    {
        CaseWork again = Work();
        foreach (JournalRecord record in Doubtful.Append(Review)) again.Restore(record, Zero + (seconds * Second));
        again.Tick(Zero + (seconds * Second));
    }

    private CaseWork Work() => new(new DoubtBook(new DoubtOptions()), _vault, _told.Add, _asked.Add, _ => { });

    private void Open()
    {
        foreach (JournalRecord record in Doubtful) _work.Take(record, record.AtUs);
        _work.Take(Review, Review.AtUs);
        _work.Tick(Review.AtUs);
    }

    private void Finish()
    {
        for (int s = 61; s < 120; s++) _work.Tick(Zero + (s * Second));
    }

    private void Answer(string camera, int count)
    {
        for (int i = 0; i < count; i++) Piece(camera, i, count);
    }

    private void Piece(string camera, int index, int count) =>
        Say(camera, new ClipPiece("ana"u8, 7, index, count, Captured(index), Encoding.ASCII.GetBytes($"picture {index}")));

    private void Say(string camera, ClipPiece piece)
    {
        byte[] bytes = new byte[ClipPiece.BytesMax];
        _work.Piece(camera, bytes.AsSpan(0, piece.Write(bytes)), Zero + (60 * Second));
    }

    private static long Captured(int index) => Zero + (8 * Second) + (index * 250_000);

    private static List<long> Times(byte[] pictures)
    {
        var all = new List<long>();
        for (int at = 0; at < pictures.Length; at += 12 + BitConverter.ToInt32(pictures, at + 8)) all.Add(BitConverter.ToInt64(pictures, at));
        return all;
    }
}
