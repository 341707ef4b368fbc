using System.Security.Cryptography;

namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>The users of one store's broker with passwords drawn at random: 128 bits each, as 32 hexadecimal digits.</summary>
public sealed class BrokerAccess
{
    private readonly Dictionary<string, BrokerUser> _users = new(StringComparer.Ordinal);

    private BrokerAccess()
    {
    }

    /// <summary>The edge program first, then the devices in the order given.</summary>
    public IReadOnlyList<BrokerUser> Users { get; private set; } = [];

    /// <summary>Makes a user for the edge program and one for each device.</summary>
    /// <exception cref="ArgumentException">A device is named twice, or <c>edge</c>.</exception>
    public static BrokerAccess Create(IEnumerable<string> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        var access = new BrokerAccess();
        var users = new List<BrokerUser>();
        foreach (var name in devices.Prepend(BrokerUser.Edge))
        {
            var user = new BrokerUser(name, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            if (!access._users.TryAdd(name, user))
            {
                throw new ArgumentException($"\"{name}\" is named twice; a device's id is its alone, and \"edge\" is taken.", nameof(devices));
            }

            users.Add(user);
        }

        access.Users = users;
        return access;
    }

    /// <summary>The password of a user.</summary>
    /// <exception cref="KeyNotFoundException">No such user.</exception>
    public string PasswordOf(string username) => _users.TryGetValue(username, out var user)
        ? user.Password
        : throw new KeyNotFoundException($"The broker has no user \"{username}\".");
}
