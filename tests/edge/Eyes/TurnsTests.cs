using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Eyes.Scheduling;
using Xunit;

namespace O4O.Edge.Tests.Eyes;

/// <summary>Whose turn it is, with time as an argument.</summary>
public sealed class TurnsTests
{
    private const long SecondUs = 1_000_000;

    [Fact]
    public void Next_WhenNobodyWaits_IsNobody() => Assert.Equal(-1, new Turns([SecondUs]).Next());

    [Fact]
    public void Next_OfCamerasThatWantTheSame_GoesRound()
    {
        var turns = new Turns([SecondUs, SecondUs, SecondUs]);

        int[] served = Serve(turns, cameras: 3, count: 9);

        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 1, 2], served);
    }

    [Fact]
    public void Next_OfWhoAskedAgain_ForgetsNothing()
    {
        var turns = new Turns([SecondUs, SecondUs]);
        turns.Ask(1, urgent: false);
        turns.Ask(0, urgent: false);
        turns.Ask(1, urgent: false);

        Assert.Equal([1, 0, -1], [turns.Next(), turns.Next(), turns.Next()]);
    }

    [Fact]
    public void Shares_OfCamerasThatAllWantMoreThanThereIs_AreAsTheyWant()
    {
        // 10, 5 and 10 pictures a second wanted; every turn that there is is taken.
        var turns = new Turns([SecondUs / 10, SecondUs / 5, SecondUs / 10]);

        int[] served = Serve(turns, cameras: 3, count: 600);

        Assert.InRange(served.Count(c => c == 1), 110, 130);
        Assert.InRange(served.Count(c => c == 0), 230, 250);
        Assert.InRange(served.Count(c => c == 2), 230, 250);
    }

    [Fact]
    public void Shares_OfAnUrgentCamera_AreTwiceAsLarge()
    {
        var turns = new Turns([SecondUs / 10, SecondUs / 10]);

        int[] served = Serve(turns, cameras: 2, count: 600, urgent: 1);

        Assert.InRange(served.Count(c => c == 1), 390, 410);
    }

    /// <summary>Whatever the cameras want and whoever is urgent, nobody waits longer than it takes to serve all others by their measure.</summary>
    [Fact]
    public void Wait_OfAnyCamera_HasALimit()
    {
        Gen<(int[] Fps, bool[] Urgent)> cases =
            from count in Gen.Choose(1, 24)
            from fps in Gen.ArrayOf(Gen.Choose(1, 30), count)
            from urgent in Gen.ArrayOf(Gen.Elements(false, true), count)
            select (fps, urgent);

        Prop.ForAll(Arb.From(cases), c =>
        {
            var turns = new Turns([.. c.Fps.Select(f => SecondUs / f)]);
            double[] weights = [.. c.Fps.Select((f, i) => f * (c.Urgent[i] ? 2.0 : 1))];
            int[] last = new int[c.Fps.Length];
            for (int turn = 0; turn < 2_000; turn++)
            {
                for (int i = 0; i < c.Fps.Length; i++) turns.Ask(i, c.Urgent[i]);
                int served = turns.Next();
                // Each other as often as its measure allows in one interval of this one, and once more.
                double most = weights.Sum(w => (w / weights[served]) + 1) + 1;
                if (turn - last[served] > most) return false;
                last[served] = turn;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Who was silent for long has saved up nothing by it.</summary>
    [Fact]
    public void Camera_ThatWantedNothingForLong_IsServedNextAndThenInTurn()
    {
        var turns = new Turns([SecondUs, SecondUs, SecondUs]);
        for (int i = 0; i < 100; i++)
        {
            turns.Ask(0, urgent: false);
            turns.Ask(1, urgent: false);
            turns.Next();
        }

        int[] served = Serve(turns, cameras: 3, count: 7);

        Assert.Contains(2, served[..2]);
        Assert.InRange(served.Count(c => c == 2), 2, 3);
    }

    [Fact]
    public void Asking_AndServing_AllocatesNothing()
    {
        var turns = new Turns([SecondUs, SecondUs]);
        Once(turns);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++) Once(turns);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Once(Turns turns)
    {
        turns.Ask(0, urgent: false);
        turns.Ask(1, urgent: true);
        turns.Next();
        turns.Next();
    }

    /// <summary>All cameras always wait.</summary>
    private static int[] Serve(Turns turns, int cameras, int count, int urgent = -1)
    {
        int[] served = new int[count];
        for (int turn = 0; turn < count; turn++)
        {
            for (int camera = 0; camera < cameras; camera++) turns.Ask(camera, camera == urgent);
            served[turn] = turns.Next();
        }
        return served;
    }
}
