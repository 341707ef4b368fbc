namespace O4O.Edge.Drivers.Mqtt;

/// <summary>Counts since the client was made; each is exact, the set is not one instant.</summary>
/// <param name="Received">Messages handed to the handler.</param>
/// <param name="Published">Messages accepted by <see cref="MqttClient.Publish"/>.</param>
/// <param name="Acknowledged">Accepted messages written to the socket (QoS 0) or acknowledged by the broker (QoS 1, 2).</param>
/// <param name="Connects">Connections that the broker accepted.</param>
/// <param name="Reconnects">Of those, all but the first.</param>
/// <param name="Dropped">Messages not accepted for publishing, or accepted at QoS 0 and lost with a connection.</param>
/// <param name="Oversized">Arrived messages dropped for their size.</param>
/// <param name="Faults">Exceptions thrown by the handler.</param>
/// <param name="Subscribed">Subscriptions confirmed by the broker, repeated ones included.</param>
/// <param name="SubscriptionsRefused">Subscriptions that the broker refused.</param>
public readonly record struct MqttCounters(
    long Received, long Published, long Acknowledged, long Connects, long Reconnects, long Dropped, long Oversized,
    long Faults, long Subscribed, long SubscriptionsRefused);
