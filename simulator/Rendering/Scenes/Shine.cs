using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>How much light comes off something. Lambert's law, a highlight by Blinn's half way direction, and the ambient from above.</summary>
internal static class Shine
{
    /// <summary>The ambient that reaches a side looking this way: all from above, less from below.</summary>
    public static float Sky(Vec normal) => 0.62f + 0.38f * normal.Z;

    /// <summary>What of a lamp's light is mirrored to the eye, before gloss.</summary>
    public static float Highlight(Vec normal, Vec toLamp, Vec toEye)
    {
        float h = Vec.Dot(normal, (toLamp + toEye).Unit());
        if (h <= 0) return 0;
        // To the 32nd.
        h *= h;
        h *= h;
        h *= h;
        h *= h;
        return h * h;
    }
}
