using System.Runtime.Versioning;
using System.Text;

namespace O4O.Edge.Drivers.Mqtt.Broker;

/// <summary>
/// What the broker reads at its start, written anew each time, readable by the owner alone. The topic rules are the
/// store's contract: device to edge <c>o4o/v1/{store}/{device}/up/{kind}</c>, edge to device
/// <c>o4o/v1/{store}/{device}/down/{kind}</c>, edge to everybody <c>o4o/v1/{store}/edge/out/{kind}</c>.
/// </summary>
internal sealed class MosquittoFiles(MosquittoBrokerOptions options)
{
    // A broker that refuses a packet needs its topic and header beside the payload: at most 65,535 + a few bytes.
    private const int PacketHeadroomBytes = 65_536;

    public string Configuration { get; } = Path.Combine(Path.GetFullPath(options.Directory), "mosquitto.conf");

    private string Passwords { get; } = Path.Combine(Path.GetFullPath(options.Directory), "users");

    private string Rules { get; } = Path.Combine(Path.GetFullPath(options.Directory), "topic-rules");

    public void Write(int port)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The broker is launched on Linux only: its files need an owner's permissions.");
        }

        Directory.CreateDirectory(
            options.Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        WritePrivately(Passwords, PasswordText());
        WritePrivately(Rules, RulesText());
        WritePrivately(Configuration, ConfigurationText(port));
    }

    private string ConfigurationText(int port)
    {
        // Started by root, mosquitto would become the user "mosquitto", who may not read a private directory, and the
        // change of user would also undo the kill on the parent's death. Only root may choose: for others it is void.
        var user = Environment.IsPrivilegedProcess ? "user root\n" : "";
        var tls = options.TlsCertificateFile is { } certificate && options.TlsKeyFile is { } key
            ? $"certfile {Path.GetFullPath(certificate)}\nkeyfile {Path.GetFullPath(key)}\n"
            : "";
        return $"""
            # Written at each start; edits are lost.
            listener {port} {options.BindAddress}
            {tls}{user}allow_anonymous false
            password_file {Passwords}
            acl_file {Rules}
            persistence false
            message_size_limit {options.MaxMessageBytes}
            max_packet_size {options.MaxMessageBytes + PacketHeadroomBytes}
            max_queued_messages {options.MaxQueuedMessages}
            set_tcp_nodelay true
            log_dest stderr
            log_type error
            log_type warning
            log_type notice
            log_type information

            """;
    }

    private string PasswordText()
    {
        var text = new StringBuilder();
        foreach (var user in options.Users)
        {
            text.Append(user.Username).Append(':').Append(MosquittoPassword.Hash(user.Password, options.PasswordIterations)).Append('\n');
        }

        return text.ToString();
    }

    private string RulesText()
    {
        var root = $"o4o/v1/{options.StoreId}";
        var text = new StringBuilder();
        foreach (var user in options.Users)
        {
            text.Append("user ").Append(user.Username).Append('\n');
            if (user.Username == BrokerUser.Edge)
            {
                text.Append($"topic read {root}/+/up/#\ntopic write {root}/+/down/#\ntopic write {root}/edge/out/#\n\n");
            }
            else
            {
                text.Append($"topic read {root}/edge/out/#\n\n");
            }
        }

        return text.Append($"pattern write {root}/%u/up/#\npattern read {root}/%u/down/#\n").ToString();
    }

    [UnsupportedOSPlatform("windows")]
    private static void WritePrivately(string path, string text)
    {
        File.Delete(path);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(Encoding.UTF8.GetBytes(text));
    }
}
