using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Simulation;

/// <summary>A device's way to the edge: what it says takes its time, and now and then is lost, late, or arrives twice.</summary>
/// <param name="post">Carries what is not lost.</param>
/// <param name="faults">How often what goes wrong.</param>
/// <param name="dice">Decides.</param>
/// <param name="hearing">Keeps what was heard, for the truth; or nobody does.</param>
/// <param name="silence">What it is called there when the device is silenced.</param>
internal sealed class Network(Post post, FaultOptions faults, Dice dice, Hearing? hearing = null, string silence = "")
{
    /// <summary>Sends a message. The draws are the same whether it is heard or not, so that a fault moves nothing else.</summary>
    /// <param name="nowUs">When it is sent.</param>
    /// <param name="sinceUs">From when on it tells.</param>
    /// <param name="fromUs">Least time on the way.</param>
    /// <param name="untilUs">Most time on the way, exclusive.</param>
    /// <param name="deviceUs">The device's own time of it.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="message">What.</param>
    /// <param name="silencedUntilUs">Before this nobody hears it.</param>
    public void Send(
        long nowUs, long sinceUs, long fromUs, long untilUs, long deviceUs, string topic, ReadOnlySpan<byte> message, long silencedUntilUs)
    {
        long arrivalUs = nowUs + dice.Between(fromUs, untilUs);
        bool lost = dice.Chance(faults.Loss), late = dice.Chance(faults.Reorder), twice = dice.Chance(faults.Duplicate);
        if (late) arrivalUs += dice.Between(1_000L, faults.ReorderMsMax * 1_000L);
        if (lost || nowUs < silencedUntilUs)
        {
            hearing?.Miss(nowUs < silencedUntilUs ? silence : Truths.TruthFault.LostMessages);
            return;
        }
        hearing?.Hear(sinceUs, nowUs);
        post.Send(arrivalUs, deviceUs, topic, message);
        if (twice) post.Send(arrivalUs + dice.Between(1_000L, 200_000L), deviceUs, topic, message);
    }
}
