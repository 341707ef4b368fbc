using O4O.Simulator.Rendering.Figures;

namespace O4O.Simulator.Rendering;

/// <summary>Who stood where at a moment, and how they moved: taken from the world on its own thread, drawn on any.</summary>
public sealed class Scene
{
    internal Scene(long timeUs, IReadOnlyList<(Stance Before, Stance Now)> people, long apartUs) => (TimeUs, People, ApartUs) = (timeUs, people, apartUs);

    /// <summary>Store time, microseconds.</summary>
    public long TimeUs { get; }

    /// <summary>How many people there are.</summary>
    public int Count => People.Count;

    internal IReadOnlyList<(Stance Before, Stance Now)> People { get; }

    /// <summary>From before to now.</summary>
    internal long ApartUs { get; }
}
