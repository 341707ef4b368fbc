namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>The broker did not start; the message says why, with the broker's own last lines.</summary>
public sealed class BrokerStartException(string message) : Exception(message);
