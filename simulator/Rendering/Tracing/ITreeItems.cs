namespace O4O.Simulator.Rendering.Tracing;

/// <summary>What stands behind a tree's leaves.</summary>
internal interface ITreeItems
{
    /// <summary>Whether a ray meets this item nearer than <paramref name="far"/>; then that is where.</summary>
    bool Meets(int item, Vec origin, Vec direction, ref float far);
}
