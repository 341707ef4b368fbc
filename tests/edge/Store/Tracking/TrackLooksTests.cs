using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using Xunit;

namespace O4O.Edge.Tests.Store.Tracking;

public sealed class TrackLooksTests
{
    private readonly Track _track = new(7);

    [Fact]
    public void Looks_OfATrackThatHasNone_AreNone() => Assert.Equal(0, _track.LookCount);

    [Fact]
    public void Looks_InOrder_ComeNewestFirst()
    {
        for (int i = 0; i < 5; i++) Look(i);

        Assert.Equal([4L, 3, 2, 1, 0], Times());
        Assert.Equal([4, 3, 2, 1, 0], Products());
        Assert.Equal([false, true, false, true, false], Enumerable.Range(0, 5).Select(b => _track.LookAt(b).IsRight));
    }

    [Fact]
    public void Looks_OlderThanTheNewest_ArePutInTheirPlace()
    {
        foreach (int at in new[] { 1, 4, 2, 3, 0 }) Look(at);

        Assert.Equal([4L, 3, 2, 1, 0], Times());
        Assert.Equal([4, 3, 2, 1, 0], Products());
    }

    [Fact]
    public void Looks_MoreThanTheRingHolds_KeepTheNewest()
    {
        for (int i = 0; i < 3 * Track.LooksMax / 2; i++) Look(i);

        Assert.Equal(Track.LooksMax, _track.LookCount);
        Assert.Equal(Enumerable.Range(Track.LooksMax / 2, Track.LooksMax).Reverse(), Products());
    }

    private void Look(int at) => _track.AddLook(new StoreTime(at), new HandLook(7, at % 2 == 1, 0, [new LookEntry(at, 60_000)]));

    private IEnumerable<long> Times() => Enumerable.Range(0, _track.LookCount).Select(b => _track.LookTimeAt(b).Us);

    private IEnumerable<int> Products() => Enumerable.Range(0, _track.LookCount).Select(b => _track.LookAt(b)[0].ProductIndex);
}
