using O4O.Edge.Store.Facts;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Pixels;

/// <summary>
/// Who stood how in one camera's last picture: whether the next one would show anything else. What stands and moves nothing looks the same
/// but for noise, and no motion gate lets noise through.
/// </summary>
internal sealed class Glance(View view)
{
    /// <summary>Nobody reaches, carries or draws along anything farther than this from where they stand, millimetres.</summary>
    private const float AroundMm = 1_300;

    private readonly List<Stance> _last = [], _now = [];
    private bool _hasLooked;

    /// <summary>Whether a picture of these people would be another one than the last that <see cref="Keep"/> was told of.</summary>
    public bool Differs(IReadOnlyList<(Stance Before, Stance Now)> people)
    {
        _now.Clear();
        foreach ((_, Stance stance) in people)
            if (IsInView(stance)) _now.Add(stance);
        if (!_hasLooked || _now.Count != _last.Count) return true;
        for (int i = 0; i < _now.Count; i++)
            if (!IsSame(_now[i], _last[i])) return true;
        return false;
    }

    /// <summary>The picture of those last asked about is looked at.</summary>
    public void Keep()
    {
        _last.Clear();
        _last.AddRange(_now);
        _hasLooked = true;
    }

    private bool IsInView(Stance s)
    {
        Span<Vec> corners = stackalloc Vec[8];
        for (int c = 0; c < 8; c++)
            corners[c] = s.At + new Vec((c & 1) == 0 ? -AroundMm : AroundMm, (c & 2) == 0 ? -AroundMm : AroundMm, (c & 4) == 0 ? 0 : s.StatureMm * 1.15f);
        return !view.Cover(corners, 8).Within(view.Width, view.Height).IsEmpty;
    }

    private static bool IsSame(Stance a, Stance b)
    {
        if (a.Person != b.Person || a.Left != b.Left || a.Right != b.Right || a.Heading != b.Heading || a.Swing != b.Swing) return false;
        for (int j = 0; j < JointSet.Count; j++)
            if (a.Joint((JointKind)j) != b.Joint((JointKind)j)) return false;
        return true;
    }
}
