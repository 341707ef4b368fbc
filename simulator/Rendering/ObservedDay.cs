using O4O.Edge.Store.Quantities;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Rendering;

/// <summary>A simulated day lived through for its pictures: at even intervals, what is to be seen then.</summary>
internal static class ObservedDay
{
    /// <summary>A step of the world: the time between two looks is a hand's blur.</summary>
    private const long TickUs = 16_667;

    /// <summary>The world takes somebody who is still inside a minute after the end for a mistake; for pictures it is none.</summary>
    private const int AfterEndSeconds = 59;

    /// <summary>Advances the world as far as the scenes are asked for, until it is finished or has been over for so long.</summary>
    /// <param name="world">The world; at its start.</param>
    /// <param name="renderer">Of the world.</param>
    /// <param name="periodUs">From one scene to the next, the first so long after the start.</param>
    /// <returns>Each scene, with its time since the start, microseconds.</returns>
    public static IEnumerable<(long AtUs, Scene Scene)> Of(World world, StoreRenderer renderer, long periodUs)
    {
        StoreTime end = world.End + AfterEndSeconds * StoreTime.SecondUs;
        for (long atUs = periodUs; !world.IsFinished && world.Start + atUs < end; atUs += periodUs)
        {
            world.Advance(world.Start + (atUs - TickUs));
            renderer.Observe();
            world.Advance(world.Start + atUs);
            yield return (atUs, renderer.Observe());
        }
    }
}
