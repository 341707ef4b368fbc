namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>Who may connect. A device's user name is its device id; <c>edge</c> is the store's edge program.</summary>
/// <param name="Username">1 to 64 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>: it becomes a level of a topic.</param>
/// <param name="Password">1 to 128 characters.</param>
public sealed record BrokerUser(string Username, string Password)
{
    /// <summary>The edge program's user name; no device may bear it.</summary>
    public const string Edge = "edge";

    /// <summary>The name only: a password has no business in a log.</summary>
    public override string ToString() => Username;
}
