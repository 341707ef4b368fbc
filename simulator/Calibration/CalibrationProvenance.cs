using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using O4O.Edge.Wire;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Calibration;

/// <summary>What a threshold was learned from: enough to learn it again. No time of day, unless the caller names a date.</summary>
public sealed record CalibrationProvenance
{
    /// <summary>Where the days come from.</summary>
    public required IReadOnlyList<CalibrationDays> Days { get; init; }
    public required SeedRange Seeds { get; init; }
    public required string Store { get; init; }

    /// <summary>SHA-256 of the store file, options included.</summary>
    public required string StoreHash { get; init; }

    /// <summary>The edge's version, and the commit that it was built from where the build knew it.</summary>
    public required string EdgeVersion { get; init; }
    public required string? EdgeCommit { get; init; }

    /// <summary>Largest share of the units charged that may be wrong.</summary>
    public required double WrongMax { get; init; }

    /// <summary>Year, month, day; null when the caller names none.</summary>
    public string? Date { get; init; }

    /// <summary>Of these days, this store and the edge in this dll.</summary>
    public static CalibrationProvenance Of(IReadOnlyList<CalibrationDays> days, SeedRange seeds, StoreFile store, string hostDll, double wrongMax)
    {
        ArgumentNullException.ThrowIfNull(store);
        string[] version = (FileVersionInfo.GetVersionInfo(hostDll).ProductVersion ?? "").Split('+', 2);
        return new CalibrationProvenance
        {
            Days = days, Seeds = seeds, Store = store.Store, WrongMax = wrongMax,
            StoreHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StoreFileText.Write(store)))),
            EdgeVersion = version[0], EdgeCommit = version.Length > 1 ? version[1] : null,
        };
    }
}
