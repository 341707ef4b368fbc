using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Simulation;

/// <summary>A device's way to the edge: what it says takes its time, and now and then is lost, late, or arrives twice.</summary>
internal sealed class Network(Post post, FaultOptions faults, Dice dice)
{
    /// <summary>Sends a message. The draws are the same whether it is heard or not, so that a fault moves nothing else.</summary>
    /// <param name="nowUs">When it is sent.</param>
    /// <param name="fromUs">Least time on the way.</param>
    /// <param name="untilUs">Most time on the way, exclusive.</param>
    /// <param name="deviceUs">The device's own time of it.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="message">What.</param>
    /// <param name="silencedUntilUs">Before this nobody hears it.</param>
    public void Send(
        long nowUs, long fromUs, long untilUs, long deviceUs, string topic, ReadOnlySpan<byte> message, long silencedUntilUs)
    {
        long arrivalUs = nowUs + dice.Between(fromUs, untilUs);
        bool lost = dice.Chance(faults.Loss), late = dice.Chance(faults.Reorder), twice = dice.Chance(faults.Duplicate);
        if (late) arrivalUs += dice.Between(1_000L, faults.ReorderMsMax * 1_000L);
        if (lost || nowUs < silencedUntilUs) return;
        post.Send(arrivalUs, deviceUs, topic, message);
        if (twice) post.Send(arrivalUs + dice.Between(1_000L, 200_000L), deviceUs, topic, message);
    }
}
