using System.CommandLine;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Commands;

/// <summary><c>--without</c>: what a recording is not told.</summary>
internal static class WithoutOption
{
    private static readonly (string Name, Withheld What)[] Known =
        [("joints", Withheld.Joints), ("vision", Withheld.Vision), ("weights", Withheld.Weights)];

    public static Option<string[]> Create() => new("--without")
    {
        Description = "facts that the edge is not given, to see what they are worth: joints (all but heads), vision (what hands hold) or weights; may be given several times",
        HelpName = "joints|vision|weights",
        DefaultValueFactory = _ => [],
    };

    /// <summary>What these names mean together.</summary>
    /// <exception cref="UserMistakeException">One of them means nothing.</exception>
    public static Withheld Parse(IEnumerable<string> names)
    {
        Withheld withheld = Withheld.None;
        foreach (string name in names)
        {
            Withheld found = Known.FirstOrDefault(k => k.Name == name).What;
            if (found == Withheld.None) throw KnownName.Unknown("--without", name, Known.Select(k => k.Name));
            withheld |= found;
        }
        return withheld;
    }

    /// <summary>The names again, in one order whatever the command line's was.</summary>
    public static IReadOnlyList<string> Names(Withheld withheld) => [.. Known.Where(k => withheld.HasFlag(k.What)).Select(k => k.Name)];
}
