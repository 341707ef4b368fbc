using System.Diagnostics.CodeAnalysis;

namespace O4O.Settings;

/// <summary>The settings, or everything that is wrong with them. Never both.</summary>
/// <typeparam name="T">The settings record.</typeparam>
public sealed class SettingsResult<T>
    where T : class
{
    internal SettingsResult(T value) => Value = value;

    internal SettingsResult(IReadOnlyList<SettingsProblem> problems) => Problems = problems;

    /// <summary>True when <see cref="Value"/> may be used.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>The settings; null when there are problems.</summary>
    public T? Value { get; }

    /// <summary>All problems found, in the order of the file; empty when valid.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; } = [];
}
