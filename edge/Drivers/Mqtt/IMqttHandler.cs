namespace O4O.Edge.Drivers.Mqtt;

/// <summary>
/// What a client tells its owner, always on the client's own network thread, one call at a time. While a call runs
/// nothing is read from the broker: copy, hand over, return. Publishing from inside a call is allowed. An exception
/// is counted, given to <see cref="OnFault"/>, and ends neither the connection nor the thread.
/// </summary>
public interface IMqttHandler
{
    /// <summary>A message arrived.</summary>
    /// <param name="topic">The topic; the same string object for the same topic as long as the cache holds it.</param>
    /// <param name="payload">The bytes, valid until the call returns.</param>
    /// <param name="retained">The broker kept it from before the subscription: an old fact, not a new one.</param>
    void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained);

    /// <summary>The broker accepted the connection, and every remembered subscription has been asked for again.</summary>
    void OnConnected();

    /// <summary>A connection ended, or an attempt to make one failed; another attempt follows unless disposed.</summary>
    /// <param name="reason">The broker's or the library's sentence.</param>
    void OnDisconnected(string reason);

    /// <summary>A message larger than <see cref="MqttClientOptions.MaxPayloadBytes"/> was dropped.</summary>
    void OnOversized(string topic, int bytes);

    /// <summary>A call of this handler threw. Counted in <see cref="MqttCounters.Faults"/> as well.</summary>
    void OnFault(Exception fault)
    {
    }
}
