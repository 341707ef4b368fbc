namespace O4O.Edge.Tests.Drivers.Mqtt;

internal sealed record HeardMessage(string Topic, byte[] Payload, bool Retained);
