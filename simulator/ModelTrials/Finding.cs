using O4O.Edge.Drivers.Inference;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.ModelTrials;

/// <summary>
/// Which detection is whose, in one picture: the surest first takes whom it overlaps most, by at least a half, and those who must be found
/// before those who need not be.
/// </summary>
internal static class Finding
{
    /// <summary>The detection is nobody.</summary>
    public const int Nobody = -1;

    /// <summary>The detection lies on somebody who is hardly seen, and is neither right nor wrong.</summary>
    public const int HardlySeen = -2;

    /// <summary>Whoever is seen by so much (in the picture, and nothing before it) must be found.</summary>
    public const double ShareCounted = 0.5;

    /// <summary>Whoever is seen by so little may be found, but no figure counts it.</summary>
    public const double ShareMin = 0.2;

    private const double OverlapMin = 0.5;
    private const double VisibilityMin = 0.1;
    private const int PixelsMin = 30;

    /// <summary>Which share of a body is seen: neither out of the picture nor behind something.</summary>
    public static double ShareOf(PersonTruth person) => person.Visibility * person.InPicture;

    /// <summary>Whether somebody must be found.</summary>
    public static bool Counts(PersonTruth person) => MayBeAsked(person) && ShareOf(person) >= ShareCounted;

    /// <summary>Whether somebody is in any figure at all.</summary>
    public static bool MayBeAsked(PersonTruth person) =>
        !person.Seen.IsEmpty && person.Visibility >= VisibilityMin && person.SeenPixels >= PixelsMin && ShareOf(person) >= ShareMin;

    /// <summary>For each detection the person's place in the list, <see cref="Nobody"/> or <see cref="HardlySeen"/>.</summary>
    public static void Match(ReadOnlySpan<Detection> found, IReadOnlyList<PersonTruth> people, Span<int> of)
    {
        var taken = new bool[people.Count];
        for (int d = 0; d < found.Length; d++)
        {
            int best = Best(found[d], people, taken, must: true);
            if (best < 0) best = Best(found[d], people, taken, must: false);
            if (best >= 0) taken[best] = true;
            of[d] = best >= 0 ? best : IsOnSomebody(found[d], people) ? HardlySeen : Nobody;
        }
    }

    private static int Best(in Detection found, IReadOnlyList<PersonTruth> people, bool[] taken, bool must)
    {
        int best = -1;
        double most = OverlapMin;
        for (int p = 0; p < people.Count; p++)
        {
            if (taken[p] || people[p].Seen.IsEmpty || Counts(people[p]) != must) continue;
            double shared = Shared(found, people[p].Seen), overlap = shared / ((found.Width * found.Height) + Area(people[p].Seen) - shared);
            if (overlap >= most) (best, most) = (p, overlap);
        }
        return best;
    }

    private static bool IsOnSomebody(in Detection found, IReadOnlyList<PersonTruth> people)
    {
        foreach (PersonTruth person in people)
            if (!person.Seen.IsEmpty && !Counts(person) && Shared(found, person.Seen) >= 0.5 * found.Width * found.Height) return true;
        return false;
    }

    private static double Area(PictureBox box) => box.Width * box.Height;

    private static double Shared(in Detection a, PictureBox b)
    {
        double width = Math.Min(a.X + a.Width, b.Left + b.Width) - Math.Max(a.X, b.Left);
        double height = Math.Min(a.Y + a.Height, b.Top + b.Height) - Math.Max(a.Y, b.Top);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
