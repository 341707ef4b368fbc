namespace O4O.Edge.Drivers.Mqtt;

/// <summary>What became of a message handed to <see cref="MqttClient.Publish"/>. Only <see cref="Accepted"/> sends it.</summary>
public enum MqttPublishResult
{
    /// <summary>
    /// Queued for the network thread. QoS 0 may still be lost with the connection; QoS 1 and 2 are sent again after a
    /// reconnect until the broker acknowledges them (which says nothing about a disk).
    /// </summary>
    Accepted,

    /// <summary>No connection now. Nothing is kept: a stale command is worse than a missing one, and the caller knows which it is.</summary>
    NotConnected,

    /// <summary><see cref="MqttClientOptions.MaxQueuedMessages"/> messages already wait for the broker.</summary>
    QueueFull,

    /// <summary>The payload is larger than <see cref="MqttClientOptions.MaxPayloadBytes"/>.</summary>
    TooLarge,

    /// <summary>The library refuses it: a wildcard, a NUL or malformed text in the topic.</summary>
    Refused,

    /// <summary>The client was disposed.</summary>
    Disposed,
}
