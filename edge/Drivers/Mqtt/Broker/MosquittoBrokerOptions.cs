using System.Net;
using System.Text.RegularExpressions;

namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>A broker of one store. Checked by <see cref="Validate"/> when a broker is made.</summary>
public sealed partial record MosquittoBrokerOptions
{
    /// <summary>Where its configuration, password file and topic rules are written; made when missing, for the owner alone.</summary>
    public required string Directory { get; init; }

    /// <summary>The store's id, a level of every topic: 1 to 64 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c></summary>
    public required string StoreId { get; init; }

    /// <summary>All who may connect; nobody else may.</summary>
    public required IReadOnlyList<BrokerUser> Users { get; init; }

    /// <summary>0 to 65,535; 0 picks a free port at the first start, kept for every later one.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen on. Beyond the machine's own addresses passwords travel in the clear unless TLS is on.</summary>
    public string BindAddress { get; init; } = "127.0.0.1";

    /// <summary>1,024 bytes to 64 MiB. A larger payload is not delivered; one larger by 64 KiB ends its sender's connection.</summary>
    public int MaxMessageBytes { get; init; } = 262_144;

    /// <summary>10 to 100,000 messages waiting for one slow client; further ones are dropped.</summary>
    public int MaxQueuedMessages { get; init; } = 1_000;

    /// <summary>100 to 60,000 ms for the broker to answer after a start.</summary>
    public int StartTimeoutMs { get; init; } = 10_000;

    /// <summary>
    /// 100 to 1,000,000 rounds of the password hash. The broker hashes on its only thread at every connect, so many
    /// rounds stall the sensors when a store's shelves reconnect; random passwords (<see cref="BrokerAccess"/>) need few.
    /// </summary>
    public int PasswordIterations { get; init; } = 101;

    /// <summary>A PEM file with the server's certificate (and chain); with <see cref="TlsKeyFile"/> the listener is TLS only.</summary>
    public string? TlsCertificateFile { get; init; }

    /// <summary>A PEM file with the certificate's private key.</summary>
    public string? TlsKeyFile { get; init; }

    /// <summary>Throws <see cref="ArgumentException"/> naming the first option that is out of range.</summary>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Directory);
        ArgumentNullException.ThrowIfNull(Users);
        if (Directory.AsSpan().ContainsAny('\n', '\r'))
        {
            throw new ArgumentException("Directory holds a line break.", nameof(Directory));
        }

        Name(StoreId, nameof(StoreId));
        Range(Port, 0, 65_535, nameof(Port));
        Range(MaxMessageBytes, 1_024, 64 * 1_048_576, nameof(MaxMessageBytes));
        Range(MaxQueuedMessages, 10, 100_000, nameof(MaxQueuedMessages));
        Range(StartTimeoutMs, 100, 60_000, nameof(StartTimeoutMs));
        Range(PasswordIterations, 100, 1_000_000, nameof(PasswordIterations));
        if (!IPAddress.TryParse(BindAddress, out _))
        {
            throw new ArgumentException($"BindAddress \"{BindAddress}\" is not an IP address.", nameof(BindAddress));
        }

        if (TlsCertificateFile is null != TlsKeyFile is null)
        {
            throw new ArgumentException("TlsCertificateFile and TlsKeyFile are set together or not at all.", nameof(TlsKeyFile));
        }

        if (TlsCertificateFile?.AsSpan().ContainsAny('\n', '\r') == true || TlsKeyFile?.AsSpan().ContainsAny('\n', '\r') == true)
        {
            throw new ArgumentException("TlsCertificateFile or TlsKeyFile holds a line break.", nameof(TlsKeyFile));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var user in Users)
        {
            Name(user.Username, "Users");
            Range(user.Password.Length, 1, 128, $"Users: password of {user.Username}");
            if (!seen.Add(user.Username))
            {
                throw new ArgumentException($"Users names \"{user.Username}\" twice.", nameof(Users));
            }
        }
    }

    private static void Name(string value, string option)
    {
        if (!NamePattern().IsMatch(value))
        {
            throw new ArgumentException(
                $"{option}: \"{value}\" is not 1 to 64 of letters, digits, '-', '_' and '.', as a level of a topic must be.", option);
        }
    }

    private static void Range(int value, int low, int high, string name)
    {
        if (value < low || value > high)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {low} to {high}.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
