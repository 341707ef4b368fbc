namespace O4O.Edge.Drivers.Mqtt;

/// <summary>What the broker publishes for a client that vanishes without saying goodbye.</summary>
/// <param name="Topic">Where; the topic rules hold for it as for any message.</param>
/// <param name="Payload">The bytes.</param>
/// <param name="Qos">0, 1 or 2.</param>
/// <param name="Retain">Kept by the broker for later subscribers.</param>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, int Qos = 1, bool Retain = false);
