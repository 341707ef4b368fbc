namespace O4O.Whole.Tests.Running;

/// <summary>A test that mounts a file system: only root may; for others it is skipped with that reason.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (SmallDisk.WhyNot is { } reason) Skip = reason;
    }
}
