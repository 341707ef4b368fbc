using O4O.Settings;

namespace O4O.Simulator.Commands;

/// <summary>An option's value that is one of a few names.</summary>
internal static class KnownName
{
    /// <summary>The value, if it is one of the names.</summary>
    /// <exception cref="UserMistakeException">It is none of them; the message says which there are, or which one was meant.</exception>
    public static string Of(string option, string value, string[] names) =>
        names.Contains(value, StringComparer.Ordinal) ? value : throw Unknown(option, value, names);

    /// <summary>What to say of a value that is none of the names.</summary>
    public static UserMistakeException Unknown(string option, string value, IEnumerable<string> names)
    {
        string? near = NearestName.Find(value, names);
        return new UserMistakeException($"{option} \"{value}\": " + (near is null ? $"known are {string.Join(", ", names)}" : $"did you mean \"{near}\"?"));
    }
}
