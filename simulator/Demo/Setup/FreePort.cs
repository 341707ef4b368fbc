using System.Net;
using System.Net.Sockets;

namespace O4O.Simulator.Demo.Setup;

/// <summary>Loopback ports that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>Any free port.</summary>
    public static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>This port when it is free, otherwise any.</summary>
    public static int Preferred(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return port;
        }
        catch (SocketException)
        {
            return Any();
        }
    }
}
