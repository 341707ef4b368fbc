using Xunit;

namespace O4O.Edge.Tests.Drivers.Journal;

/// <summary>A test that mounts a small tmpfs; skipped, with the reason, where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmpfsFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(SmallTmpfs.WhyNot);

    public TmpfsFactAttribute()
    {
        Skip = Reason.Value;
    }
}
