namespace O4O.Edge.Drivers.Mqtt;

/// <summary>How to reach one broker as one client. Checked by <see cref="Validate"/> when a client is made.</summary>
public sealed record MqttClientOptions
{
    /// <summary>Name or address. An address avoids a name look-up that can hold the network thread up.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>1 to 65,535.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Unique at the broker: a second client with the same id puts the first one out. At most 128 characters.</summary>
    public required string ClientId { get; init; }

    /// <summary>Null for an anonymous connection.</summary>
    public string? Username { get; init; }

    /// <summary>Needs <see cref="Username"/>.</summary>
    public string? Password { get; init; }

    /// <summary>5 to 3,600 s. A silent broker is noticed within twice this time.</summary>
    public int KeepAliveSeconds { get; init; } = 10;

    /// <summary>False keeps the broker's queue for this client id across connections.</summary>
    public bool CleanSession { get; init; } = true;

    /// <summary>1 to 60,000 ms: the wait before the first new attempt; it doubles with each failure, less up to half at random.</summary>
    public int ReconnectMinDelayMs { get; init; } = 100;

    /// <summary><see cref="ReconnectMinDelayMs"/> to 600,000 ms.</summary>
    public int ReconnectMaxDelayMs { get; init; } = 5_000;

    /// <summary>1 byte to 64 MiB, in both directions.</summary>
    public int MaxPayloadBytes { get; init; } = 262_144;

    /// <summary>1 to 30,000 messages accepted but not yet written (QoS 0) or acknowledged (QoS 1, 2).</summary>
    public int MaxQueuedMessages { get; init; } = 1_000;

    /// <summary>1 to 1,000,000 topic names kept, so that a message on a known topic allocates nothing.</summary>
    public int MaxCachedTopics { get; init; } = 4_096;

    /// <summary>Null for none.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>
    /// A PEM file with the authorities to trust: the connection is then TLS. Null for plain TCP. With TLS an attempt to
    /// connect may block the network thread for the system's connect timeout.
    /// </summary>
    public string? TlsCaFile { get; init; }

    /// <summary>Throws <see cref="ArgumentException"/> naming the first option that is out of range.</summary>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Host);
        ArgumentException.ThrowIfNullOrEmpty(ClientId);
        Range(ClientId.Length, 1, 128, nameof(ClientId));
        Range(Port, 1, 65_535, nameof(Port));
        Range(KeepAliveSeconds, 5, 3_600, nameof(KeepAliveSeconds));
        Range(ReconnectMinDelayMs, 1, 60_000, nameof(ReconnectMinDelayMs));
        Range(ReconnectMaxDelayMs, ReconnectMinDelayMs, 600_000, nameof(ReconnectMaxDelayMs));
        Range(MaxPayloadBytes, 1, 64 * 1_048_576, nameof(MaxPayloadBytes));
        Range(MaxQueuedMessages, 1, 30_000, nameof(MaxQueuedMessages));
        Range(MaxCachedTopics, 1, 1_000_000, nameof(MaxCachedTopics));
        if (Password is not null && Username is null)
        {
            throw new ArgumentException("Password needs Username: MQTT 3.1.1 has no password without a name.", nameof(Username));
        }

        if (Will is { } will)
        {
            ArgumentException.ThrowIfNullOrEmpty(will.Topic);
            Range(will.Qos, 0, 2, "Will.Qos");
            Range(will.Payload.Length, 0, 65_535, "Will.Payload");
        }

        if (TlsCaFile is not null && !File.Exists(TlsCaFile))
        {
            throw new ArgumentException($"TlsCaFile: no file {TlsCaFile}.", nameof(TlsCaFile));
        }
    }

    private static void Range(int value, int low, int high, string name)
    {
        if (value < low || value > high)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {low} to {high}.");
        }
    }

    /// <summary>All but the password.</summary>
    public override string ToString() => $"{Username ?? "anonymous"}@{Host}:{Port} as {ClientId}";
}
